"""What a rule is: a name and a generator of faults, over one item or over the bank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from question_bank.bank import Bank
from question_bank.checks.finding import Fault, Level
from question_bank.checks.language.words import content
from question_bank.model import LOCALES, Item, Locale

COMMON = 0.02  # share of the questions from which a word is a common one
FEW = 5  # questions


@dataclass(frozen=True)
class Setting:
    """What a rule may look at beside the item: the bank around it, and the day."""

    bank: Bank
    today: date

    @cached_property
    def common_words(self) -> Mapping[Locale, frozenset[str]]:
        """Stems of the words that many questions of the bank share, so that an echo is no cue."""
        least = max(FEW, COMMON * len(self.bank))
        return {
            locale: frozenset(
                word
                for word, count in Counter(
                    word for item in self.bank for word in content(item.stem.in_(locale), locale)
                ).items()
                if count >= least
            )
            for locale in LOCALES
        }


@dataclass(frozen=True)
class ItemRule:
    """A rule about one item.

    `number` is that of the table of item-writing rules (1 to 24, S7), or the part of the
    authoring guide that asks for it; `levels` are those its findings may have.
    """

    name: str
    check: Callable[[Item, Setting], Iterator[Fault]]
    number: str
    levels: tuple[Level, ...] = ("error",)
    can_be_waived: bool = True

    @property
    def says(self) -> str:
        """The rule in one line."""
        return _first_line(self.check)


@dataclass(frozen=True)
class SetRule:
    """A rule about the bank; it names the file of each fault, or none for the whole bank."""

    name: str
    check: Callable[[Setting], Iterator[tuple[str, Fault]]]
    number: str
    levels: tuple[Level, ...] = ("error",)
    needs_whole_bank: bool = False
    can_be_waived: bool = True

    @property
    def says(self) -> str:
        """The rule in one line."""
        return _first_line(self.check)


def _first_line(check: Callable[..., object]) -> str:
    return (check.__doc__ or "").partition("\n")[0]
