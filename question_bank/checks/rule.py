"""What a rule is: a name and a generator of faults, over one item or over the bank."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from question_bank.bank import Bank
from question_bank.checks.finding import Fault
from question_bank.model import Item


@dataclass(frozen=True)
class Setting:
    """What a rule may look at beside the item: the bank around it, and the day."""

    bank: Bank
    today: date


@dataclass(frozen=True)
class ItemRule:
    """A rule about one item."""

    name: str
    check: Callable[[Item, Setting], Iterator[Fault]]

    @property
    def says(self) -> str:
        """The rule in one line."""
        return (self.check.__doc__ or "").partition("\n")[0]


@dataclass(frozen=True)
class SetRule:
    """A rule about the bank; it names the file of each fault, or none for the whole bank."""

    name: str
    check: Callable[[Setting], Iterator[tuple[str, Fault]]]
    needs_whole_bank: bool = False

    @property
    def says(self) -> str:
        """The rule in one line."""
        return (self.check.__doc__ or "").partition("\n")[0]
