"""How the copies of a task are read: which of them twice, and when their marks are final."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from graders.course.grading_tables import rounds
from graders.course.mark_tables import stored
from graders.course.marked_copies import utc


@dataclass(frozen=True)
class Round:
    """`share` (of the copies) or `count` of them are read by a second grader; none by default."""

    share: float | None = None
    count: int | None = None
    finished_at: datetime | None = None
    finished_by: str | None = None

    def wanted(self, copies: int) -> int:
        """How many of so many copies a second grader reads."""
        if self.count is not None:
            return min(self.count, copies)
        return math.ceil((self.share or 0) * copies - 1e-9)

    def chosen(self, grade_ids: Iterable[str]) -> frozenset[str]:
        """The copies for a second grader: always the same ones, which nothing else gives away."""
        order = sorted(grade_ids, key=lambda one: hashlib.sha256(one.encode()).digest())
        return frozenset(order[: self.wanted(len(order))])


def round_of(session: Session, case: str, task: str) -> Round:
    """What was set for a task."""
    asked = select(rounds).where(rounds.c.case_id == case, rounds.c.task_id == task)
    row = session.execute(asked).one_or_none()
    return Round() if row is None else _round(row)


def rounds_of(session: Session) -> dict[tuple[str, str], Round]:
    """What was set for every task, by case and task."""
    return {(row.case_id, row.task_id): _round(row) for row in session.execute(select(rounds))}


def _round(row: Any) -> Round:
    ended = None if row.finished_at is None else utc(row.finished_at)
    return Round(row.second_share, row.second_count, ended, row.finished_by)


def ask_second(
    session: Session, case: str, task: str, *, share: float | None, count: int | None
) -> None:
    """Have a share or a count of the copies read by a second grader; with neither, none."""
    _set(session, case, task, {"second_share": share, "second_count": count})


def finish_round(session: Session, case: str, task: str, who: str | None, now: datetime) -> None:
    """Call the marks of a task final; with nobody, call them open again."""
    ended = None if who is None else stored(now)
    _set(session, case, task, {"finished_at": ended, "finished_by": who})


def _set(session: Session, case: str, task: str, values: dict[str, object]) -> None:
    key = (rounds.c.case_id == case) & (rounds.c.task_id == task)
    if session.execute(select(rounds.c.case_id).where(key)).first() is None:
        session.execute(insert(rounds).values(case_id=case, task_id=task, **values))
    else:
        session.execute(update(rounds).where(key).values(**values))
