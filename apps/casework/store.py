"""The rows of a case that is worked in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from apps.storage.tables import case_answers, casework
from question_bank.model import Locale


class NoSuchCase(Exception):
    """No case has that id, or it is not live."""


class Finished(Exception):
    """The case was handed in: nothing more is taken until it is opened again."""


class NotReleased(Exception):
    """Score and feedback of this case are given by the instructor."""


@dataclass(frozen=True)
class Work:
    """What one person has done on one case; `seqs` and `answers` by task."""

    lang: Locale | None
    revision: int | None
    saved_at: int | None
    finished_at: int | None
    seqs: Mapping[str, int]
    answers: Mapping[str, Any]


def work_of(connection: Connection, user_id: str, case_id: str) -> Work:
    """All of it; nothing where the case was not begun."""
    mine = (casework.c.user_id == user_id) & (casework.c.case_id == case_id)
    row = connection.execute(select(casework).where(mine)).one_or_none()
    if row is None:
        return Work(None, None, None, None, {}, {})
    given = connection.execute(
        select(case_answers.c.task_id, case_answers.c.seq, case_answers.c.answer).where(
            (case_answers.c.user_id == user_id) & (case_answers.c.case_id == case_id)
        )
    ).all()
    return Work(
        lang=row.lang,
        revision=row.revision,
        saved_at=row.saved_at,
        finished_at=row.finished_at,
        seqs={one.task_id: one.seq for one in given},
        answers={one.task_id: one.answer for one in given},
    )


def works_of(connection: Connection, user_id: str) -> dict[str, int | None]:
    """The cases a person has begun, and when each was handed in."""
    rows = connection.execute(
        select(casework.c.case_id, casework.c.finished_at).where(casework.c.user_id == user_id)
    )
    return {row.case_id: row.finished_at for row in rows}


def keep(
    connection: Connection,
    user_id: str,
    case_id: str,
    *,
    lang: Locale,
    revision: int,
    given: Mapping[str, tuple[int, Any]],
    now: int,
) -> Work:
    """Keep each answer that is later than the one held; Finished once the case is handed in."""
    held = work_of(connection, user_id, case_id)
    if held.finished_at is not None:
        raise Finished
    about = {"lang": lang, "revision": revision, "saved_at": now}
    key = {"user_id": user_id, "case_id": case_id}
    if held.saved_at is None:
        connection.execute(insert(casework).values(**key, **about, begun_at=now))
    else:
        _update(connection, casework, key, about)
    for task_id, (seq, answer) in given.items():
        before = held.seqs.get(task_id)
        values = {"seq": seq, "answer": answer, "saved_at": now}
        if before is None:
            connection.execute(insert(case_answers).values(**key, task_id=task_id, **values))
        elif seq > before:
            _update(connection, case_answers, {**key, "task_id": task_id}, values)
    return work_of(connection, user_id, case_id)


def finish(connection: Connection, user_id: str, case_id: str, now: int | None) -> None:
    """Hand the case in at that time, or with None open it again; Finished when it was."""
    key = {"user_id": user_id, "case_id": case_id}
    held = work_of(connection, user_id, case_id)
    if now is not None and held.finished_at is not None:
        raise Finished
    if held.saved_at is None:
        raise NoSuchCase(case_id)
    _update(connection, casework, key, {"finished_at": now})


def forget(connection: Connection, user_id: str, case_id: str) -> None:
    """Begin anew: nothing of the work remains."""
    for table in (case_answers, casework):
        connection.execute(
            delete(table).where((table.c.user_id == user_id) & (table.c.case_id == case_id))
        )


def _update(
    connection: Connection, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    statement = update(table).values(**values)
    for name, value in key.items():
        statement = statement.where(table.c[name] == value)
    connection.execute(statement)
