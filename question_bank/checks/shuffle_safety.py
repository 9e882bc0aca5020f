"""Items that only read right in the order of their file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale

_LABEL = re.compile(
    r"^\W*(?:\(?[A-Ea-e][).]\s|[A-E]\s?[:–—-]\s|\(?[1-5]\)\s|[1-5]\.\s|[ivIV]{1,3}[).]\s)"
)
_STEM: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?i:options?|answers?|choices?) (?:[A-E]|[1-5])\b(?!\.\d)"
        r"|\b(?i:(?:first|last|second|third) (?:option|answer|choice)s? (?:below|listed|given))\b"
        r"|\b(?i:in the (?:list|order) below|(?:listed|given|options|answers) below)\b",
    ),
    "fr": re.compile(
        r"\b(?i:options?|réponses?|propositions?|choix) (?:[A-E]|[1-5])(?!\w|[.,]\d)"
        r"|\b(?i:(?:propositions?|réponses?|options?|liste|choix) ci-(?:dessous|après))(?!\w)"
        r"|\b(?i:(?:première|dernière|deuxième) (?:réponse|option|proposition)"
        r"(?: ci-| de la liste))",
    ),
}
_CHAINED: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"^\s*(?:and|or|also|the (?:former|latter)|the (?:same|opposite)(?=[\s,.]*$|,? but\b"
        r"| as (?:above|before|the (?:first|previous|last)))|as above|ditto"
        r"|(?:all|both) but the last)"
        r"(?!\w)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^\s*(?:et(?! si)|ou|aussi|(?:le|la) (?:premier|première|dernier|dernière|second|seconde)"
        r"(?=[\s.]*$)|(?:le|la) même(?: chose)?(?=[\s,.]*$|,? mais(?!\w))|idem|comme (?:plus haut"
        r"|ci-dessus|avant)|l['’]inverse(?=[\s.]*$))(?!\w)",
        re.IGNORECASE,
    ),
}


def shuffle_safety(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option bears a letter of its own or goes on from another, and no stem names a place."""
    for place, locale, text in option_texts(item):
        label = _LABEL.search(text)
        chained = _CHAINED[locale].search(text)
        if label is not None:
            message = f"bears the label {label.group().strip()!r}, and options are shuffled"
            yield Fault(place, message, "Leave out the label; the page adds its own.")
        elif chained is not None:
            message = (
                f"{chained.group().strip()!r} goes on from another option, and options are shuffled"
            )
            yield Fault(place, message, "Write an option that stands for itself.", "warning")
    for locale in LOCALES:
        found = _STEM[locale].search(item.stem.in_(locale))
        if found is not None:
            message = f"{found.group()!r} points at a place, and options are shuffled"
            yield Fault(f"stem.{locale}", message, "Say what is meant in words.", "warning")
