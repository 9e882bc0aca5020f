"""The copies of written answers, as the gradebook and our tables hold them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from graders.cases.rubric_comment import Judgement
from graders.course.caps import NEAR
from graders.course.cells import read_cell
from graders.course.mark_tables import marks
from question_bank.model import Locale


class NotThere(LookupError):
    """No such copy has been autograded."""


@dataclass(frozen=True)
class Marked:
    """A mark that somebody gave here, and when (UTC)."""

    points: float
    judgement: Judgement
    grader: str
    at: datetime


@dataclass(frozen=True)
class Copy:
    """One answer to be read.

    `answer` is the words, or the rows of a plan; None where nothing was answered. `points` is what
    counts now, `elsewhere` says that it, or the comment, was set in formgrader since. `waiting`
    says that a person has to look at it, `changed` that it was marked before the answer changed.
    """

    id: str
    student: str
    case: str
    task: str
    lang: Locale
    answer: Any
    digest: str
    points: float | None
    comment: str | None
    waiting: bool
    changed: bool
    elsewhere: bool
    first: Marked | None
    second: Marked | None
    claimed_by: str | None
    claimed_at: datetime | None


@dataclass(frozen=True)
class Past:
    """An earlier mark: `how` is first, second or gradebook (set in formgrader).

    `judgement` is None where the mark was not given by levels.
    """

    at: datetime
    how: str
    grader: str | None
    points: float | None
    said: str | None
    same_answer: bool
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Found:
    """A grade of nbgrader's, its comment, and our row of it."""

    grade: Grade
    comment: Comment | None
    student: str
    case: str
    row: Any


def find_one(session: Session, grade_id: str) -> Found:
    """The copy of that id; NotThere where it has not been autograded."""
    for found in _find(session, (Grade.id == grade_id,)):
        return found
    raise NotThere(f"no copy {grade_id!r} has been autograded")


def find_task(session: Session, assignment: str, case: str, task: str) -> Iterator[Found]:
    """The copies of one task."""
    asked = (Assignment.name == assignment, Notebook.name == case)
    return _find(session, (*asked, BaseCell.name == read_cell(task)))


def _find(session: Session, conditions: Sequence[Any]) -> Iterator[Found]:
    answered = aliased(BaseCell)
    found = session.execute(
        select(Grade, Comment, SubmittedAssignment.student_id, Notebook.name)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .outerjoin(
            answered,
            and_(
                answered.notebook_id == Notebook.id,
                answered.name == BaseCell.name,
                answered.type == "SolutionCell",
            ),
        )
        .outerjoin(
            Comment,
            and_(Comment.cell_id == answered.id, Comment.notebook_id == SubmittedNotebook.id),
        )
        .where(*conditions)
        .order_by(Grade.id)  # random, so that it tells nothing of the student
    ).all()
    rows = {
        row.grade_id: row
        for row in session.execute(
            select(marks).where(marks.c.grade_id.in_([grade.id for grade, *_ in found]))
        )
    }
    for grade, comment, student, case in found:
        if grade.id in rows:
            yield Found(grade, comment, student, case, rows[grade.id])


def as_copy(found: Found) -> Copy:
    """The copy as whoever marks it sees it."""
    grade, row = found.grade, found.row
    points = grade.manual_score
    return Copy(
        id=grade.id,
        student=found.student,
        case=found.case,
        task=grade.name.removeprefix(read_cell("")),
        lang=row.lang,
        answer=row.answer,
        digest=row.digest,
        points=points,
        comment=copied_comment(found),
        waiting=bool(grade.needs_manual_grade),
        changed=row.changed_at is not None,
        elsewhere=is_elsewhere(found),
        first=_marked(row, "", row.marked_at),
        second=_marked(row, "second_", row.second_at),
        claimed_by=row.claimed_by,
        claimed_at=None if row.claimed_at is None else utc(row.claimed_at),
    )


def copied_comment(found: Found) -> str | None:
    """The comment that the gradebook holds of the copy."""
    said: str | None = None if found.comment is None else found.comment.manual_comment
    return said


def is_elsewhere(found: Found) -> bool:
    """Whether points or comment are others than were last saved here."""
    points, row = found.grade.manual_score, found.row
    if points is None:
        return False
    said = copied_comment(found) or ""
    other = found.comment is not None and said.strip() != (row.said or "").strip()
    return other or row.points is None or abs(points - row.points) > NEAR


def _marked(row: Any, prefix: str, at: datetime | None) -> Marked | None:
    values = row._mapping
    if at is None:
        return None
    judgement = Judgement(
        values[f"{prefix}levels"],
        tuple(values[f"{prefix}remarks"] or ()),
        values[f"{prefix}comment"] or "",
    )
    return Marked(values[f"{prefix}points"], judgement, values[f"{prefix}grader"] or "", utc(at))


def utc(moment: datetime) -> datetime:
    """A moment as the tables hold it, saying that it is UTC."""
    return moment.replace(tzinfo=UTC)
