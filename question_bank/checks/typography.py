"""Spaces that French puts before its signs."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import all_texts
from question_bank.checks.rule import Setting
from question_bank.french import mended
from question_bank.model import Item


def typography(item: Item, setting: Setting) -> Iterator[Fault]:
    """French prose has no-break spaces where French puts them."""
    for place, locale, text in all_texts(item):
        if locale == "fr" and mended(text) != text:
            message = "lacks a no-break space, or has one that does not belong"
            yield Fault(place, message, "Run `bank fmt`.", "warning")
