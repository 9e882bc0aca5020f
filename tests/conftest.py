"""Fixtures that several packages' tests share."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from apps.storage.database import Database
from apps.storage.schema import migrate
from tests.postgres import find_binaries, running_postgres


def missing(what: str) -> None:
    """Skip, or fail where nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server started for this run."""
    binaries = find_binaries()
    if binaries is None:
        missing("PostgreSQL")
        return
    with running_postgres(binaries) as url:
        yield url


@pytest.fixture
def new_postgres_url(postgres_server: str) -> Callable[[], str]:
    """Makes the address of one more empty PostgreSQL database."""

    def make() -> str:
        name = f"t{uuid.uuid4().hex}"
        admin = make_url(postgres_server).set(drivername="postgresql+psycopg")
        engine = create_engine(admin, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        engine.dispose()
        return make_url(postgres_server).set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes addresses of empty databases, of each kind in turn."""
    if request.param == "postgresql":
        make: Callable[[], str] = request.getfixturevalue("new_postgres_url")
        return make
    return lambda: f"sqlite:///{tmp_path / uuid.uuid4().hex}.db"


@pytest.fixture
def database(new_url: Callable[[], str], tmp_path: Path) -> Iterator[Database]:
    """A migrated database, of each kind in turn."""
    opened = Database(new_url())
    migrate(opened.engine, tmp_path / "backups")
    yield opened
    opened.close()
