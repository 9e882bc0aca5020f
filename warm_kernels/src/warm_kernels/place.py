"""Where templates listen: a private folder with one socket, one lock and one log each."""

from __future__ import annotations

import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import AF_UNIX, SOCK_SEQPACKET
from socket import socket as Socket  # noqa: N812 - the class; `socket` is the address here

from warm_kernels import wire


class Unsafe(Exception):
    """The folder belongs to somebody else or others may enter it."""


def folder() -> Path:
    """The folder of this user's templates, made when missing.

    `$XDG_RUNTIME_DIR/warm-kernels`, else one in the folder for temporary files. Raises Unsafe.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and os.access(runtime, os.W_OK):
        path = Path(runtime) / "warm-kernels"
    else:
        path = Path(tempfile.gettempdir()) / f"warm-kernels-{os.getuid()}"
    with suppress(FileExistsError):
        path.mkdir(mode=0o700, parents=True)
    found = path.lstat()
    if (
        not stat.S_ISDIR(found.st_mode)
        or found.st_uid != os.getuid()
        or stat.S_IMODE(found.st_mode) & 0o077
    ):
        raise Unsafe(
            f"{path} must be a folder that only you can enter; remove it, or run "
            f"`chmod 700 {path}` if it is yours"
        )
    return path


@dataclass(frozen=True)
class Place:
    """The files of one template."""

    folder: Path
    key: str

    @property
    def log(self) -> Path:
        """What the template and its imports print."""
        return self.folder / f"{self.key}.log"

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.folder / f"{self.key}.sock"

    def connect(self, timeout: float) -> Socket | None:
        """A connection to the template that listens here, or None when none does."""
        connection = Socket(AF_UNIX, SOCK_SEQPACKET)
        connection.settimeout(timeout)
        try:
            with self._address() as address:
                connection.connect(address)
            if wire.peer(connection)[1] != os.getuid():
                raise OSError("another user listens there")
        except OSError:
            connection.close()
            return None
        return connection

    def listen(self) -> Socket:
        """Take the address, whoever held it before; only this user may connect."""
        listener = Socket(AF_UNIX, SOCK_SEQPACKET)
        self.socket.unlink(missing_ok=True)
        before = os.umask(0o177)  # the socket is made with mode 0600
        try:
            with self._address() as address:
                listener.bind(address)
        finally:
            os.umask(before)
        listener.listen(128)
        listener.setblocking(False)
        return listener

    @contextmanager
    def lock(self, *, wait: bool = True) -> Iterator[bool]:
        """Hold the lock under which templates are started and addresses given up."""
        with (self.folder / f"{self.key}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    @contextmanager
    def _address(self) -> Iterator[str]:
        """The address by way of the open folder: paths of sockets end at 107 bytes."""
        entered = os.open(self.folder, os.O_PATH | os.O_DIRECTORY)
        try:
            yield f"/proc/self/fd/{entered}/{self.socket.name}"
        finally:
            os.close(entered)
