"""Tasks that fill a table: a grid whose rows are given, a plan that is written row by row."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from curriculum.cases.rubric import Rubric
from curriculum.cases.task import Task, Worked
from curriculum.named import Named, unique
from question_bank.model import Record, Slug, Text


class Cell(Named):
    """A choice of a cell; `harmful` takes the task to 0."""

    harmful: bool = False
    critical: Slug | None = None


class GridColumn(Record):
    """A column of a grid: one of the same choices in each of its cells."""

    id: Slug
    label: Text
    choices: Annotated[tuple[Cell, ...], Field(min_length=2, max_length=7)]


class GridRow(Named):
    """A row: for each column the id of the right choice (several, where both are), and why."""

    right: dict[Slug, tuple[Slug, ...]]
    why: Text


class Grid(Task):
    """Fill a table whose rows are given, by choosing in each cell."""

    kind: Literal["grid"]
    points: Worked
    head: Text  # over the column of row titles
    columns: Annotated[tuple[GridColumn, ...], Field(min_length=1, max_length=4)]
    rows: Annotated[tuple[GridRow, ...], Field(min_length=3, max_length=12)]

    @model_validator(mode="after")
    def _rights_are_choices(self) -> Self:
        unique(self.columns, "columns")
        unique(self.rows, "rows")
        known = {one.id: unique(one.choices, f"column {one.id}") for one in self.columns}
        for row in self.rows:
            if set(row.right) != set(known):
                raise ValueError(f"row {row.id} must give what is right in each column")
            for column, right in row.right.items():
                if not right or not set(right) <= known[column]:
                    raise ValueError(f"row {row.id}: {column} names a choice that is not there")
                if any(one.harmful and one.id in right for one in self._cells(column)):
                    raise ValueError(f"row {row.id}: {column} calls a harmful choice right")
        return self

    def _cells(self, column_id: str) -> tuple[Cell, ...]:
        return next(one.choices for one in self.columns if one.id == column_id)


class PlanChoice(Named):
    """A choice of a plan's cell; `wrong` says why it has no place in the plan (absent, unsafe)."""

    wrong: Text | None = None
    critical: Slug | None = None
    required: bool = False  # some row of the plan must have it


PlanRole = Literal["need", "objective", "intervention", "actor", "date", "agreement", "other"]


class PlanColumn(Record):
    """A column of a plan: words, a choice of a list, or a date."""

    id: Slug
    label: Text
    role: PlanRole
    entry: Literal["text", "choice", "date"]
    choices: tuple[PlanChoice, ...] = ()
    hint: Text | None = None

    @model_validator(mode="after")
    def _choices_where_chosen(self) -> Self:
        if (self.entry == "choice") != bool(self.choices):
            raise ValueError("a column has `choices` just when its entry is `choice`")
        unique(self.choices, f"column {self.id}")
        if self.role == "date" and self.entry != "date":
            raise ValueError("the date column has `entry: date`")
        return self


class Plan(Task):
    """Write a plan (plan de services individualisé), row by row.

    A machine checks its structure: every row whole, actors that exist, dates after `today` and not
    after `until`, agreement noted, nothing that is contraindicated, each required need there.
    A person reads its quality, with `rubric`. Wording is never scored by machine.
    """

    kind: Literal["plan"]
    points: Worked
    today: date
    until: date
    least: Annotated[int, Field(ge=1, le=8)]  # rows
    most: Annotated[int, Field(ge=1, le=12)]
    columns: Annotated[tuple[PlanColumn, ...], Field(min_length=3, max_length=7)]
    example: Annotated[tuple[dict[Slug, Text | str], ...], Field(min_length=1)]
    rubric: Rubric | None = None
    why: Text

    @model_validator(mode="after")
    def _can_be_written(self) -> Self:
        ids = unique(self.columns, "columns")
        roles = [column.role for column in self.columns if column.role != "other"]
        if len(roles) != len(set(roles)):
            raise ValueError("each role is that of one column")
        if missing := {"need", "objective", "actor", "date"} - set(roles):
            raise ValueError(f"a plan has columns for {', '.join(sorted(missing))}")
        if not (self.today < self.until and self.least <= self.most):
            raise ValueError("`today` comes before `until`, and `least` is not more than `most`")
        for row in self.example:
            if set(row) != ids:
                raise ValueError("each row of the example fills every column")
        return self
