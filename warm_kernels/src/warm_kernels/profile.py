"""What a kernelspec asks of its template, and which kernels may share one."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from warm_kernels import __version__
from warm_kernels.environment import for_template

LAUNCHER = "ipykernel_launcher"

_NAMESPACES = ("cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts")
_RIGHTS = ("Cap", "NoNewPrivs", "Seccomp:")


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
        at = command.index("-m") if "-m" in command else 0
        flags = command[1:at]
        plain = all(
            flag.startswith("-") or before in {"-X", "-W"}
            for before, flag in pairwise(["", *flags])
        )
        python = at > 0 and "python" in Path(command[0]).name
        if not (python and plain) or command[at + 1 : at + 2] != [LAUNCHER]:
            raise NotForkable(
                f"the kernelspec must run `python -m {LAUNCHER} …`, not {' '.join(command[:4])!r}"
            )
        return cls(str(Path(command[0]).expanduser()), tuple(flags), tuple(command[at + 2 :]))


@dataclass(frozen=True)
class Profile:
    """What one template holds; two kernels share a template when their profiles are equal.

    A kernel inherits from its template what it would else inherit from its owner: the
    interpreter, allowed variables that libraries read on import, resource limits, rights,
    priority, control group and namespaces. All of that is in the key.
    """

    python: str
    flags: tuple[str, ...]
    preload: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls,
        command: Command,
        preload: list[str],
        kernel: Mapping[str, str],
        spec: Mapping[str, str],
    ) -> Profile:
        """The profile for a command, a kernel's environment and what the kernelspec sets of it."""
        shared = tuple(sorted(for_template(kernel, spec).items()))
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
    spaces = [_link(f"/proc/self/ns/{name}") for name in _NAMESPACES]
    rights = [line for line in _read("/proc/self/status").splitlines() if line.startswith(_RIGHTS)]
    return [
        os.getuid(),
        os.getgid(),
        os.getgroups(),
        limits,
        spaces,
        rights,
        [_read(f"/proc/self/{name}") for name in ("cgroup", "oom_score_adj", "attr/current")],
        _link("/proc/self/root"),
        [os.nice(0), os.sched_getscheduler(0), sorted(os.sched_getaffinity(0))],
    ]


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:  # not every system has every file
        return ""


def _link(path: str) -> str:
    try:
        return os.readlink(path)  # noqa: PTH115 - not a path: `net:[4026531840]`
    except OSError:
        return ""
