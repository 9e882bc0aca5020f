"""The schema is brought up to date at start, after a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from apps.storage.backup import back_up


class TooNew(Exception):
    """The database was written by a later version of Parcours."""


def migrate(engine: Engine, backups: Path) -> str | None:
    """Bring the schema to the newest revision; the backup's path if one was taken.

    A database that holds rows is backed up first. One that a later version wrote is left
    alone: TooNew says so.
    """
    with _alone(engine):
        return _migrate(engine, backups)


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Keep other servers of a shared PostgreSQL from migrating at the same time."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(728270)"))
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(728270)"))


def _migrate(engine: Engine, backups: Path) -> str | None:
    script = ScriptDirectory.from_config(_config())
    head = script.get_current_head()
    current = revision_of(engine)
    if current == head:
        return None
    if current is not None and current not in {step.revision for step in script.walk_revisions()}:
        raise TooNew(
            f"the database is at revision {current}, which this version does not know; "
            "install the version that wrote it, or restore an earlier backup"
        )
    saved = str(back_up(engine, backups)) if inspect(engine).get_table_names() else None
    upgrade(engine, "head")
    return saved


def revision_of(engine: Engine) -> str | None:
    """The schema revision of that database; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, revision: str) -> None:
    """Run the migrations up to that revision."""
    config = _config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection.execution_options(writes=True)
        command.upgrade(config, revision)
        connection.commit()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return config
