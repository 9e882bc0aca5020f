"""Words that point at the place of an option, which changes with every shuffle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from question_bank.checks.all_or_none import takes_in_all
from question_bank.checks.combined import combines
from question_bank.checks.finding import Fault
from question_bank.checks.list_words import names_a_place, names_the_list, ranks_what_is_asked
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.checks.wordings.wording import Wordings
from question_bank.model import Item, Locale

POINTS = Wordings("position", "points")
# "Options A and C" combines, and names letters that the shuffle changes: told by both rules.
_LETTERS = re.compile(
    r"\b(?i:options?|answers?|choices?|réponses?|choix) \(?[A-E]\b\)?",
)


def position(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option points at the place of another."""
    for place, locale, text in option_texts(item):
        stem = item.stem.in_(locale)
        found = points_at(text, stem, locale)
        if found is not None and (
            _LETTERS.search(text)
            or not (takes_in_all(text, stem, locale) or combines(text, stem, locale))
        ):
            message = f"{found.group()!r} points at a place, and options are shuffled"
            yield Fault(place, message, "Say what is meant in words.")


def speaks_of_others(option: str, stem: str, locale: Locale) -> bool:
    """Whether the option is "all of these", "the first two" or "the step below"."""
    return (
        takes_in_all(option, stem, locale)
        or combines(option, stem, locale)
        or points_at(option, stem, locale) is not None
    )


@lru_cache(maxsize=1024)  # several rules ask in a row
def points_at(option: str, stem: str, locale: Locale) -> re.Match[str] | None:
    """The words of an option that point at the place of another."""
    return (
        POINTS.in_(locale).search(option)
        or names_the_list(option, stem, locale)
        or names_a_place(option, stem, locale)
        or ranks_what_is_asked(option, stem, locale)
    )
