"""Options that take in or reject all the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

_ALL_OR_NONE: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:all|any|none|both|neither|either) of the (?:above|foregoing)\b"
        r"|^(?:all|any|none|both|neither|either) of"
        r" (?:these|them|the preceding|(?:the |these )?(?:other )?(?:options|answers|choices))"
        r"(?: (?:is|are|apply|applies)\b.*)?[\s.]*$",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:tout|rien|aucune?) (?:de )?ce qui précède(?!\w)"
        r"|\b(?:toutes?|tous|aucune?|les deux) (?:(?:de |d'entre )?(?:ces|les|des) )?"
        r"(?:(?:réponses|propositions|options|choix) )?(?:ci-dessus|précédentes)(?!\w)"
        r"|^(?:toutes?|tous|aucune?) (?:(?:de |d'entre )?(?:ces|les|des) )"
        r"(?:réponses|propositions|options|choix)(?: (?:sont|est|n'est)\b.*)?[\s.]*$",
        re.IGNORECASE,
    ),
}


def all_or_none(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option is "all of the above" or "none of the above"."""
    for place, locale, text in option_texts(item):
        if _ALL_OR_NONE[locale].search(text):
            message = "takes in or rejects the other options"
            yield Fault(place, message, "Write an option that stands for itself.")
