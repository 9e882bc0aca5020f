"""Who is asking: the one user of solo mode, or the holder of a personal link."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from jupyter_server.auth import IdentityProvider, User
from sqlalchemy import Connection

from apps.attempts.service import utc_now_ms
from apps.storage.database import Database
from apps.storage.people import Person, ensure_solo, link_of_token, person_of_link

SESSION_COOKIE = "parcours_session"
SESSION_DAYS = 90

# A revoked link or role stops working within this many seconds.
REMEMBER_SECONDS = 2.0


class PersonUser(User):
    """A Jupyter user that carries our person and their roles."""

    def __init__(self, person: Person) -> None:
        super().__init__(username=person.id, name=person.name)
        self.person = person


class Identity(IdentityProvider):
    """Base of the providers: no password, no token in an address, no Jupyter login page."""

    auth_enabled = True
    login_available = False

    def get_handlers(self) -> list[Any]:
        """No routes of Jupyter's own."""
        return []

    def is_token_authenticated(self, handler: Any) -> bool:
        """Never: otherwise Jupyter would skip the check against forged requests."""
        return False

    @property
    def database(self) -> Database:
        """The database of the running app."""
        database: Database = self.parent.database
        return database


class Solo(Identity):
    """One fixed user with every role; only for a server that listens on loopback."""

    _person: Person | None = None

    async def get_user(self, handler: Any) -> User:
        """The one user."""
        if self._person is None:
            now = utc_now_ms()
            self._person = await asyncio.wrap_future(
                self.database.write(lambda c: ensure_solo(c, now))
            )
        return PersonUser(self._person)


class PersonalLinks(Identity):
    """Users who hold a personal link; the session cookie names the link, signed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._known: dict[str, tuple[float, Person | None]] = {}

    async def get_user(self, handler: Any) -> User | None:
        """The holder of the link that the cookie names; None when there is none in force."""
        cookie = handler.get_signed_cookie(SESSION_COOKIE, max_age_days=SESSION_DAYS)
        if cookie is None:
            return None
        person = await self._person_of(cookie.decode("ascii", "replace"))
        return None if person is None else PersonUser(person)

    async def sign_in(self, handler: Any, token: str) -> bool:
        """Open a session for that token; False when no link in force has it."""
        now = utc_now_ms()

        def look_up(connection: Connection) -> str | None:
            return link_of_token(connection, token, now)

        link = await asyncio.wrap_future(self.database.write(look_up))
        if link is None:
            return False
        handler.set_signed_cookie(
            SESSION_COOKIE,
            link,
            expires_days=SESSION_DAYS,
            httponly=True,
            samesite="Lax",
            secure=handler.request.protocol == "https",
            path=handler.base_url,
        )
        return True

    def sign_out(self, handler: Any) -> None:
        """End the session of this browser."""
        handler.clear_cookie(SESSION_COOKIE, path=handler.base_url)

    async def _person_of(
        self, link: str, clock: Callable[[], float] = time.monotonic
    ) -> Person | None:
        known = self._known.get(link)
        if known is not None and clock() - known[0] < REMEMBER_SECONDS:
            return known[1]
        person = await asyncio.wrap_future(self.database.read(lambda c: person_of_link(c, link)))
        if len(self._known) > 10_000:
            self._known.clear()
        self._known[link] = (clock(), person)
        return person
