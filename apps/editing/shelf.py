"""The bank as it stands on disk, read again when a file has changed."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from apps.editing.findings import word_counts
from question_bank import load
from question_bank.bank import Bank
from question_bank.checks.finding import Finding
from question_bank.similar import SimilarItems


@dataclass(frozen=True)
class Root:
    """A folder of items, and whether authors may write there."""

    path: Path
    is_writable: bool

    @property
    def name(self) -> str:
        """What authors call it: the last two parts of its path."""
        return "/".join(self.path.parts[-2:])


@dataclass(frozen=True)
class Held:
    """The bank at one moment, and what could not be read of it."""

    bank: Bank
    faults: tuple[Finding, ...]

    @cached_property
    def similar(self) -> SimilarItems:
        """The index of its wordings, made when first asked for."""
        return SimilarItems(self.bank)

    @cached_property
    def common_words(self) -> Counter[str]:
        """In how many of its English stems each word stands."""
        return word_counts(self.bank)


class Shelf:
    """The roots of the bank; not for several threads at a time."""

    def __init__(self, roots: Sequence[Path] | None = None) -> None:
        self._roots = tuple(load.default_roots() if roots is None else roots)
        self._held: Held | None = None
        self._seen: dict[Path, tuple[int, int]] = {}

    @property
    def roots(self) -> tuple[Root, ...]:
        """Every root, in the order in which they are read."""
        return tuple(Root(path, _is_writable(path)) for path in self._roots)

    def root_of(self, path: Path) -> int | None:
        """The number of the root in which a file stands."""
        for number, root in enumerate(self._roots):
            if path.is_relative_to(root):
                return number
        return None

    def held(self) -> Held:
        """The bank as the files say now."""
        seen = self._look()
        if self._held is None or seen != self._seen:
            bank, faults = load.load_bank(self._roots)
            self._held, self._seen = Held(bank, faults), seen
        return self._held

    def _look(self) -> dict[Path, tuple[int, int]]:
        """Time and size of every file; a file that goes away meanwhile is left out."""
        found: dict[Path, tuple[int, int]] = {}
        for root in self._roots:
            for path in load.bank_files(root) if root.is_dir() else ():
                try:
                    stat = path.stat()
                except OSError:
                    continue
                found[path] = (stat.st_mtime_ns, stat.st_size)
        return found


def digest_of(path: Path) -> str:
    """The digest of a file as it is now; OSError when it cannot be read."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _is_writable(root: Path) -> bool:
    """Whether items may be written there: an installed package is not the place for them."""
    is_installed = root == load.ITEMS and not (root.parent.parent / "pyproject.toml").is_file()
    return not is_installed and root.is_dir() and os.access(root, os.W_OK | os.X_OK)
