"""What one rule says of one item or one bank."""

from __future__ import annotations

from datetime import date

from question_bank.bank import Bank
from question_bank.checks.finding import Fault
from question_bank.checks.registry import RULES, SET_RULES
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale
from tests.factories import make_bank, make_item

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


def with_options(
    *options: str, key: int = 0, locale: Locale = "en", stem: str | None = None
) -> Item:
    """The sound item with other options in one language, the key at that place."""
    item = make_item()
    sound = item.choices
    choices = [
        {
            **(sound[n % len(sound)].model_dump()),
            "id": f"option-{n}",
            "text": {**sound[n % len(sound)].text.model_dump(), locale: text},
        }
        for n, text in enumerate(options)
    ]
    if len(options) != len(sound):  # the other language needs as many different texts
        for n, choice in enumerate(choices):
            for other in LOCALES:
                if other != locale:
                    choice["text"][other] = f"{choice['text'][other]} {n}"
    data = item.model_dump()
    data.update(choices=choices, correct=[f"option-{key}"])
    if stem is not None:
        data["stem"] = {**data["stem"], locale: stem}
    return Item.model_validate(data)


def finds(rule: str, item: Item, locale: Locale) -> bool:
    """Whether the rule finds something in that language."""
    return any(
        fault.place.endswith(f".{locale}") or f"({locale})" in fault.place
        for fault in ruling(rule, item)
    )
