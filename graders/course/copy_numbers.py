"""The number of a copy: what graders call it while they do not know whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from nbgrader.api import Grade
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from graders.course.grading_tables import numbers


def number_copies(session: Session, grade_ids: Iterable[str]) -> dict[str, int]:
    """The numbers of copies of one task; those that have none yet take the next ones.

    A number is for ever. Ids are random, so their order says nothing of the students.
    """
    wanted = sorted(grade_ids)
    if not wanted:
        return {}
    known = _known(session, wanted)
    if new := [one for one in wanted if one not in known]:
        try:
            with session.begin_nested():
                _number(session, new)
        except IntegrityError:  # another server numbered them at the same moment
            known = _known(session, new)
            with session.begin_nested():
                _number(session, [one for one in new if one not in known])
        known = _known(session, wanted)
    return known


def _known(session: Session, grade_ids: list[str]) -> dict[str, int]:
    asked = select(numbers.c.grade_id, numbers.c.number).where(numbers.c.grade_id.in_(grade_ids))
    return {row.grade_id: row.number for row in session.execute(asked)}


def _number(session: Session, grade_ids: list[str]) -> None:
    if not grade_ids:
        return
    cell = session.execute(select(Grade.cell_id).where(Grade.id == grade_ids[0])).scalar_one()
    asked = select(func.max(numbers.c.number)).where(numbers.c.cell_id == cell)
    last = session.execute(asked).scalar() or 0
    rows = [
        {"grade_id": one, "cell_id": cell, "number": last + place}
        for place, one in enumerate(grade_ids, 1)
    ]
    session.execute(insert(numbers), rows)
