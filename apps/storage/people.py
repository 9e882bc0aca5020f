"""Users, their roles and their personal links."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Connection, delete, insert, select, update

from apps.storage.tables import links, roles, users

Role = Literal["candidate", "author", "grader", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

SOLO_ID = "solo"


class NoSuchUser(Exception):
    """No user has that id."""


@dataclass(frozen=True)
class Person:
    """A user and what they may do."""

    id: str
    name: str
    roles: frozenset[Role]


def add_person(
    connection: Connection, *, name: str, granted: frozenset[Role], now: int, user_id: str = ""
) -> Person:
    """A new user; the id is random unless given."""
    person = Person(id=user_id or secrets.token_hex(8), name=name, roles=granted)
    connection.execute(insert(users).values(id=person.id, name=name, created_at=now))
    if granted:
        connection.execute(
            insert(roles), [{"user_id": person.id, "role": role} for role in sorted(granted)]
        )
    return person


def ensure_solo(connection: Connection, now: int) -> Person:
    """The one user of solo mode, with every role."""
    found = find_person(connection, SOLO_ID)
    return found or add_person(
        connection, name="Solo", granted=frozenset(ROLES), now=now, user_id=SOLO_ID
    )


def find_person(connection: Connection, user_id: str) -> Person | None:
    """The user of that id."""
    name = connection.execute(select(users.c.name).where(users.c.id == user_id)).scalar()
    if name is None:
        return None
    granted = connection.execute(select(roles.c.role).where(roles.c.user_id == user_id)).scalars()
    return Person(id=user_id, name=name, roles=frozenset(granted))


def list_people(connection: Connection) -> list[tuple[Person, int]]:
    """Every user with the number of their links in force."""
    people: list[tuple[Person, int]] = []
    for user_id in connection.execute(select(users.c.id).order_by(users.c.created_at)).scalars():
        person = find_person(connection, user_id)
        live = connection.execute(
            select(links.c.id).where(links.c.user_id == user_id, links.c.revoked_at.is_(None))
        ).all()
        if person is not None:
            people.append((person, len(live)))
    return people


def names_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The names of those of the users that exist."""
    asked = select(users.c.id, users.c.name).where(users.c.id.in_(ids))
    return {row.id: row.name for row in connection.execute(asked)}


def set_role(connection: Connection, user_id: str, role: Role, *, granted: bool) -> None:
    """Give a role to a user, or take it."""
    _require(connection, user_id)
    connection.execute(delete(roles).where(roles.c.user_id == user_id, roles.c.role == role))
    if granted:
        connection.execute(insert(roles).values(user_id=user_id, role=role))


def new_link(connection: Connection, user_id: str, now: int) -> str:
    """A fresh token for that user; only its hash is kept, so it is shown this once."""
    _require(connection, user_id)
    token = secrets.token_urlsafe(32)
    connection.execute(
        insert(links).values(
            id=secrets.token_hex(8), user_id=user_id, token_hash=_hashed(token), created_at=now
        )
    )
    return token


def revoke_links(connection: Connection, user_id: str, now: int) -> int:
    """End every link of that user, and every session opened by one; how many there were."""
    _require(connection, user_id)
    return connection.execute(
        update(links)
        .where(links.c.user_id == user_id, links.c.revoked_at.is_(None))
        .values(revoked_at=now)
    ).rowcount


def link_of_token(connection: Connection, token: str, now: int) -> str | None:
    """Id of the link in force that this token opens; notes the use."""
    found = connection.execute(
        select(links.c.id).where(links.c.token_hash == _hashed(token), links.c.revoked_at.is_(None))
    ).scalar()
    if found is not None:
        connection.execute(update(links).where(links.c.id == found).values(last_used_at=now))
    return found


def person_of_link(connection: Connection, link_id: str) -> Person | None:
    """The user whose link that is; None once it is revoked."""
    user_id = connection.execute(
        select(links.c.user_id).where(links.c.id == link_id, links.c.revoked_at.is_(None))
    ).scalar()
    return None if user_id is None else find_person(connection, user_id)


def _require(connection: Connection, user_id: str) -> None:
    if connection.execute(select(users.c.id).where(users.c.id == user_id)).scalar() is None:
        raise NoSuchUser(f"no user has the id {user_id!r}; `parcours user list` shows them")


def _hashed(token: str) -> str:
    """Tokens are 32 random bytes, so one round of SHA-256 cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
