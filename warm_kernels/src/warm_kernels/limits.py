"""Resource limits of kernels, by the names of `setrlimit`."""

from __future__ import annotations

import sys
from collections.abc import Mapping


def check(limits: Mapping[str, int]) -> None:
    """Raise ValueError for a name that the system does not know."""
    for name in limits:
        _number(name)


def impose(limits: Mapping[str, int], pid: int = 0) -> None:
    """Set soft and hard limits of a process, its own by default; none is raised by it."""
    if not limits:
        return
    import resource  # not on Windows

    for name, value in limits.items():
        hard = resource.prlimit(pid, _number(name))[1]
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.prlimit(pid, _number(name), (least, least))


def _number(name: str) -> int:
    known: dict[str, int] = {}
    if sys.platform == "linux":
        import resource

        known = {key: getattr(resource, key) for key in dir(resource) if key.startswith("RLIMIT_")}
    found = known.get(f"RLIMIT_{name.removeprefix('RLIMIT_').upper()}")
    if found is None:
        names = ", ".join(sorted(key.removeprefix("RLIMIT_").lower() for key in known))
        raise ValueError(f"there is no resource limit {name!r} here; there are: {names or 'none'}")
    return found
