"""What a report is computed from: plain frozen records, filled by the caller."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from question_bank.blueprint import Blueprint, Mode
from question_bank.model import Item, Locale, Record, Text

Milliseconds = Annotated[int, Field(ge=0)]
Position = Annotated[int, Field(ge=1)]
# What was done to a question after it was sat: its key corrected, the point given to everyone,
# or the question left out of the score.
Correction = Literal["key", "credit", "drop"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Question(Record):
    """One question of the form as this candidate saw it.

    `options` holds the choice ids in the order displayed; `case` is the shared scenario
    that stood above the stem, if there was one. With a `correction` of the key, `item` holds
    the corrected one.
    """

    position: Position
    item: Item
    scored: bool
    options: tuple[str, ...]
    seen_before: bool = False
    case: Text | None = None
    correction: Correction | None = None

    @property
    def counts(self) -> bool:
        """Whether it is part of the score."""
        return self.scored and self.correction != "drop"

    @model_validator(mode="after")
    def _options_are_those_of_the_item(self) -> Self:
        known = sorted(choice.id for choice in self.item.choices)
        if sorted(self.options) != known:
            raise ValueError(
                f"question {self.position} ({self.item.id}): options {list(self.options)} "
                f"are not the choices of the item {known}"
            )
        return self

    def letter(self, choice: str) -> str:
        """The letter under which a choice was displayed."""
        return LETTERS[self.options.index(choice)]


class Change(Record):
    """One change of an answer; None stands for "no answer"."""

    at_ms: Milliseconds
    before: str | None
    after: str | None


class Answer(Record):
    """What the candidate left on one question; `choice` is the answer that counts."""

    position: Position
    choice: str | None = None
    flagged: bool = False
    spent_ms: Milliseconds = 0
    note: str = ""
    changes: tuple[Change, ...] = ()


class Sitting(Record):
    """The closed attempt: what was sat, when, and under which limit."""

    attempt_id: str
    mode: Mode
    domain: str | None = None
    title: Text
    blueprint: Blueprint
    language: Locale
    started_at: datetime
    finished_at: datetime
    limit_ms: Milliseconds | None
    factor: float | None
    state: Literal["submitted", "expired"]
    late_answers: Annotated[int, Field(ge=0)] = 0


class PastAttempt(Record):
    """An earlier closed attempt of the same candidate; only like modes make a trend."""

    id: str
    mode: Mode
    domain: str | None = None
    title: Text
    finished_at: datetime
    scored: Annotated[int, Field(ge=1)]
    correct: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _correct_is_within_scored(self) -> Self:
        if self.correct > self.scored:
            raise ValueError(f"attempt {self.id}: {self.correct} correct of {self.scored} scored")
        return self


class Cohort(Record):
    """Totals of users who sat this form or one of equal difficulty, first attempts only.

    `items` is the number of scored questions behind each total. `proportions` is the share
    of the cohort that answered each scored question right; without it KR-20 is unknown.
    """

    items: Annotated[int, Field(ge=2)]
    totals: tuple[Annotated[int, Field(ge=0)], ...]
    proportions: tuple[Annotated[float, Field(ge=0, le=1)], ...] | None = None

    @model_validator(mode="after")
    def _numbers_fit_together(self) -> Self:
        if any(total > self.items for total in self.totals):
            raise ValueError(f"a total exceeds {self.items} scored questions")
        if self.proportions is not None and len(self.proportions) != self.items:
            raise ValueError(f"{len(self.proportions)} proportions for {self.items} questions")
        return self

    @property
    def people(self) -> int:
        """How many sat it."""
        return len(self.totals)
