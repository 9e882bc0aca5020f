"""Options that take in or reject all the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from question_bank.checks.finding import Fault
from question_bank.checks.language.words import content
from question_bank.checks.list_words import names_the_list
from question_bank.checks.prose import lead_in, option_texts
from question_bank.checks.rule import Setting
from question_bank.checks.wordings.wording import Wordings
from question_bank.model import Item, Locale

_OTHERS = Wordings("all_or_none", "others")
_ALONE = Wordings("all_or_none", "alone")
_OF_THIS_LIST = Wordings("all_or_none", "of-this-list")
_COUNTS = re.compile(  # a question to which "none" and "all" are answers of their own
    r"\b(?:how (?:many|much)|which (?:of|one)|whom?|combien|l(?:a|e|es)quel\w*|qui)\b",
    re.IGNORECASE,
)


def all_or_none(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option is "all of the above" or "none of the above"."""
    for place, locale, text in option_texts(item):
        if takes_in_all(text, item.stem.in_(locale), locale):
            message = "takes in or rejects the other options"
            yield Fault(place, message, "Write an option that stands for itself.")


@lru_cache(maxsize=1024)  # several rules ask in a row
def takes_in_all(option: str, stem: str, locale: Locale) -> bool:
    """Whether an option stands for all the others, and not for things that the stem names."""
    if _ALONE.in_(locale).search(option):
        return not _COUNTS.search(lead_in(stem))
    found = _OTHERS.in_(locale).search(option)
    if found is None:
        return _OF_THIS_LIST.in_(locale).search(option) is not None and (
            names_the_list(option, stem, locale) is not None
        )
    told = found.groupdict()
    these = told.pop("these", None)
    if these is not None:
        narrative = stem.removesuffix(lead_in(stem))
        return not content(these, locale) & content(narrative, locale)
    thing = next((named for named in told.values() if named), None)
    return thing is None or not content(thing, locale) & content(stem, locale)
