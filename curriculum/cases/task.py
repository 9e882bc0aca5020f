"""What every task of a case has."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from curriculum.cases.rubric import Rubric
from question_bank.model import Record, Slug, Text

Worked = Annotated[float, Field(gt=0, le=20, multiple_of=0.5)]


class Task(Record):
    """What every task has.

    `competence` is one of the five of the arrêté of 16 November 2012 (as the DIU numbers them);
    `domain` is a domain of the current CCM blueprint, `topic` one of its topics.
    """

    id: Slug
    step: Slug
    prompt: Text
    competence: Annotated[int, Field(ge=1, le=5)]
    domain: Slug
    topic: Slug | None = None

    @property
    def worked(self) -> float:
        """Points that a machine gives."""
        return float(getattr(self, "points", 0))

    @property
    def read(self) -> float:
        """Points that a person gives."""
        rubric: Rubric | None = getattr(self, "rubric", None)
        return rubric.points if rubric is not None else 0.0
