"""What one rule says of one item or one bank."""

from __future__ import annotations

from datetime import date

from question_bank.bank import Bank
from question_bank.checks import RULES, SET_RULES
from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item
from tests.factories import make_bank

TODAY = date(2026, 11, 22)


def ruling(rule: str, item: Item, *, bank: Bank | None = None, today: date = TODAY) -> list[Fault]:
    """Faults that the rule of that name finds in the item."""
    check = next(found.check for found in RULES if found.name == rule)
    return list(check(item, Setting(bank=bank or make_bank([item]), today=today)))


def places(rule: str, item: Item) -> set[str]:
    """Places of those faults."""
    return {fault.place for fault in ruling(rule, item)}


def set_ruling(rule: str, bank: Bank) -> list[tuple[str, Fault]]:
    """Faults that the set rule of that name finds in the bank."""
    check = next(found.check for found in SET_RULES if found.name == rule)
    return list(check(Setting(bank=bank, today=TODAY)))
