"""Tables as a database has them, in types that every database knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, Connection, MetaData, event


def portable_tables(connection: Connection, only: Sequence[str] | None = None) -> MetaData:
    """All tables, or `only` these and those they refer to; they can be made again in SQLite."""
    tables = MetaData()
    sqlite = connection.dialect.name == "sqlite"

    def reflected(_inspector: object, _table: object, column: dict[str, Any]) -> None:
        column["type"] = column["type"].as_generic(allow_nulltype=True)
        if isinstance(column["type"], JSON):
            column["type"].none_as_null = True  # else a row is not written as it was read
        if not sqlite:
            column["default"] = None

    event.listen(tables, "column_reflect", reflected)
    tables.reflect(connection, only=only)
    return tables
