"""Debian's Chromium against the real server on a bank of synthetic items."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from tests.conftest import missing
from tests.server import Server, running_server, write_bank


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium of the system; root may not use its sandbox."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missing("chromium")
    args = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]
    if os.geteuid() == 0:
        args.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": chromium, "args": args}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """English first; tests switch."""
    return {
        **browser_context_args,
        "locale": "en-US",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Synthetic items, enough for every mode."""
    return write_bank(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, bank: Path) -> Iterator[Server]:
    """A server of one user, shared by the tests of a module."""
    data = tmp_path_factory.mktemp("browser") / "data"
    with running_server(data, bank=bank, PARCOURS_SAVES_PER_SECOND="1000") as started:
        yield started


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the page complains of; must be nothing in the end."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    yield said
    assert said == []


@pytest.fixture
def intercepted(page: Page) -> Page:
    """A page all of whose requests can be answered by the test, from the first one on.

    Chromium gives a page its new way to the network a while after it is asked to: a route that is
    set on an open page would let a request pass that is made at once.
    """
    page.route("**/api/**", lambda route: route.fallback())
    return page


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    """What the test itself asks the server."""
    with server.client() as opened:
        yield opened


def held(client: httpx.Client, attempt: str) -> dict[int, str | None]:
    """The answers that the server holds, by question."""
    form = client.get(f"/api/attempts/{attempt}/form").json()
    return {one["n"]: one["choice"] for one in form["answers"] if one["choice"] is not None}


def move_clock(server: Server, attempt: str, milliseconds: int) -> None:
    """Let an attempt have begun that much earlier."""
    with closing(sqlite3.connect(server.data / "parcours.db", timeout=20)) as connection:
        connection.execute(
            "UPDATE attempts SET started_at = started_at - ?, deadline_at = deadline_at - ?"
            " WHERE id = ?",
            (milliseconds, milliseconds, attempt),
        )
        connection.commit()
