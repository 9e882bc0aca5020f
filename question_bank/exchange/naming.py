"""Ids for what comes without one: of an item from its stem, of a choice from its wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from question_bank.checks.prose import normalised
from question_bank.exchange.question import Option, Words

LONGEST = 48  # characters of an id that is made
_WORDS = re.compile(r"[a-z0-9]+")
_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_COUNTRY = ("etats", "unis")  # every French stem of a US item starts so
_LONGEST_SLUG = 80


def is_slug(name: str | None) -> bool:
    """Whether the name can be an id as it is."""
    return name is not None and len(name) <= _LONGEST_SLUG and _SLUG.match(name) is not None


def item_id(stem: Words, is_taken: Callable[[str], bool]) -> str:
    """An id of the first words of the stem that nothing bears."""
    words = _words(stem)
    base = _joined(words[2:] if tuple(words[:2]) == _COUNTRY else words) or "question"
    return _free(base, is_taken)


def choice_ids(options: Sequence[Option]) -> tuple[str, ...]:
    """An id for each choice: its own where that is sound, or one of its first words."""
    taken: set[str] = set()
    found = []
    for number, option in enumerate(options, start=1):
        base = _joined(_words(option.text)[:4]) or f"choice-{number}"
        name = option.id if option.id is not None and is_slug(option.id) else base
        found.append(_free(name, taken.__contains__))
        taken.add(found[-1])
    return tuple(found)


def _words(words: Words) -> list[str]:
    text = words.get("en") or words.get("fr") or ""
    return _WORDS.findall(normalised(text))


def _joined(words: Sequence[str]) -> str:
    """The words with hyphens, as many as fit."""
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        name = longer
    return name


def _free(base: str, is_taken: Callable[[str], bool]) -> str:
    name, number = base, 1
    while is_taken(name):
        number += 1
        name = f"{base}-{number}"
    return name
