"""Words that blame, label or frighten."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.checks.words.term import listed
from question_bank.model import Item


def stigmatising_words(item: Item, setting: Setting) -> Iterator[Fault]:
    """No word blames, labels or frightens a person, but for what people say in quotes."""
    yield from listed(item, "stigmatising", told=True)
