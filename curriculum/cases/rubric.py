"""How a person marks a written answer: criteria, levels, remarks, papers to compare with."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from curriculum.named import Named, unique
from question_bank.model import Record, Slug, Text

Points = Annotated[float, Field(ge=0, le=20, multiple_of=0.5)]
Strength = Literal["weak", "middle", "strong"]


class Level(Record):
    """What one can underline in the paper at this level, and the points it earns."""

    points: Points
    text: Text


class Criterion(Record):
    """One thing that is looked for, from nothing to all that can be asked."""

    id: Slug
    title: Text
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=5)]

    @model_validator(mode="after")
    def _levels_rise_from_nothing(self) -> Self:
        points = [level.points for level in self.levels]
        if points[0] != 0 or any(low >= high for low, high in pairwise(points)):
            raise ValueError("levels rise, from 0 points")
        return self

    @property
    def points(self) -> float:
        """The points of its highest level."""
        return self.levels[-1].points


class Anchor(Record):
    """An invented answer with the level (its place, from 0) of each criterion, and why.

    Graders read the anchors of a task before the copies of their students.
    """

    id: Slug
    strength: Strength
    text: Text
    levels: dict[Slug, Annotated[int, Field(ge=0)]]
    why: Text


class Remark(Named):
    """A comment that graders pick; `praise` says that it names something done well."""

    praise: bool = False


class Rubric(Record):
    """All that a grader needs for one written answer.

    `points_list` is what a good answer contains, point by point; `alternatives` are other answers
    that earn the same. `minutes` is the time that marking one copy should take, four at most.
    """

    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=7)]
    points_list: Annotated[tuple[Text, ...], Field(min_length=2)]
    alternatives: Annotated[tuple[Text, ...], Field(min_length=1)]
    anchors: tuple[Anchor, ...] = ()
    remarks: Annotated[tuple[Remark, ...], Field(min_length=4)]
    minutes: Annotated[float, Field(gt=0, le=4)]

    @model_validator(mode="after")
    def _names_agree(self) -> Self:
        known = unique(self.criteria, "criteria")
        unique(self.anchors, "anchors")
        unique(self.remarks, "remarks")
        top = {one.id: len(one.levels) - 1 for one in self.criteria}
        for anchor in self.anchors:
            if set(anchor.levels) != known:
                raise ValueError(f"anchor {anchor.id} must give a level to each criterion")
            if high := [name for name, level in anchor.levels.items() if level > top[name]]:
                raise ValueError(f"anchor {anchor.id}: no such level of {', '.join(high)}")
        if not any(one.praise for one in self.remarks):
            raise ValueError("at least one remark must praise (`praise: true`)")
        return self

    @property
    def points(self) -> float:
        """The most it can earn."""
        return sum(one.points for one in self.criteria)

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion of that id; KeyError names what was asked for."""
        for one in self.criteria:
            if one.id == criterion_id:
                return one
        raise KeyError(f"no criterion {criterion_id!r} in the rubric")
