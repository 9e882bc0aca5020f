"""The process that has pandas imported, waits, and forks itself for each notebook.

It holds nothing but imported modules: what a notebook is made of is read by its fork only. The
grader asks over a socket, with one file to read the notebook from and a pipe for the result.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from . import cells, syscalls
from .confine import Bounds, Room, become, confine, die_with_parent

_MESSAGE = 4096
_RESULT = 3  # the only open file of a notebook's process besides the standard streams
_LOOK = 0.02  # seconds between looks at the space that files take


def main(control: int, settings: str) -> None:
    """Serve until the grader closes its end."""
    die_with_parent()
    told = json.loads(settings)
    room = Room(told["work"], tuple(told["readable"]), told["user"], told["counted"])
    sys.dont_write_bytecode = True
    sys.path[:] = [entry for entry in sys.path if _within(entry, room.readable)]
    for name in told["preload"]:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    library = syscalls.library()
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=control) as grader:
        grader.send(b"{}")  # ready
        while _serve(grader, room, library):
            pass


def _within(entry: str, readable: tuple[str, ...]) -> bool:
    return any(entry == root or entry.startswith(f"{root}/") for root in readable)


def _serve(grader: socket.socket, room: Room, library: ctypes.CDLL | None) -> bool:
    message, files, _, _ = socket.recv_fds(grader, _MESSAGE, 2)
    if not message:
        return False
    asked = json.loads(message)
    notebook, result = files
    folder = Path(room.work) / "files"
    folder.mkdir(mode=0o700)
    if room.user is not None:
        os.chown(folder, room.user, room.user)
    bounds = Bounds(asked["cpu"], asked["memory"], asked["space"])
    process = os.fork()
    if process == 0:
        _fork(grader, notebook, result, replace(room, work=str(folder)), bounds, library)
    os.close(notebook)
    os.close(result)
    ended = _watch(process, folder, asked["seconds"], bounds)
    shutil.rmtree(folder, ignore_errors=True)
    grader.send(json.dumps(ended).encode())
    return not folder.exists()  # otherwise the next notebook would see what this one left


def _watch(process: int, folder: Path, seconds: float, bounds: Bounds) -> dict[str, Any]:
    """Wait for the process, end it where it takes too long or too much; how it ended."""
    stopped = None
    deadline = time.monotonic() + seconds
    handle = os.pidfd_open(process)
    try:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        while not poll.poll(_LOOK * 1000):
            if time.monotonic() > deadline:
                stopped = "time"
            elif _taken(folder) > bounds.space:
                stopped = "space"
            if stopped is not None:
                signal.pidfd_send_signal(handle, signal.SIGKILL)
                break
    finally:
        os.close(handle)
    _, status, used = os.wait4(process, 0)
    ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    worked = used.ru_utime + used.ru_stime
    if ended_by == signal.SIGXCPU or (ended_by == signal.SIGKILL and worked >= bounds.cpu):
        stopped = stopped or "time"
    return {"stopped": stopped, "signal": ended_by}


def _taken(folder: Path) -> int:
    total = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                total += entry.stat(follow_symlinks=False).st_blocks * 512
    return total


def _fork(
    grader: socket.socket,
    notebook: int,
    result: int,
    room: Room,
    bounds: Bounds,
    library: ctypes.CDLL | None,
) -> NoReturn:
    """Be the process of one notebook.

    The first line of the result says what it has given up; a result without it is the sandbox's
    failure, anything after it may be the student's doing.
    """
    try:
        grader.close()
        with open(notebook, "rb") as file:
            told = json.loads(file.readline())
            files = {name: file.read(size) for name, size in told["files"].items()}
        os.dup2(result, _RESULT)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        os.closerange(_RESULT + 1, 1 << 16)
        become(room.user)
        os.chdir(room.work)
        for name, content in files.items():
            Path(name).write_bytes(content)
        _seed()
        given_up = confine(room, bounds, library)
    except BaseException as error:
        os.write(_RESULT, f"{type(error).__name__}: {error}"[:_MESSAGE].encode())
        os._exit(1)
    try:
        _say(given_up)
        found, failure = cells.run(told["cells"], lambda number: _say({"cell": number}))
        values, wrong = cells.exported(found, told["names"])
        _say({"values": values, "failure": failure or wrong})
    finally:
        os._exit(0)  # whatever the cells have set up for the end of the process


def _say(what: Mapping[str, Any]) -> None:
    os.write(_RESULT, f"{json.dumps(what)}\n".encode())


def _seed() -> None:
    """Give this fork random numbers of its own; the module random does so by itself."""
    if (numpy := sys.modules.get("numpy")) is not None:
        numpy.random.seed()
