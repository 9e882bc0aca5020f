"""Whether what a template has imported is still what is installed."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
import time
from collections.abc import Iterable
from pathlib import Path


class Staleness:
    """Times of change of the environment's folders and of loaded files outside them.

    Installing, upgrading or removing a package changes its folder's entries. Sources under
    development lie elsewhere and are few: they are looked at one by one. Make it before the
    first import, and call `loaded` after the last.
    """

    def __init__(self) -> None:
        self._began = time.time_ns()
        self._changed = _times((*package_folders(), *_standard()))

    def loaded(self) -> None:
        """Take note of what was imported meanwhile."""
        settled = tuple(f"{folder}{os.sep}" for folder in self._changed)
        loose = [
            file
            for module in list(sys.modules.values())
            if (file := getattr(module, "__file__", None)) and not file.startswith(settled)
        ]
        times = _times(loose)
        now = time.time_ns()
        for file, changed in times.items():  # imported before or after a change while warming up?
            self._changed[file] = -1 if self._began <= changed <= now else changed

    def stale(self) -> bool:
        """Whether anything has changed since."""
        return _times(self._changed) != self._changed


def package_folders() -> tuple[str, ...]:
    """Folders on the path that packages are installed into."""
    known = {*site.getsitepackages(), site.getusersitepackages()}
    return tuple(sorted(folder for folder in known if Path(folder).is_dir()))


def _standard() -> set[str]:
    return {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}


def _times(paths: Iterable[str]) -> dict[str, int]:
    times = {}
    for path in paths:
        try:
            times[path] = os.stat(path).st_mtime_ns  # noqa: PTH116 - many, for every kernel
        except OSError:
            times[path] = -1
    return times
