"""Spaces that French puts before its signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import all_texts
from question_bank.checks.rule import Setting
from question_bank.french import mended
from question_bank.model import Item

# What may be wrong, so that most texts need no mending to be compared with.
_SUSPECT = re.compile(
    r"«(?!\u00a0)|(?<!\u00a0)[»:%€]|(?<!\u202f)[;!?]|[ \u00a0\u202f]{2}|n° "
    r"|\d[ \u00a0]\d|\d [^\W\d]|\d[ \u202f][$°]"
)


def typography(item: Item, setting: Setting) -> Iterator[Fault]:
    """French prose has no-break spaces where French puts them."""
    for place, locale, text in all_texts(item):
        if locale == "fr" and _SUSPECT.search(text) and mended(text) != text:
            message = "lacks a no-break space, or has one that does not belong"
            yield Fault(place, message, "Run `bank fmt`.", "warning")
