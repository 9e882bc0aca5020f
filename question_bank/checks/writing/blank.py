"""A hole in the stem."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item

_BLANK = re.compile(
    r"_{2,}|(?<![.\w])\.{4,}(?!\.)|…{2,}|\[\s*(?:…|\.{3}|blank)?\s*\]|\(\s*(?:…|\.{3,})?\s*\)"
)
_AT_END = re.compile(r"^[\s.:;?!»\"”*)]*$")


def blank(item: Item, setting: Setting) -> Iterator[Fault]:
    """The stem has no blank to fill, but for one at its end."""
    for locale in LOCALES:
        stem = item.stem.in_(locale)
        for found in _BLANK.finditer(stem):
            if not _AT_END.match(stem[found.end() :]):
                before = stem[max(0, found.start() - 25) : found.end()]
                message = f"there is a blank in the middle: {before!r}"
                yield Fault(
                    f"stem.{locale}", message, "Ask a question, and end with it.", "warning"
                )
                break
