"""Saves what a machine gives, and keeps what persons gave for as long as the answer is the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nbgrader.api import Comment, Grade, Gradebook, MissingEntry
from nbgrader.preprocessors import SaveAutoGrades
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from graders.course.caps import NEAR, apply_cap
from graders.course.cells import CAP
from graders.course.found import submitted_notebook
from graders.course.mark_tables import create_tables, history, marks, stored, update_mark
from graders.course.score_answers import COPY
from graders.course.scored_cells import Given, ScoredCopy

_NO_MARK: Mapping[str, None] = {
    column.name: None
    for column in marks.columns
    if column.name.removeprefix("second_")
    in {"points", "levels", "remarks", "comment", "said", "grader", "marked_at", "at"}
}


@dataclass(frozen=True)
class Before:
    """A grade as it stood before this autograding."""

    auto: float | None
    manual: float | None
    waiting: bool


class KeepMarks(SaveAutoGrades):
    """In place of `SaveAutoGrades`, which it is for notebooks that are no case."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook as it was; the gradebook has its scores, and the marks that still hold."""
        copy = resources.get(COPY)
        if copy is None:
            saved: tuple[Any, Any] = super().preprocess(nb, resources)
            return saved
        of = resources["nbgrader"]
        self.notebook_id, self.assignment_id = of["notebook"], of["assignment"]
        self.student_id = of["student"]
        with Gradebook(of["db_url"]) as gradebook:
            create_tables(gradebook.engine)
            notebook = submitted_notebook(of, gradebook, with_rows=True)
            before = {
                grade.name: Before(grade.auto_score, grade.manual_score, grade.needs_manual_grade)
                for grade in notebook.grades
            }
            self.gradebook = _AtOnce(notebook)
            for place, cell in enumerate(nb.cells):
                self.preprocess_cell(cell, resources, place)
            keep(gradebook.db, notebook, copy, before, datetime.now(UTC))
            apply_cap(gradebook.db, notebook, copy.case)
            gradebook.db.commit()
        return nb, resources


class _AtOnce:
    """What `SaveAutoGrades` asks of a gradebook, of one notebook that is read and written whole.

    nbgrader would ask for each grade and each comment, and commit each.
    """

    def __init__(self, notebook: Any) -> None:
        self.db = self
        self._grades = {grade.name: grade for grade in notebook.grades}
        self._comments = {comment.name: comment for comment in notebook.comments}

    def find_grade(self, name: str, *of: str) -> Any:
        """The grade of that cell."""
        return _of_cell(self._grades, name, of)

    def find_comment(self, name: str, *of: str) -> Any:
        """The comment on that cell."""
        return _of_cell(self._comments, name, of)

    def commit(self) -> None:
        """Later, with all the rest."""


def _of_cell(rows: Mapping[str, Any], name: str, of: tuple[str, ...]) -> Any:
    if name not in rows:
        raise MissingEntry(f"no row for the cell {name} of {'/'.join(of)}")
    return rows[name]


def keep(
    session: Session,
    notebook: Any,
    copy: ScoredCopy,
    before: Mapping[str, Before],
    now: datetime,
) -> None:
    """Remember what was answered; keep the marks of the same answers, take back those of others.

    A mark that is taken back stays in the history, and returns if its answer does.
    """
    grades = {grade.name: grade for grade in notebook.grades if grade.name in copy.given}
    comments = {comment.name: comment for comment in notebook.comments}
    ids = [grade.id for grade in grades.values()]
    rows = {
        row.grade_id: row for row in session.execute(select(marks).where(marks.c.grade_id.in_(ids)))
    }
    new: list[dict[str, Any]] = []
    for name in copy.left:
        grades[name].needs_manual_grade = True
    for name, grade in grades.items():
        given, row, was = copy.given[name], rows.get(grade.id), before[name]
        seen: dict[str, Any] = {
            "lang": copy.lang,
            "digest": given.digest,
            "answer": given.answer,
            "critical": list(copy.critical) if name == CAP else None,
        }
        if row is None:  # a mark from before answers were remembered stays, flagged by nbgrader
            new.append({"grade_id": grade.id} | seen)
        elif row.digest == given.digest:
            update_mark(session, grade.id, seen)
            if was.manual is not None and name not in copy.left:
                grade.needs_manual_grade = was.waiting or not _same(was.auto, grade.auto_score)
        elif name == CAP:
            update_mark(session, grade.id, seen | {"decided": None})
        else:
            _take_back(session, grade, comments.get(name), row, given, seen, now)
    if new:
        session.execute(insert(marks), new)


def _take_back(
    session: Session,
    grade: Grade,
    comment: Comment | None,
    row: Any,
    given: Given,
    seen: dict[str, Any],
    now: datetime,
) -> None:
    """The answer is another one: its mark goes to the history, or an earlier one returns."""
    marked = grade.manual_score is not None
    if marked and not _same(grade.manual_score, row.points):
        session.execute(
            insert(history).values(
                grade_id=grade.id,
                at=stored(now),
                how="gradebook",
                digest=row.digest,
                points=grade.manual_score,
                said=None if comment is None else comment.manual_comment,
            )
        )
    earlier = session.execute(
        select(history)
        .where(
            history.c.grade_id == grade.id,
            history.c.digest == given.digest,
            history.c.how != "second",
        )
        .order_by(history.c.id.desc())
    ).first()
    values = dict(_NO_MARK) | seen
    if earlier is not None:
        values |= {"changed_at": None}
        if earlier.how == "first":
            values |= {
                "points": earlier.points,
                "levels": earlier.levels,
                "remarks": earlier.remarks,
                "comment": earlier.comment,
                "said": earlier.said,
                "grader": earlier.grader,
                "marked_at": earlier.at,
            }
        grade.manual_score, grade.needs_manual_grade = earlier.points, False
    elif marked:
        values |= {"changed_at": stored(now)}
        grade.manual_score = None
        empty = given.answer is None and grade.auto_score is not None and row.answer is not None
        grade.needs_manual_grade = not empty
    if comment is not None and (marked or earlier is not None):
        comment.manual_comment = None if earlier is None else earlier.said
    update_mark(session, grade.id, values)


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= NEAR
