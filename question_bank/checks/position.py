"""Words that point at the place of an option, which changes with every shuffle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

# "The first choice" and "the last option" are plain words of care: not listed.
_RANK = "second|third|fourth|fifth|previous|preceding|other three"
_RANK_FR = "deuxièmes?|seconde?s?|troisièmes?|quatrièmes?|cinquièmes?|précédente?s?"

POINTS: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?i:options?|answers?|choices?|distractors?) \(?(?:[A-E]|[1-5]|[b-e](?=[\s,.;:)]))"
        r"\b(?!\.\d)"
        rf"|\b(?i:(?:the|this) (?:{_RANK}) (?:options?|answers?|choices?))\b"
        r"|\b(?i:(?:options?|answers?|choices?|listed|mentioned|as) (?:above|below))\b"
        r"|\b(?<!of )(?i:the (?:above|below))\b(?!-)",
    ),
    "fr": re.compile(
        r"\b(?i:options?|réponses?|propositions?|choix) \(?(?:[A-E]|[1-5]|[b-e](?=[\s,.;:)]))"
        r"(?!\w|[.,]\d)"
        rf"|\b(?i:(?:la|le|les|cette) (?:{_RANK_FR}) (?:options?|réponses?|propositions?))(?!\w)"
        rf"|\b(?i:(?:option|réponse|proposition)s? (?:{_RANK_FR}))(?!\w)"
        r"|\b(?i:ci-dessus|ci-dessous|ci-avant)(?!\w)",
    ),
}


def position(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option points at the place of another."""
    for place, locale, text in option_texts(item):
        found = POINTS[locale].search(text)
        if found is not None:
            message = f"{found.group()!r} points at a place, and options are shuffled"
            yield Fault(place, message, "Say what is meant in words.")
