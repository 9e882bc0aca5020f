"""Owners of kernels that are processes of their own, and what is left of them and of others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
from waiting import until
from warm_kernels.place import Place

from warm_kernels import place, wire


class Owner:
    """A process that runs what it is told; `end` or `close` it."""

    def __init__(self, **environment: str) -> None:
        reading, writing = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("owner_process.py")), str(writing)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(writing,),
            env={**os.environ, **environment},
        )
        os.close(writing)
        self._answers = os.fdopen(reading, "rb")
        self._ready = False

    @property
    def pid(self) -> int:
        return self.process.pid

    def ready(self) -> Owner:
        """Wait until it listens."""
        if not self._ready:
            self._ready = self._answers.readline() == b"{}\n"
            assert self._ready
        return self

    def tell(self, code: str) -> None:
        """Let it run something, without waiting."""
        self.ready()
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(code).encode() + b"\n")
        self.process.stdin.flush()

    def answer(self) -> Any:
        """What the last thing it was told set `answer` to."""
        line = self._answers.readline()
        assert line, f"the owner has ended with {self.process.wait(10)}"
        found = json.loads(line)
        assert "error" not in found, found["error"]
        return found["answer"]

    def do(self, code: str) -> Any:
        """Let it run something and set `answer`; what it set."""
        self.tell(code)
        return self.answer()

    def value(self, expression: str) -> Any:
        """What an expression is there."""
        return self.do(f"answer = {expression}")

    def template(self) -> psutil.Process:
        """Its only template."""
        (status,) = self.value("templates.status()")
        return psutil.Process(status["pid"])

    def kill(self) -> None:
        """End it with SIGKILL."""
        self.process.kill()
        self.process.wait(10)

    def close(self) -> None:
        """End it if it has not, and give back its pipes."""
        self.kill()
        self._answers.close()
        if self.process.stdin is not None:
            with suppress(BrokenPipeError):
                self.process.stdin.close()

    def __enter__(self) -> Owner:
        return self.ready()

    def __exit__(self, *_: object) -> None:
        self.close()


def gone(*pids: int) -> bool:
    """Whether no such process is left, not even as a zombie of a program of ours."""
    return all(_gone(pid) for pid in pids)


def _gone(pid: int) -> bool:
    try:
        process = psutil.Process(pid)
        if process.status() != psutil.STATUS_ZOMBIE:
            return False
        parent = process.parent()
        # The system's own first process takes its time with those that it has inherited.
        return (
            parent is not None
            and parent.pid != os.getpid()
            and "warm_kernels" not in " ".join(parent.cmdline())
        )
    except psutil.NoSuchProcess:
        return True


def files_of(process: psutil.Process) -> Counter[str]:
    """Open files of a process by kind: paths, sockets with their addresses, other kinds."""
    sockets = {
        one.fd: f"socket {one.family.name} {one.type.name} {one.status} {bool(one.raddr)}"
        for one in process.net_connections("all")
    }
    kinds: Counter[str] = Counter()
    for entry in Path(f"/proc/{process.pid}/fd").iterdir():
        try:
            link = str(entry.readlink())
        except FileNotFoundError:
            continue
        name = link.split(":", maxsplit=1)[0]
        kinds[sockets.get(int(entry.name), name) if name == "socket" else name] += 1
    return kinds


def count_files(pid: int) -> int:
    """How many files a process has open."""
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def connect(key: str) -> tuple[Any, int]:
    """A connection to a template without the package's owner, and the template's process id."""
    connection = Place(place.folder(), key).connect(10)
    assert connection is not None
    return connection, wire.receive(connection)[0]["ready"]


def runtime_files(private: Path) -> set[str]:
    """Connection files and sockets of kernels."""
    folder = private / "jupyter-runtime"
    return {path.name for path in folder.rglob("*")} if folder.exists() else set()


def sockets(private: Path) -> set[Path]:
    """Where templates listen."""
    return set((private / "runtime").rglob("*.sock"))


def until_gone(*pids: int, seconds: float = 20.0) -> None:
    """Wait until no such process is left, not even as a zombie of a program of ours."""
    until(lambda: gone(*pids), seconds)
