"""What a kernelspec asks of its template, and which kernels may share one."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warm_kernels import __version__
from warm_kernels.environment import for_template

LAUNCHER = "ipykernel_launcher"


class NotForkable(Exception):
    """A kernel that a template cannot stand for; it is started in the normal way."""


@dataclass(frozen=True)
class Command:
    """A command line of the IPython kernel, taken apart."""

    python: str
    flags: tuple[str, ...]
    arguments: tuple[str, ...]

    @classmethod
    def parse(cls, command: list[str]) -> Command:
        """Take `python [flags] -m ipykernel_launcher [arguments]` apart; raises NotForkable."""
        try:
            at = command.index("-m")
        except ValueError:
            at = len(command)
        if at == 0 or command[at + 1 : at + 2] != [LAUNCHER]:
            raise NotForkable(
                f"the kernelspec must run `python -m {LAUNCHER} …`, not {' '.join(command[:4])!r}"
            )
        python = str(Path(command[0]).expanduser())
        return cls(python, tuple(command[1:at]), tuple(command[at + 2 :]))


@dataclass(frozen=True)
class Profile:
    """What one template holds; two kernels share a template when their profiles are equal.

    A kernel inherits from its template what it would else inherit from its owner: the
    interpreter, variables that libraries read on import, resource limits, priority, control
    group and namespaces. All of that is in the key, so that it is the same either way.
    """

    python: str
    flags: tuple[str, ...]
    preload: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, command: Command, preload: list[str], kernel: Mapping[str, str]) -> Profile:
        """The profile for a command and the environment of a kernel."""
        shared = tuple(sorted(for_template(kernel).items()))
        return cls(command.python, command.flags, tuple(preload), shared)

    @property
    def key(self) -> str:
        """Name of the template's socket."""
        parts: list[Any] = [
            __version__,
            self.python,
            self.flags,
            self.preload,
            self.environment,
            *inherited(),
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]


def inherited() -> list[Any]:
    """What a process hands on to those it starts, beside its environment and open files."""
    import resource  # not on Windows, where the normal way of starting kernels is used

    names = sorted(name for name in dir(resource) if name.startswith("RLIMIT_"))
    limits = [(name, resource.getrlimit(getattr(resource, name))) for name in names]
    spaces = [_link(f"/proc/self/ns/{name}") for name in ("cgroup", "mnt", "net", "pid", "user")]
    try:
        group = Path("/proc/self/cgroup").read_text(encoding="utf-8")
    except OSError:
        group = ""
    cores = sorted(os.sched_getaffinity(0))
    return [os.getuid(), os.getgid(), os.getgroups(), limits, spaces, group, os.nice(0), cores]


def _link(path: str) -> str:
    try:
        return os.readlink(path)  # noqa: PTH115 - not a path: `net:[4026531840]`
    except OSError:
        return ""
