"""The marks of a course, as its gradebook holds them at one moment; nothing here opens a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from curriculum.cases.model import Case
from curriculum.model import Fact
from graders.cases.marking import Mark
from question_bank.model import Locale


@dataclass(frozen=True)
class Person:
    """A student; `id` as in the gradebook, `lms_id` as the learning platform knows the person."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms_id: str = ""

    @property
    def name(self) -> str:
        """First and last name, or the id where there is none."""
        return " ".join(filter(None, (self.first, self.last))) or self.id


@dataclass(frozen=True)
class TaskPoints:
    """What one student has of one task: `points` of `out_of`; not final while `waiting`.

    `answer` is what the student wrote, where a person reads it.
    """

    task: str
    number: int  # place in the case, from 1
    kind: str
    competence: int
    domain: str
    out_of: float
    points: float
    waiting: bool
    answer: str | None = None


@dataclass(frozen=True)
class CaseCopy:
    """What one student handed in of one case.

    `earned` are the points of all tasks; `taken` what a cap takes of them (0 or less, or what an
    instructor set in its place, either way); `penalty` what lateness takes, None while a person
    has still to read. `cap` is on 20.
    """

    student: str
    case: str
    lang: Locale
    tasks: tuple[TaskPoints, ...]
    earned: float
    waiting: int  # cells that a person has still to look at
    taken: float = 0.0
    cap: float | None = None
    penalty: float | None = None
    late_seconds: float = 0.0
    handed_in: datetime | None = None

    @property
    def is_final(self) -> bool:
        """Whether nothing is left to read."""
        return self.waiting == 0

    @property
    def before_penalty(self) -> Mark:
        """The mark as it would be in time."""
        return Mark(max(0.0, self.earned + self.taken), None, ())

    @property
    def mark(self) -> Mark:
        """The mark, lateness and caps counted; so far only, unless it is final."""
        exact = self.before_penalty.exact - (self.penalty or 0.0)
        return Mark(max(0.0, exact), None, ())


@dataclass(frozen=True)
class Unscored:
    """A copy that was handed in and not yet autograded, or handed in again since."""

    student: str
    case: str


@dataclass(frozen=True)
class Results:
    """One course; `others` are assignments that are no case, of which nothing is told here."""

    course: str
    at: datetime
    cases: Mapping[str, Case]
    people: Mapping[str, Person]
    copies: tuple[CaseCopy, ...]
    unscored: tuple[Unscored, ...] = ()
    others: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def copy(self, student: str, case: str) -> CaseCopy | None:
        """The copy of a student; None where nothing has been scored."""
        return self._by_key.get((student, case))

    def is_unscored(self, student: str, case: str) -> bool:
        """Whether the last thing that was handed in has not been scored."""
        return Unscored(student, case) in self._unscored

    def of_student(self, student: str) -> tuple[CaseCopy, ...]:
        """The copies of a student, in the order of the cases."""
        found = (self.copy(student, case) for case in self.cases)
        return tuple(one for one in found if one is not None)

    def of_case(self, case: str) -> tuple[CaseCopy, ...]:
        """The copies of a case, by student."""
        found = (self.copy(student, case) for student in self.people)
        return tuple(one for one in found if one is not None)

    def only(self, cases: Iterable[str]) -> Results:
        """The same with these cases alone."""
        kept = {name: self.cases[name] for name in self.cases if name in set(cases)}
        return replace(
            self,
            cases=kept,
            copies=tuple(one for one in self.copies if one.case in kept),
            unscored=tuple(one for one in self.unscored if one.case in kept),
        )

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], CaseCopy]:
        return {(one.student, one.case): one for one in self.copies}

    @cached_property
    def _unscored(self) -> frozenset[Unscored]:
        return frozenset(self.unscored)
