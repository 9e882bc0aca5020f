"""Results made by hand of the sample case and its neighbour: no gradebook, no files."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from curriculum.cases.model import Case
from graders.results.records import CaseCopy, Person, Results, TaskPoints
from tests.curriculum.cases.sample_case import sample_catalog

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
NASTY = (
    "Lee, RN",
    '=HYPERLINK("http://x")',
    "+1",
    "@x",
    "-x",
    "\tcmd",
    "\rcmd",
    "\n=1+1",
    "  =1+1",
    'a "quoted"; one',
    "＝1+1",
)


def copy_of(case: Case, student: str, shares: Iterable[float], **changes: Any) -> CaseCopy:
    """A copy that earned these shares of its tasks."""
    tasks = tuple(
        TaskPoints(
            task=task.id,
            number=number,
            kind=task.kind,
            competence=task.competence,
            domain=task.domain,
            out_of=task.worked + task.read,
            points=share * (task.worked + task.read),
            waiting=False,
            answer="I would go and see her." if task.read else None,
        )
        for number, (task, share) in enumerate(zip(case.tasks, shares, strict=True), 1)
    )
    values: dict[str, Any] = {
        "student": student,
        "case": case.id,
        "lang": "fr",
        "tasks": tasks,
        "earned": sum(task.points for task in tasks),
        "waiting": 0,
        "penalty": 0.0,
        "handed_in": NOW - timedelta(days=2),
    }
    return CaseCopy(**values | changes)


def results_of(
    copies: Iterable[CaseCopy], people: Iterable[Person] = (), **changes: Any
) -> Results:
    """Results with these copies; students without a name where none is given."""
    found = tuple(copies)
    catalog = sample_catalog()
    known = {one.student: Person(one.student) for one in found} | {one.id: one for one in people}
    values: dict[str, Any] = {
        "course": "parcours",
        "at": NOW,
        "cases": {name: one.case for name, one in catalog.cases.items()},
        "people": known,
        "copies": found,
        "facts": catalog.facts,
    }
    return Results(**values | changes)


def a_cohort(students: int = 12, *, seed: int = 5) -> Results:
    """Two cases, every task read, marks that vary."""
    rng = random.Random(seed)
    cases = [one.case for one in sample_catalog().cases.values()]
    copies = [
        copy_of(case, f"student-{n:02}", [round(rng.random() * 4) / 4 for _ in case.tasks])
        for n in range(students)
        for case in cases
    ]
    people = [
        Person(f"student-{n:02}", f"Prénom{n}", f"Nomdefamille{n}", f"p{n}@exemple.fr")
        for n in range(students)
    ]
    return results_of(copies, people)
