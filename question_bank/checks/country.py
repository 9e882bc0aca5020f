"""Where an item is set."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item


def country(item: Item, setting: Setting) -> Iterator[Fault]:
    """The French stem of an item set in the United States says so first."""
    case = setting.bank.cases.get(item.case) if item.case is not None else None
    opening = item.stem.fr if case is None else case.text.fr
    if item.jurisdiction == "us" and not opening.startswith("(États-Unis)"):
        message = "the item is set in the United States and does not say so"
        yield Fault("stem.fr", message, "Open the stem with « (États-Unis) ».")
