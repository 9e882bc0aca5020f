"""Tables beside nbgrader's, in the gradebook's own database: marks by criterion, and their past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    update,
)
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

metadata = MetaData()

_Json = JSON(none_as_null=True)

_grade = Table("grade", metadata, Column("id", String(32), primary_key=True))  # nbgrader's own

# One row per grade cell of a submission. Personal data: answer, remarks, comments, graders.
marks = Table(
    "parcours_mark",
    metadata,
    Column("grade_id", String(32), ForeignKey("grade.id", ondelete="CASCADE"), primary_key=True),
    Column("lang", String(2), nullable=False),
    Column("digest", String(64), nullable=False),  # of the answer seen when last autograded
    Column("answer", _Json),  # what a person reads: words, or the rows of a plan
    Column("critical", _Json),  # on `cap`: announced errors that were made
    Column("decided", _Json),  # on `cap`: those that stand, where a grader said so
    Column("extra", Float),  # on `cap`: the extra credit that was last set by machine
    Column("by_hand", Boolean, nullable=False, default=False),  # on `cap`: set in formgrader
    Column("changed_at", DateTime),  # the answer was changed after it had been marked
    Column("points", Float),  # as last saved by the rubric app
    Column("levels", _Json),  # criterion to level, from 0
    Column("remarks", _Json),  # ids
    Column("comment", Text),
    Column("said", Text),  # what the student is told: nbgrader's comment, as last saved by the app
    Column("grader", String(128)),
    Column("marked_at", DateTime),
    Column("second_points", Float),
    Column("second_levels", _Json),
    Column("second_remarks", _Json),
    Column("second_comment", Text),
    Column("second_grader", String(128)),
    Column("second_at", DateTime),
    Column("claimed_by", String(128)),
    Column("claimed_at", DateTime),
)

# Marks as they were given, and on `cap` what graders decided; the same personal data.
history = Table(
    "parcours_mark_history",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("grade_id", String(32), ForeignKey("grade.id", ondelete="CASCADE"), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("how", String(16), nullable=False),  # first, second, gradebook, cap
    Column("grader", String(128)),
    Column("digest", String(64), nullable=False),  # of the answer that was marked
    Column("points", Float),
    Column("levels", _Json),
    Column("remarks", _Json),
    Column("comment", Text),
    Column("said", Text),
    Index("ix_parcours_mark_history_grade", "grade_id"),
)


def create_tables(on: Engine | Connection) -> None:
    """Create what is missing; nbgrader's own tables are there already."""
    metadata.create_all(on, tables=[marks, history])


def update_mark(session: Session, grade_id: str, values: Mapping[str, Any]) -> None:
    """Change columns of the row of a grade."""
    session.execute(update(marks).where(marks.c.grade_id == grade_id).values(**values))


def stored(moment: datetime) -> datetime:
    """A moment as the tables hold it: UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)
