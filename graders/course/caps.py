"""The cap that an announced error puts on a mark: a negative extra credit on the cell `cap`.

nbgrader's own sums are right with it, and an instructor can lift it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.cases.model import Case
from graders.cases.marking import lowest_cap
from graders.course.cells import CAP
from graders.course.mark_tables import marks, update_mark

NEAR = 1e-6


def apply_cap(session: Session, notebook: Any, case: Case) -> float | None:
    """Set the extra credit of `cap` from the points as they stand; returns it.

    `notebook` is nbgrader's `SubmittedNotebook`. What an instructor set there by hand stays, and
    from then on nothing is set by machine.
    """
    grades = {grade.name: grade for grade in notebook.grades}
    grade = grades.get(CAP)
    if grade is None:
        return None
    row = session.execute(select(marks).where(marks.c.grade_id == grade.id)).one_or_none()
    if row is None:
        return None
    if row.by_hand or not _same(grade.extra_credit, row.extra):
        if not row.by_hand:
            update_mark(session, grade.id, {"by_hand": True})
        extra: float | None = grade.extra_credit
        return extra
    cap = lowest_cap(case, standing_errors(row))
    earned = earned_without_cap(grades)
    extra = None if cap is None or earned <= cap else cap - earned
    if not _same(extra, grade.extra_credit):
        grade.extra_credit = extra
        update_mark(session, grade.id, {"extra": extra})
    return extra


def standing_errors(row: Any) -> tuple[str, ...]:
    """The announced errors that stand, by the row of a `cap`: as decided, else as seen."""
    return tuple((row.critical if row.decided is None else row.decided) or ())


def earned_without_cap(grades: Mapping[str, Any]) -> float:
    """The points of all grades, by name, but `cap`."""
    return sum(_points(grade) for name, grade in grades.items() if name != CAP)


def _points(grade: Any) -> float:
    """As nbgrader's own `score`, from the values at hand and not from the database."""
    given = grade.auto_score if grade.manual_score is None else grade.manual_score
    return 0.0 if given is None else float(given) + (grade.extra_credit or 0.0)


def _same(one: float | None, other: float | None) -> bool:
    """Formgrader writes 0 where a field is left empty."""
    return abs((one or 0.0) - (other or 0.0)) <= NEAR
