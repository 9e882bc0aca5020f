"""What a reader does in a lesson: the kinds of activity and of figure, as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, FiniteFloat, StringConstraints, model_validator

from curriculum.computations import COMPUTATIONS
from question_bank.model import Locale, Prose, Record, Slug, Text


class Named(Record):
    """A card, a step, a line: something with an id and a text."""

    id: Slug
    text: Text


class Label(Record):
    """A bin that cards go into."""

    id: Slug
    label: Text


class Activity(Record):
    """What every activity has; `minutes` replaces the usual time of its kind."""

    usual_minutes: ClassVar[float] = 3

    id: Slug
    title: Text
    task: Text
    minutes: Annotated[float, Field(gt=0, le=20)] | None = None

    @property
    def time(self) -> float:
        """Minutes it takes."""
        return self.usual_minutes if self.minutes is None else self.minutes


class Card(Named):
    """A card, the bin it belongs to, and why."""

    bin: Slug
    why: Text


class Classify(Activity):
    """Sort cards into bins."""

    kind: Literal["classify"]
    bins: Annotated[tuple[Label, ...], Field(min_length=2, max_length=5)]
    cards: Annotated[tuple[Card, ...], Field(min_length=4, max_length=12)]

    @model_validator(mode="after")
    def _bins_exist(self) -> Self:
        known = _unique(self.bins, "bins")
        _unique(self.cards, "cards")
        for card in self.cards:
            if card.bin not in known:
                raise ValueError(f"card {card.id} names the bin {card.bin!r}, which is not there")
        if empty := known - {card.bin for card in self.cards}:
            raise ValueError(f"no card belongs to {', '.join(sorted(empty))}")
        return self


class Order(Activity):
    """Put steps in order; `ties` are groups of neighbours whose order is open."""

    kind: Literal["order"]
    steps: Annotated[tuple[Named, ...], Field(min_length=3, max_length=10)]
    ties: tuple[Annotated[tuple[Slug, ...], Field(min_length=2)], ...] = ()
    why: Text

    @model_validator(mode="after")
    def _ties_are_neighbours(self) -> Self:
        _unique(self.steps, "steps")
        order = [step.id for step in self.steps]
        for group in self.ties:
            if unknown := set(group) - set(order):
                raise ValueError(f"ties name {', '.join(sorted(unknown))}, which is no step")
            places = sorted(order.index(step) for step in group)
            if places != list(range(places[0], places[0] + len(group))):
                raise ValueError(f"tied steps {', '.join(group)} are not next to each other")
        return self


class Pair(Record):
    """A left side, the right side that fits it, and why."""

    id: Slug
    left: Text
    right: Text
    why: Text


class Match(Activity):
    """Give each left side its right side; `extra` right sides fit nothing."""

    kind: Literal["match"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=3, max_length=8)]
    extra: tuple[Named, ...] = ()

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        _unique((*self.pairs, *self.extra), "pairs and extra")
        return self


class Option(Named):
    """Something one could do or say, and what comes of it."""

    why: Text
    best: bool = False


class Round(Record):
    """A situation and the options it leaves; exactly one is best."""

    id: Slug
    scene: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=5)]

    @model_validator(mode="after")
    def _one_is_best(self) -> Self:
        _unique(self.options, "options")
        if sum(option.best for option in self.options) != 1:
            raise ValueError("exactly one option must be `best: true`")
        return self


class Decide(Activity):
    """Choose what to do, see why, go on to what happens next."""

    kind: Literal["decide"]
    rounds: Annotated[tuple[Round, ...], Field(min_length=1, max_length=4)]
    debrief: Text

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        _unique(self.rounds, "rounds")
        return self

    @property
    def time(self) -> float:
        """Two minutes a round."""
        return 2.0 * len(self.rounds) if self.minutes is None else self.minutes


class Document(Record):
    """A document to read: a note, a letter, a grid; invented, and it says so."""

    title: Text
    text: Text


class Statement(Named):
    """Something that is true of one document, of both or of neither."""

    answer: Literal["first", "second", "both", "neither"]
    why: Text


class Compare(Activity):
    """Read two documents and say of which each statement is true."""

    usual_minutes: ClassVar[float] = 4

    kind: Literal["compare"]
    documents: Annotated[tuple[Document, ...], Field(min_length=2, max_length=2)]
    statements: Annotated[tuple[Statement, ...], Field(min_length=3, max_length=8)]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        _unique(self.statements, "statements")
        return self


class Line(Named):
    """A line of a document; `fault` when something is wrong with it."""

    fault: bool
    why: Text


class Lines(Record):
    """A document that is read line by line."""

    title: Text
    lines: Annotated[tuple[Line, ...], Field(min_length=2, max_length=12)]


class Contradiction(Activity):
    """Tick the lines that contradict each other, the official text or good practice."""

    usual_minutes: ClassVar[float] = 4

    kind: Literal["contradiction"]
    documents: Annotated[tuple[Lines, ...], Field(min_length=1, max_length=3)]
    debrief: Text
    claims: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _something_is_wrong(self) -> Self:
        lines = [line for document in self.documents for line in document.lines]
        _unique(lines, "lines")
        if not any(line.fault for line in lines) or all(line.fault for line in lines):
            raise ValueError("some lines must be at fault and some not")
        return self


class Mistake(Record):
    """A wrong figure that readers arrive at, and how."""

    value: FiniteFloat
    why: Text


class Number(Activity):
    """Work out a figure."""

    kind: Literal["number"]
    scene: Text
    question: Text
    answer: FiniteFloat
    tolerance: Annotated[float, Field(ge=0)] = 0
    unit: Text | None = None
    mistakes: tuple[Mistake, ...] = ()
    why: Text


class Control(Record):
    """Something that the reader chooses before the computation."""

    id: Slug
    label: Text
    options: Annotated[tuple[Named, ...], Field(min_length=2)]


class Explore(Activity):
    """Change what is counted, see what it does to the result; `data` is a file beside this one."""

    usual_minutes: ClassVar[float] = 5

    kind: Literal["explore"]
    computation: Prose
    data: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.csv$")]
    controls: Annotated[tuple[Control, ...], Field(min_length=1)]
    decimals: Annotated[int, Field(ge=0, le=3)] = 1
    debrief: Text

    @model_validator(mode="after")
    def _controls_are_those_of_the_computation(self) -> Self:
        known = COMPUTATIONS.get(self.computation)
        if known is None:
            raise ValueError(f"there is no computation but {', '.join(COMPUTATIONS)}")
        named = {one.id: tuple(option.id for option in one.options) for one in self.controls}
        if named != dict(known.controls):
            expected = "; ".join(f"{k}: {', '.join(v)}" for k, v in known.controls.items())
            raise ValueError(f"the controls of {self.computation} and their options are {expected}")
        return self


AnyActivity = Annotated[
    Classify | Order | Match | Decide | Compare | Contradiction | Number | Explore,
    Field(discriminator="kind"),
]


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
        known = _unique(self.nodes, "nodes")
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


class Lines2D(Figure):
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


AnyFigure = Annotated[Timeline | Steps | Path | Bars | Lines2D, Field(discriminator="kind")]


class Sheet(Record):
    """The activities and figures of one lesson; `data/<n>-<slug>.yaml`."""

    activities: tuple[AnyActivity, ...]
    figures: tuple[AnyFigure, ...] = ()

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        if "check" in _unique(self.activities, "activities"):
            raise ValueError("`check` is the id of the knowledge check: choose another")
        _unique(self.figures, "figures")
        return self

    def activity(self, activity_id: str) -> Activity | None:
        """The activity of that id, if there is one."""
        return next((one for one in self.activities if one.id == activity_id), None)

    def figure(self, figure_id: str) -> Figure | None:
        """The figure of that id, if there is one."""
        return next((one for one in self.figures if one.id == figure_id), None)


def _unique(
    things: Iterable[Activity | Figure | Named | Label | Pair | Round], what: str
) -> set[str]:
    ids = Counter(thing.id for thing in things)
    if twice := sorted(found for found, count in ids.items() if count > 1):
        raise ValueError(f"{what} use the id {', '.join(twice)} twice")
    return set(ids)
