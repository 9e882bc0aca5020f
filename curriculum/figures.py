"""What a reader looks at in a lesson: the kinds of figure, as data."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, FiniteFloat, model_validator

from curriculum.named import Named, unique
from question_bank.model import Locale, Prose, Record, Slug, Text


class Figure(Record):
    """What every figure has; `alt` is what a reader who cannot see it should know."""

    id: Slug
    title: Text
    alt: Text
    source: Slug | None = None
    invented: bool = False

    @model_validator(mode="after")
    def _says_where_from(self) -> Self:
        if (self.source is None) != self.invented:
            raise ValueError("write either `source: <id>` or `invented: true`")
        return self


class Event(Record):
    """A point of a timeline."""

    when: Text
    text: Text
    note: Text | None = None


class Timeline(Figure):
    """Events in their order."""

    kind: Literal["timeline"]
    events: Annotated[tuple[Event, ...], Field(min_length=2)]


class Row(Record):
    """One model of a cross-walk; an empty step leaves its place blank."""

    label: Text
    steps: Annotated[tuple[Text | None, ...], Field(min_length=2)]


class Steps(Figure):
    """Models side by side, step by step."""

    kind: Literal["steps"]
    columns: tuple[Text, ...] | None = None
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _rows_align(self) -> Self:
        widths = {len(row.steps) for row in self.rows}
        if self.columns is not None and widths != {len(self.columns)}:
            raise ValueError("each row needs one step (or null) for each column")
        return self


class Node(Named):
    """A step of a decision path."""

    kind: Literal["start", "question", "step", "end"] = "step"


class Link(Record):
    """From one node to another, with the answer that leads there."""

    start: Slug = Field(alias="from")
    end: Slug = Field(alias="to")
    text: Text | None = None


class Path(Figure):
    """A decision path, from top to bottom."""

    kind: Literal["path"]
    nodes: Annotated[tuple[Node, ...], Field(min_length=2)]
    links: Annotated[tuple[Link, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _links_lead_somewhere(self) -> Self:
        known = unique(self.nodes, "nodes")
        for link in self.links:
            if missing := {link.start, link.end} - known:
                raise ValueError(f"a link names {', '.join(sorted(missing))}, which is no node")
        return self


class Bar(Record):
    """One bar."""

    label: Text
    value: FiniteFloat


class Bars(Figure):
    """Amounts to compare."""

    kind: Literal["bars"]
    unit: Text
    bars: Annotated[tuple[Bar, ...], Field(min_length=2)]


class Series(Record):
    """One line of a chart; None where nothing was measured."""

    label: Text
    values: tuple[FiniteFloat | None, ...]


class Mark(Record):
    """Something that happened at one place of the horizontal axis, named in either language."""

    x: Prose
    text: Text


class RunChart(Figure):
    """Values over time: a run chart."""

    kind: Literal["lines"]
    x: Annotated[tuple[Text | Prose, ...], Field(min_length=2)]
    unit: Text
    series: Annotated[tuple[Series, ...], Field(min_length=1)]
    marks: tuple[Mark, ...] = ()

    @model_validator(mode="after")
    def _series_are_as_long_as_x(self) -> Self:
        for series in self.series:
            if len(series.values) != len(self.x):
                raise ValueError("each series needs one value (or null) for each x")
        for mark in self.marks:
            if self.place_of(mark) is None:
                raise ValueError(f"a mark stands at {mark.x!r}, which is no x")
        return self

    def place_of(self, mark: Mark) -> int | None:
        """The place of the horizontal axis where a mark stands."""
        for index, label in enumerate(self.x):
            if mark.x in ((label,) if isinstance(label, str) else (label.en, label.fr)):
                return index
        return None

    def label_of(self, index: int, lang: Locale) -> str:
        """What stands under one place of the horizontal axis."""
        label = self.x[index]
        return label if isinstance(label, str) else label.in_(lang)


AnyFigure = Annotated[Timeline | Steps | Path | Bars | RunChart, Field(discriminator="kind")]
