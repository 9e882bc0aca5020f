"""Backups that any of the two databases can be restored from: one line of JSON a row."""

from __future__ import annotations

import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, insert, inspect, select, text


class NotEmpty(Exception):
    """A backup is only restored into an empty database."""


def back_up(engine: Engine, folder: Path) -> Path:
    """Write every row of every table to a new `.tar.gz` in the folder; its path.

    The file is readable by its owner only and appears under its name when it is complete.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    target = folder / f"parcours-{stamp}.tar.gz"
    with engine.connect() as connection, tempfile.TemporaryDirectory(dir=folder) as scratch:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        revision = MigrationContext.configure(connection).get_current_revision()
        part = Path(scratch) / "part"
        with tarfile.open(part, "w:gz") as archive:
            _add(archive, scratch, "revision.json", iter([{"revision": revision}]))
            found = MetaData()
            found.reflect(connection)
            for table in found.sorted_tables:
                if table.name == "alembic_version":
                    continue
                rows = (dict(row._mapping) for row in connection.execute(select(table)))
                _add(archive, scratch, f"{table.name}.jsonl", rows)
        part.chmod(0o600)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(target)
    return target


def restore(engine: Engine, archive_path: Path) -> dict[str, int]:
    """Fill an empty database from a backup and migrate it; rows restored per table."""
    from apps.storage.schema import upgrade

    if inspect(engine).get_table_names():
        raise NotEmpty("the database already holds tables; restore into an empty one")
    counts: dict[str, int] = {}
    with tarfile.open(archive_path, "r:gz") as archive:
        revision = next(_rows(archive, "revision.json"))["revision"]
        upgrade(engine, str(revision))
        found = MetaData()
        found.reflect(engine)
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            for table in found.sorted_tables:
                if table.name == "alembic_version":
                    continue
                batch: list[dict[str, object]] = []
                for row in _rows(archive, f"{table.name}.jsonl"):
                    batch.append(row)
                    counts[table.name] = counts.get(table.name, 0) + 1
                    if len(batch) == 500:
                        connection.execute(insert(table), batch)
                        batch = []
                if batch:
                    connection.execute(insert(table), batch)
            _advance_sequences(connection)
    upgrade(engine, "head")
    return counts


def _add(
    archive: tarfile.TarFile, scratch: str, name: str, rows: Iterator[dict[str, object]]
) -> None:
    with tempfile.NamedTemporaryFile("w", dir=scratch, encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        lines.flush()
        archive.add(lines.name, arcname=name)


def _rows(archive: tarfile.TarFile, name: str) -> Iterator[dict[str, object]]:
    stream: IO[bytes] | None = archive.extractfile(name)
    if stream is None:
        raise ValueError(f"{name} is missing from the backup")
    with stream:
        for line in stream:
            yield json.loads(line)


def _advance_sequences(connection: Connection) -> None:
    """PostgreSQL numbers rows from a counter that inserting explicit ids does not move."""
    if connection.dialect.name != "postgresql":
        return
    for table in ("answer_log", "events", "flaws"):
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608
                f"COALESCE((SELECT MAX(id) FROM {table}), 0) + 1, false)"
            )
        )
