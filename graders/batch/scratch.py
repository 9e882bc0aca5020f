"""A grader's private gradebook: the course and one student, in a file of its own.

What nbgrader and the course's own preprocessors write there comes out as changes of rows.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, create_engine, event, text

from graders.batch.records import Change, Row, Rows, Snapshot
from graders.batch.tables import portable_tables

TOUCHED = "parcours_touched"  # names of the tables that were written to
SEQUENCES = "sqlite_sequence"  # SQLite's own
_TRIGGER = """
CREATE TRIGGER parcours_{action}_{number} AFTER {action} ON "{table}"
BEGIN INSERT OR IGNORE INTO {touched} VALUES ('{table}'); END
"""


class Scratch:
    """The private gradebook of one process, empty until `seed`."""

    def __init__(self, folder: Path, snapshot: Snapshot) -> None:
        self.path = folder / "gradebook.db"
        self.url = f"sqlite:///{self.path}"
        self._course = folder / "course.db"
        self._snapshot = snapshot
        self._seen: dict[frozenset[str], MetaData] = {}
        made = create_engine(f"sqlite:///{self._course}")
        with made.begin() as connection:
            snapshot.tables.create_all(connection)
            for table in snapshot.tables.sorted_tables:
                if rows := snapshot.rows.get(table.name):
                    connection.execute(table.insert(), list(rows))
            connection.exec_driver_sql(f"CREATE TABLE {TOUCHED} (name TEXT PRIMARY KEY)")
            for number, name in enumerate(snapshot.tables.tables):
                for action in ("INSERT", "UPDATE", "DELETE"):
                    trigger = _TRIGGER.format(
                        action=action, number=number, table=name, touched=TOUCHED
                    )
                    connection.exec_driver_sql(trigger)
        made.dispose()
        shutil.copyfile(self._course, self.path)
        self.engine = create_engine(self.url)
        event.listen(self.engine, "connect", _careless)

    def seed(self, rows: Rows) -> None:
        """Forget the last student; hold this one's rows. Nobody may have the file open."""
        shutil.copyfile(self._course, self.path)
        with self.engine.begin() as connection:
            for table in self._snapshot.tables.sorted_tables:
                if mine := rows.get(table.name):
                    connection.execute(table.insert(), list(mine))
            connection.execute(text(f"DELETE FROM {TOUCHED}"))  # noqa: S608 - our own name

    def changes(self, seeded: Rows) -> tuple[Change, ...]:
        """How the rows differ from those of the course and the student that `seed` was given."""
        known = self._snapshot.tables
        with self.engine.begin() as connection:
            touched = set(connection.scalars(text(f"SELECT name FROM {TOUCHED}")))  # noqa: S608
            found: list[Change] = []
            for table in known.sorted_tables:
                if table.name in touched and table.primary_key.columns:
                    before = seeded.get(table.name) or self._snapshot.rows.get(table.name, ())
                    found += _differences(connection, table, before)
            for table in self._added(connection).sorted_tables:
                if table.name not in known.tables and table.primary_key.columns:
                    found += _differences(connection, table, ())
        return tuple(found)

    def added(self) -> MetaData | None:
        """Tables that were made while this student was graded, with those they refer to."""
        with self.engine.begin() as connection:
            tables = self._added(connection)
        return tables if tables.tables else None

    def _added(self, connection: Connection) -> MetaData:
        names = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
        new = frozenset(names - self._snapshot.tables.tables.keys() - {TOUCHED, SEQUENCES})
        if new not in self._seen:
            self._seen[new] = MetaData() if not new else portable_tables(connection, sorted(new))
        return self._seen[new]


def _careless(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")  # nobody reads it after a crash
    connection.execute("PRAGMA journal_mode = MEMORY")


def _differences(connection: Connection, table: Table, before: Sequence[Row]) -> Iterator[Change]:
    names = [column.name for column in table.primary_key.columns]
    was = {tuple(row[name] for name in names): row for row in before}
    rows = connection.execute(table.select()).mappings()
    stands = {tuple(row[name] for name in names): dict(row) for row in rows}
    for key in was | stands:
        if was.get(key) != stands.get(key):
            yield Change(table.name, was.get(key), stands.get(key))
