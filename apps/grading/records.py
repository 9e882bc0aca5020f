"""What graders send."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from apps.attempts.records import Count, Message
from question_bank.model import Locale, Slug


def _storable(text: str) -> str:
    """The text without NUL and lone surrogates, which databases refuse."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


Comment = Annotated[str, Field(max_length=10_000), AfterValidator(_storable)]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000),
    AfterValidator(_storable),
]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Judged(Message):
    """What a grader says of a copy: levels by criterion, remarks, a comment.

    `digest` is that of the answer that was read; `seq` grows, so that the later of two drafts
    counts; `second` says that it is the blind mark of a second grader.
    """

    seq: Count
    digest: Digest
    second: bool
    levels: Annotated[dict[Slug, Annotated[int, Field(ge=0, le=9)]], Field(max_length=20)]
    remarks: Annotated[list[Slug], Field(max_length=100)]
    comment: Comment


class Standing(Message):
    """The announced errors that stand in a submission, and why; null: as the machine says."""

    critical: Annotated[list[Slug], Field(max_length=10)] | None
    reason: Line


class Second(Message):
    """How many copies are read twice: a share, a count, or none."""

    share: Annotated[float, Field(gt=0, le=1)] | None = None
    count: Annotated[int, Field(ge=1, le=10_000)] | None = None

    @model_validator(mode="after")
    def _is_one_of_them(self) -> Self:
        if self.share is not None and self.count is not None:
            raise ValueError("name a share or a count, not both")
        return self


class NewRemark(Message):
    """A remark for all who mark the task, in the language of its copies."""

    lang: Locale
    text: Line
    praise: bool


class After(Message):
    """The number of the copy that one comes from."""

    number: Annotated[int, Field(ge=0, le=1_000_000)]
