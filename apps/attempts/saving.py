"""Applying the saves of one tab to the rows of an attempt."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Integer, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from apps.attempts import store
from apps.attempts.records import Held, Save, SaveResult
from apps.attempts.rules import supersedes
from apps.storage.tables import answer_log, answers, attempts, questions

# Statements are built once: building them anew for every answer costs more than running them.
_THESE: BindParameter[list[int]] = bindparam("positions", expanding=True)
OPTIONS = select(questions.c.position, questions.c.options).where(
    questions.c.attempt_id == bindparam("attempt"), questions.c.position.in_(_THESE)
)
HELD = select(answers).where(
    answers.c.attempt_id == bindparam("attempt"), answers.c.position.in_(_THESE)
)
LOG = insert(answer_log)
LATE = select(answer_log.c.position).where(
    answer_log.c.attempt_id == bindparam("attempt"),
    answer_log.c.position.in_(_THESE),
    answer_log.c.counted.is_(False),
)
ADVANCE = (
    update(attempts)
    .where(attempts.c.id == bindparam("attempt"))
    .values(
        cursor=func.coalesce(bindparam("now_at", type_=Integer), attempts.c.cursor),
        rev=attempts.c.rev + bindparam("applied", type_=Integer),
    )
)


@cache
def _upsert(dialect: str) -> Any:
    """Writes an answer unless a newer one stands; returns the row that was written, if any."""
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(answers)
    newer = (answers.c.seq < statement.excluded.seq) | (
        (answers.c.seq == statement.excluded.seq) & (answers.c.client < statement.excluded.client)
    )
    keys = ("attempt_id", "position")
    values = {c.name: statement.excluded[c.name] for c in answers.c if c.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=values, where=newer).returning(
        answers
    )


def save(
    connection: Connection, attempt_id: str, user_id: str, client: str, saves: list[Save], now: int
) -> list[SaveResult] | tuple[int, ...]:
    """Apply the saves that are newer than what is held, or name the answers that came too late.

    An answer that reaches a closed attempt is written to the log as not counted; what was
    held before the end is acknowledged again, however late it is asked for. A save that
    names a question or an option that is not in the form refuses them all: UnknownQuestion.
    """
    attempt = store.find(connection, attempt_id, user_id, locked=True)
    if attempt.state == "open" and store.clock_of(attempt).is_over(now):
        store.close(connection, attempt, now=now, actor="clock")
        attempt = store.find(connection, attempt_id, user_id)
    batch = _Batch(connection, attempt, client, now)
    batch.check(saves)
    if attempt.state != "open":
        return batch.log_late(saves) or batch.acknowledge(saves)
    return batch.apply(saves)


class _Batch:
    """The saves of one request, and what the server holds for their questions."""

    def __init__(
        self, connection: Connection, attempt: store.AttemptRow, client: str, now: int
    ) -> None:
        self._connection = connection
        self._attempt = attempt
        self._client = client
        self._now = now
        self._elapsed = store.clock_of(attempt).elapsed_ms(now)

    def check(self, saves: list[Save]) -> None:
        """Refuse questions and options that the form does not have."""
        found = self._connection.execute(OPTIONS, self._these(saves))
        letters = {row.position: "abcde"[: len(row.options)] for row in found}
        for one in saves:
            if one.n not in letters:
                raise store.UnknownQuestion(f"the form has no question {one.n}")
            for letter in (one.choice, *one.struck):
                if letter is not None and letter not in letters[one.n]:
                    raise store.UnknownQuestion(f"question {one.n} has no option {letter!r}")

    def apply(self, saves: list[Save]) -> list[SaveResult]:
        """Write what is newer, note the changes of answers, and move the cursor."""
        held = self._held(saves)
        results: list[SaveResult] = []
        for one in saves:
            before = held.get(one.n)
            if before is not None and not supersedes(one.seq, self._client, *before[:2]):
                results.append(_standing(before[2]))
                continue
            result = self._write(one, before[2].choice if before is not None else None)
            held[one.n] = (result.seq, self._client, result.state)
            results.append(result)
        self._advance(saves, sum(result.applied for result in results))
        return results

    def acknowledge(self, saves: list[Save]) -> list[SaveResult]:
        """What stands for those questions, nothing applied."""
        held = self._held(saves)
        empty = {"struck": [], "highlights": [], "note": "", "spent_ms": 0}
        return [
            _standing(held[one.n][2])
            if one.n in held
            else _standing(Held(n=one.n, seq=one.seq, choice=None, flagged=False, **empty))
            for one in saves
        ]

    def log_late(self, saves: list[Save]) -> tuple[int, ...]:
        """Keep answers that came too late, once for each question, so that the report says so."""
        late: list[int] = []
        held = self._held(saves)
        found = self._connection.execute(LATE, self._these(saves))
        logged = {row.position for row in found}
        for one in saves:
            before = held.get(one.n)
            if before is not None and not supersedes(one.seq, self._client, *before[:2]):
                continue
            if one.choice == (before[2].choice if before is not None else None):
                continue  # the answer is as it was: nothing is lost
            late.append(one.n)
            if one.n not in logged:
                logged.add(one.n)
                self._log(one, counted=False)
        return tuple(late)

    def _held(self, saves: list[Save]) -> dict[int, tuple[int, str, Held]]:
        found = self._connection.execute(HELD, self._these(saves))
        return {row.position: (row.seq, row.client, Held.of(row)) for row in found}

    def _these(self, saves: list[Save]) -> dict[str, Any]:
        return {"attempt": self._attempt.id, "positions": sorted({one.n for one in saves})}

    def _write(self, one: Save, choice_before: str | None) -> SaveResult:
        values = {
            "attempt_id": self._attempt.id,
            "position": one.n,
            "seq": one.seq,
            "client": self._client,
            "choice": one.choice,
            "flagged": one.flagged,
            "struck": sorted(set(one.struck)),
            "highlights": [mark.model_dump() for mark in one.highlights],
            "note": one.note,
            "spent_ms": min(one.spent_ms, self._elapsed),
            "saved_at": self._now,
        }
        upsert = _upsert(self._connection.dialect.name)
        stands = self._connection.execute(upsert, values).first()
        if stands is None:  # a newer one has come meanwhile through another server
            return _standing(self._held([one])[one.n][2])
        if one.choice != choice_before:
            self._log(one, counted=True)
        return SaveResult(n=one.n, seq=one.seq, applied=True, state=Held.of(stands))

    def _log(self, one: Save, *, counted: bool) -> None:
        entry = {
            "attempt_id": self._attempt.id,
            "position": one.n,
            "seq": one.seq,
            "client": self._client,
            "choice": one.choice,
            "received_ms": self._elapsed,
            "counted": counted,
        }
        self._connection.execute(LOG, entry)

    def _advance(self, saves: list[Save], applied: int) -> None:
        cursors = [one.cursor for one in saves if one.cursor is not None]
        if cursors or applied:
            where = {"attempt": self._attempt.id, "applied": applied}
            self._connection.execute(ADVANCE, {**where, "now_at": cursors[-1] if cursors else None})


def _standing(held: Held) -> SaveResult:
    return SaveResult(n=held.n, seq=held.seq, applied=False, state=held)
