"""Whether what a template has imported is still what is installed."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Staleness:
    """Times of change of the environment's package folders and of loaded files outside them.

    Installing, upgrading or removing a package changes its folder's entries. Sources under
    development lie elsewhere and are few: they are looked at one by one.
    """

    changed: dict[str, int]

    @classmethod
    def now(cls) -> Staleness:
        """As things are."""
        folders = package_folders()
        settled = (*folders, *{sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")})
        loose = [
            file
            for module in list(sys.modules.values())
            if (file := getattr(module, "__file__", None)) and not file.startswith(settled)
        ]
        return cls(_times((*folders, *loose)))

    def stale(self) -> bool:
        """Whether anything has changed since."""
        return _times(self.changed) != self.changed


def package_folders() -> tuple[str, ...]:
    """Folders on the path that packages are installed into."""
    known = {*site.getsitepackages(), site.getusersitepackages()}
    return tuple(sorted(folder for folder in known if Path(folder).is_dir()))


def _times(paths: Iterable[str]) -> dict[str, int]:
    times = {}
    for path in paths:
        try:
            times[path] = os.stat(path).st_mtime_ns  # noqa: PTH116 - many, for every kernel
        except OSError:
            times[path] = -1
    return times
