"""One run: plan, grade what waits, write each submission whole, report.

A submission is first written to the gradebook, in one transaction, then its folder moves into
place. Whoever stops the run in between finds no folder, or the one before, so that the next run
grades it again and writes the same; at every other moment a submission is either done or untouched.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol

from graders.batch.folders import locked, pack, put_in_place, sweep, take_away, unpack
from graders.batch.forced import Forced
from graders.batch.gradebook import Book
from graders.batch.records import (
    Files,
    Job,
    Place,
    Plan,
    Record,
    Refused,
    Request,
    Rows,
    Snapshot,
)
from graders.batch.report import Report

READ_AHEAD = 50  # students whose rows are read in one go
TRIES = 3  # for a submission whose rows somebody else changes meanwhile


class Pool(Protocol):
    """Who grades: processes here, or a cluster."""

    def plan(self) -> Plan:
        """What is to be graded."""

    def grade(
        self, snapshot: Snapshot, take: Callable[[], Job | None], stop: Callable[[], bool]
    ) -> Iterator[Record]:
        """A record for each job."""


class Watcher(Protocol):
    """Who is told how it goes."""

    def planned(self, count: int) -> None:
        """So many are to be graded."""

    def finished(self, record: Record) -> None:
        """One more."""


def grade_assignment(
    request: Request,
    pool: Pool,
    watcher: Watcher,
    *,
    workers: int,
    elsewhere: bool = False,
    stop: Callable[[], bool] = lambda: False,
) -> Report:
    """Grade what waits; `elsewhere` when those who grade do not see the course's files."""
    plan = pool.plan()
    with locked(plan.root, request.assignment) as state, Book(plan.database) as book:
        if request.assignment not in book.assignments():
            raise Refused(
                f"the gradebook has no assignment {request.assignment}; "
                "`nbgrader generate_assignment` makes one"
            )
        sweep(plan.leftovers)
        forced = Forced(state, request.assignment)
        waiting = _waiting(plan, forced, request)
        watcher.planned(len(waiting))
        began = time.perf_counter()
        queue = _Queue(book, plan, waiting, with_files=elsewhere)
        records: dict[str, Record] = {}
        for record in pool.grade(book.snapshot(), queue.take, stop):
            kept = _keep(book, plan.places[record.student], record)
            if kept is None:
                if queue.again(record.student):
                    continue
                kept = record.stopped("somebody else keeps changing its rows in the gradebook")
            records[record.student] = kept
            forced.done(record.student)
            watcher.finished(kept)
        left = [one for one in waiting if one not in records]
        if not left and forced.waiting() <= set(waiting):
            forced.end()
    seconds = time.perf_counter() - began
    done = [one for one in plan.done if one not in records]
    return Report(request.assignment, workers, seconds, list(records.values()), done, left)


def _waiting(plan: Plan, forced: Forced, request: Request) -> list[str]:
    if request.force:
        forced.start(plan.waiting)
        return list(plan.waiting)
    return sorted({*plan.waiting, *(forced.waiting() & plan.places.keys())})


def _keep(book: Book, place: Place, record: Record) -> Record | None:
    """Write a submission; None when it has to be graded again from newer rows."""
    if record.status == "stopped":
        return record
    if record.tables is not None:
        book.add_tables(record.tables)
    if not book.write(record.changes):
        return None
    if record.status == "failed":
        take_away(place)
        return record
    if record.files is not None:
        unpack(record.files, place.staged)
    put_in_place(place)
    return record


class _Queue:
    """Jobs in order; rows are read some students ahead."""

    def __init__(self, book: Book, plan: Plan, waiting: list[str], *, with_files: bool) -> None:
        self._book = book
        self._plan = plan
        self._waiting = deque(waiting)
        self._rows: dict[str, Rows] = {}
        self._with_files = with_files
        self._tries: Counter[str] = Counter()

    def take(self) -> Job | None:
        """The next one, None when there is none."""
        if not self._waiting:
            return None
        student = self._waiting[0]
        if student not in self._rows:
            self._rows = self._book.rows_of(list(islice(self._waiting, READ_AHEAD)))
        self._waiting.popleft()
        return Job(student, self._rows.pop(student), self._files(student))

    def again(self, student: str) -> bool:
        """Whether it may be tried once more."""
        self._tries[student] += 1
        if self._tries[student] >= TRIES:
            return False
        self._rows.clear()
        self._waiting.appendleft(student)
        return True

    def _files(self, student: str) -> Files | None:
        return pack(self._plan.places[student].submitted) if self._with_files else None


def course_root(course: Path) -> str:
    """The folder as the graders get it; Refused where it holds no course."""
    root = course.resolve()
    if not (root / "nbgrader_config.py").is_file():
        raise Refused(f"there is no nbgrader_config.py in {root}")
    return str(root)
