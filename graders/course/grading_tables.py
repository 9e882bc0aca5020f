"""Tables of the rubric app beside the marks, in the gradebook's own database.

Personal data: drafts and their graders, who wrote a remark, who finished a task.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Connection, Engine

from graders.course.mark_tables import metadata

# The number under which graders know a copy until its mark is final.
numbers = Table(
    "parcours_copy_number",
    metadata,
    Column("grade_id", String(32), ForeignKey("grade.id", ondelete="CASCADE"), primary_key=True),
    Column("cell_id", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("cell_id", "number"),
)

# What a grader has begun to say of a copy; `content` is empty once it was saved as a mark.
drafts = Table(
    "parcours_draft",
    metadata,
    Column("grade_id", String(32), ForeignKey("grade.id", ondelete="CASCADE"), primary_key=True),
    Column("grader", String(128), primary_key=True),
    Column("seq", BigInteger, nullable=False),  # the later of two counts
    Column("digest", String(64), nullable=False),  # of the answer that was read
    Column("content", JSON(none_as_null=True)),  # levels, remarks, comment
    Column("saved_at", DateTime, nullable=False),
)

# Remarks that graders added to those of the case.
own_remarks = Table(
    "parcours_remark",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("case_id", String(128), nullable=False),
    Column("task_id", String(128), nullable=False),
    Column("lang", String(2), nullable=False),
    Column("text", Text, nullable=False),
    Column("praise", Boolean, nullable=False),
    Column("author", String(128), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("retired", Boolean, nullable=False, default=False),  # no longer offered
)

# How the copies of a task are read: how many twice, and whether their marks are final.
rounds = Table(
    "parcours_round",
    metadata,
    Column("case_id", String(128), primary_key=True),
    Column("task_id", String(128), primary_key=True),
    Column("second_share", Float),  # of the copies, above 0, at most 1
    Column("second_count", Integer),
    Column("finished_at", DateTime),
    Column("finished_by", String(128)),
)

OF_COPIES = (numbers, drafts)


def create_grading_tables(on: Engine | Connection) -> None:
    """Create what is missing; the marks are there already."""
    metadata.create_all(on, tables=[numbers, drafts, own_remarks, rounds])
