"""A clock that tests move, and attempts started on synthetic items."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from apps.attempts.records import Save, Start
from apps.attempts.service import Attempts
from apps.storage.database import Database
from apps.storage.people import ROLES, add_person
from tests.factories import make_bank

T = TypeVar("T")

NOON = 1_800_000_000_000
MINUTE = 60_000
BANK = make_bank()


class Watch:
    """The server's clock, moved by hand (milliseconds since 1970)."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now


def wait(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine."""
    return asyncio.run(work)


def make_attempts(database: Database, watch: Watch, *users: str) -> Attempts:
    """The service, with users that hold every role."""
    for user in users:
        database.write(
            lambda c, user=user: add_person(
                c, name=user, granted=frozenset(ROLES), now=NOON, user_id=user
            )
        ).result()
    return Attempts(database, BANK, BANK.blueprint("ccm-2025-08"), now=watch)


def full(factor: float | None = 1.0) -> Start:
    """A request for a full mock exam."""
    return Start(mode="full", language="en", factor=factor, agreed=True)


def save(n: int, seq: int, choice: str | None, **more: Any) -> Save:
    """One save."""
    return Save.model_validate({"n": n, "seq": seq, "choice": choice, "flagged": False, **more})
