"""The real gradebook, as the caller reads and writes it: by table and row, without nbgrader.

Tables that others have added to it are carried along. A table belongs to students if its foreign
keys lead to `student`; of such a table a submission's grader sees one student's rows, of all
others it sees everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    CursorResult,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    create_engine,
    event,
    select,
    tuple_,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from graders.batch.records import Change, Refused, Row, Rows, Snapshot
from graders.batch.tables import portable_tables

STUDENTS = "student"
AT_ONCE = 400  # keys in one question; SQLite before 3.32 takes 999 (sqlite.org/limits.html)
PATIENCE = 60  # seconds to wait for another program that writes


class _Changed(Exception):
    """A row is no longer what grading started from."""


class Book:
    """One gradebook, open. Close it, or use it as a context."""

    def __init__(self, url: str) -> None:
        path = make_url(url).database if url.startswith("sqlite") else None
        if path is not None:
            _must_be_there(path)
        self.engine = create_engine(url, connect_args={} if path is None else {"timeout": PATIENCE})
        if path is not None:
            event.listen(self.engine, "connect", _begin_by_hand)
            event.listen(self.engine, "begin", _begin)
        with self.engine.begin() as connection:
            self.tables = portable_tables(connection)
        if STUDENTS not in self.tables.tables:
            raise Refused(f"{make_url(url)} is no gradebook of nbgrader")
        self._owned = _owned_tables(self.tables)

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()

    def assignments(self) -> frozenset[str]:
        """Names of the assignments that the gradebook knows."""
        table = self.tables.tables["assignment"]
        with self.engine.begin() as connection:
            return frozenset(connection.scalars(select(table.c.name)))

    def snapshot(self) -> Snapshot:
        """The rows that belong to no student."""
        shared = [one for one in self.tables.sorted_tables if one.name not in self._owned]
        with self.engine.begin() as connection:
            rows = {one.name: _rows(connection.execute(select(one))) for one in shared}
        tables = MetaData()
        for table in self.tables.sorted_tables:
            table.to_metadata(tables)
        return Snapshot(tables, rows)

    def rows_of(self, students: Sequence[str]) -> dict[str, Rows]:
        """The rows that belong to each of these students, each with those it refers to first."""
        found: dict[str, dict[str, list[Row]]] = {one: {} for one in students}
        owners: dict[str, dict[Any, str]] = {STUDENTS: {}}
        with self.engine.begin() as connection:
            for name, link in self._owned.items():
                table = self.tables.tables[name]
                if link is None:
                    column, keys = _key(table)[0], {one: one for one in students}
                else:
                    column, keys = link.parent, owners[link.column.table.name]
                owners[name] = mine = {}
                for row in _where_in(connection, table, column, list(keys)):
                    owner = keys[row[column.name]]
                    found[owner].setdefault(name, []).append(row)
                    if len(_key(table)) == 1:
                        mine[row[_key(table)[0].name]] = owner
        return dict(found)

    def add_tables(self, tables: MetaData) -> None:
        """Make those of these tables that are not there yet."""
        new = [one for one in tables.sorted_tables if one.name not in self.tables.tables]
        if new:
            made = [one.to_metadata(self.tables) for one in new]
            with self.engine.begin() as connection:
                self.tables.create_all(connection, tables=made)
            self._owned = _owned_tables(self.tables)

    def write(self, changes: Iterable[Change]) -> bool:
        """Make all of these changes, or none: False when somebody else has changed a row.

        A row that already is as it should be is left alone; a new one whose key is a number gets
        the next number here.
        """
        by_table: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            by_table[change.table].append(change)
        order = [one for one in self.tables.sorted_tables if one.name in by_table]
        given: dict[tuple[str, Any], Any] = {}  # numbers that this database gave to new rows
        try:
            with self.engine.begin() as connection:
                for table in order:
                    _write(connection, table, by_table[table.name], given)
                for table in reversed(order):
                    _remove(connection, table, by_table[table.name])
        except (_Changed, IntegrityError):
            return False
        return True


def _must_be_there(path: str) -> None:
    if not Path(path).is_file():
        raise Refused(f"there is no gradebook {path}; `nbgrader generate_assignment` makes one")


def _begin_by_hand(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver would begin after the first read


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _owned_tables(tables: MetaData) -> dict[str, ForeignKey | None]:
    """Tables that belong to students, and by which of their keys; referred ones first."""
    owned: dict[str, ForeignKey | None] = {STUDENTS: None}
    for table in tables.sorted_tables:
        for link in sorted(table.foreign_keys, key=lambda one: one.parent.name):
            above = link.column.table
            if above.name in owned and above is not table and table.name not in owned:
                owned[table.name] = link
    return owned


def _rows(found: CursorResult[Any]) -> list[Row]:
    return [dict(row) for row in found.mappings()]


def _key(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)


def _where_in(
    connection: Connection, table: Table, column: Column[Any], values: Sequence[Any]
) -> Iterator[Row]:
    for start in range(0, len(values), AT_ONCE):
        asked = select(table).where(column.in_(values[start : start + AT_ONCE]))
        yield from _rows(connection.execute(asked))


def _standing(
    connection: Connection, table: Table, rows: Sequence[Row]
) -> dict[tuple[Any, ...], Row]:
    """What the database holds now under the keys of these rows."""
    names = [column.name for column in _key(table)]
    keys = [tuple(row[name] for name in names) for row in rows]
    found: dict[tuple[Any, ...], Row] = {}
    for start in range(0, len(keys), AT_ONCE // len(names)):
        some = keys[start : start + AT_ONCE // len(names)]
        if len(names) == 1:
            where = table.c[names[0]].in_([key[0] for key in some])
        else:
            where = tuple_(*_key(table)).in_(some)
        for row in connection.execute(select(table).where(where)).mappings():
            found[tuple(row[name] for name in names)] = dict(row)
    return found


def _write(
    connection: Connection,
    table: Table,
    changes: Sequence[Change],
    given: dict[tuple[str, Any], Any],
) -> None:
    names = [column.name for column in _key(table)]
    pairs = [(one.before, one.after) for one in changes if one.after is not None]
    stands = _standing(connection, table, [after for _, after in pairs])
    numbered = len(names) == 1 and isinstance(table.c[names[0]].type, Integer)
    new = []
    for before, after in pairs:
        current = stands.get(tuple(after[name] for name in names))
        if before is None and numbered:
            values = {name: value for name, value in after.items() if name != names[0]}
            made = connection.execute(table.insert().values(_referring(table, values, given)))
            given[table.name, after[names[0]]] = made.inserted_primary_key[0]  # type: ignore[index]
        elif current == after:
            continue
        elif current != before:
            raise _Changed(table.name)
        elif before is None:
            new.append(_referring(table, after, given))
        else:
            values = {name: after[name] for name in after if after[name] != before[name]}
            where = [table.c[name] == before[name] for name in names]
            connection.execute(
                table.update().where(*where).values(_referring(table, values, given))
            )
    if new:
        connection.execute(table.insert(), new)


def _referring(table: Table, values: Row, given: Mapping[tuple[str, Any], Any]) -> dict[str, Any]:
    """The values, with the numbers that new rows of other tables were given here."""
    if not given:
        return dict(values)
    found = dict(values)
    for link in table.foreign_keys:
        key = (link.column.table.name, found.get(link.parent.name))
        if key in given:
            found[link.parent.name] = given[key]
    return found


def _remove(connection: Connection, table: Table, changes: Sequence[Change]) -> None:
    gone = [one.before for one in changes if one.after is None and one.before is not None]
    stands = _standing(connection, table, gone)
    names = [column.name for column in _key(table)]
    for before in gone:
        current = stands.get(tuple(before[name] for name in names))
        if current is not None and current != before:
            raise _Changed(table.name)
        where = [table.c[name] == before[name] for name in names]
        connection.execute(table.delete().where(*where))
