"""An option that another contains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import wordings
from question_bank.checks.language.word_lists import by_language
from question_bank.checks.language.words import FUNCTION_WORDS, NEGATIONS, words
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

_SMALL = by_language("small")
_NAMES = re.compile(r"(?<=\s)[A-Z0-9]+\b")  # Hospital A, Part B: one letter is the difference


def nested_options(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option says all that another says, and more."""
    for options in wordings(item):
        for inner, outer in permutations(range(len(options.texts)), 2):
            if _contains(options.texts[outer], options.texts[inner], options.locale):
                message = f"takes in {item.choices[inner].id!r}, so that both can be right"
                fix = "Let each option exclude the others."
                yield Fault(options.place(outer), message, fix, "warning")


def _contains(outer: str, inner: str, locale: Locale) -> bool:
    small, large = _telling(inner, locale), _telling(outer, locale)
    if len(small) < 2 or not set(small) < set(large):
        return False
    if _negated(outer, locale) != _negated(inner, locale):
        return False
    if set(_NAMES.findall(inner)) - set(_NAMES.findall(outer)):
        return False
    if not set(words(inner, locale)) <= set(words(outer, locale)) | _SMALL[locale]:
        return False
    return len(set(small)) <= 3 or _in_order(small, large)


def _telling(text: str, locale: Locale) -> tuple[str, ...]:
    return tuple(word for word in words(text, locale) if word not in FUNCTION_WORDS[locale])


def _in_order(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    rest = iter(outer)
    return all(word in rest for word in inner)


def _negated(text: str, locale: Locale) -> bool:
    return bool(NEGATIONS[locale] & set(words(text, locale)))
