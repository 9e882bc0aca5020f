"""What a student is told of a case, as data: points, what was answered, what would be right, why.

Every text is prose in one language, facts filled in; `*words*` and `**words**` are emphasis, and
what a student wrote is escaped so that it reads as it was written.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

from question_bank.model import Locale

Verdict = Literal["right", "partly", "wrong", "missed", "harmful"]


@dataclass(frozen=True)
class Point:
    """One thing that was answered, or left out.

    `given` is what was answered there and `expected` what would be right, where the text itself
    does not say so; `why` may have several paragraphs.
    """

    verdict: Verdict
    text: str
    given: str = ""
    expected: str = ""
    why: str = ""


@dataclass(frozen=True)
class Listing:
    """Things in their order, under a title: an order, the rows of a plan, what an answer holds."""

    title: str
    entries: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Rows:
    """A table, under a title."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TaskFeedback:
    """What is told of one task.

    `points` of `out_of` are given by machine; `read` is what a person gives on top, at most.
    """

    id: str
    kind: str
    prompt: str
    answered: bool
    points: float
    out_of: float
    read: float
    notes: tuple[str, ...] = ()
    entries: tuple[Point, ...] = ()
    listings: tuple[Listing, ...] = ()
    tables: tuple[Rows, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Capped:
    """An announced error that was made, and the most that the case can earn with it, on 20."""

    text: str
    cap: float


@dataclass(frozen=True)
class CaseFeedback:
    """What is told of a whole case; `teaches` are lesson sections (`module/n#section`, title)."""

    case: str
    lang: Locale
    title: str
    findings: tuple[str, ...]
    tasks: tuple[TaskFeedback, ...]
    caps: tuple[Capped, ...]
    debrief: str
    teaches: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The same, for the browser."""
        return dataclasses.asdict(self)

    def task(self, task_id: str) -> TaskFeedback:
        """What is told of one task; KeyError where there is no such task."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise KeyError(f"no task {task_id!r} in the feedback on {self.case}")
