"""The vocabulary of the bank: items, choices, sources and their words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Locale = Literal["fr", "en"]
LOCALES: tuple[Locale, ...] = ("fr", "en")

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Month = Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
Prose = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

Status = Literal["draft", "live", "retired"]
Review = Literal["draft", "checked", "expert"]
Use = Literal["mock", "practice"]
Level = Literal["recall", "apply", "judge"]
Jurisdiction = Literal["us", "fr", "intl"]
LeadIn = Literal[
    "first-next",
    "best-action",
    "what-fits",
    "interpret",
    "what-to-say",
    "who-first",
    "knowledge",
    "negative",
]
Step = Literal[
    "screen",
    "assess",
    "stratify",
    "plan",
    "implement",
    "monitor",
    "transition",
    "evaluate",
    "close",
]
Setting = Literal[
    "acute-hospital",
    "emergency",
    "behavioral-health",
    "inpatient-rehabilitation",
    "skilled-nursing",
    "long-term-care",
    "home",
    "home-health",
    "hospice",
    "clinic",
    "community",
    "school",
    "workplace",
    "health-plan",
    "workers-compensation",
    "telephone",
    "programme",
]
Population = Literal[
    "child",
    "adolescent",
    "young-adult",
    "adult",
    "older-adult",
    "carer",
    "family",
    "parent",
    "couple",
    "disability",
    "sensory-loss",
    "cognitive-disorder",
    "mental-illness",
    "substance-use",
    "chronic-illness",
    "serious-illness",
    "injury",
    "pregnancy",
    "veteran",
    "worker",
    "rural",
    "urban",
    "low-income",
    "uninsured",
    "housing-insecure",
    "interpreter",
    "migrant",
    "lgbtiq",
    "incarceration",
    "professional",
    "caseload",
]


class Record(BaseModel):
    """Base of everything read from disk: no unknown keys, no mutation."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Record):
    """One piece of prose in both languages."""

    en: Prose
    fr: Prose

    def in_(self, locale: Locale) -> str:
        """The prose in one language."""
        return self.fr if locale == "fr" else self.en


class Choice(Record):
    """One option of an item, with the reason why it is or is not the key."""

    id: Slug
    text: Text
    why: Text


class Source(Record):
    """Where a reader can check an item: a title, the place in it, and an address."""

    title: Prose
    where: Prose | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None


class Waiver(Record):
    """Leave to break one rule: which rule, why it is right here, and who agreed."""

    rule: Slug
    reason: Prose
    by: Prose


class Item(Record):
    """One single-best-answer question; one file, both languages inside.

    `difficulty` is an author's guess at the share (0 to 1) of minimally competent
    candidates who answer right (Angoff rating); it is not an observed statistic.
    `seconds` is the expected time to read and answer.
    """

    id: Slug
    revision: Annotated[int, Field(ge=1)] = 1
    status: Status
    review: Review
    use: Use
    domain: Slug
    topic: Slug
    activity: Annotated[int, Field(ge=1, le=7)] | None = None
    competence: Annotated[int, Field(ge=1, le=5)] | None = None
    level: Level
    leadin: LeadIn
    step: Step
    jurisdiction: Jurisdiction
    setting: tuple[Setting, ...]
    population: tuple[Population, ...]
    difficulty: Annotated[float, Field(gt=0, lt=1)]
    seconds: Annotated[int, Field(ge=15, le=240)]
    case: Slug | None = None
    stem: Text
    choices: tuple[Choice, ...]
    correct: tuple[Slug, ...]
    sources: tuple[Source, ...]
    facts: tuple[Slug, ...] = ()
    as_of: Month
    module: str | None = None
    enemies: tuple[Slug, ...] = ()
    replaces: Slug | None = None
    waivers: tuple[Waiver, ...] = ()

    @property
    def key(self) -> str:
        """Id of the keyed choice."""
        return self.correct[0]


class Case(Record):
    """A scenario shared by three to five items, shown above each of them."""

    id: Slug
    text: Text
