"""Tries from inside whether a sandbox keeps what it promises."""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path

from graders.sandbox.launch import Unavailable
from graders.sandbox.outcome import Level, Limits
from graders.sandbox.process import Sandbox, SandboxFailed
from graders.sandbox.result import read

_CELL = """
import os, socket
def can(what):
    try:
        what()
    except Exception:
        return 0.0
    return 1.0
def connect(family, address):
    with socket.socket(family) as one:
        one.connect(address)
def fork():
    if os.fork() == 0:
        os._exit(0)
def library():
    import numpy, cgitb, mailbox, wsgiref.headers
    open(numpy.__file__).close()
reads = can(lambda: open({secret!r}).close())
port = can(lambda: connect(socket.AF_INET, ("127.0.0.1", {port})))
path = can(lambda: connect(socket.AF_UNIX, {path!r}))
abstract = can(lambda: connect(socket.AF_UNIX, {abstract!r}))
forks = can(fork)
works = can(library)
"""
_NAMES = ("reads", "port", "path", "abstract", "forks", "works")
_OPEN = {
    "reads": "cells could still read files of others",
    "port": "cells could still reach the network",
    "path": "cells could still reach the sockets of services",
    "abstract": "cells could still reach the sockets of services",
}


def check(sandbox: Sandbox) -> dict[str, int]:
    """What the cells have given up there; Unavailable where they could do what they must not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        secret = folder / "key"
        secret.write_text("key")
        secret.chmod(0o644)
        port = socket.socket()
        path = socket.socket(socket.AF_UNIX)
        abstract = socket.socket(socket.AF_UNIX)
        with port, path, abstract:
            port.bind(("127.0.0.1", 0))
            path.bind(str(folder / "service"))
            (folder / "service").chmod(0o666)
            abstract.bind(f"\0{folder.name}")
            for one in (port, path, abstract):
                one.listen()
            cell = _CELL.format(
                secret=str(secret),
                port=port.getsockname()[1],
                path=str(folder / "service"),
                abstract=f"\0{folder.name}",
            )
            return _verdict(sandbox, cell)


def _verdict(sandbox: Sandbox, cell: str) -> dict[str, int]:
    try:
        ended = sandbox.run([cell], {"table.csv": b"a\n1\n"}, _NAMES, Limits())
    except SandboxFailed as error:
        raise Unavailable(str(error)) from error
    values, failure = read(ended, 1, _NAMES)
    if failure is not None or len(values) != len(_NAMES):
        raise Unavailable(f"cells could not be run ({failure})")
    if not values["works"]:
        raise Unavailable("cells could not read the Python environment")
    if sandbox.way.level is not Level.WEAK:
        for name, why in _OPEN.items():
            if values[name]:
                raise Unavailable(why)
        if values["forks"] and not sandbox.way.counted:
            raise Unavailable("cells could start any number of processes")
    return dict(ended.given_up)
