"""Who has checked an item."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item


def review(item: Item, setting: Setting) -> Iterator[Fault]:
    """Live items that nobody has checked are counted."""
    if item.status == "live" and item.review == "draft":
        message = "is live and has not been checked by a second reader"
        yield Fault("review", message, "Have it answered blind, then set `checked`.", "info")
