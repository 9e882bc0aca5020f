"""Options that begin with the same words."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import wordings
from question_bank.checks.language.words import words
from question_bank.checks.rule import Setting
from question_bank.model import Item

WORDS = 3  # from which a shared beginning belongs in the stem


def repeated_opening(item: Item, setting: Setting) -> Iterator[Fault]:
    """Options do not all begin with the same three words."""
    for options in wordings(item):
        starts = [words(text, options.locale) for text in options.texts]
        shared = 0
        for column in zip(*starts, strict=False):
            if len(set(column)) > 1:
                break
            shared += 1
        if shared >= WORDS:
            message = f"every option begins with {' '.join(starts[0][:shared])!r}"
            fix = "Move the shared words to the stem."
            yield Fault(f"choices ({options.locale})", message, fix, "info")
