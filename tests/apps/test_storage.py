"""The database itself: migrations, groups of writes, backups, what is personal."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, func, select, text

from apps.storage.backup import NotEmpty, back_up, restore
from apps.storage.database import Database, NotSaved
from apps.storage.engine import open_engine
from apps.storage.people import (
    NoSuchUser,
    add_person,
    find_person,
    link_of_token,
    new_link,
    person_of_link,
    revoke_links,
    set_role,
)
from apps.storage.schema import TooNew, migrate
from apps.storage.tables import metadata, users
from tests.apps.attempt_helpers import NOON, Watch, full, make_attempts, save, wait


def add(c: Connection, name: str) -> None:
    add_person(c, name=name, granted=frozenset(), now=NOON, user_id=name)


def people(database: Database) -> int:
    return database.read(
        lambda c: c.execute(select(func.count()).select_from(users)).scalar_one()
    ).result()


def test_migrations_make_the_tables_that_the_code_describes(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_every_table_says_which_columns_are_personal() -> None:
    for table in metadata.sorted_tables:
        assert set(table.info["personal"]) <= set(table.c.keys()), table.name


def test_a_refused_write_undoes_itself_and_spares_its_group(database: Database) -> None:
    gate = Event()
    database.write(lambda c: gate.wait(10))  # the jobs below then share one commit

    def refused(c: Connection) -> None:
        add(c, "refused")
        raise ValueError("no")

    def broken(c: Connection) -> None:
        add(c, "broken")
        c.execute(text("INSERT INTO nowhere VALUES (1)"))

    before = database.write(lambda c: add(c, "before"))
    wrong = database.write(refused)
    failed = database.write(broken)
    after = database.write(lambda c: add(c, "after"))
    gate.set()
    before.result()
    after.result()
    with pytest.raises(ValueError, match="no"):
        wrong.result()
    with pytest.raises(NotSaved):
        failed.result()
    assert people(database) == 2


def test_the_writer_outlives_a_cancelled_write_and_a_broken_driver(database: Database) -> None:
    gate = Event()
    database.write(lambda c: gate.wait(10))
    cancelled = database.write(lambda c: add(c, "cancelled"))
    assert cancelled.cancel()
    gate.set()

    def unheard_of(c: Connection) -> None:
        raise KeyError("a driver's own")

    with pytest.raises(KeyError):
        database.write(unheard_of).result()
    database.write(lambda c: add(c, "after")).result(timeout=10)
    assert people(database) == 1


def test_a_full_disk_refuses_the_answer_and_the_next_one_is_kept_when_there_is_room(
    tmp_path: Path,
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'full.db'}", readers=1)
    migrate(database.engine, tmp_path)
    attempts = make_attempts(database, Watch(), "ada")
    view = wait(attempts.start("ada", full()))
    from apps.attempts.records import Saves

    note = "x" * 2_000

    def fill(limit: int) -> None:
        def work(c: Connection) -> None:
            c.exec_driver_sql(f"PRAGMA max_page_count={limit}")

        database.write(work).result()

    pages = database.read(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one()).result()
    fill(pages)
    kept: list[int] = []
    refused: list[int] = []
    for n in range(1, 60):
        try:
            wait(
                attempts.save("ada", view.id, Saves(client="t", saves=[save(n, 1, "a", note=note)]))
            )
            kept.append(n)
        except NotSaved:
            refused.append(n)
    assert refused
    held = {answer.n for answer in wait(attempts.form("ada", view.id))[2]}
    assert held == set(kept)
    fill(2**30)
    for n in refused:
        wait(attempts.save("ada", view.id, Saves(client="t", saves=[save(n, 1, "a", note=note)])))
    assert len(wait(attempts.form("ada", view.id))[2]) == 59
    database.close()


def test_a_backup_restores_into_either_kind_of_database(
    database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    attempts = make_attempts(database, Watch(), "ada")
    view = wait(attempts.start("ada", full()))
    archive = back_up(database.engine, tmp_path / "kept")
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    targets = [f"sqlite:///{tmp_path / 'restored.db'}"]
    if database.engine.dialect.name == "postgresql":
        make: Callable[[], str] = request.getfixturevalue("new_postgres_url")
        targets.append(make())
    for target in targets:
        empty = open_engine(target)
        counts = restore(empty, archive)
        empty.dispose()
        assert counts["questions"] == 180
        again = Database(target)
        assert wait(make_attempts(again, Watch()).view("ada", view.id)) == view
        wait(make_attempts(again, Watch()).submit("ada", view.id))  # new rows find free numbers
        with pytest.raises(NotEmpty):
            restore(again.engine, archive)
        again.close()


def test_a_database_of_a_later_version_is_left_alone(database: Database, tmp_path: Path) -> None:
    database.write(
        lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    ).result()
    with pytest.raises(TooNew, match="9999"):
        migrate(database.engine, tmp_path)


def test_links_open_until_they_are_revoked_and_roles_come_and_go(database: Database) -> None:
    def work(c: Connection) -> tuple[str, str]:
        add(c, "ada")
        set_role(c, "ada", "candidate", granted=True)
        set_role(c, "ada", "grader", granted=True)
        set_role(c, "ada", "grader", granted=False)
        return new_link(c, "ada", NOON), new_link(c, "ada", NOON)

    first, second = database.write(work).result()
    assert first != second
    link = database.write(lambda c: link_of_token(c, first, NOON)).result()
    assert link is not None
    person = database.read(lambda c: person_of_link(c, link)).result()
    assert person is not None
    assert (person.id, person.roles) == ("ada", frozenset({"candidate"}))
    assert database.write(lambda c: link_of_token(c, first + "x", NOON)).result() is None
    assert database.write(lambda c: revoke_links(c, "ada", NOON)).result() == 2
    assert database.read(lambda c: person_of_link(c, link)).result() is None
    with pytest.raises(NoSuchUser):
        database.write(lambda c: new_link(c, "nobody", NOON)).result()
    assert database.read(lambda c: find_person(c, "nobody")).result() is None


def test_no_row_holds_the_token_of_a_link(database: Database, tmp_path: Path) -> None:
    database.write(lambda c: add(c, "ada")).result()
    token = database.write(lambda c: new_link(c, "ada", NOON)).result()
    import tarfile

    with tarfile.open(back_up(database.engine, tmp_path)) as archive:
        for member in archive.getmembers():
            stream = archive.extractfile(member)
            assert stream is not None
            assert token.encode() not in stream.read()
