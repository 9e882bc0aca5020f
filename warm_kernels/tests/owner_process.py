"""A process that owns kernels: runs the Python it is told, line by line, and answers in JSON.

Started by `owners.Owner` with the number of the pipe that takes the answers.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from jupyter_client.manager import KernelManager
from warm_kernels.owner import templates

managers: list[KernelManager] = []


def start(count: int = 1, name: str = "warm", *, kw: Any = None, **asked: Any) -> list[int]:
    """Start kernels; `kw` are traits of their managers. Their process ids."""
    started = []
    folder = Path(os.environ["JUPYTER_RUNTIME_DIR"])
    folder.mkdir(exist_ok=True)
    for _ in range(count):
        file = str(folder / f"kernel-{uuid4()}.json")
        manager = KernelManager(kernel_name=name, connection_file=file, **(kw or {}))
        manager.start_kernel(**asked)
        managers.append(manager)
        started.append(manager.provisioner.pid)
    return started


def run(index: int, code: str) -> str:
    """What a cell prints."""
    client = managers[index].client()
    client.start_channels()
    try:
        client.wait_for_ready(60)
        printed: list[str] = []
        client.execute_interactive(
            code,
            timeout=30,
            output_hook=lambda message: printed.append(
                message["content"].get("text", str(message["content"]))
                if message["msg_type"] in {"stream", "error"}
                else ""
            ),
        )
        return "".join(printed)
    finally:
        client.stop_channels()


def begin(index: int, code: str) -> None:
    """Start a cell and do not wait for it."""
    client = managers[index].client()
    client.start_channels()
    client.wait_for_ready(60)
    client.execute(code)


def forks(count: int, act: Callable[[int], None]) -> list[int]:
    """Forks of this process that each do something and then stay as long as it does."""
    pids = []
    reading, writing = os.pipe()
    for number in range(count):
        pid = os.fork()
        if pid == 0:
            try:
                os.close(writing)
                act(number)
                os.read(reading, 1)
            finally:
                os._exit(0)
        pids.append(pid)
    return pids


def main() -> None:
    """Serve until the input ends."""
    answers = int(sys.argv[1])
    os.set_inheritable(answers, False)
    names: dict[str, Any] = {
        "managers": managers,
        "start": start,
        "run": run,
        "begin": begin,
        "forks": forks,
        "templates": templates,
        "os": os,
        "sys": sys,
    }
    os.write(answers, b"{}\n")
    for line in sys.stdin:
        code = json.loads(line)
        answer: dict[str, Any] = {}
        try:
            names["answer"] = None
            exec(code, names)
            answer["answer"] = names["answer"]
        except Exception:
            answer["error"] = traceback.format_exc()
            if "unhandled" in code:
                raise
        os.write(answers, json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    main()
