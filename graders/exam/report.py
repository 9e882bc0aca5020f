"""The score report as data: one object behind the page, the PDF and the CSV.

Conventions: a *share* is a number from 0 to 1; times are in seconds unless the name ends in
`_ms`; positions are 1-based; letters are those the candidate saw; a `Text` is `{en, fr}` and
is ready to print. Fields that end in `_text`, `sentence` and `text` are computed wording: print
them as they are, so that page, PDF and CSV say the same. `None` means "not to be shown".
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from graders.exam.sections import (
    Chance,
    ChangeKind,
    Changes,
    Cut,
    Domains,
    History,
    Lesson,
    Note,
    Outcome,
    Pace,
    Percentile,
    Study,
    Total,
)
from question_bank.blueprint import Mode
from question_bank.model import Level, Locale, Record, Review, Text


class ReviewSource(Record):
    """Where to check a question."""

    title: str
    where: str | None
    url: str | None


class ReviewOption(Record):
    """An option as it was displayed, with the reason why it is or is not the key."""

    letter: str
    id: str
    text: Text
    why: Text
    key: bool
    chosen: bool


class ReviewQuestion(Record):
    """One question with everything that may be told after the attempt is closed.

    `**word**` in `stem`, `case` and options marks emphasis; everything else is plain text.
    `difficulty` is the author's guess, and `difficulty_text` says so.
    """

    position: int
    item: str
    revision: int
    scored: bool
    status_text: Text  # "Scored" or "Pretest: not scored"
    domain: str
    domain_title: Text
    topic: str
    topic_title: Text
    level: Level
    case: Text | None
    stem: Text
    options: tuple[ReviewOption, ...]
    choice: str | None  # letter
    key: str  # letter
    outcome: Outcome
    outcome_text: Text
    seconds: float
    over_budget: bool
    flagged: bool
    seen_before: bool
    note: str  # the candidate's own
    first_choice: str | None  # letter first given; None when never answered
    change: ChangeKind | None
    difficulty: float
    difficulty_text: Text
    sources: tuple[ReviewSource, ...]
    as_of: str
    review: Review
    review_text: Text
    lesson: Lesson | None


class Outline(Record):
    """The blueprint the form was drawn from."""

    id: str
    title: Text
    note: Text
    current: bool


class Report(Record):
    """The score report of one closed attempt."""

    version: Literal[1] = 1
    attempt: str
    mode: Mode
    domain: str | None
    title: Text
    outline: Outline
    language: Locale
    state: Literal["submitted", "expired"]
    state_text: Text
    started_at: datetime
    finished_at: datetime
    generated_at: datetime
    factor: float | None  # accommodation; None when untimed
    limit_ms: int | None
    questions: int
    scored: int
    pretest: int
    answered: int  # of all questions
    unanswered: int
    flagged: int
    late_answers: int  # arrived after the deadline, recorded and not counted
    seen: int
    seen_share: float
    cut: Cut
    total: Total
    chance: Chance
    percentile: Percentile | None
    domains: Domains
    pace: Pace
    changes: Changes
    study: Study
    history: History
    notes: tuple[Note, ...]  # first the independence notice; show all of them
    review: tuple[ReviewQuestion, ...]

    def note(self, note_id: str) -> Note | None:
        """The caveat of that id when this report carries it."""
        return next((note for note in self.notes if note.id == note_id), None)
