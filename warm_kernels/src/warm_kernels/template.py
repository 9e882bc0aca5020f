"""The warm process: imports once, then forks itself for every kernel that is asked for.

Run as `python -m warm_kernels.template` with a connection to its first owner as file 3. It ends
when its last owner does, and ends the kernels of an owner that is gone. Only this process, the
parent, signals kernels: a child's number cannot be used again before its parent has reaped it.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import FrameType

from warm_kernels import wire
from warm_kernels.child import Launch, open_files
from warm_kernels.place import Place
from warm_kernels.staleness import Staleness
from warm_kernels.warmup import Unfit, check, warm_up

FIRST_OWNER = 3
ANSWER_SECONDS = 5.0  # an owner that does not take its answer is given up


@dataclass
class Child:
    """A kernel: running, or ended and kept until its owner asks for the exit code."""

    pid: int
    pidfd: int
    files: list[str]
    exit_code: int | None = None

    def signal(self, number: int) -> None:
        """Signal the process group of a running kernel."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:  # it has not called setsid yet
            os.kill(self.pid, number)

    def ended(self, *, wait: bool = False) -> bool:
        """Whether it has ended; its number stays taken."""
        flags = os.WEXITED | os.WNOWAIT | (0 if wait else os.WNOHANG)
        return self.exit_code is not None or os.waitid(os.P_PID, self.pid, flags) is not None

    def reap(self) -> None:
        """Take its exit code, after killing what is left of its process group."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        self.exit_code = os.waitstatus_to_exitcode(status)
        os.close(self.pidfd)

    def remove_files(self) -> None:
        """Remove what its owner can no longer remove: connection file and sockets."""
        for file in self.files:
            with suppress(OSError):
                Path(file).unlink()


@dataclass
class Owner:
    """A process that kernels belong to."""

    connection: socket.socket
    pidfd: int | None
    kernels: dict[int, Child] = field(default_factory=dict)


class Template:
    """Serves owners until the last one is gone."""

    def __init__(self, place: Place, staleness: Staleness, first: socket.socket) -> None:
        self._place = place
        self._staleness = staleness
        self._selector = selectors.DefaultSelector()
        self._owners: list[Owner] = []
        self._ended = False
        self._next = 0
        self._harmless = open_files() - {first.fileno()}  # standard streams and the null device
        self._wake, self._woken = socket.socketpair()
        for end in (self._wake, self._woken):
            end.setblocking(False)
        signal.signal(signal.SIGTERM, self._terminate)
        signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)
        self._selector.register(self._wake, selectors.EVENT_READ, self._drain)
        listener = place.listen()
        self._listener: socket.socket | None = listener
        self._inode = place.socket.stat().st_ino
        self._selector.register(listener, selectors.EVENT_READ, lambda: self._accept(listener))
        self._adopt(first)

    def serve(self) -> Launch | None:
        """Answer owners. Returns a Launch in a child that is to become a kernel, else None."""
        while self._owners and not self._ended:
            for key, _ in self._selector.select()[:1]:  # what it does may close the next one
                launch = key.data()
                if isinstance(launch, Launch):
                    return launch
        self._end()
        return None

    def _terminate(self, _number: int, _frame: FrameType | None) -> None:
        self._ended = True

    def _drain(self) -> None:
        with suppress(BlockingIOError):
            self._wake.recv(512)

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            connection, _ = listener.accept()
            if wire.peer(connection)[1] == os.getuid():
                self._adopt(connection)
            else:
                connection.close()

    def _adopt(self, connection: socket.socket) -> None:
        connection.settimeout(ANSWER_SECONDS)
        pid, _ = wire.peer(connection)
        try:
            pidfd = os.pidfd_open(pid)
        except OSError:  # in another namespace, or gone: then the connection ends
            pidfd = None
        owner = Owner(connection, pidfd)
        self._owners.append(owner)
        self._selector.register(connection, selectors.EVENT_READ, lambda: self._answer(owner))
        if pidfd is not None:
            # A fork of the owner may hold the connection open after the owner's end.
            self._selector.register(pidfd, selectors.EVENT_READ, lambda: self._abandon(owner))
        try:
            wire.send(connection, {"ready": os.getpid()})
        except wire.WireError:
            self._abandon(owner)

    def _abandon(self, owner: Owner) -> None:
        """An owner is gone: so are its kernels."""
        self._owners.remove(owner)
        self._selector.unregister(owner.connection)
        owner.connection.close()
        if owner.pidfd is not None:
            self._selector.unregister(owner.pidfd)
            os.close(owner.pidfd)
        kernels = owner.kernels.values()
        for kernel in kernels:
            if not self._reap(kernel):
                kernel.signal(signal.SIGKILL)
        for kernel in kernels:
            self._reap(kernel, wait=True)
            kernel.remove_files()

    def _reap(self, kernel: Child, *, wait: bool = False) -> bool:
        """Whether a kernel has ended; reaps it when it has."""
        if kernel.exit_code is None and kernel.ended(wait=wait):
            self._selector.unregister(kernel.pidfd)
            kernel.reap()
        return kernel.exit_code is not None

    def _answer(self, owner: Owner) -> Launch | None:
        try:
            asked, files = wire.receive(owner.connection)
        except wire.WireError as error:
            if "closed" not in str(error):
                _log(f"an owner is given up: {error}")
            self._abandon(owner)
            return None
        try:
            if asked.get("do") == "launch":
                return self._launch(owner, asked, files)
            wire.send(owner.connection, self._act(owner, asked))
        except wire.WireError:
            self._abandon(owner)
        except (KeyError, TypeError, ValueError, OSError) as error:
            with suppress(wire.WireError):
                wire.send(owner.connection, {"error": f"{type(error).__name__}: {error}"})
        finally:
            wire.close(files)
        return None

    def _act(self, owner: Owner, asked: wire.Message) -> wire.Message:
        if asked.get("do") == "status":
            return self._status()
        kernel = owner.kernels[asked["kernel"]]
        match asked["do"]:
            case "signal":
                if not self._reap(kernel):
                    kernel.signal(int(asked["number"]))
                return {}
            case "exit":
                self._reap(kernel, wait=True)
                del owner.kernels[asked["kernel"]]
                return {"code": kernel.exit_code}
            case other:
                raise ValueError(f"unknown request {other!r}")

    def _status(self) -> wire.Message:
        return {
            "pid": os.getpid(),
            "owners": [wire.peer(owner.connection)[0] for owner in self._owners],
            "kernels": [
                kernel.pid
                for owner in self._owners
                for kernel in owner.kernels.values()
                if kernel.exit_code is None
            ],
            "stale": self._listener is None,
        }

    def _launch(self, owner: Owner, asked: wire.Message, files: list[int]) -> Launch | None:
        if self._listener is None or self._staleness.stale():
            self._retire()
            wire.send(owner.connection, {"stale": True})
            return None
        launch = Launch.of(asked, files)
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                self._forget()
                launch.enter(parent, self._harmless)
                files.clear()  # taken over
                return launch
            except BaseException:  # never let a child go on as a second template
                traceback.print_exc()
                os._exit(1)
        kernel = Child(pid, os.pidfd_open(pid), launch.files)
        self._next += 1
        number = self._next
        owner.kernels[number] = kernel
        self._selector.register(kernel.pidfd, selectors.EVENT_READ, lambda: self._reap(kernel))
        wire.send(owner.connection, {"kernel": number, "pid": pid}, [kernel.pidfd])
        return None

    def _forget(self) -> None:
        """In a child: close all that belongs to the template, without touching the template."""
        signal.set_wakeup_fd(-1)
        self._selector.close()
        for end in (self._wake, self._woken, self._listener):
            if end is not None:
                end.close()
        for owner in self._owners:
            owner.connection.close()
            if owner.pidfd is not None:
                os.close(owner.pidfd)
            for kernel in owner.kernels.values():
                if kernel.exit_code is None:
                    os.close(kernel.pidfd)

    def _retire(self) -> None:
        """Let a successor take the address; the kernels that are here go on."""
        if self._listener is None:
            return
        self._selector.unregister(self._listener)
        self._listener.close()
        self._listener = None
        with self._place.lock(wait=False) as held:
            # Whoever holds the lock is about to start a successor and takes the address anyway.
            if held:
                with suppress(FileNotFoundError):
                    if self._place.socket.stat().st_ino == self._inode:
                        self._place.socket.unlink()

    def _end(self) -> None:
        self._retire()
        for owner in list(self._owners):
            self._abandon(owner)


def _log(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main() -> None:
    """Warm up, serve, and in a child become a kernel."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.chdir("/")
    os.closerange(FIRST_OWNER + 1, os.sysconf("SC_OPEN_MAX"))  # what the owner let slip
    first = socket.socket(fileno=FIRST_OWNER)
    asked, _ = wire.receive(first)
    began = monotonic()
    try:
        warm_up(asked["preload"])
        check({0, 1, 2, FIRST_OWNER})
        _log(f"warm after {monotonic() - began:.2f} s: {' '.join(asked['preload'])}")
        staleness = Staleness.now()
        gc.collect()
        gc.freeze()  # collections in children shall not touch, and so copy, what is here
        place = Place(Path(asked["folder"]), asked["key"])
        template = Template(place, staleness, first)
    except (Unfit, OSError) as error:
        wire.send(first, {"failed": str(error)})
        return
    launch = template.serve()
    if launch is None:
        return
    del template
    launch.run()


if __name__ == "__main__":
    from warm_kernels.template import main as _main  # one copy of this module, not two

    _main()
