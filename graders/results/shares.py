"""What share of the points was earned, by competence and by domain, and when that says nothing.

The thresholds are chosen, not measured on copies.

**Too few for a student.** A share is shown from eight tasks of two cases. What one student earns
varies much from task to task, so with fewer it could be anything. Tasks of one case hang together,
and how a person does in one case says little of the next: hence two cases.

**Too few for a cohort.** Students vary, but their mean hardly does: what is uncertain is how hard
the tasks happened to be, hence three of them. Under five students a mean is close to the mark of a
person, and a student could work out that of another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from graders.results.records import CaseCopy, TaskPoints
from graders.results.words import domain_order

TASKS_OF_STUDENT, CASES_OF_STUDENT = 8, 2
TASKS_OF_COHORT, STUDENTS_OF_COHORT = 3, 5

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Share:
    """Points of `out_of`, over final marks of tasks, and how much there is of each."""

    points: float
    out_of: float
    tasks: int  # different ones
    cases: int
    students: int

    @property
    def value(self) -> float:
        """From 0 to 1."""
        return min(1.0, max(0.0, self.points / self.out_of)) if self.out_of else 0.0

    @property
    def says_of_student(self) -> bool:
        """Whether there is enough of it for a statement on a student."""
        return self.tasks >= TASKS_OF_STUDENT and self.cases >= CASES_OF_STUDENT

    @property
    def says_of_cohort(self) -> bool:
        """Whether there is enough of it for a statement on a cohort."""
        return self.tasks >= TASKS_OF_COHORT and self.students >= STUDENTS_OF_COHORT


def by_competence(copies: Iterable[CaseCopy]) -> dict[int, Share]:
    """The share of each competence that was asked for, from 1 to 5."""
    return dict(sorted(_shares(copies, lambda _, task: task.competence).items()))


def by_domain(copies: Iterable[CaseCopy]) -> dict[str, Share]:
    """The share of each domain that was asked for, in the order of the outline."""
    found = _shares(copies, lambda _, task: task.domain)
    order = domain_order()
    return {
        name: found[name] for name in (*order, *sorted(found.keys() - set(order))) if name in found
    }


def by_task(copies: Iterable[CaseCopy]) -> dict[tuple[str, str], Share]:
    """The share of each task, by case and task."""
    return _shares(copies, lambda copy, task: (copy.case, task.task))


def _shares(copies: Iterable[CaseCopy], key: Callable[[CaseCopy, TaskPoints], K]) -> dict[K, Share]:
    """Late penalties and caps are no part of it: they say nothing of a competence."""
    found: dict[K, list[tuple[CaseCopy, TaskPoints]]] = {}
    for copy in copies:
        for task in copy.tasks:
            if not task.waiting:
                found.setdefault(key(copy, task), []).append((copy, task))
    return {
        name: Share(
            points=sum(task.points for _, task in each),
            out_of=sum(task.out_of for _, task in each),
            tasks=len({(copy.case, task.task) for copy, task in each}),
            cases=len({copy.case for copy, _ in each}),
            students=len({copy.student for copy, _ in each}),
        )
        for name, each in found.items()
    }
