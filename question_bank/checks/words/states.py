"""Rules of one state."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.checks.words.term import listed
from question_bank.model import Item


def state_rules(item: Item, setting: Setting) -> Iterator[Fault]:
    """No item turns on one state's rule, or gives a federal rule where states decide."""
    yield from listed(item, "states")
