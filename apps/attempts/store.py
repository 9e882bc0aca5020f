"""The rows of an attempt: every function takes a connection and the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from apps.attempts.records import Held, Save, SaveResult
from apps.attempts.rules import Clock, supersedes
from apps.storage import events
from apps.storage.tables import answer_log, answers, attempts, item_versions, questions

AttemptRow = Row[Any]


class NoSuchAttempt(Exception):
    """No attempt has that id, or it belongs to somebody else."""


class Closed(Exception):
    """The attempt has ended: nothing more is taken."""


class UnknownQuestion(Exception):
    """The form has no question at that position, or no option of that letter."""


def clock_of(attempt: AttemptRow) -> Clock:
    """The clock of an attempt row."""
    return Clock(started_at=attempt.started_at, base_ms=attempt.base_ms, factor=attempt.factor)


def find(connection: Connection, attempt_id: str, user_id: str | None) -> AttemptRow:
    """The attempt, if it is that user's; `user_id=None` asks for anyone's."""
    query = select(attempts).where(attempts.c.id == attempt_id)
    if user_id is not None:
        query = query.where(attempts.c.user_id == user_id)
    found = connection.execute(query).first()
    if found is None:
        raise NoSuchAttempt(f"no attempt {attempt_id!r} of yours")
    return found


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
    total = connection.execute(
        select(func.count()).select_from(questions).where(questions.c.attempt_id == attempt_id)
    ).scalar_one()
    held = connection.execute(
        select(answers.c.choice, answers.c.flagged).where(answers.c.attempt_id == attempt_id)
    ).all()
    return total, sum(a.choice is not None for a in held), sum(bool(a.flagged) for a in held)


def items_seen(connection: Connection, user_id: str) -> frozenset[str]:
    """Ids of the items that stood in any earlier form of that user."""
    query = (
        select(questions.c.item_id)
        .join(attempts, attempts.c.id == questions.c.attempt_id)
        .where(attempts.c.user_id == user_id)
        .distinct()
    )
    return frozenset(connection.execute(query).scalars())


def insert_attempt(
    connection: Connection,
    *,
    attempt: Mapping[str, Any],
    form: Iterable[Mapping[str, Any]],
    versions: Iterable[Mapping[str, Any]],
) -> None:
    """A new open attempt with its form and the wording it was drawn from."""
    kept = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(
        kept.insert(item_versions).on_conflict_do_nothing(index_elements=["digest"]),
        list(versions),
    )
    connection.execute(insert(attempts).values(**attempt))
    connection.execute(insert(questions), [{**row, "attempt_id": attempt["id"]} for row in form])
    events.record(
        connection,
        attempt_id=attempt["id"],
        actor=attempt["user_id"],
        kind="start",
        at=attempt["started_at"],
        data={name: attempt[name] for name in ("mode", "domain", "factor", "language", "seed")},
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
    return [_held(row) for row in connection.execute(query)]


def save(
    connection: Connection, attempt_id: str, user_id: str, client: str, saves: list[Save], now: int
) -> list[SaveResult] | None:
    """Apply the saves that are newer than what is held; None when the attempt has ended.

    A save that reaches a closed attempt is written to the log as not counted.
    """
    attempt = find(connection, attempt_id, user_id)
    clock = clock_of(attempt)
    if attempt.state == "open" and clock.is_over(now):
        close(connection, attempt, now=now, actor="clock")
        attempt = find(connection, attempt_id, user_id)
    elapsed = clock.elapsed_ms(now)
    letters = _letters(connection, attempt_id, [s.n for s in saves])
    if attempt.state != "open":
        _log_late(connection, attempt_id, client, saves, elapsed)
        return None
    held = _held_rows(connection, attempt_id, [s.n for s in saves])
    results = [
        _apply(connection, attempt_id, client, one, held, letters, elapsed=elapsed, now=now)
        for one in saves
    ]
    _advance(connection, attempt_id, saves, sum(result.applied for result in results))
    return results


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


def _held(row: Row[Any]) -> Held:
    return Held(
        n=row.position,
        seq=row.seq,
        choice=row.choice,
        flagged=row.flagged,
        struck=row.struck,
        highlights=row.highlights,
        note=row.note,
        spent_ms=row.spent_ms,
    )


def _held_rows(
    connection: Connection, attempt_id: str, positions: list[int]
) -> dict[int, Row[Any]]:
    query = select(answers).where(
        answers.c.attempt_id == attempt_id, answers.c.position.in_(positions)
    )
    return {row.position: row for row in connection.execute(query)}


def _letters(connection: Connection, attempt_id: str, positions: list[int]) -> dict[int, str]:
    query = select(questions.c.position, questions.c.options).where(
        questions.c.attempt_id == attempt_id, questions.c.position.in_(positions)
    )
    return {row.position: "abcde"[: len(row.options)] for row in connection.execute(query)}


def _apply(
    connection: Connection,
    attempt_id: str,
    client: str,
    one: Save,
    held: dict[int, Row[Any]],
    letters: dict[int, str],
    *,
    elapsed: int,
    now: int,
) -> SaveResult:
    allowed = letters.get(one.n)
    if allowed is None:
        raise UnknownQuestion(f"the form has no question {one.n}")
    for letter in {one.choice, *one.struck}:
        if letter is not None and letter not in allowed:
            raise UnknownQuestion(f"question {one.n} has no option {letter!r}")
    before = held.get(one.n)
    if before is not None and not supersedes(one.seq, client, before.seq, before.client):
        return SaveResult(n=one.n, seq=before.seq, applied=False, state=_held(before))
    values = {
        "seq": one.seq,
        "client": client,
        "choice": one.choice,
        "flagged": one.flagged,
        "struck": sorted(set(one.struck)),
        "highlights": [mark.model_dump() for mark in one.highlights],
        "note": one.note,
        "spent_ms": min(one.spent_ms, elapsed),
        "saved_at": now,
    }
    _upsert(connection, attempt_id, one.n, values)
    if one.choice != (before.choice if before is not None else None):
        _log(connection, attempt_id, client, one, elapsed, counted=True)
    row = _held_rows(connection, attempt_id, [one.n])[one.n]
    held[one.n] = row
    applied = (row.seq, row.client) == (one.seq, client)
    return SaveResult(n=one.n, seq=row.seq, applied=applied, state=_held(row))


def _upsert(
    connection: Connection, attempt_id: str, position: int, values: Mapping[str, Any]
) -> None:
    """Write the answer unless a newer one has arrived meanwhile through another server."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(answers).values(attempt_id=attempt_id, position=position, **values)
    newer = (answers.c.seq < statement.excluded.seq) | (
        (answers.c.seq == statement.excluded.seq) & (answers.c.client < statement.excluded.client)
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["attempt_id", "position"], set_=dict(values), where=newer
        )
    )


def _log(
    connection: Connection,
    attempt_id: str,
    client: str,
    one: Save,
    elapsed: int,
    *,
    counted: bool,
) -> None:
    connection.execute(
        insert(answer_log).values(
            attempt_id=attempt_id,
            position=one.n,
            seq=one.seq,
            client=client,
            choice=one.choice,
            received_ms=elapsed,
            counted=counted,
        )
    )


def _log_late(
    connection: Connection, attempt_id: str, client: str, saves: list[Save], elapsed: int
) -> None:
    """Keep what came too late, once, so that the report can say so."""
    held = _held_rows(connection, attempt_id, [s.n for s in saves])
    logged = {(row.position, row.seq, row.client) for row in log_of(connection, attempt_id)}
    for one in saves:
        stands = held.get(one.n)
        if stands is not None and not supersedes(one.seq, client, stands.seq, stands.client):
            continue
        if one.choice is not None and (one.n, one.seq, client) not in logged:
            _log(connection, attempt_id, client, one, elapsed, counted=False)


def _advance(connection: Connection, attempt_id: str, saves: list[Save], applied: int) -> None:
    cursors = [one.cursor for one in saves if one.cursor is not None]
    values: dict[str, Any] = {}
    if cursors:
        values["cursor"] = cursors[-1]
    if applied:
        values["rev"] = attempts.c.rev + applied
    if values:
        connection.execute(update(attempts).where(attempts.c.id == attempt_id).values(**values))
