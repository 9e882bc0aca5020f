"""Options that combine others, by their letters or by their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from question_bank.checks.finding import Fault
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.checks.wordings.wording import Wordings
from question_bank.model import Item, Locale

_LETTERS = Wordings("combined", "letters")
_NAMED = Wordings("combined", "named")
_BY_PLACE = Wordings("combined", "by-place")
_LATER: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:second|third|fourth|latter)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:second|deuxième|troisième|quatrième)", re.IGNORECASE),
}


def combined(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option combines other options, as "A and C" or "the first two"."""
    for place, locale, text in option_texts(item):
        if combines(text, item.stem.in_(locale), locale):
            message = "combines other options by letter, number or place"
            yield Fault(place, message, "Write an option that stands for itself.")


@lru_cache(maxsize=1024)  # several rules ask in a row
def combines(option: str, stem: str, locale: Locale) -> bool:
    """Whether an option stands for several others; what the stem counts may be counted."""
    if _LETTERS.in_(locale).search(option) or _NAMED.in_(locale).search(option):
        return True
    return bool(_BY_PLACE.in_(locale).search(option)) and not _LATER[locale].search(stem)
