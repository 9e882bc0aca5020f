"""A forked kernel as its owner holds it: to be used as a `subprocess.Popen`."""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warm_kernels.owner import Template


class NoTemplate(Exception):
    """No template can be had; the message says why."""


@dataclass(frozen=True)
class Request:
    """What a kernel needs that its template does not know.

    `streams` are standard input, output and error as `subprocess.Popen` takes them; `files` are
    what to remove if this process dies first.
    """

    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: str | os.PathLike[str] | None
    streams: tuple[Any, Any, Any]
    limits: Mapping[str, int]
    files: Sequence[str]


class Kernel:
    """Process id, exit code, signals and pipes of a kernel that a template has forked."""

    def __init__(
        self, template: Template, number: int, pid: int, pidfd: int, pipes: Streams
    ) -> None:
        self._template = template
        self._number = number
        self._pidfd = pidfd
        self._lock = threading.Lock()
        self.pid = pid
        self.returncode: int | None = None
        self.stdin, self.stdout, self.stderr = pipes.ours

    def __del__(self) -> None:
        """Give the file back; the kernel goes on."""
        if self._pidfd >= 0:
            os.close(self._pidfd)

    def poll(self) -> int | None:
        """The exit code, negative for a signal, or None while it runs."""
        with self._lock:
            if self.returncode is None and is_readable(self._pidfd, 0):
                self.returncode = self._template.exit_code(self._number)
            if self.returncode is not None and self._pidfd >= 0:
                os.close(self._pidfd)
                self._pidfd = -1
            return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end; raises subprocess.TimeoutExpired after so many seconds."""
        end = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                raise subprocess.TimeoutExpired("kernel", timeout or 0.0)
            with self._watched() as file:
                is_readable(file, left)
        return code

    async def ended(self, seconds: float | None = None) -> bool:
        """Wait for the end without blocking the event loop; False after so many seconds."""
        with self._watched() as file:
            return await readable(file, seconds)

    @contextmanager
    def _watched(self) -> Iterator[int]:
        """A file of the caller's own that turns readable at the end: several may wait at once."""
        with self._lock:
            file = os.eventfd(1) if self._pidfd < 0 else os.dup(self._pidfd)
        try:
            yield file
        finally:
            os.close(file)

    def send_signal(self, number: int) -> None:
        """Signal the kernel's process group, if it still runs."""
        if self.poll() is None:
            self._template.signal(self._number, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class Streams:
    """Standard streams of a kernel, and the ends of their pipes that the caller reads or writes.

    Without a wish, input is empty, and output and errors go where this process writes its own.
    """

    def __init__(self, wishes: tuple[Any, Any, Any]) -> None:
        self.theirs: list[int] = []
        self.ours: list[IO[bytes] | None] = []
        self._opened: list[int] = []
        try:
            for number, wish in enumerate(wishes):
                self._add(number, wish)
        except BaseException:
            self.abandon()
            self.release()
            raise

    def abandon(self) -> None:
        """Close the caller's ends: there is no kernel."""
        for pipe in self.ours:
            if pipe is not None:
                pipe.close()

    def release(self) -> None:
        """Close what only the kernel needs."""
        for file in self._opened:
            os.close(file)
        self._opened = []

    def _add(self, number: int, wish: Any) -> None:
        ours: IO[bytes] | None = None
        if wish is None:
            theirs = self._open(os.devnull) if number == 0 else _own(number, self._open)
        elif wish == subprocess.DEVNULL:
            theirs = self._open(os.devnull)
        elif wish == subprocess.PIPE:
            reading, writing = os.pipe()
            theirs, kept = (reading, writing) if number == 0 else (writing, reading)
            self._opened.append(theirs)
            ours = os.fdopen(kept, "wb" if number == 0 else "rb", buffering=0)
        elif wish == subprocess.STDOUT and number == 2:
            theirs = self.theirs[1]
        else:
            theirs = wish if isinstance(wish, int) else wish.fileno()
        self.theirs.append(theirs)
        self.ours.append(ours)

    def _open(self, path: str) -> int:
        self._opened.append(os.open(path, os.O_RDWR))
        return self._opened[-1]


async def readable(file: int, seconds: float | None) -> bool:
    """Wait until a file can be read, or has ended; False after so many seconds."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def settle() -> None:
        if not done.done():
            done.set_result(None)

    loop.add_reader(file, settle)
    try:
        await asyncio.wait_for(done, seconds)
    except TimeoutError:
        return False
    finally:
        loop.remove_reader(file)
    return True


def is_readable(file: int, timeout: float | None) -> bool:
    """The same, blocking."""
    with selectors.DefaultSelector() as selector:
        selector.register(file, selectors.EVENT_READ)
        return bool(selector.select(timeout))


def _own(number: int, otherwise: Callable[[str], int]) -> int:
    """The caller's own output, or nothing where it is closed."""
    try:
        os.fstat(number)
    except OSError:
        return otherwise(os.devnull)
    return number
