"""Copies that were read twice: what the two graders gave before they saw each other's marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from graders.course.mark_tables import history
from graders.course.marked_copies import Copy


@dataclass(frozen=True)
class Pair:
    """Two marks of the same answer: levels by criterion, points, and who gave them."""

    grade_id: str
    levels: tuple[Mapping[str, int], Mapping[str, int]]
    points: tuple[float, float]
    graders: tuple[str, str]


def blind_pairs(session: Session, copies: Sequence[Copy]) -> tuple[Pair, ...]:
    """For each copy the last second mark of its present answer, and the first as it stood then.

    What the first grader gave afterwards, knowing the second mark, says nothing of agreement.
    """
    digests = {copy.id: copy.digest for copy in copies if copy.second is not None}
    past: dict[str, list[Any]] = {grade_id: [] for grade_id in digests}
    rows = session.execute(
        select(history).where(history.c.grade_id.in_(list(digests))).order_by(history.c.id)
    )
    for row in rows:
        if row.digest == digests[row.grade_id] and row.levels is not None:
            past[row.grade_id].append(row)
    found = []
    for grade_id, marks in past.items():
        second = next((one for one in reversed(marks) if one.how == "second"), None)
        if second is None:
            continue
        before = [one for one in marks if one.how == "first" and one.id < second.id]
        if before:
            first = before[-1]
            found.append(
                Pair(
                    grade_id,
                    (first.levels, second.levels),
                    (first.points, second.points),
                    (first.grader or "", second.grader or ""),
                )
            )
    return tuple(found)
