"""The log of what happened to an attempt: append-only, each row sealed on the one before."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, desc, insert, select

from apps.storage.tables import events

FIRST = "0" * 64


def record(
    connection: Connection,
    *,
    attempt_id: str | None,
    actor: str,
    kind: str,
    at: int,
    data: dict[str, Any],
) -> None:
    """Append an event; its hash covers its content and the hash of the attempt's last event."""
    previous = connection.execute(
        select(events.c.hash)
        .where(events.c.attempt_id == attempt_id)
        .order_by(desc(events.c.id))
        .limit(1)
    ).scalar()
    row = {"attempt_id": attempt_id, "actor": actor, "kind": kind, "at": at, "data": data}
    row["previous"] = previous or FIRST
    connection.execute(insert(events).values(**row, hash=_seal(row)))


def broken_links(connection: Connection, attempt_id: str) -> list[int]:
    """Ids of events whose content or place was changed after they were written."""
    broken: list[int] = []
    expected = FIRST
    query = select(events).where(events.c.attempt_id == attempt_id).order_by(events.c.id)
    for found in connection.execute(query):
        row = {
            name: getattr(found, name)
            for name in ("attempt_id", "actor", "kind", "at", "data", "previous")
        }
        if found.previous != expected or found.hash != _seal(row):
            broken.append(found.id)
        expected = found.hash
    return broken


def _seal(row: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
