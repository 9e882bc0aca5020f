"""The mark of a case: what machine and person gave each task, and what caps the whole."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from curriculum.cases.model import TOTAL, Case
from curriculum.cases.tasks import AnyTask
from graders.cases.given import Misfit, given
from graders.cases.scoring import Scored, score


@dataclass(frozen=True)
class Misfitting:
    """An answer that could not be read, and earns nothing."""

    task: str
    message: str


@dataclass(frozen=True)
class Worked:
    """All that a machine says of the answers: by task, what was answered and what it earns."""

    answers: Mapping[str, Any]
    scores: Mapping[str, Scored]
    misfits: tuple[Misfitting, ...]

    @property
    def critical(self) -> tuple[str, ...]:
        """The announced errors that were made, each once."""
        return tuple(dict.fromkeys(one for found in self.scores.values() for one in found.critical))


@dataclass(frozen=True)
class Mark:
    """A mark; `points` before the cap, `cap` on 20 where a critical error stands.

    `waiting` names the tasks that a person has still to read.
    """

    points: float
    cap: float | None
    waiting: tuple[str, ...]

    @property
    def exact(self) -> float:
        """On 20, not rounded."""
        return self.points if self.cap is None else min(self.points, self.cap)

    @property
    def on_20(self) -> float:
        """On 20, to the nearest half point, halves up."""
        return math.floor(self.exact * 2 + 0.5 + 1e-9) / 2

    @property
    def on_100(self) -> float:
        """On 100, to one decimal."""
        return round(self.exact * 100 / TOTAL, 1)


def work(case: Case, answers: Mapping[str, object]) -> Worked:
    """Score what a machine can score; raw answers by task, as the form saves them."""
    read: dict[str, Any] = {}
    misfits: list[Misfitting] = []
    for task in case.tasks:
        try:
            read[task.id] = given(task, answers.get(task.id))
        except Misfit as error:
            read[task.id] = None
            misfits.append(Misfitting(task.id, str(error)))
    known = {task.id for task in case.tasks}
    for name in answers:
        if name not in known:
            misfits.append(Misfitting(str(name)[:80], "is no task of this case"))
    earlier = {task.id: read[task.id] for task in case.tasks if _is_number(task, read[task.id])}
    scores = {task.id: score(task, read[task.id], earlier) for task in case.tasks}
    return Worked(read, scores, tuple(misfits))


def mark(
    case: Case,
    worked: Worked,
    read: Mapping[str, float],
    *,
    critical: Collection[str] | None = None,
) -> Mark:
    """The mark, with the points that persons gave (`read`, by task).

    `critical` are the announced errors that stand, where a grader lifted or added one; those of
    the machine otherwise. A text with no words needs no reader.
    """
    standing = worked.critical if critical is None else critical
    waiting = tuple(
        task.id
        for task in case.tasks
        if task.read and task.id not in read and worked.answers[task.id] is not None
    )
    points = sum(one.points for one in worked.scores.values()) + sum(read.values())
    return Mark(points, lowest_cap(case, standing), waiting)


def lowest_cap(case: Case, critical: Collection[str]) -> float | None:
    """The most that can be earned with these errors, on 20; None where nothing caps."""
    return min((one.cap for one in case.critical if one.id in critical), default=None)


def _is_number(task: AnyTask, answer: object) -> bool:
    return task.kind == "number" and answer is not None
