"""One reading of one item in one language, by someone who saw neither key nor reasons."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from pydantic import field_validator

from question_bank.model import Case, Item, Locale, Prose, Record, Slug

Kind = Literal["blind", "options"]
KINDS: tuple[Kind, ...] = ("blind", "options")


class Reading(Record):
    """What one reader answered.

    `kind` is `blind` (stem and options) or `options` (options alone, to see whether they give
    the key away). `text` is the fingerprint of what was read, `key` the key on that day,
    `answer` and `second` are ids of choices: the best, and another held as defensible.
    """

    item: Slug
    kind: Kind
    lang: Locale
    reader: Prose
    on: date
    text: str
    key: Slug
    answer: Slug
    second: Slug | None = None
    note: str = ""

    @field_validator("second", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    @property
    def found_key(self) -> bool:
        """Whether the answer was the key."""
        return self.answer == self.key

    @property
    def agrees(self) -> bool:
        """Whether the reader found the key and no other defensible option."""
        return self.found_key and self.second is None


By = Mapping[tuple[str, Kind, Locale], Sequence[Reading]]


def by_item(readings: Iterable[Reading]) -> dict[tuple[str, Kind, Locale], list[Reading]]:
    """Readings by item, kind and language, in the order of the ledger."""
    found: dict[tuple[str, Kind, Locale], list[Reading]] = {}
    for reading in readings:
        found.setdefault((reading.item, reading.kind, reading.lang), []).append(reading)
    return found


def fingerprint(item: Item, case: Case | None, kind: Kind, lang: Locale) -> str:
    """Twelve hexadecimal digits of what a reader of this kind sees, whatever its spacing."""
    parts = [f"{choice.id}: {choice.text.in_(lang)}" for choice in item.choices]
    if kind == "blind":
        scenario = case.text.in_(lang) if case is not None else ""
        parts = [scenario, item.stem.in_(lang), *sorted(parts)]
    return _digest(parts if kind == "blind" else sorted(parts))


def _digest(parts: Iterable[str]) -> str:
    words = "\n".join(" ".join(part.split()) for part in parts)
    return hashlib.sha256(words.encode()).hexdigest()[:12]
