"""Figures that change every year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.checks.words.term import Part, listed, passages
from question_bank.model import Item

_MONEY = re.compile(r"\$\s?\d|\d\s?(?:\$|€)|\d[\d .,]*(?:dollars|euros)\b", re.IGNORECASE)
_READ: tuple[Part, ...] = ("stem", "key", "distractor")


def changing_figures(item: Item, setting: Setting) -> Iterator[Fault]:
    """No program's amount, poverty threshold or yearly figure is given; other money is noted."""
    yield from listed(item, "figures")
    noted = set()
    for passage in passages(item):
        if passage.part in _READ and passage.locale not in noted and _MONEY.search(passage.text):
            noted.add(passage.locale)
            fix = "Keep it only where the item is a computation."
            yield Fault(passage.place, "holds an amount of money", fix, "info")
