"""What the caller and those who grade for it tell each other; all of it can be pickled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import MetaData

Row = Mapping[str, Any]  # column to value, as SQLAlchemy gives it
Rows = Mapping[str, Sequence[Row]]  # table to rows
Files = Mapping[str, tuple[int, bytes]]  # path below a folder to permission bits and content
Status = Literal["graded", "failed", "stopped"]


class Refused(Exception):
    """An assignment that cannot be graded as asked; the message says why and what to do."""


@dataclass(frozen=True)
class Request:
    """What is to be graded, and how.

    `kernel` runs the notebooks that ask for `python3`, None for each notebook's own. `private`
    when the course is a copy for one grader: its folder counts, whatever the configuration says.
    """

    course: str
    assignment: str
    students: tuple[str, ...] = ("*",)
    force: bool = False
    kernel: str | None = None
    private: bool = False


@dataclass(frozen=True)
class Place:
    """Folders of one submission: what came in, what grading leaves, and two hidden ones.

    `staged` holds it until it is whole, `aside` what it replaces.
    """

    submitted: Path
    autograded: Path
    staged: Path
    aside: Path


@dataclass(frozen=True)
class Plan:
    """The submissions of an assignment, by student: `waiting` to be graded, or `done` already.

    `leftovers` are globs of hidden folders that a killed run may have left behind.
    """

    root: Path
    source: Path
    database: str
    places: Mapping[str, Place]
    waiting: tuple[str, ...]
    done: tuple[str, ...]
    leftovers: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """The tables of a gradebook, and the rows that belong to no student."""

    tables: MetaData
    rows: Rows


@dataclass(frozen=True)
class Job:
    """One submission to grade: the student's rows, and the files where the grader has none."""

    student: str
    rows: Rows
    files: Files | None = None


@dataclass(frozen=True)
class Change:
    """A row that grading made (`before` is None), changed, or removed (`after` is None)."""

    table: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class Record:
    """What became of one submission.

    graded: its rows, and the staged folder or these `files`, are to be kept. failed: nbgrader could
    not grade it; its rows are to be kept, as nbgrader would have left them. stopped: nothing is.
    `seconds` is the time of grading, `log` what nbgrader warned of.
    """

    student: str
    status: Status
    seconds: float
    message: str = ""
    log: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    tables: MetaData | None = None  # those that grading added, if any, and what they refer to
    files: Files | None = None
    worker: str = ""

    def stopped(self, message: str) -> Record:
        """The same submission, of which nothing is to be kept."""
        return replace(self, status="stopped", message=message, changes=(), files=None)
