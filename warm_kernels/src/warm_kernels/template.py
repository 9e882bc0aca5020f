"""The warm process: imports once, then forks itself for every kernel that is asked for.

Started by an owner (owner.py) with a connection to it as file 3. It ends when its last owner
does, and ends the kernels of an owner that is gone. Only this process, the parent, signals
kernels: a child's number cannot be used again before its parent has reaped it.
"""

from __future__ import annotations

import errno
import gc
import os
import resource
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import FrameType

from warm_kernels import wire
from warm_kernels.child import Launch, close_all_but, open_files
from warm_kernels.children import Child
from warm_kernels.place import Place
from warm_kernels.staleness import Staleness
from warm_kernels.warmup import Unfit, check, gather, warm_up

FIRST_OWNER = 3
END_SECONDS = 5.0  # for killed kernels to be gone; the system ends them with their parent anyway
ERROR_LENGTH = 1000
HANDLED = {signal.SIGTERM, signal.SIGHUP}  # not as a kernel does


@dataclass(eq=False)
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
        self._orphans: list[Child] = []  # killed, since their owner is gone, and not yet ended
        self._told_to_end = False
        self._full = False
        self._next = 0
        self._harmless = open_files() - {first.fileno()}  # standard streams and the null device
        self._files = _as_many_files_as_allowed()
        self._wake, self._woken = socket.socketpair()
        for end in (self._wake, self._woken):
            end.setblocking(False)
        signal.signal(signal.SIGTERM, self._terminate)
        signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)
        self._watch(self._wake, self._drain)
        self._listener: socket.socket | None = place.listen()
        self._inode = place.socket.stat().st_ino
        self._watch(self._listener, self._accept)
        self._adopt(first)

    def serve(self) -> Launch | None:
        """Answer owners. Returns a Launch in a child that is to become a kernel, else None."""
        while (self._owners or self._orphans) and not self._told_to_end:
            launch = self._turn(None)
            if launch is not None:
                return launch
        self._retire()
        for owner in list(self._owners):
            self._abandon(owner)
        end = monotonic() + END_SECONDS
        while self._orphans and monotonic() < end:
            self._turn(end - monotonic())
        return None

    def _turn(self, seconds: float | None) -> Launch | None:
        for key, _ in self._selector.select(seconds):
            if self._selector.get_map().get(key.fd) is key:  # nothing before has closed it
                launch = key.data()
                if isinstance(launch, Launch):
                    return launch
        return None

    def _watch(self, file: int | socket.socket, then: Callable[[], Launch | None]) -> None:
        self._selector.register(file, selectors.EVENT_READ, then)

    def _terminate(self, _number: int, _frame: FrameType | None) -> None:
        self._told_to_end = True

    def _drain(self) -> None:
        with suppress(BlockingIOError):
            self._wake.recv(512)

    def _accept(self) -> None:
        if self._listener is None:
            return
        try:
            connection, _ = self._listener.accept()
        except OSError as error:
            if error.errno in {errno.EMFILE, errno.ENFILE}:
                self._selector.unregister(self._listener)
                self._full = True
            return
        if wire.peer(connection)[1] == os.getuid():
            self._adopt(connection)
        else:
            connection.close()

    def _make_room(self) -> None:
        """Accept owners again: a file was closed."""
        if self._full and self._listener is not None:
            self._full = False
            self._watch(self._listener, self._accept)

    def _adopt(self, connection: socket.socket) -> None:
        connection.setblocking(False)  # who does not take its answers is given up
        pid, _ = wire.peer(connection)
        try:
            pidfd = os.pidfd_open(pid)
        except OSError:  # in another namespace, or gone: then the connection ends
            pidfd = None
        owner = Owner(connection, pidfd)
        self._owners.append(owner)
        self._watch(connection, lambda: self._answer(owner))
        if pidfd is not None:
            # A fork of the owner may hold the connection open after the owner's end.
            self._watch(pidfd, lambda: self._abandon(owner))
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
        for kernel in owner.kernels.values():
            if self._reap(kernel):
                kernel.remove_files()
            else:
                kernel.signal(signal.SIGKILL)
                self._orphans.append(kernel)
        self._make_room()

    def _reap(self, kernel: Child) -> bool:
        """Whether a kernel has ended; reaps it when it has."""
        if kernel.exit_code is None and kernel.ended():
            self._selector.unregister(kernel.pidfd)
            kernel.reap()
            if kernel in self._orphans:
                self._orphans.remove(kernel)
                kernel.remove_files()
            self._make_room()
        return kernel.exit_code is not None

    def _ended(self, kernel: Child) -> None:
        self._reap(kernel)

    def _answer(self, owner: Owner) -> Launch | None:
        try:
            asked, files = wire.receive(owner.connection)
        except wire.Closed:
            self._abandon(owner)
            return None
        except wire.WireError as error:
            _log(f"an owner is given up: {error}")
            self._abandon(owner)
            return None
        try:
            if asked.get("do") == "launch":
                return self._launch(owner, asked, files)
            self._say(owner, asked, self._act(owner, asked))
        except wire.WireError:
            self._abandon(owner)
        except Exception as error:  # whatever was asked, the other owners are served
            self._refuse(owner, asked, f"{type(error).__name__}: {error}")
        finally:
            wire.close(files)
        return None

    def _say(self, owner: Owner, asked: wire.Message, answer: wire.Message, *files: int) -> None:
        wire.send(owner.connection, {**answer, "n": asked.get("n")}, files)

    def _refuse(self, owner: Owner, asked: wire.Message, why: str) -> None:
        try:
            self._say(owner, asked, {"error": why[:ERROR_LENGTH]})
        except (wire.WireError, wire.TooLarge):
            self._abandon(owner)

    def _act(self, owner: Owner, asked: wire.Message) -> wire.Message:
        match asked.get("do"):
            case "status":
                return self._status()
            case "cancel":
                for kernel in owner.kernels.values():
                    if kernel.question == asked["question"] and not self._reap(kernel):
                        kernel.signal(signal.SIGKILL)
                return {}
            case "signal":
                kernel = owner.kernels[asked["kernel"]]
                if not self._reap(kernel):
                    kernel.signal(int(asked["number"]))
                return {}
            case "exit":
                kernel = owner.kernels[asked["kernel"]]
                if self._reap(kernel):
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
            self._say(owner, asked, {"stale": True})
            return None
        launch = Launch.of(files)
        left_behind = [str(file) for file in asked["files"]]
        parent = os.getpid()
        # A signal to the child waits until it no longer has this process's handler.
        signal.pthread_sigmask(signal.SIG_BLOCK, HANDLED)
        try:
            pid = os.fork()
        finally:
            if os.getpid() == parent:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, HANDLED)
        if pid == 0:
            try:
                self._forget()
                launch.enter(parent, self._harmless)
                files.clear()  # taken over
                return launch
            except BaseException:  # never let a child go on as a second template
                traceback.print_exc()
                os._exit(1)
        try:
            kernel = Child(pid, os.pidfd_open(pid), asked.get("n"), left_behind)
        except OSError:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise
        self._next += 1
        owner.kernels[self._next] = kernel
        self._watch(kernel.pidfd, lambda: self._ended(kernel))
        self._say(owner, asked, {"kernel": self._next, "pid": pid}, kernel.pidfd)
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
        # The rest has no objects that would close it a second time: see Launch.enter.
        resource.setrlimit(resource.RLIMIT_NOFILE, self._files)

    def _retire(self) -> None:
        """Let a successor take the address; the kernels that are here go on."""
        if self._listener is None:
            return
        if not self._full:
            self._selector.unregister(self._listener)
        self._listener.close()
        self._listener = None
        # Somebody may have removed the folder. Whoever holds the lock is about to start a
        # successor, which takes the address.
        with suppress(OSError), self._place.lock(wait=False) as held:
            if held and self._place.socket.stat().st_ino == self._inode:
                self._place.socket.unlink()


def _as_many_files_as_allowed() -> tuple[int, int]:
    """Raise the soft limit of open files to the hard one; the limits before."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    return before


def _log(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main() -> None:
    """Warm up, serve, and in a child become a kernel."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.chdir("/")
    close_all_but({0, 1, 2, FIRST_OWNER})  # what the owner let slip
    first = socket.socket(fileno=FIRST_OWNER)
    asked, _ = wire.receive(first)
    signal.alarm(int(asked["seconds"]) + 1)  # if an import never ends and the owner is gone
    began = monotonic()
    staleness = Staleness()
    try:
        warm_up(asked["preload"])
        check({0, 1, 2, FIRST_OWNER})
        staleness.loaded()
        _log(f"warm after {monotonic() - began:.2f} s: {' '.join(asked['preload'])}")
        sys.stdout.flush()
        sys.stderr.flush()
        gather()
        gc.collect()
        gc.freeze()  # collections in children shall not touch, and so copy, what is here
        place = Place(Path(asked["folder"]), asked["key"])
        template = Template(place, staleness, first)
        signal.alarm(0)
    except (Unfit, OSError) as error:
        wire.send(first, {"failed": str(error)})
        return
    launch = template.serve()
    if launch is None:
        return
    del template
    launch.run()
