"""Brands, hospitals and insurers that exist."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.checks.words.term import listed
from question_bank.model import Item


def real_names(item: Item, setting: Setting) -> Iterator[Fault]:
    """No real brand, hospital or insurer is named."""
    yield from listed(item, "real_names")
