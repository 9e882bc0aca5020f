"""Pieces of an item's prose, as the rules look at them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from question_bank.model import LOCALES, Item, Locale, Text

_WORD = re.compile(r"\S*[^\W_]\S*")
_SENTENCE_END = re.compile(r"(?<=[.?!…])(?:\s?[»\"”)*])*\s+(?=[«\"“(*]*[A-ZÀ-ÖØ-Þ0-9])")
_NOT_AN_END = re.compile(
    r"\b(?:M|Mr|Mrs|Ms|Dr|Pr|St|vs|No|art|etc|e\.g|i\.e|U\.S|p\.m|a\.m|[A-Z])\.$"
)
_ACCENTS = re.compile("[\u0300-\u036f]+")
_MARKS = re.compile(r"[^\w%$€<>=+/]+")


def option_texts(item: Item) -> Iterator[tuple[str, Locale, str]]:
    """Place, language and wording of every option."""
    for index, choice in enumerate(item.choices):
        for locale in LOCALES:
            yield f"choices[{index}].text.{locale}", locale, choice.text.in_(locale)


def reason_texts(item: Item) -> Iterator[tuple[str, Locale, str, bool]]:
    """Place, language and wording of every rationale, and whether it is the key's."""
    for index, choice in enumerate(item.choices):
        for locale in LOCALES:
            place = f"choices[{index}].why.{locale}"
            yield place, locale, choice.why.in_(locale), choice.id in item.correct


def paired_texts(item: Item) -> Iterator[tuple[str, Text]]:
    """Place and prose of everything that is written in both languages."""
    yield "stem", item.stem
    for index, choice in enumerate(item.choices):
        yield f"choices[{index}].text", choice.text
        yield f"choices[{index}].why", choice.why


def all_texts(item: Item) -> Iterator[tuple[str, Locale, str]]:
    """Place, language and wording of all prose of the item."""
    for place, text in paired_texts(item):
        for locale in LOCALES:
            yield f"{place}.{locale}", locale, text.in_(locale)


@lru_cache(maxsize=16384)
def lead_in(stem: str) -> str:
    """The last sentence of a stem: the question."""
    start = 0
    for end in _SENTENCE_END.finditer(stem):
        if not _NOT_AN_END.search(stem[: end.start()]):
            start = end.end()
    return stem[start:]


@lru_cache(maxsize=65536)
def normalised(prose: str) -> str:
    """The prose without case, accents, emphasis or punctuation, to compare wordings."""
    decomposed = unicodedata.normalize("NFKD", prose.casefold().replace("’", "'"))
    return _MARKS.sub(" ", _ACCENTS.sub("", decomposed)).strip()


@lru_cache(maxsize=65536)
def word_count(prose: str) -> int:
    """Words of the prose; French marks that stand alone are not words."""
    return len(_WORD.findall(prose))
