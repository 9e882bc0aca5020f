"""Words that look alike in two languages."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.checks.words.term import listed
from question_bank.model import Item


def false_friends(item: Item, setting: Setting) -> Iterator[Fault]:
    """French has no false friend of English, and English no calque of French."""
    yield from listed(item, "false_friends")
