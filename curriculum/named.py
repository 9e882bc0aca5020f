"""Things with an id, and the rule that an id is used once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from question_bank.model import Record, Slug, Text


class HasId(Protocol):
    """Whatever has an id."""

    @property
    def id(self) -> str:
        """Its short name."""


class Named(Record):
    """A card, a step, a line: something with an id and a text."""

    id: Slug
    text: Text


class Label(Record):
    """A bin that cards go into."""

    id: Slug
    label: Text


def unique(things: Iterable[HasId], what: str) -> set[str]:
    """The ids of things that each need their own; ValueError names those used twice."""
    ids = Counter(thing.id for thing in things)
    if twice := sorted(found for found, count in ids.items() if count > 1):
        raise ValueError(f"{what} use the id {', '.join(twice)} twice")
    return set(ids)
