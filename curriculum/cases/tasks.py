"""The kinds of task of a case: what is asked, what is right, and why.

What each kind earns is in `graders.cases.scoring`; `docs/cases.md` states the rules in words.
"""

from __future__ import annotations

import ast
from typing import Annotated, Literal, Self

from pydantic import Field, FiniteFloat, StringConstraints, model_validator

from curriculum.cases.rubric import Rubric
from curriculum.cases.simulation import AXES, Script
from curriculum.cases.tables import Grid, Plan
from curriculum.cases.task import Task, Worked
from curriculum.named import Named, tied_neighbours, unique
from question_bank.model import Record, Slug, Text

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Option(Named):
    """Something one may choose; `harmful` takes the task to 0, `critical` caps the whole mark."""

    right: bool = False
    harmful: bool = False
    critical: Slug | None = None
    why: Text

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> Self:
        if self.right and (self.harmful or self.critical):
            raise ValueError("an option that is right is neither harmful nor a critical error")
        return self


class Choose(Task):
    """Choose the one that is right."""

    kind: Literal["choose"]
    points: Worked
    options: Annotated[tuple[Option, ...], Field(min_length=3, max_length=6)]

    @model_validator(mode="after")
    def _one_is_right(self) -> Self:
        unique(self.options, "options")
        if sum(option.right for option in self.options) != 1:
            raise ValueError("exactly one option must be `right: true`")
        return self


class Several(Task):
    """Choose all that are right; a wrong one takes back what a right one earned."""

    kind: Literal["several"]
    points: Worked
    options: Annotated[tuple[Option, ...], Field(min_length=4, max_length=10)]

    @model_validator(mode="after")
    def _some_are_right(self) -> Self:
        unique(self.options, "options")
        right = sum(option.right for option in self.options)
        if not 1 < right < len(self.options):
            raise ValueError("at least two options must be right, and at least one not")
        return self


class Order(Task):
    """Put steps in order; `ties` are groups of neighbours whose order is open."""

    kind: Literal["order"]
    points: Worked
    steps: Annotated[tuple[Named, ...], Field(min_length=3, max_length=9)]
    ties: tuple[Annotated[tuple[Slug, ...], Field(min_length=2)], ...] = ()
    why: Text

    @model_validator(mode="after")
    def _ties_are_neighbours(self) -> Self:
        unique(self.steps, "steps")
        tied_neighbours([step.id for step in self.steps], self.ties)
        if not self.pairs:
            raise ValueError("every pair is tied: there is nothing to order")
        return self

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs of steps of which the first must come before the second."""
        ids = [step.id for step in self.steps]
        tied = [set(group) for group in self.ties]
        return tuple(
            (first, second)
            for index, first in enumerate(ids)
            for second in ids[index + 1 :]
            if not any({first, second} <= group for group in tied)
        )


class Matched(Named):
    """A left side, the id of its target, and why."""

    target: Slug
    why: Text


class Match(Task):
    """Give each source its target; there are more targets than sources."""

    kind: Literal["match"]
    points: Worked
    sources: Annotated[tuple[Matched, ...], Field(min_length=3, max_length=9)]
    targets: Annotated[tuple[Named, ...], Field(min_length=4, max_length=12)]

    @model_validator(mode="after")
    def _targets_exist(self) -> Self:
        unique(self.sources, "sources")
        known = unique(self.targets, "targets")
        if len(self.targets) <= len(self.sources):
            raise ValueError("there must be more targets than sources")
        for source in self.sources:
            if source.target not in known:
                raise ValueError(f"{source.id} names the target {source.target!r}, not there")
        return self


class Mistake(Record):
    """A wrong figure that students arrive at, how, and the share of the points it keeps."""

    value: FiniteFloat
    credit: Annotated[float, Field(ge=0, lt=1)] = 0
    why: Text


class Follow(Record):
    """How the figure follows from that of an earlier task: `compute` holds `x`, its answer."""

    task: Slug
    compute: str

    @model_validator(mode="after")
    def _is_arithmetic(self) -> Self:
        self.of(1.0)
        return self

    def of(self, x: float) -> float:
        """The figure that follows from `x`; ZeroDivisionError where there is none."""
        return _value(ast.parse(self.compute, mode="eval").body, x)


class Number(Task):
    """Work out a figure; `tolerance` is how far it may be off, in its unit."""

    kind: Literal["number"]
    points: Worked
    answer: FiniteFloat
    tolerance: Annotated[float, Field(ge=0)] = 0
    unit: Text
    follows: Follow | None = None
    mistakes: tuple[Mistake, ...] = ()
    why: Text


class Written(Task):
    """What a written answer has: a length in words and a rubric."""

    words: Annotated[int, Field(ge=20, le=1200)]  # at most
    rubric: Rubric


class Short(Written):
    """A few sentences."""

    kind: Literal["short"]


class Long(Written):
    """A paper: it comes with anchor papers and a bank of remarks."""

    kind: Literal["long"]


class Simulation(Task):
    """A branching interview, scored on gathering information and on deciding; each must pass."""

    kind: Literal["simulation"]
    points: Worked
    script: Script

    @model_validator(mode="after")
    def _both_scores_can_be_earned(self) -> Self:
        for axis in AXES:
            if self.script.best(axis) <= 0:
                raise ValueError(f"no way through the script earns anything on {axis}")
        return self


class Value(Record):
    """A value to compute: the name of its variable in the notebook, and its field in the form."""

    name: Name
    label: Text
    answer: FiniteFloat
    tolerance: Annotated[float, Field(ge=0)] = 0
    unit: Text
    points: Worked
    mistakes: tuple[Mistake, ...] = ()
    why: Text


class Compute(Task):
    """Values worked out from `data`, files of the module's `data/`.

    A student types them, or lets the notebook's cells compute them: `cells` are code that works
    from the start and that one changes in one place. Where a field is empty, the value that the
    cells export is taken.
    """

    kind: Literal["compute"]
    data: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.csv$")], ...]
    values: Annotated[tuple[Value, ...], Field(min_length=1, max_length=8)]
    cells: Annotated[tuple[str, ...], Field(min_length=1, max_length=6)]

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [value.name for value in self.values]
        if len(set(names)) != len(names):
            raise ValueError("two values have one name")
        for cell in self.cells:
            ast.parse(cell)
        return self

    @property
    def worked(self) -> float:
        """Points that a machine gives."""
        return sum(value.points for value in self.values)


AnyTask = Annotated[
    Choose | Several | Order | Match | Number | Grid | Plan | Short | Long | Simulation | Compute,
    Field(discriminator="kind"),
]


def _value(node: ast.expr, x: float) -> float:  # noqa: PLR0911 - one return a case
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id="x"):
            return x
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, x)
        case ast.BinOp(left=left, op=op, right=right):
            first, second = _value(left, x), _value(right, x)
            match op:
                case ast.Add():
                    return first + second
                case ast.Sub():
                    return first - second
                case ast.Mult():
                    return first * second
                case ast.Div():
                    return first / second
    raise ValueError("`compute` is arithmetic with x: numbers, x, + - * / and brackets")


__all__ = [
    "AnyTask",
    "Choose",
    "Compute",
    "Grid",
    "Long",
    "Match",
    "Number",
    "Order",
    "Plan",
    "Several",
    "Short",
    "Simulation",
    "Task",
    "Written",
]
