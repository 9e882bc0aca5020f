"""What a forced run has still to grade, so that a rerun goes on where it was stopped.

Without force the autograded folders say it. A file holds the students, one a line; a second one
those of them that are done, a line appended for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class Forced:
    """The two files of one assignment."""

    def __init__(self, state: Path, assignment: str) -> None:
        self._all = state / f"{assignment}.forced"
        self._done = state / f"{assignment}.forced-done"

    def start(self, students: Sequence[str]) -> None:
        """All of these are to be graded anew."""
        self.end()
        new = self._all.with_suffix(".new")
        new.write_text("".join(f"{one}\n" for one in students), encoding="utf-8")
        new.replace(self._all)

    def waiting(self) -> frozenset[str]:
        """Those that an earlier forced run has left."""
        return frozenset(_lines(self._all)) - frozenset(_lines(self._done))

    def done(self, student: str) -> None:
        """One of them is graded."""
        if self._all.exists():
            with self._done.open("a", encoding="utf-8") as file:
                file.write(f"{student}\n")

    def end(self) -> None:
        """Nothing is left."""
        self._all.unlink(missing_ok=True)
        self._done.unlink(missing_ok=True)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
