"""What the readings say of an item as it is written today, and of the whole bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from question_bank.bank import Bank
from question_bank.model import LOCALES, Item, Locale
from question_bank.readings.reading import KINDS, Kind, Reading, fingerprint

State = Literal["unread", "agreed", "disputed"]


@dataclass(frozen=True)
class Standing:
    """How an item stands: blind readings of its present text by language, and its options."""

    blind: Mapping[Locale, State]
    is_guessed: bool | None  # from its options alone, at the latest reading; None when unread

    @property
    def is_agreed(self) -> bool:
        """Whether the latest reader in each language agreed."""
        return all(self.blind[locale] == "agreed" for locale in LOCALES)


def standing(bank: Bank, item: Item) -> Standing:
    """How the item stands today; readings of a text that has changed no longer count."""
    guesses = [found for locale in LOCALES for found in _present(bank, item, "options", locale)]
    latest = sorted(guesses, key=lambda guess: guess.on)
    return Standing(
        blind={locale: _state(_present(bank, item, "blind", locale)) for locale in LOCALES},
        is_guessed=latest[-1].found_key if latest else None,
    )


def _present(bank: Bank, item: Item, kind: Kind, lang: Locale) -> list[Reading]:
    """The readings of the text as it is now and of the key that it has now."""
    case = bank.cases.get(item.case) if item.case is not None else None
    text = fingerprint(item, case, kind, lang)
    found = bank.readings.get((item.id, kind, lang), ())
    return [reading for reading in found if reading.text == text and reading.key == item.key]


def _state(present: Sequence[Reading]) -> State:
    """A text that one reader disputed is agreed once a later one agrees."""
    if not present:
        return "unread"
    return "agreed" if present[-1].agrees else "disputed"


@dataclass
class Tally:
    """Readings counted: the first of each item, the latest, and disputes by what became of them."""

    items: int = 0
    first: int = 0  # found the key at the first reading
    latest: int = 0  # found it at the latest reading
    disputes: dict[str, int] = field(default_factory=dict)


def tallies(bank: Bank) -> dict[tuple[str, Kind, Locale], Tally]:
    """For each exam, kind and language: how many items were read, and what was found.

    A dispute is a blind reader who chose another option or held a second one defensible. What
    became of it: `mended` (the text or the key has changed), `confirmed` (a later reader of the
    same text agreed), `dropped` (the item is gone or retired) or `open`.
    """
    found: dict[tuple[str, Kind, Locale], Tally] = {}
    for (item_id, kind, lang), given in bank.readings.items():
        item = bank.items.get(item_id)
        exam = bank.exam_of(item_id) if item is not None else _GONE
        tally = found.setdefault((exam, kind, lang), Tally())
        tally.items += 1
        tally.first += given[0].found_key
        tally.latest += given[-1].found_key
        if kind == "blind":
            for position, reading in enumerate(given):
                if not reading.agrees:
                    fate = _fate(bank, item, reading, given[position + 1 :])
                    tally.disputes[fate] = tally.disputes.get(fate, 0) + 1
    return dict(
        sorted(found.items(), key=lambda pair: (pair[0][0], KINDS.index(pair[0][1]), pair[0][2]))
    )


_GONE = "gone"


def _fate(bank: Bank, item: Item | None, reading: Reading, later: Sequence[Reading]) -> str:
    if item is None or item.status == "retired":
        return "dropped"
    case = bank.cases.get(item.case) if item.case is not None else None
    if (reading.text, reading.key) != (
        fingerprint(item, case, reading.kind, reading.lang),
        item.key,
    ):
        return "mended"
    return "confirmed" if any(found.agrees for found in later) else "open"
