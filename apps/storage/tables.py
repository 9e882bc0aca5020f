"""The tables. Every one says in `info["personal"]` which columns are personal data.

Moments are integers, milliseconds since 1970 in UTC, so that both databases compare them
alike.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Moment = BigInteger


def _nothing_personal() -> dict[str, tuple[str, ...]]:
    return {"personal": ()}


def _personal(*columns: str) -> dict[str, tuple[str, ...]]:
    return {"personal": columns}


users = Table(
    "users",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("created_at", Moment, nullable=False),
    info=_personal("id", "name"),
)

roles = Table(
    "roles",
    metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(20), nullable=False),
    PrimaryKeyConstraint("user_id", "role"),
    info=_personal("user_id"),
)

# Personal links; only the SHA-256 of a token is kept.
links = Table(
    "links",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("last_used_at", Moment),
    Column("revoked_at", Moment),
    info=_personal("user_id", "last_used_at"),
)

# The wording that candidates saw, so that an attempt can be explained after the bank has moved on.
item_versions = Table(
    "item_versions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("item_id", String(80), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("payload", JSON, nullable=False),
    info=_nothing_personal(),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("domain", String(80)),
    Column("blueprint", String(80), nullable=False),
    Column("form", String(80)),  # the published form; null when one was drawn
    Column("seed", BigInteger, nullable=False),
    Column("language", String(2), nullable=False),
    Column("factor", Float),  # null: untimed practice
    Column("base_ms", BigInteger, nullable=False),  # time allowed at factor 1
    Column("started_at", Moment, nullable=False),
    Column("deadline_at", Moment),
    Column("finished_at", Moment),
    Column("state", String(10), nullable=False),
    Column("cursor", Integer, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("seen_share", Float, nullable=False),
    Index("ix_attempts_user_started", "user_id", "started_at"),
    Index("ix_attempts_state_deadline", "state", "deadline_at"),
    info=_personal("user_id", "factor", "started_at", "finished_at"),
)

questions = Table(
    "questions",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("digest", ForeignKey("item_versions.digest"), nullable=False),
    Column("item_id", String(80), nullable=False, index=True),
    Column("scored", Boolean, nullable=False),
    Column("options", JSON, nullable=False),  # choice ids in the order shown
    Column("seen_before", Boolean, nullable=False),
    PrimaryKeyConstraint("attempt_id", "position"),
    info=_nothing_personal(),
)

# What was done to a question after it was sat; the wording that was shown stays in `questions`.
corrections = Table(
    "corrections",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(10), nullable=False),  # key, credit or drop
    Column("digest", ForeignKey("item_versions.digest")),  # with the corrected key
    Column("actor", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("attempt_id", "position"),
    info=_personal("actor"),
)

# The latest state of each question.
answers = Table(
    "answers",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("client", String(40), nullable=False),
    Column("choice", String(1)),  # the letter shown
    Column("flagged", Boolean, nullable=False),
    Column("struck", JSON, nullable=False),
    Column("highlights", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("spent_ms", BigInteger, nullable=False),
    Column("saved_at", Moment, nullable=False),
    PrimaryKeyConstraint("attempt_id", "position"),
    info=_personal("choice", "note", "highlights", "spent_ms", "saved_at"),
)

# Every change of an answer, and every save that came too late to count.
answer_log = Table(
    "answer_log",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("attempt_id", ForeignKey("attempts.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("client", String(40), nullable=False),
    Column("choice", String(1)),
    Column("received_ms", BigInteger, nullable=False),  # since the start, by the server's clock
    Column("counted", Boolean, nullable=False),
    Index("ix_answer_log_attempt", "attempt_id", "position"),
    info=_personal("choice", "received_ms"),
)

# Append-only. Each row holds the hash of the one before it in the same attempt.
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("attempt_id", ForeignKey("attempts.id", ondelete="CASCADE"), index=True),
    Column("actor", String(32), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("at", Moment, nullable=False),
    Column("data", JSON, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    info=_personal("actor", "at", "data"),
)

# "Report this question".
flaws = Table(
    "flaws",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("attempt_id", ForeignKey("attempts.id", ondelete="SET NULL")),
    Column("user_id", ForeignKey("users.id", ondelete="SET NULL")),
    Column("item_id", String(80), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    info=_personal("user_id", "text"),
)

# Cases worked in the browser; those worked in JupyterLab are files (apps/cases).
casework = Table(
    "casework",
    metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("case_id", String(80), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("lang", String(2), nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("finished_at", Moment),
    PrimaryKeyConstraint("user_id", "case_id"),
    info=_personal("user_id", "begun_at", "saved_at", "finished_at"),
)

# The latest answer to each of its tasks, as the form keeps it.
case_answers = Table(
    "case_answers",
    metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("case_id", String(80), nullable=False),
    Column("task_id", String(80), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("saved_at", Moment, nullable=False),
    PrimaryKeyConstraint("user_id", "case_id", "task_id"),
    info=_personal("user_id", "answer", "saved_at"),
)
