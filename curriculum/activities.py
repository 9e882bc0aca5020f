"""What a reader does in a lesson: the kinds of activity, as data."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, FiniteFloat, StringConstraints, model_validator

from curriculum.computations import COMPUTATIONS
from curriculum.named import Label, Named, tied_neighbours, unique
from question_bank.model import Prose, Record, Slug, Text


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
        known = unique(self.bins, "bins")
        unique(self.cards, "cards")
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
        unique(self.steps, "steps")
        tied_neighbours([step.id for step in self.steps], self.ties)
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
        unique((*self.pairs, *self.extra), "pairs and extra")
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
        unique(self.options, "options")
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
        unique(self.rounds, "rounds")
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
        unique(self.statements, "statements")
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
        unique(lines, "lines")
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
