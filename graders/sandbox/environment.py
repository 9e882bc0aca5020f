"""What cells may read: the Python that grades, and the system's libraries, without our packages."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/zoneinfo",
    "/etc/alternatives",  # Debian's choice of BLAS
    "/etc/ld.so.cache",
    "/dev/null",
    "/dev/urandom",
)
_SHARED = (Path("/"), Path("/usr"), Path("/usr/local"))  # prefixes that hold more than Python
OURS = ("question_bank", "curriculum", "graders", "apps", "tests")


@dataclass(frozen=True)
class Environment:
    """`roots`: files and folders to read. `hidden`: folders below them that are not."""

    roots: tuple[Path, ...]
    hidden: tuple[Path, ...]

    def without_hidden(self) -> tuple[str, ...]:
        """The same as a list of what may be read, for rules that know no exceptions."""
        return tuple(str(path) for root in self.roots for path in _around(root, self.hidden))


@cache
def environment() -> Environment:
    """The environment of this process."""
    prefixes = [Path(sys.prefix), Path(sys.base_prefix)]
    wanted = [Path(path) for path in _SYSTEM]
    wanted += [prefix for prefix in prefixes if prefix not in _SHARED]
    wanted += _links(Path(sys.executable))
    roots: list[Path] = []
    for path in wanted:
        if path.exists() and not any(path.is_relative_to(root) for root in roots):
            roots.append(path)
    home = Path(__file__).resolve().parents[2]
    hidden = [home / name for name in OURS]
    resolved = {root.resolve() for root in roots}
    shown = [folder for folder in hidden if any(folder.is_relative_to(r) for r in resolved)]
    return Environment(tuple(roots), tuple(folder for folder in shown if folder.is_dir()))


def _links(path: Path) -> list[Path]:
    """The path and what it leads to, link by link."""
    found = [path]
    while path.is_symlink() and len(found) < 40:
        path = path.parent / path.readlink()
        found.append(path)
    return found


def _around(path: Path, hidden: tuple[Path, ...]) -> list[Path]:
    real = path.resolve()
    if real in hidden:
        return []
    if not any(folder.is_relative_to(real) for folder in hidden):
        return [path]
    return [found for child in sorted(real.iterdir()) for found in _around(child, hidden)]
