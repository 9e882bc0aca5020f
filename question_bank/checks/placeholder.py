"""Texts that are still to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault, Level
from question_bank.checks.prose import all_texts
from question_bank.checks.rule import Setting
from question_bank.checks.wordings.wording import Wordings
from question_bank.model import Item

_MARKS = ("TODO", "TBD", "TBC", "TK", "FIXME", "XXX", "lorem ipsum", "Lorem ipsum")
_TO_WRITE = Wordings("placeholder", "to-write")
_PLACEHOLDER = re.compile(rf"\b(?:{'|'.join(_MARKS)})(?!\w)")


def placeholder(item: Item, setting: Setting) -> Iterator[Fault]:
    """No text is still to be written."""
    level: Level = "warning" if item.status == "draft" else "error"
    for place, locale, text in all_texts(item):
        marked = any(mark in text for mark in _MARKS) and _PLACEHOLDER.search(text)
        marked = marked or _TO_WRITE.in_(locale).search(text)
        if marked or not text.strip(".…?- \n"):
            yield Fault(place, "is still to be written", "Write it.", level)
