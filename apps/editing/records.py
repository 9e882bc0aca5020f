"""What authors send."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from question_bank.model import Slug

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Asked(BaseModel):
    """Base of what is sent: no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Draft(Asked):
    """An item as typed so far, with its scenario where the author has touched it."""

    exam: Slug
    item: dict[str, Any]
    case: dict[str, Any] | None = None
    is_new: bool = False


class Preview(Draft):
    """A draft, to be shown as a candidate sees it; the seed decides the order of its options."""

    seed: Annotated[int, Field(ge=0)]


class Save(Draft):
    """A draft to keep: in which root, and what the author has seen of the files it replaces."""

    root: Annotated[int, Field(ge=0)]
    digest: Digest | None = None  # of the file as it was opened; None for a new item
    case_digest: Digest | None = None
