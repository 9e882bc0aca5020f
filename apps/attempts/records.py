"""What goes in and out of an attempt."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from apps.attempts.rules import FACTORS, State
from question_bank.blueprint import Mode
from question_bank.model import Locale, Slug, Text

Letter = Literal["a", "b", "c", "d", "e"]

# JavaScript counts exactly up to 2**53.
Count = Annotated[int, Field(ge=0, le=2**53)]


# PostgreSQL keeps no NUL in a text; nobody means to write one.
Prose2000 = Annotated[
    str, Field(max_length=2_000), AfterValidator(lambda text: text.replace("\x00", ""))
]


class Message(BaseModel):
    """Base of everything a browser may send: no unknown keys, nothing coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Highlight(Message):
    """Marked characters of the stem, [start, end), in one language."""

    lang: Locale
    start: Annotated[int, Field(ge=0, le=5_000)]
    end: Annotated[int, Field(ge=0, le=5_000)]


class Save(Message):
    """The whole state of one question as the candidate left it."""

    n: Annotated[int, Field(ge=1, le=400)]
    seq: Count
    choice: Letter | None
    flagged: bool
    struck: Annotated[list[Letter], Field(max_length=5)] = []
    highlights: Annotated[list[Highlight], Field(max_length=50)] = []
    note: Prose2000 = ""
    spent_ms: Count = 0
    cursor: Annotated[int, Field(ge=1, le=400)] | None = None


class Saves(Message):
    """One or more saves of one browser tab."""

    client: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
    saves: Annotated[list[Save], Field(min_length=1, max_length=200)]


class Start(Message):
    """What a candidate asks for and agrees to: a mode, or a published form."""

    mode: Literal["full", "half", "domain"] | None = None
    domain: Slug | None = None
    form: Slug | None = None
    language: Locale
    factor: float | None = 1.0
    agreed: Literal[True]
    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")] | None = None

    @field_validator("factor")
    @classmethod
    def _known_factor(cls, factor: float | None) -> float | None:
        return _checked(factor)

    @model_validator(mode="after")
    def _is_one_exam(self) -> Self:
        if (self.mode is None) == (self.form is None):
            raise ValueError("give a mode or a form, one of the two")
        if self.form is not None and self.domain is not None:
            raise ValueError("a published form has its own domains: leave the domain out")
        return self


class Accommodation(Message):
    """More time, or no limit at all."""

    factor: float | None

    @field_validator("factor")
    @classmethod
    def _known_factor(cls, factor: float | None) -> float | None:
        return _checked(factor)


class Flaw(Message):
    """What a candidate says is wrong with a question."""

    kind: Literal["key", "fact", "wording", "french", "other"]
    text: Prose2000


class Token(Message):
    """The secret of a personal link."""

    token: Annotated[str, Field(min_length=1, max_length=200)]


def _checked(factor: float | None) -> float | None:
    if factor is not None and factor not in FACTORS:
        known = ", ".join(f"{known:g}" for known in FACTORS)
        raise ValueError(f"factor must be one of {known}, or null for untimed practice")
    return factor


class AttemptView(BaseModel):
    """An attempt as its candidate may see it; see docs/api.md."""

    id: str
    mode: Mode
    domain: str | None
    form: str | None
    title: Text
    blueprint: str
    language: Locale
    state: State
    total: int
    answered: int
    flagged: int
    factor: float | None
    untimed: bool
    limit_ms: int | None
    elapsed_ms: int
    remaining_ms: int | None
    started_at: str
    deadline: str | None
    finished_at: str | None
    cursor: int
    rev: int
    seen_share: float


class Held(BaseModel):
    """What the server holds for one question."""

    n: int
    seq: int
    choice: Letter | None
    flagged: bool
    struck: list[Letter]
    highlights: list[dict[str, Any]]
    note: str
    spent_ms: int

    @classmethod
    def of(cls, row: Any) -> Held:
        """From a row of `answers`."""
        return cls(
            n=row.position,
            seq=row.seq,
            choice=row.choice,
            flagged=row.flagged,
            struck=row.struck,
            highlights=row.highlights,
            note=row.note,
            spent_ms=row.spent_ms,
        )


class SaveResult(BaseModel):
    """The acknowledgement of one save."""

    n: int
    seq: int
    applied: bool
    state: Held


class SaveResults(BaseModel):
    """The acknowledgements of several saves, and the clock."""

    results: list[SaveResult]
    attempt: AttemptView
