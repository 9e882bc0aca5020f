"""The cap that an announced error puts on a mark: a negative extra credit on the cell `cap`.

nbgrader's own sums are right with it, and an instructor can lift it there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from curriculum.cases.model import Case
from graders.course.cells import CAP
from graders.course.mark_tables import marks

NEAR = 1e-6


def lowest_cap(case: Case, critical: Collection[str]) -> float | None:
    """The most that can be earned with these errors, on 20; None where nothing caps."""
    return min((one.cap for one in case.critical if one.id in critical), default=None)


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
            _set(session, grade.id, by_hand=True)
        extra: float | None = grade.extra_credit
        return extra
    standing = row.critical if row.decided is None else row.decided
    cap = lowest_cap(case, standing or ())
    earned = earned_without_cap(grades)
    extra = None if cap is None or earned <= cap else cap - earned
    if not _same(extra, grade.extra_credit):
        grade.extra_credit = extra
        _set(session, grade.id, extra=extra)
    return extra


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


def _set(session: Session, grade_id: str, **values: Any) -> None:
    session.execute(update(marks).where(marks.c.grade_id == grade_id).values(**values))
