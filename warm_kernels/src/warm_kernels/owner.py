"""The side of those who ask for kernels: finds or starts templates and speaks with them."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from socket import socket

from warm_kernels import place, wire
from warm_kernels.kernel import Kernel, NoTemplate, Request, Streams, is_readable
from warm_kernels.place import Place
from warm_kernels.profile import Profile

READY_SECONDS = 60.0
ANSWER_SECONDS = 10.0
FAILED_SECONDS = 60.0  # before a template that could not be had is tried again

# Without the working folder, which `-c` and `-m` put first on the path.
PROGRAM = """
import sys
if sys.path and not sys.path[0]:
    del sys.path[0]
from warm_kernels.template import main
main()
"""


class Stale(Exception):
    """The template holds packages that have changed since; another takes its place."""


class Template:
    """A connection to the template of one profile."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._lock = threading.Lock()
        self._counting = threading.Lock()
        self._running = 0
        self._retired = False
        self._asked = 0
        self._place = Place(place.folder(), profile.key)
        self._connection = self._connect()
        self._connection.settimeout(ANSWER_SECONDS)

    def launch(self, request: Request) -> tuple[Kernel, int]:
        """Fork a kernel: itself, and a pipe that turns readable when clients may connect.

        Raises Stale, wire.WireError when the template is gone, ValueError for a request that it
        refuses, OSError for a working folder or stream that cannot be opened.
        """
        with ExitStack() as undo, ExitStack() as finish:
            streams = Streams(request.streams)
            undo.callback(streams.abandon)
            finish.callback(streams.release)
            order = _order(request)
            finish.callback(os.close, order)
            folder = os.open(request.folder or ".", os.O_PATH | os.O_DIRECTORY)
            finish.callback(os.close, folder)
            bound, theirs = os.pipe()
            undo.callback(os.close, bound)
            finish.callback(os.close, theirs)
            self._count(1)  # from now on: retiring in another thread must not end it
            undo.callback(self._count, -1)
            answer, files = self._ask(
                {"do": "launch", "files": list(request.files)},
                [order, folder, theirs, *streams.theirs],
            )
            if answer.get("stale"):
                self.retire()
                raise Stale
            undo.pop_all()
        return Kernel(self, answer["kernel"], answer["pid"], files[0], streams), bound

    def signal(self, kernel: int, number: int) -> None:
        """Signal a kernel; nothing happens when template and kernels are gone."""
        with suppress(wire.WireError):
            self._ask({"do": "signal", "kernel": kernel, "number": int(number)})

    def exit_code(self, kernel: int) -> int | None:
        """How a kernel ended, None when it has not.

        When the template is gone, the system has killed its kernels.
        """
        try:
            code = self._ask({"do": "exit", "kernel": kernel})[0]["code"]
        except wire.WireError:
            code = -signal.SIGKILL
        if code is None:
            return None
        self._count(-1)
        return int(code)

    def status(self) -> wire.Message:
        """Process ids of the template, its owners and their kernels."""
        return self._ask({"do": "status"})[0]

    def retire(self) -> None:
        """Launch nothing more here, and let go after the last kernel."""
        self._retired = True
        self._count(0)

    @property
    def idle(self) -> bool:
        """Whether no kernel runs."""
        return self._running == 0

    def close(self) -> None:
        """Let go; kernels that still run end."""
        self._connection.close()

    def abandon(self) -> None:
        """In a fork of this process: let go without a word."""
        self._lock, self._counting = threading.Lock(), threading.Lock()
        self._connection.close()

    def _count(self, more: int) -> None:
        with self._counting:
            self._running += more
            done = self._retired and self._running == 0
        if done:
            self.close()

    def _ask(
        self, message: wire.Message, files: Sequence[int] = ()
    ) -> tuple[wire.Message, list[int]]:
        with self._lock:
            self._asked += 1
            try:
                wire.send(self._connection, {**message, "n": self._asked}, files)
                answer, received = wire.receive(self._connection)
                while answer.get("n") != self._asked:  # it came too late for who asked
                    wire.close(received)
                    answer, received = wire.receive(self._connection)
            except wire.WireError:
                if message["do"] == "launch":  # should it come after all, nobody wants it
                    with suppress(wire.WireError):
                        cancel = {"do": "cancel", "question": self._asked}
                        wire.send(self._connection, cancel)
                raise
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer, received

    def _connect(self) -> socket:
        """A connection to the template, which has said that it is ready."""
        found = self._find()
        if found is None:
            with self._place.lock():
                found = self._find() or self._spawn()  # none listens, or it was about to end
        connection, answer = found
        if "failed" in answer:
            connection.close()
            raise NoTemplate(str(answer["failed"]))
        return connection

    def _find(self) -> tuple[socket, wire.Message] | None:
        connection = self._place.connect(READY_SECONDS)
        answer = _first_word(connection)
        return None if connection is None or answer is None else (connection, answer)

    def _spawn(self) -> tuple[socket, wire.Message]:
        """Start a template and wait until it listens, so that others find it."""
        ours, theirs = wire.pair()
        log = os.open(self._place.log, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_APPEND, 0o600)
        empty = os.open(os.devnull, os.O_RDONLY)
        profile = self._profile
        try:
            pid = os.posix_spawnp(
                profile.python,
                [profile.python, *profile.flags, "-c", PROGRAM],
                dict(profile.environment),
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, empty, 0),
                    (os.POSIX_SPAWN_DUP2, log, 1),
                    (os.POSIX_SPAWN_DUP2, log, 2),
                    (os.POSIX_SPAWN_DUP2, theirs.fileno(), 3),
                ],
                setsigmask=[],
                setsigdef=[signal.SIGCHLD],  # who ignores it cannot wait for children
            )
        except OSError as error:
            ours.close()
            raise NoTemplate(f"{profile.python} cannot be started: {error}") from error
        finally:
            theirs.close()
            os.close(log)
            os.close(empty)
        in_time = False
        try:
            with suppress(wire.WireError):  # it has ended: then there is no answer either
                wire.send(
                    ours,
                    {
                        "preload": list(profile.preload),
                        "folder": str(self._place.folder),
                        "key": self._place.key,
                        "seconds": READY_SECONDS,
                    },
                )
            in_time = is_readable(ours.fileno(), READY_SECONDS)
            answer = _first_word(ours) if in_time else None
        finally:
            # It may outlive this connection, but not as a zombie.
            if not in_time:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            threading.Thread(target=_reap, args=(pid,), daemon=True).start()
        if answer is None:
            ours.close()
            why = "ended early" if in_time else f"was not ready after {READY_SECONDS:g} seconds"
            raise NoTemplate(f"the template {why}; {self._place.log} may say why")
        return ours, answer


class Templates:
    """All templates that this process uses; at most one for each profile."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._starting: dict[str, threading.Lock] = {}
        self._held: dict[str, Template] = {}
        self._failed: dict[str, tuple[float, str]] = {}
        self.pool = ThreadPoolExecutor(4, "warm-kernels")

    def launch(self, profile: Profile, request: Request) -> tuple[Kernel, int]:
        """Fork a kernel, starting the template when there is none.

        Raises NoTemplate; a template that could not be had is tried again a minute later.
        """
        key = profile.key
        for _ in range(3):  # stale, then gone, then a new one
            template = self._template(profile, key)
            try:
                return template.launch(request)
            except (Stale, wire.WireError):
                self._drop(key, template)
            except (wire.TooLarge, ValueError) as error:
                raise NoTemplate(f"the template refuses: {error}") from error
        raise NoTemplate("templates end as soon as they are started")

    def close(self) -> None:
        """End all kernels and templates of this process."""
        with self._lock:
            for template in self._held.values():
                template.close()
            self._held.clear()

    def release(self) -> None:
        """Let go of templates without kernels; they end, and the next kernel starts one."""
        with self._lock:
            idle = {key: template for key, template in self._held.items() if template.idle}
            for key in idle:
                del self._held[key]
        for template in idle.values():
            template.retire()

    def forget(self) -> None:
        """In a fork of this process: these are the parent's."""
        for template in self._held.values():
            template.abandon()
        self.__init__()  # type: ignore[misc]

    def status(self) -> list[wire.Message]:
        """What each template in use says of itself."""
        with self._lock:
            return [template.status() for template in self._held.values()]

    def _template(self, profile: Profile, key: str) -> Template:
        with self._lock:
            starting = self._starting.setdefault(key, threading.Lock())
        with starting:  # others wait for this one, but not for those of other profiles
            if key in self._held:
                return self._held[key]
            when, why = self._failed.get(key, (-FAILED_SECONDS, ""))
            if time.monotonic() - when < FAILED_SECONDS:
                raise NoTemplate(why)
            try:
                self._held[key] = Template(profile)
            except (NoTemplate, place.Unsafe, OSError) as error:
                self._failed[key] = time.monotonic(), str(error)
                raise NoTemplate(str(error)) from error
            return self._held[key]

    def _drop(self, key: str, template: Template) -> None:
        with self._lock:
            if self._held.get(key) is template:
                del self._held[key]
        template.retire()


def _first_word(connection: socket | None) -> wire.Message | None:
    """What a template says to a new owner; None, and the connection closed, if it is gone."""
    if connection is None:
        return None
    try:
        connection.settimeout(READY_SECONDS)
        return wire.receive(connection)[0]
    except wire.WireError:
        connection.close()
        return None


def _reap(pid: int) -> None:
    """Take the exit code of a template when it ends."""
    with suppress(ChildProcessError):
        os.waitpid(pid, 0)


def _order(request: Request) -> int:
    """An open file with what only the kernel needs to know."""
    order = {
        "arguments": list(request.arguments),
        "environment": dict(request.environment),
        "owner": os.getpid(),
        "umask": _umask(),
        "limits": dict(request.limits),
    }
    file = os.memfd_create("kernel")
    with open(file, "wb", closefd=False) as writing:
        writing.write(json.dumps(order).encode())
    os.lseek(file, 0, os.SEEK_SET)
    return file


def _umask() -> int:
    """The umask of the process, read without changing it."""
    with open("/proc/self/status", encoding="utf-8") as status:  # noqa: PTH123 - short and hot
        for line in status:
            if line.startswith("Umask:"):
                return int(line.split()[1], 8)
    return 0o022


templates = Templates()
os.register_at_fork(after_in_child=templates.forget)
