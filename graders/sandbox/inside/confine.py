"""What a fork of the template gives up before it runs a student's code."""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
from dataclasses import dataclass

from . import landlock, syscalls

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_CAPABILITY_VERSION_3 = 0x20080522
_OPEN_FILES = 64
_THREADS = 64

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Room:
    """Where cells run: set by the grader when it starts the sandbox.

    `work`: the folder for their files. `readable`: what else they may read. `user`: the user that
    they become, None for no change. `counted`: the threads of that user are counted by themselves.
    """

    work: str
    readable: tuple[str, ...]
    user: int | None
    counted: bool


@dataclass(frozen=True)
class Bounds:
    """Seconds of processor time, bytes of memory, bytes of files, as asked with each notebook."""

    cpu: float
    memory: int
    space: int


def die_with_parent() -> None:
    """Have the kernel end this process with its parent."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def become(user: int | None) -> None:
    """Go on as the user, in no group but its own."""
    if user is None:
        return
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def confine(room: Room, bounds: Bounds, library: ctypes.CDLL | None) -> dict[str, int]:
    """Give up capabilities, files, system calls and resources for good; what was given up.

    OSError where something that this machine has was refused.
    """
    die_with_parent()  # again: a change of user forgets it
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _drop_capabilities()
    _limit(bounds, counted=room.counted)
    version = landlock.restrict(room.readable, room.work)
    if library is not None:
        syscalls.deny(library, threads=room.counted)
    return {"landlock": version, "filter": int(library is not None)}


def _limit(bounds: Bounds, *, counted: bool) -> None:
    seconds = max(1, math.ceil(bounds.cpu))
    limits = {
        resource.RLIMIT_AS: (bounds.memory, bounds.memory),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_FSIZE: (bounds.space, bounds.space),
        resource.RLIMIT_MEMLOCK: (0, 0),
        resource.RLIMIT_NOFILE: (_OPEN_FILES, _OPEN_FILES),
    }
    if counted:
        limits[resource.RLIMIT_NPROC] = (_THREADS, _THREADS)
    for which, wanted in limits.items():
        _, most = resource.getrlimit(which)
        if most != resource.RLIM_INFINITY:  # a limit of the grader's own that may be lower
            wanted = (min(wanted[0], most), min(wanted[1], most))  # noqa: PLW2901
        resource.setrlimit(which, wanted)


def _drop_capabilities() -> None:
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    if _libc.capset(header, none) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"capset: {os.strerror(number)}")
