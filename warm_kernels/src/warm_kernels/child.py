"""What a fork of the template does to become a kernel like any other."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from warm_kernels import limits

_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_STREAMS = 3


@dataclass
class Launch:
    """A kernel that was asked for, by the open files that came with the request.

    `order` holds the rest of the request. Only the child reads it, so that nothing of one kernel
    stays in the memory that others are forked from. `folder` is the working folder, `bound` the
    pipe to write to when clients may connect.
    """

    order: int
    folder: int
    bound: int
    streams: list[int]

    @classmethod
    def of(cls, files: list[int]) -> Launch:
        """Raises ValueError when they are not as many as needed."""
        if len(files) != 3 + _STREAMS:
            raise ValueError(f"{len(files)} files came with it instead of {3 + _STREAMS}")
        return cls(files[0], files[1], files[2], files[3:])

    def enter(self, template: int, harmless: set[int]) -> None:
        """Right after the fork: become a session of one's own and take over the streams.

        Files other than these and the `harmless` ones are closed.
        """
        os.setsid()
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        _prctl(_PR_SET_NAME, b"warm-kernel")
        if os.getppid() != template:  # it died in between
            os._exit(1)
        os.fchdir(self.folder)
        for number, stream in enumerate(self.streams):
            os.dup2(stream, number)
        close_all_but(harmless | {self.bound, self.order})

    def run(self) -> None:
        """Be the kernel until it ends."""
        with os.fdopen(self.order, "rb") as file:
            order = json.load(file)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        os.umask(order["umask"])
        os.environ.clear()
        os.environ.update(order["environment"], JPY_PARENT_PID=str(order["owner"]))
        time.tzset()
        limits.impose(order["limits"])
        _reseed()
        with suppress(AttributeError):  # before Python 3.13 it stays the template's
            threading.main_thread()._set_native_id()  # type: ignore[attr-defined]

        import ipykernel_launcher

        from warm_kernels.app import NO_POLLING, WarmKernelApp

        sys.argv = [ipykernel_launcher.__file__, *order["arguments"]]
        WarmKernelApp.bound = self.bound
        WarmKernelApp.launch_instance(argv=order["arguments"], parent_handle=NO_POLLING)


def open_files() -> set[int]:
    """Numbers of open files; the listing's own is among them and closed by now."""
    return {int(entry.name) for entry in Path("/proc/self/fd").iterdir()}


def close_all_but(kept: set[int]) -> None:
    """Close open files, those above the present limit of their number too."""
    for file in open_files() - kept:
        with suppress(OSError):  # the listing itself was one
            os.close(file)


def _reseed() -> None:
    """Make random numbers differ between children; CPython does so for `random` itself."""
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()


def _prctl(option: int, value: int | bytes) -> None:
    argument = ctypes.c_char_p(value) if isinstance(value, bytes) else ctypes.c_ulong(value)
    if ctypes.CDLL(None, use_errno=True).prctl(option, argument, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl failed")
