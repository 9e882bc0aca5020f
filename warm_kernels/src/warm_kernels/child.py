"""What a fork of the template does to become a kernel like any other."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from warm_kernels import wire

_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_STREAMS = 3


@dataclass
class Launch:
    """A kernel that was asked for.

    `descriptors` are its working folder, the pipe to write to when clients may connect, and its
    standard streams; `files` are removed if its owner dies first.
    """

    arguments: list[str]
    environment: dict[str, str]
    owner: int
    umask: int
    limits: dict[str, int]
    files: list[str]
    descriptors: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, asked: wire.Message, descriptors: list[int]) -> Launch:
        """From a message; raises KeyError, TypeError or ValueError for what is none."""
        if len(descriptors) != 2 + _STREAMS:
            raise ValueError(f"{len(descriptors)} files came with it instead of {2 + _STREAMS}")
        launch = cls(
            [str(argument) for argument in asked["arguments"]],
            {str(name): str(value) for name, value in asked["environment"].items()},
            int(asked["owner"]),
            int(asked["umask"]),
            {str(name): int(value) for name, value in asked["limits"].items()},
            [str(file) for file in asked["files"]],
            descriptors,
        )
        for name in launch.limits:
            _limit(name)
        return launch

    def enter(self, template: int, harmless: set[int]) -> None:
        """Right after the fork: become a session of one's own and take over the streams.

        Files other than these and the `harmless` ones are closed.
        """
        os.setsid()
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        _prctl(_PR_SET_NAME, b"warm-kernel")
        if os.getppid() != template:  # it died in between
            os._exit(1)
        folder, bound, *streams = self.descriptors
        os.fchdir(folder)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.close(folder)
        wire.close(streams)
        self.descriptors = [bound]
        for stranger in open_files() - harmless - {bound}:
            with suppress(OSError):  # the listing itself was one
                os.close(stranger)

    def run(self) -> None:
        """Be the kernel until it ends."""
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        os.umask(self.umask)
        os.environ.clear()
        os.environ.update(self.environment, JPY_PARENT_PID=str(self.owner))
        time.tzset()
        for name, value in self.limits.items():
            hard = resource.getrlimit(_limit(name))[1]
            soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(_limit(name), (soft, soft))
        _reseed()

        import ipykernel_launcher

        from warm_kernels.app import NO_POLLING, WarmKernelApp

        sys.argv = [ipykernel_launcher.__file__, *self.arguments]
        WarmKernelApp.bound = self.descriptors.pop()
        WarmKernelApp.launch_instance(argv=self.arguments, parent_handle=NO_POLLING)


def open_files() -> set[int]:
    """Numbers of open files; the listing's own is among them and closed by now."""
    return {int(entry.name) for entry in Path("/proc/self/fd").iterdir()}


def _limit(name: str) -> int:
    """The number of a resource limit: `nofile` or `RLIMIT_NOFILE`."""
    number = getattr(resource, f"RLIMIT_{name.removeprefix('RLIMIT_').upper()}", None)
    if number is None:
        raise ValueError(f"there is no resource limit {name!r}")
    return int(number)


def _reseed() -> None:
    """Make random numbers differ between children; CPython does so for `random` itself."""
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()


def _prctl(option: int, value: int | bytes) -> None:
    argument = ctypes.c_char_p(value) if isinstance(value, bytes) else ctypes.c_ulong(value)
    if ctypes.CDLL(None, use_errno=True).prctl(option, argument, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl failed")
