"""The entries of a word list, and where a text holds one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from question_bank.checks.finding import Fault, Level
from question_bank.checks.language.word_lists import packaged
from question_bank.model import LOCALES, Item, Jurisdiction, Locale, Prose, Record, Slug

LETTERS = 4  # of a word, by which entries that cannot match are left out; as in `_START`
FOLDER = Path(__file__).parent
Part = Literal["stem", "key", "distractor", "key-why", "distractor-why"]
EVERYWHERE: tuple[Part, ...] = ("stem", "key", "distractor", "key-why", "distractor-why")
_PLAIN = (("’", "'"), ("\u00a0", " "), ("\u202f", " "), ("*", ""))
_START = re.compile(r"\b[^\W_]{1,4}")
_SETTING = re.compile(r"^\s*\((?:États-Unis|France)\)\s*")  # opens a stem, and glosses no word
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»")
_SAID: tuple[Part, ...] = ("key", "distractor")  # where what a professional says may stand
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.!?;]\s")


class Term(Record):
    """One wording to avoid: how to find it, what to write instead, and why.

    `has` are beginnings of words, in small letters, one of which every match holds: most texts
    hold none, and are never searched. `unless` excuses a match when it is found in the same
    sentence, `glossed` when the item holds it anywhere, in small letters. `examples` are texts
    that the term finds, `fine` are some that it leaves alone; tests hold it to both.
    """

    id: Slug
    lang: Locale
    pattern: Prose
    has: tuple[Prose, ...]
    unless: Prose | None = None
    glossed: Prose | None = None
    parts: tuple[Part, ...] = EVERYWHERE
    jurisdiction: Jurisdiction | None = None
    exact_case: bool = False
    level: Level = "warning"
    instead: Prose
    why: Prose
    source: Prose
    examples: tuple[Prose, ...]
    fine: tuple[Prose, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, between word boundaries."""
        flags = re.NOFLAG if self.exact_case else re.IGNORECASE
        return re.compile(rf"(?<!\w)(?:{self.pattern})(?!\w)", flags)

    @cached_property
    def excuse(self) -> re.Pattern[str] | None:
        """What in the same sentence makes the wording right."""
        return (
            None if self.unless is None else re.compile(rf"(?<!\w)(?:{self.unless})", re.IGNORECASE)
        )

    def is_glossed_in(self, whole: str) -> bool:
        """Whether the item, in small letters, says once what the wording stands for."""
        return self.glossed is not None and re.search(self.glossed, whole) is not None

    def found_in(self, text: str, small: str | None = None) -> str | None:
        """The wording as the text holds it; None where it does not, or has an excuse."""
        small = text.lower() if small is None else small
        for piece in self.has:  # a plain loop: this is asked a hundred thousand times
            if piece in small:
                break
        else:
            return None
        for found in self.regex.finditer(text):
            if self.excuse is None or not self.excuse.search(_sentence(text, *found.span())):
                return found.group()
        return None


@dataclass(frozen=True)
class Passage:
    """A text of an item: its place, its language and the part it plays."""

    place: str
    locale: Locale
    part: Part
    text: str

    @cached_property
    def small(self) -> str:
        """The text in small letters."""
        return self.text.lower()


@cache
def terms(name: str) -> dict[Locale, tuple[Term, ...]]:
    """The entries of `<name>.yaml`, by language."""
    data = packaged(FOLDER / f"{name}.yaml")
    found = TypeAdapter(tuple[Term, ...]).validate_python(data)
    return {
        "en": tuple(term for term in found if term.lang == "en"),
        "fr": tuple(term for term in found if term.lang == "fr"),
    }


def plain(text: str) -> str:
    """The text with one apostrophe, plain spaces and no emphasis, as patterns expect it."""
    for sign, instead in _PLAIN:
        text = text.replace(sign, instead)
    return text


def passages(item: Item) -> tuple[Passage, ...]:
    """Every text of the item, plain."""
    return _read(item).passages


@dataclass(frozen=True)
class _Reading:
    """An item as the lists see it; several lists in a row read the same item."""

    item: Item
    passages: tuple[Passage, ...]
    wholes: dict[Locale, str]  # all texts of a language in small letters
    starts: dict[Locale, frozenset[str]]  # the first letters of their words


_LATEST: list[_Reading] = []


def starts_any(item: Item, locale: Locale, starts: frozenset[str]) -> bool:
    """Whether a word of that language starts with one of these (up to four small letters each)."""
    return not starts.isdisjoint(_read(item).starts[locale])


def _read(item: Item) -> _Reading:
    if not _LATEST or _LATEST[0].item is not item:
        found = tuple(_passages(item))
        wholes: dict[Locale, str] = {
            locale: "\n".join(one.text for one in found if one.locale == locale).lower()
            for locale in LOCALES
        }
        starts = {
            locale: frozenset({"", *_START.findall(whole)}) for locale, whole in wholes.items()
        }
        _LATEST[:] = [_Reading(item, found, wholes, starts)]
    return _LATEST[0]


def _passages(item: Item) -> Iterator[Passage]:
    for locale in LOCALES:
        stem = _SETTING.sub("", plain(item.stem.in_(locale)))
        yield Passage(f"stem.{locale}", locale, "stem", stem)
        for index, choice in enumerate(item.choices):
            is_key = choice.id in item.correct
            text, why = plain(choice.text.in_(locale)), plain(choice.why.in_(locale))
            place = f"choices[{index}]"
            yield Passage(f"{place}.text.{locale}", locale, "key" if is_key else "distractor", text)
            part: Part = "key-why" if is_key else "distractor-why"
            yield Passage(f"{place}.why.{locale}", locale, part, why)


def listed(item: Item, name: str, *, told: bool = False) -> Iterator[Fault]:
    """One fault for each entry of the list that a text of the item holds.

    With `told`, what people say between quotes in a stem or a reason is left out.
    """
    for locale in LOCALES:
        found = candidates(item, name, locale)
        if not found:
            continue
        for passage in passages(item):
            if passage.locale != locale:
                continue
            faults = list(_faults(passage, found, item.jurisdiction))
            if faults and told and passage.part not in _SAID:
                unquoted = replace(passage, text=_QUOTED.sub(" ", passage.text))
                faults = list(_faults(unquoted, found, item.jurisdiction))
            yield from faults


def candidates(item: Item, name: str, locale: Locale) -> list[Term]:
    """The entries of which the item holds a piece: few, so that few are searched for."""
    read = _read(item)
    whole, index = read.wholes[locale], _index(name, locale)
    found = {
        term.id
        for start in index.keys() & read.starts[locale]
        for piece, term in index[start]
        if piece in whole
    }
    if not found:
        return []
    return [t for t in terms(name)[locale] if t.id in found and not t.is_glossed_in(whole)]


@cache
def _index(name: str, locale: Locale) -> dict[str, list[tuple[str, Term]]]:
    """The pieces of a list by the first letters of their word; "" for those that start no word."""
    index: dict[str, list[tuple[str, Term]]] = {}
    for term in terms(name)[locale]:
        for piece in term.has:
            word = _WORD.match(piece)
            start = "" if word is None else word.group()[:LETTERS]
            index.setdefault(start if len(start) == LETTERS else "", []).append((piece, term))
    return index


def faults_in(passage: Passage, name: str, jurisdiction: Jurisdiction | None) -> Iterator[Fault]:
    """One fault for each entry of the list that the text holds and does not gloss."""
    entries = [t for t in terms(name)[passage.locale] if not t.is_glossed_in(passage.small)]
    yield from _faults(passage, entries, jurisdiction)


def _faults(
    passage: Passage, entries: Iterable[Term], jurisdiction: Jurisdiction | None
) -> Iterator[Fault]:
    for term in entries:
        if passage.part not in term.parts:
            continue
        if term.jurisdiction is not None and term.jurisdiction != jurisdiction:
            continue
        found = term.found_in(passage.text, passage.small)
        if found is not None:
            fix = f"Write: {term.instead} ({term.source})."
            yield Fault(passage.place, f"{found!r}: {term.why}", fix, term.level)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a match."""
    begin = max((found.end() for found in _SENTENCE.finditer(text, 0, start)), default=0)
    stop = _SENTENCE.search(text, end)
    return text[begin : len(text) if stop is None else stop.start() + 1]
