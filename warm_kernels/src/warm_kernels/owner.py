"""The side of those who ask for kernels: finds or starts templates and speaks with them."""

from __future__ import annotations

import atexit
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from socket import socket

from warm_kernels import place, wire
from warm_kernels.kernel import Kernel, NoTemplate, Request, Streams, is_readable
from warm_kernels.place import Place
from warm_kernels.profile import Profile

READY_SECONDS = 60.0
ANSWER_SECONDS = 10.0


class Stale(Exception):
    """The template holds packages that have changed since; another takes its place."""


class Template:
    """A connection to the template of one profile."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._lock = threading.Lock()
        self._running = 0
        self._retired = False
        self._spawned: int | None = None
        self._place = Place(place.folder(), profile.key)
        self._connection = self._connect()
        self._connection.settimeout(ANSWER_SECONDS)

    def launch(self, request: Request) -> tuple[Kernel, int]:
        """Fork a kernel: itself, and a pipe that turns readable when clients may connect.

        Raises Stale, wire.WireError when the template is gone, ValueError for a request that it
        refuses, OSError for a working folder or stream that cannot be opened.
        """
        streams = Streams(request.streams)
        opened: list[int] = []
        try:
            opened.append(os.open(request.folder or ".", os.O_PATH | os.O_DIRECTORY))
            bound, theirs = os.pipe()
            opened.append(theirs)
            message = {
                "do": "launch",
                "arguments": list(request.arguments),
                "environment": dict(request.environment),
                "owner": os.getpid(),
                "umask": _umask(),
                "limits": dict(request.limits),
                "files": list(request.files),
            }
            try:
                answer, files = self._ask(message, [*opened, *streams.theirs])
                if answer.get("stale"):
                    self.retire()
                    raise Stale
            except BaseException:
                os.close(bound)
                raise
        finally:
            wire.close(opened)
            streams.release()
        with self._lock:
            self._running += 1
        return Kernel(self, answer["kernel"], answer["pid"], files[0], streams), bound

    def signal(self, kernel: int, number: int) -> None:
        """Signal a kernel; nothing happens when template and kernels are gone."""
        with suppress(wire.WireError):
            self._ask({"do": "signal", "kernel": kernel, "number": int(number)})

    def exit_code(self, kernel: int) -> int:
        """How a kernel ended; when the template is gone, the system has killed its kernels."""
        try:
            code = int(self._ask({"do": "exit", "kernel": kernel})[0]["code"])
        except wire.WireError:
            code = -signal.SIGKILL
        with self._lock:
            self._running -= 1
            done = self._retired and self._running == 0
        if done:
            self.close()
        return code

    def status(self) -> wire.Message:
        """Process ids of the template, its owners and their kernels."""
        return self._ask({"do": "status"})[0]

    def retire(self) -> None:
        """Launch nothing more here, and let go after the last kernel."""
        with self._lock:
            self._retired = True
            done = self._running == 0
        if done:
            self.close()

    def close(self) -> None:
        """Let go; kernels that still run end."""
        self._connection.close()
        if self._spawned is not None:
            with suppress(OSError):
                os.waitpid(self._spawned, os.WNOHANG)

    def abandon(self) -> None:
        """In a fork of this process: let go without a word."""
        self._lock = threading.Lock()
        self._connection.close()

    def _ask(
        self, message: wire.Message, files: Sequence[int] = ()
    ) -> tuple[wire.Message, list[int]]:
        with self._lock:
            wire.send(self._connection, message, files)
            answer, received = wire.receive(self._connection)
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer, received

    def _connect(self) -> socket:
        connection = self._place.connect(READY_SECONDS)
        if connection is None:
            with self._place.lock():
                connection = self._place.connect(READY_SECONDS) or self._spawn()
        try:
            connection.settimeout(READY_SECONDS)
            answer, _ = wire.receive(connection)
        except wire.WireError as error:
            connection.close()
            raise NoTemplate(f"the template ended early; {self._place.log} may say why") from error
        if "failed" in answer:
            connection.close()
            raise NoTemplate(str(answer["failed"]))
        return connection

    def _spawn(self) -> socket:
        """Start a template and wait until it listens, so that others find it."""
        ours, theirs = wire.pair()
        log = os.open(self._place.log, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_APPEND, 0o600)
        empty = os.open(os.devnull, os.O_RDONLY)
        profile = self._profile
        try:
            self._spawned = os.posix_spawnp(
                profile.python,
                [profile.python, *profile.flags, "-m", "warm_kernels.template"],
                dict(profile.environment),
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, empty, 0),
                    (os.POSIX_SPAWN_DUP2, log, 1),
                    (os.POSIX_SPAWN_DUP2, log, 2),
                    (os.POSIX_SPAWN_DUP2, theirs.fileno(), 3),
                ],
            )
        except OSError as error:
            ours.close()
            raise NoTemplate(f"{profile.python} cannot be started: {error}") from error
        finally:
            theirs.close()
            os.close(log)
            os.close(empty)
        wire.send(
            ours,
            {
                "preload": list(profile.preload),
                "folder": str(self._place.folder),
                "key": self._place.key,
            },
        )
        is_readable(ours.fileno(), READY_SECONDS)  # the answer: ready or failed
        return ours


class Templates:
    """All templates that this process uses; at most one for each profile."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, Template] = {}
        self._failed: dict[str, str] = {}
        self.pool = ThreadPoolExecutor(4, "warm-kernels")

    def launch(self, profile: Profile, request: Request) -> tuple[Kernel, int]:
        """Fork a kernel, starting the template when there is none; raises NoTemplate.

        A template that cannot serve is not tried again by this process, unless packages change.
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
            if key in self._failed:
                raise NoTemplate(self._failed[key])
            if key not in self._held:
                try:
                    self._held[key] = Template(profile)
                except (NoTemplate, place.Unsafe, OSError) as error:
                    self._failed[key] = str(error)
                    raise NoTemplate(str(error)) from error
            return self._held[key]

    def _drop(self, key: str, template: Template) -> None:
        with self._lock:
            if self._held.get(key) is template:
                del self._held[key]
        template.retire()


def _umask() -> int:
    """The umask of the process, read without changing it."""
    with open("/proc/self/status", encoding="utf-8") as status:  # noqa: PTH123 - short and hot
        for line in status:
            if line.startswith("Umask:"):
                return int(line.split()[1], 8)
    return 0o022


templates = Templates()
atexit.register(templates.close)
os.register_at_fork(after_in_child=templates.forget)
