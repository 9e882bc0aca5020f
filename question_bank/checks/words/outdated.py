"""Rules that have ended, told as if they held."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.checks.words.term import listed
from question_bank.model import Item


def outdated_rules(item: Item, setting: Setting) -> Iterator[Fault]:
    """No rule that has ended, and no unsafe statement, is told as true."""
    yield from listed(item, "outdated")
