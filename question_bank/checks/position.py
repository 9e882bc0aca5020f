"""Words that point at the place of an option, which changes with every shuffle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.all_or_none import takes_in_all
from question_bank.checks.combined import combines
from question_bank.checks.finding import Fault
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

# "The first choice" and "the last option" are plain words of care: not listed.
_THING = (
    "steps?|actions?|measures?|ones?|moves?|items?|statements?|repl(?:y|ies)|ideas?"
    "|proposals?|suggestions?|solutions?|plans?|points?|tasks?|alternatives?|list"
)
_THING_FR = (
    "démarches?|actions?|mesures?|étapes?|énoncés?|répliques?|idées?|suggestions?|solutions?"
    "|pistes?|affirmations?|assertions?"
)
_RANK = "second|third|fourth|fifth|previous|preceding|other three"
_RANK_FR = "deuxièmes?|seconde?s?|troisièmes?|quatrièmes?|cinquièmes?|précédente?s?"

POINTS: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?i:options?|answers?|choices?|distractors?) \(?(?:[A-E]|[1-5]|[b-e](?=[\s,.;:)]))"
        r"\b(?!\.\d)"
        rf"|\b(?i:(?:the|this) (?:{_RANK}) (?:options?|answers?|choices?))\b"
        r"|\b(?i:(?:options?|answers?|choices?|listed|mentioned|as) (?:above|below))\b"
        rf"|\b(?i:(?:{_THING}) (?:just |listed |given |named )?(?:above|below))\b"
        r"(?=[\s.*]*$|[,.;:)]| (?:and|or|plus|then|in|with|but)\b)"
        rf"|\b(?i:the (?:previous|preceding|foregoing) (?:{_THING}))\b"
        r"|\b(?<!of )(?i:the (?:above|below))\b(?!-)",
    ),
    "fr": re.compile(
        r"\b(?i:options?|réponses?|propositions?|choix) \(?(?:[A-E]|[1-5]|[b-e](?=[\s,.;:)]))"
        r"(?!\w|[.,]\d)"
        rf"|\b(?i:(?:la|le|les|cette) (?:{_RANK_FR}) (?:options?|réponses?|propositions?))(?!\w)"
        rf"|\b(?i:(?:option|réponse|proposition)s? (?:{_RANK_FR}))(?!\w)"
        rf"|\b(?i:(?:{_THING_FR}) (?:précédente?s?|qui précèdent?|plus haut|plus bas|au-dessus"
        r"|en dessous))(?!\w)"
        r"|\b(?i:ci-dessus|ci-dessous|ci-avant)(?!\w)",
    ),
}


def position(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option points at the place of another."""
    for place, locale, text in option_texts(item):
        found = POINTS[locale].search(text)
        stem = item.stem.in_(locale)
        if found is not None and not (
            takes_in_all(text, stem, locale) or combines(text, stem, locale)
        ):
            message = f"{found.group()!r} points at a place, and options are shuffled"
            yield Fault(place, message, "Say what is meant in words.")


def speaks_of_others(option: str, stem: str, locale: Locale) -> bool:
    """Whether the option is "all of these", "the first two" or "the step below"."""
    return (
        takes_in_all(option, stem, locale)
        or combines(option, stem, locale)
        or POINTS[locale].search(option) is not None
    )
