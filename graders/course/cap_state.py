"""What caps the mark of a submission, and who decided so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from graders.course.caps import earned_without_cap
from graders.course.cells import CAP
from graders.course.mark_tables import history, marks
from graders.course.marked_copies import find_one, utc


@dataclass(frozen=True)
class Decision:
    """A reader's word on the announced errors: those that stand (None: as the machine says)."""

    critical: tuple[str, ...] | None
    reason: str
    grader: str
    at: datetime


@dataclass(frozen=True)
class CapState:
    """Announced errors of a submission: seen by the machine, and standing.

    `earned` are its points without a cap, `extra` what the cap takes away (0 or less), set
    `by_hand` in formgrader where somebody did. `waiting` counts the cells still to be read.
    """

    machine: tuple[str, ...]
    decided: tuple[str, ...] | None
    earned: float
    extra: float
    by_hand: bool
    waiting: int
    decisions: tuple[Decision, ...]


def cap_state(session: Session, grade_id: str) -> CapState | None:
    """The state of the submission that a copy belongs to; None where nothing can cap it."""
    notebook = find_one(session, grade_id).grade.notebook
    grades = {grade.name: grade for grade in notebook.grades}
    cap = grades.get(CAP)
    if cap is None:
        return None
    row = session.execute(select(marks).where(marks.c.grade_id == cap.id)).one_or_none()
    if row is None:
        return None
    past = session.execute(
        select(history)
        .where(history.c.grade_id == cap.id, history.c.how == "cap")
        .order_by(history.c.id)
    )
    return CapState(
        machine=tuple(row.critical or ()),
        decided=None if row.decided is None else tuple(row.decided),
        earned=earned_without_cap(grades),
        extra=cap.extra_credit or 0.0,
        by_hand=bool(row.by_hand),
        waiting=sum(bool(one.needs_manual_grade) for one in grades.values()),
        decisions=tuple(
            Decision(
                None if one.remarks is None else tuple(one.remarks),
                one.said or "",
                one.grader or "",
                utc(one.at),
            )
            for one in past
        ),
    )
