"""Things with an id, and the rule that an id is used once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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


def tied_neighbours(order: Sequence[str], ties: Iterable[Sequence[str]]) -> None:
    """ValueError unless each group of ties holds steps that stand next to each other, each once."""
    tied: set[str] = set()
    for group in ties:
        if unknown := set(group) - set(order):
            raise ValueError(f"ties name {', '.join(sorted(unknown))}, which is no step")
        if twice := tied & set(group):
            raise ValueError(f"{', '.join(sorted(twice))} is tied twice: make one group")
        tied |= set(group)
        places = sorted(order.index(step) for step in group)
        if places != list(range(places[0], places[0] + len(group))):
            raise ValueError(f"tied steps {', '.join(group)} are not next to each other")
