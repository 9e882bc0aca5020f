"""Orders at random that come out the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from typing import TypeVar

from question_bank.model import LOCALES, Item

T = TypeVar("T")

# Words with which an option may lead to its number: "about 30", "au moins 3".
LEAD = (
    r"(?:(?:about|within|after|at least|at most|up to|over|under|every|for|in|more than|less than"
    r"|fewer than|environ|dans(?: les)?|après|au moins|au plus|jusqu['’]à|plus de|moins de|tous les"
    r"|toutes les|pendant|en|sous|part?|between|from|entre|de)\s+)*"
)
_NUMBER_FIRST = re.compile(rf"^[\s«\"“(]*{LEAD}(?:[$€£<>≤≥±+~-]\s?)?\d", re.IGNORECASE)


def option_order(item: Item, seed: int | str) -> tuple[str, ...]:
    """The ids of the options in the order one attempt shows them.

    Options that all start with a number keep the order of the file, where they ascend
    or descend. The order depends on the seed and the item alone, not on its neighbours.
    """
    ids = [choice.id for choice in item.choices]
    if not starts_with_numbers(item):
        random.Random(f"options:{seed}:{item.id}").shuffle(ids)  # noqa: S311 - no secret
    return tuple(ids)


def starts_with_numbers(item: Item) -> bool:
    """Whether every option starts with a number, or leads to one, in either language."""
    return any(
        all(_NUMBER_FIRST.match(choice.text.in_(locale)) for choice in item.choices)
        for locale in LOCALES
    )


def natural(name: str) -> list[tuple[int, str]]:
    """A sorting key under which `visit-2` comes before `visit-10`."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in name.split("-")]


def shuffled(things: Iterable[T], seed: int | str) -> list[T]:
    """The things in an order that depends on the seed alone."""
    order = list(things)
    random.Random(f"order:{seed}").shuffle(order)  # noqa: S311 - no secret
    return order
