"""Words of a text and their stems, whatever the spelling and the apostrophe."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from question_bank.checks.language.word_lists import by_language
from question_bank.model import Locale

FUNCTION_WORDS = by_language("function")
NEGATIONS = by_language("negation")
_TOKEN = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*", re.UNICODE)
_ELIDED = frozenset(
    ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "quoiqu"]
)
_BRITISH: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"isation"), "ization"),
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|al|ed|ing|ite|able|ful|hood)"), "or"),
    (re.compile(r"(?<=[a-z]{3})(?<!rc)(?<!v)ise(?=$|d$|s$)"), "ize"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"^centre"), "center"),
    (re.compile(r"aemia"), "emia"),
    (re.compile(r"^paedi"), "pedi"),
    (re.compile(r"elling$"), "eling"),
    (re.compile(r"elled$"), "eled"),
)


@lru_cache(maxsize=65536)
def words(text: str, locale: Locale) -> tuple[str, ...]:
    """The words of the text in small letters; elided articles and possessives are cut off."""
    found = _TOKEN.findall(text.lower().replace("’", "'"))
    cut = _without_elision if locale == "fr" else _without_possessive
    return tuple(cut(word) if "'" in word else word for word in found)


def _without_elision(word: str) -> str:
    head, _, rest = word.partition("'")
    return rest if head in _ELIDED and rest else word


def _without_possessive(word: str) -> str:
    return word.removesuffix("'s").rstrip("'") or word


@lru_cache(maxsize=65536)
def content_words(text: str, locale: Locale) -> tuple[str, ...]:
    """The words that carry meaning, in order, as stems; negations are among them."""
    stop = FUNCTION_WORDS[locale]
    return tuple(stem(word, locale) for word in words(text, locale) if word not in stop)


@lru_cache(maxsize=65536)
def content(text: str, locale: Locale) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    return frozenset(content_words(text, locale))


@lru_cache(maxsize=65536)
def stem(word: str, locale: Locale) -> str:
    """The word without its endings (Snowball), British spelling read as American."""
    if locale == "en":
        for pattern, american in _BRITISH:
            word = pattern.sub(american, word)
    return str(_stemmer(locale).stemWord(word))


@cache
def _stemmer(locale: Locale) -> Any:
    import Stemmer  # type: ignore[import-not-found]  # PyStemmer has no types

    return Stemmer.Stemmer("english" if locale == "en" else "french")
