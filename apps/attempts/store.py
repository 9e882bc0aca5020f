"""The rows of an attempt: every function takes a connection and the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from apps.attempts.records import Held
from apps.attempts.rules import Clock
from apps.storage import events
from apps.storage.tables import answer_log, answers, attempts, item_versions, questions

AttemptRow = Row[Any]

# What every saved answer asks for: built once, since building costs more than running.
FIND = select(attempts).where(attempts.c.id == bindparam("attempt"))
FIND_MINE = FIND.where(attempts.c.user_id == bindparam("user"))
LOCK, LOCK_MINE = FIND.with_for_update(), FIND_MINE.with_for_update()
COUNTS = select(
    select(func.count()).where(questions.c.attempt_id == bindparam("attempt")).scalar_subquery(),
    func.count(answers.c.choice),
    func.sum(case((answers.c.flagged, 1), else_=0)),
).where(answers.c.attempt_id == bindparam("attempt"))


class NoSuchAttempt(Exception):
    """No attempt has that id, or it belongs to somebody else."""


class Closed(Exception):
    """The attempt has ended: nothing more is taken. `late` are the answers that came after."""

    def __init__(self, reason: str, late: tuple[int, ...] = ()) -> None:
        super().__init__(reason)
        self.late = late


class OneIsOpen(Exception):
    """The candidate has an exam under way: its questions must not be seen in another's report."""


class WouldEnd(Exception):
    """An accommodation that would end the attempt there and then."""


class UnknownQuestion(Exception):
    """The form has no question at that position, or no option of that letter."""


def clock_of(attempt: AttemptRow) -> Clock:
    """The clock of an attempt row."""
    return Clock(started_at=attempt.started_at, base_ms=attempt.base_ms, factor=attempt.factor)


def find(
    connection: Connection, attempt_id: str, user_id: str | None, *, locked: bool = False
) -> AttemptRow:
    """The attempt, if it is that user's; `user_id=None` asks for anyone's.

    `locked` keeps other servers from changing it until this transaction ends.
    """
    if user_id is None:
        query, names = (LOCK if locked else FIND), {"attempt": attempt_id}
    else:
        query = LOCK_MINE if locked else FIND_MINE
        names = {"attempt": attempt_id, "user": user_id}
    found = connection.execute(query, names).first()
    if found is None:
        raise NoSuchAttempt(f"no attempt {attempt_id!r} of yours")
    return found


def exists(connection: Connection, attempt_id: str) -> bool:
    """Whether there is an attempt of that id."""
    return connection.execute(FIND, {"attempt": attempt_id}).first() is not None


def open_of(connection: Connection, user_id: str) -> AttemptRow | None:
    """The attempt that this user has not finished, if any."""
    query = select(attempts).where(attempts.c.user_id == user_id, attempts.c.state == "open")
    return connection.execute(query.limit(1)).first()


def all_of(connection: Connection, user_id: str) -> list[AttemptRow]:
    """Every attempt of a user, newest first."""
    query = (
        select(attempts)
        .where(attempts.c.user_id == user_id)
        .order_by(attempts.c.started_at.desc(), attempts.c.id)
    )
    return list(connection.execute(query))


def counts(connection: Connection, attempt_id: str) -> tuple[int, int, int]:
    """Questions in the form, answered, and flagged."""
    total, answered, flagged = connection.execute(COUNTS, {"attempt": attempt_id}).one()
    return total, answered, flagged or 0


def items_seen(connection: Connection, user_id: str) -> frozenset[str]:
    """Ids of the items that stood in any earlier form of that user."""
    query = (
        select(questions.c.item_id)
        .join(attempts, attempts.c.id == questions.c.attempt_id)
        .where(attempts.c.user_id == user_id)
        .distinct()
    )
    return frozenset(connection.execute(query).scalars())


def forms_sat(connection: Connection, user_id: str) -> frozenset[str]:
    """Ids of the published forms that the user has begun."""
    query = select(attempts.c.form).where(
        attempts.c.user_id == user_id, attempts.c.form.is_not(None)
    )
    return frozenset(connection.execute(query.distinct()).scalars())


def insert_attempt(
    connection: Connection,
    *,
    attempt: Mapping[str, Any],
    form: Iterable[Mapping[str, Any]],
    versions: Iterable[Mapping[str, Any]],
) -> None:
    """A new open attempt with its form and the wording it was drawn from."""
    keep_versions(connection, versions)
    connection.execute(insert(attempts).values(**attempt))
    connection.execute(insert(questions), [{**row, "attempt_id": attempt["id"]} for row in form])
    events.record(
        connection,
        attempt_id=attempt["id"],
        actor=attempt["user_id"],
        kind="start",
        at=attempt["started_at"],
        data={
            name: attempt[name] for name in ("mode", "domain", "form", "factor", "language", "seed")
        },
    )


def keep_versions(connection: Connection, versions: Iterable[Mapping[str, Any]]) -> None:
    """Keep wordings that are not kept yet."""
    kept = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(
        kept.insert(item_versions).on_conflict_do_nothing(index_elements=["digest"]),
        sorted(versions, key=lambda version: str(version["digest"])),  # one order, no deadlock
    )


def form_of(connection: Connection, attempt_id: str) -> list[Row[Any]]:
    """The questions of an attempt in their order, each with the digest of its wording."""
    query = (
        select(questions).where(questions.c.attempt_id == attempt_id).order_by(questions.c.position)
    )
    return list(connection.execute(query))


def wordings(connection: Connection, digests: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The payloads of those item versions, by digest."""
    query = select(item_versions.c.digest, item_versions.c.payload).where(
        item_versions.c.digest.in_(list(digests))
    )
    return {row.digest: row.payload for row in connection.execute(query)}


def held_answers(connection: Connection, attempt_id: str) -> list[Held]:
    """What the server holds, for the questions that were saved at least once."""
    query = select(answers).where(answers.c.attempt_id == attempt_id).order_by(answers.c.position)
    return [Held.of(row) for row in connection.execute(query)]


def close(connection: Connection, attempt: AttemptRow, *, now: int, actor: str) -> None:
    """End an open attempt: at its deadline if that has passed, else now as submitted."""
    deadline = clock_of(attempt).deadline_at
    expired = deadline is not None and now >= deadline
    finished = deadline if expired else now
    state = "expired" if expired else "submitted"
    changed = connection.execute(
        update(attempts)
        .where(attempts.c.id == attempt.id, attempts.c.state == "open")
        .values(state=state, finished_at=finished)
    ).rowcount
    if changed:
        events.record(connection, attempt_id=attempt.id, actor=actor, kind=state, at=now, data={})


def due(connection: Connection, now: int) -> list[AttemptRow]:
    """Open attempts whose time, grace included, is over."""
    query = select(attempts).where(attempts.c.state == "open", attempts.c.deadline_at <= now)
    return [row for row in connection.execute(query) if clock_of(row).is_over(now)]


def accommodate(
    connection: Connection, attempt: AttemptRow, factor: float | None, *, actor: str, now: int
) -> None:
    """Change the time allowed of an open attempt; the log keeps who granted it, never why."""
    if attempt.state != "open":
        raise Closed("the attempt has ended; its time can no longer change")
    clock = Clock(started_at=attempt.started_at, base_ms=attempt.base_ms, factor=factor)
    if clock.deadline_at is not None and now >= clock.deadline_at:
        raise WouldEnd("that much time has passed already; the exam would end at once")
    connection.execute(
        update(attempts)
        .where(attempts.c.id == attempt.id)
        .values(factor=factor, deadline_at=clock.deadline_at)
    )
    events.record(
        connection,
        attempt_id=attempt.id,
        actor=actor,
        kind="accommodation",
        at=now,
        data={"before": attempt.factor, "after": factor},
    )


def log_of(connection: Connection, attempt_id: str) -> list[Row[Any]]:
    """Every answer received, in the order of their arrival."""
    query = (
        select(answer_log).where(answer_log.c.attempt_id == attempt_id).order_by(answer_log.c.id)
    )
    return list(connection.execute(query))
