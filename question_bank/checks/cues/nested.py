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
_NUMBER = re.compile(r"\b\d+\b")
_BOUND: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"(?P<least>\b(?:at least|more than|no (?:fewer|less) than|over)(?= \d))"
        r"|(?P<most>\b(?:at most|up to|no more than|fewer than|less than)(?= \d))",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?P<least>\b(?:au moins|plus de|pas moins de)(?= \d))"
        r"|(?P<most>\b(?:au plus|jusqu['’]à|pas plus de|moins de)(?= \d))",
        re.IGNORECASE,
    ),
}


def nested_options(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option says all that another says, and more."""
    for options in wordings(item):
        for inner, outer in permutations(range(len(options.texts)), 2):
            texts = options.texts[outer], options.texts[inner]
            if _contains(*texts, options.locale) or _is_looser(*texts, options.locale):
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
    return _in_order(small, large) or _in_order_once_turned(small, large)


def _telling(text: str, locale: Locale) -> tuple[str, ...]:
    return tuple(word for word in words(text, locale) if word not in FUNCTION_WORDS[locale])


def _in_order(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    rest = iter(outer)
    return all(word in rest for word in inner)


def _in_order_once_turned(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    """Whether the inner option is in order once two parts of it change places.

    "Call today the clinic" stands in "Call the eye clinic today".
    """
    first, rest = inner[:1], inner[1:]
    return first == outer[:1] and any(
        _in_order((*first, *rest[cut:], *rest[:cut]), outer) for cut in range(1, len(rest))
    )


def _is_looser(outer: str, inner: str, locale: Locale) -> bool:
    """Whether two options differ by one number only, under which all the larger ones fall."""
    bound = _BOUND[locale].search(outer)
    if bound is None or _NUMBER.sub("#", outer) != _NUMBER.sub("#", inner):
        return False
    pairs = [
        (int(mine), int(theirs))
        for mine, theirs in zip(_NUMBER.findall(outer), _NUMBER.findall(inner), strict=True)
        if mine != theirs
    ]
    if len(pairs) != 1:
        return False
    (mine, theirs) = pairs[0]
    return mine < theirs if bound.lastgroup == "least" else mine > theirs


def _negated(text: str, locale: Locale) -> bool:
    return bool(NEGATIONS[locale] & set(words(text, locale)))
