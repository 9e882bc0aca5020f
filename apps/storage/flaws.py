"""What candidates said is wrong with questions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from apps.storage.tables import flaws


def list_flaws(connection: Connection) -> list[dict[str, Any]]:
    """Newest first; who said it is left out."""
    return [
        {
            "at": datetime.fromtimestamp(row.at / 1000, UTC).isoformat(timespec="seconds"),
            "item": row.item_id,
            "revision": row.revision,
            "kind": row.kind,
            "text": row.text,
        }
        for row in connection.execute(select(flaws).order_by(flaws.c.at.desc()))
    ]
