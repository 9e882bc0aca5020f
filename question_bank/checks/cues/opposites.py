"""Two options that say the opposite, one of them the key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import Options, in_each_language
from question_bank.checks.language.word_lists import packaged
from question_bank.checks.language.words import FUNCTION_WORDS, stem, words
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

FILE = Path(__file__).parent / "antonyms.yaml"
SHORT = 4  # letters up to which a prefix makes another word
ALIKE = 0.5  # share of the remaining words that two opposites have in common
NEGATED = 0.75  # the same, where one of them is negated
ALONE = 2  # words up to which two options are opposites without a word in common
LATEST = 3  # words before the one that turns an option round
_HEAD = re.compile(r"\s*[,;:(—–]\s*")
_NONE: frozenset[str] = frozenset()
_NOT: dict[Locale, frozenset[str]] = {
    "en": frozenset({"not", "never", "don't", "cannot", "no"}),
    "fr": frozenset({"pas", "jamais", "non"}),
}
_PARTICLES = frozenset({"do", "does", "did", "ne", "n"})
_PREFIXES: dict[Locale, tuple[str, ...]] = {
    "en": ("un", "in", "im", "non", "non-", "dis", "de", "ir", "il", "mis"),
    "fr": ("in", "im", "non-", "dé", "dés", "ir", "il", "mé", "a"),
}


def opposite_pair(item: Item, setting: Setting) -> Iterator[Fault]:
    """The key is not one of a single pair of opposites."""
    for options in in_each_language(item):
        pairs = [
            pair
            for pair in combinations(range(len(options.texts)), 2)
            if _are_opposites(options, *pair)
        ]
        if len(pairs) == 1 and options.key in pairs[0]:
            other = next(index for index in pairs[0] if index != options.key)
            message = f"the key is the opposite of {item.choices[other].id!r}, the only such pair"
            fix = "Write a second pair of opposites, or another distractor."
            yield Fault(options.place(other), message, fix, "warning")


def _are_opposites(options: Options, one: int, other: int) -> bool:
    """Whether two options, or what they say before a comma, turn on a pair of opposites."""
    first, second = options.texts[one], options.texts[other]
    if _oppose(words(first, options.locale), words(second, options.locale), options.locale):
        return True
    if _turn_round(words(first, options.locale), words(second, options.locale), options.locale):
        return True
    heads = [_HEAD.split(text)[0] for text in (first, second)]
    if heads == [first, second]:
        return False
    mine, theirs = (words(head, options.locale) for head in heads)
    if min(len(mine), len(theirs)) <= ALONE:
        return False
    unlike = frozenset(mine) ^ frozenset(theirs)
    if unlike & _NOT[options.locale]:
        return unlike <= _NOT[options.locale] | _PARTICLES
    return _oppose(mine, theirs, options.locale)


def _turn_round(first: tuple[str, ...], second: tuple[str, ...], locale: Locale) -> bool:
    """Whether two options begin alike but for two verbs or qualities that say the opposite.

    "Stop the talk and call her son" and "Continue the talk"; "He loses it" and "He keeps it".
    """
    at = 0
    while at < min(len(first), len(second)) and first[at] == second[at]:
        at += 1
    if at > LATEST or at == min(len(first), len(second)):
        return False
    if not any(_antonyms(frozenset({first[at]}), frozenset({second[at]}), locale)):
        return False
    mine, theirs = first[at + 1 :], second[at + 1 :]
    if at and mine[:1] == theirs[:1]:
        return True
    thing = _first_thing(mine, locale)
    return thing is not None and thing == _first_thing(theirs, locale)


def _first_thing(option: tuple[str, ...], locale: Locale) -> str | None:
    """The stem of the first word that carries meaning."""
    return next((stem(word, locale) for word in option if word not in FUNCTION_WORDS[locale]), None)


def _oppose(first: tuple[str, ...], second: tuple[str, ...], locale: Locale) -> bool:
    only_first, only_second = frozenset(first), frozenset(second)
    if len(first) > ALONE and only_first.isdisjoint(only_second):
        return False
    only_first, only_second = only_first - only_second, only_second - only_first
    if not only_first or not only_second:
        return bool((only_first | only_second) & _NOT[locale]) and len(first) > 1
    for mine, theirs in _antonyms(only_first, only_second, locale):
        if _share(first, second, frozenset({mine, theirs}), locale) >= ALIKE:
            return True
    negated = _NOT[locale] & (only_first ^ only_second)
    return bool(negated) and _share(first, second, _NOT[locale], locale) >= NEGATED


def _antonyms(
    left: frozenset[str], right: frozenset[str], locale: Locale
) -> Iterator[tuple[str, str]]:
    """Pairs of words that say the opposite, one from each side."""
    table = _table(locale)
    for word in left:
        for other in table.get(word, _NONE) & right:
            yield word, other
    for one, two in ((left, right), (right, left)):
        for word in one:
            if len(word) > SHORT:
                for prefix in _PREFIXES[locale]:
                    if prefix + word in two:
                        yield word, prefix + word


def _share(
    first: tuple[str, ...], second: tuple[str, ...], without: frozenset[str], locale: Locale
) -> float:
    """How much two options have in common beside the words that oppose them."""
    left, right = (
        {stem(word, locale) for word in option if word not in without | FUNCTION_WORDS[locale]}
        for option in (first, second)
    )
    return len(left & right) / len(left | right) if left | right else 1.0


@cache
def _table(locale: Locale) -> Mapping[str, frozenset[str]]:
    """For each word, those that say the opposite."""
    data = packaged(FILE)
    opposites: dict[str, set[str]] = {}
    for left, right in data[locale]:
        for one in left.split("|"):
            for other in right.split("|"):
                for mine, theirs in ((one, other), (other, one)):
                    opposites.setdefault(mine, set()).add(theirs)
    return MappingProxyType({word: frozenset(found) for word, found in opposites.items()})
