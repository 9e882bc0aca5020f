"""How many copies of each task there are to read, and how many have been read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import and_, func, select
from sqlalchemy import case as either
from sqlalchemy.orm import Session

from graders.course.cells import read_cell
from graders.course.mark_tables import marks


@dataclass(frozen=True)
class TaskCount:
    """The copies of one task: `changed` are among `waiting`; `empty` need nobody to read them."""

    case: str
    task: str
    waiting: int
    marked: int
    changed: int
    empty: int
    twice: int


def task_counts(session: Session) -> tuple[TaskCount, ...]:
    """One for each task that a person reads and of which something has been autograded."""
    waits = Grade.needs_manual_grade.is_(True)
    given = Grade.manual_score.is_not(None)

    def how_many(*conditions: Any) -> Any:
        return func.sum(either((and_(*conditions), 1), else_=0))

    rows = session.execute(
        select(
            Notebook.name,
            BaseCell.name,
            how_many(waits),
            how_many(~waits, given),
            how_many(waits, marks.c.changed_at.is_not(None)),
            how_many(~waits, ~given),
            how_many(marks.c.second_at.is_not(None)),
        )
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .join(marks, marks.c.grade_id == Grade.id)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .where(BaseCell.name.startswith(read_cell(""), autoescape=True))
        .where(Assignment.name == Notebook.name)  # so it is in a course of cases
        .group_by(Notebook.name, BaseCell.name)
    )
    return tuple(
        TaskCount(case, cell.removeprefix(read_cell("")), *map(int, counts))
        for case, cell, *counts in rows
    )
