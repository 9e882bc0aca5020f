"""Passages that two texts share, word for word or nearly, once what everybody quotes is set aside.

Texts are compared by words, without capitals, accents and punctuation. A shingle is five words in
a row; a passage is a run of shingles that both texts hold in the same order, in which at most two
words in a row may differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

SHINGLE = 5  # words
GAP = 2  # words that may differ within a passage
SHORTEST = 10  # words of a passage

_WORD = re.compile(r"[^\W_]+")

Shingle = tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """A text as words, and where each stands in it."""

    text: str
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def between(self, start: int, end: int) -> str:
        """The text from one word up to another, which is left out."""
        return self.text[self.places[start][0] : self.places[end - 1][1]]


@dataclass(frozen=True)
class OwnText:
    """A text and what of it is not common: where shingles begin, and the words within them."""

    words: Words
    places: Mapping[Shingle, list[int]]
    within: frozenset[int]


@dataclass(frozen=True)
class Passage:
    """Words `first` of one text and `second` of another, as they stand there; `words` alike."""

    first: str
    second: str
    words: int


def words_of(text: str) -> Words:
    """The words of a text."""
    found = list(_WORD.finditer(text))
    return Words(
        text,
        tuple(_bare(one.group()) for one in found),
        tuple(one.span() for one in found),
    )


def shingles(words: Words) -> Iterator[Shingle]:
    """Every run of five words, in order."""
    return zip(*(words.words[start:] for start in range(SHINGLE)), strict=False)


def own_text(words: Words, common: Collection[Shingle]) -> OwnText:
    """The text, with what of it is not common."""
    found: dict[Shingle, list[int]] = {}
    for place, shingle in enumerate(shingles(words)):
        if shingle not in common:
            found.setdefault(shingle, []).append(place)
    places = (place for each in found.values() for place in each)
    within = frozenset(place + step for place in places for step in range(SHINGLE))
    return OwnText(words, found, within)


def shared_passages(first: OwnText, second: OwnText) -> tuple[Passage, ...]:
    """The passages that two texts share, the longest first.

    A passage ends where the first text begins to say what everybody quotes.
    """
    starts = sorted(
        (place, shingle)
        for shingle in first.places.keys() & second.places.keys()
        for place in first.places[shingle]
    )
    done = 0  # the first text has been told of up to here
    found = []
    for place, shingle in starts:
        if place < done:
            continue
        runs = [(other, *_run(first, second, place, other)) for other in second.places[shingle]]
        start, end, other_end, alike = max(runs, key=lambda one: one[3])
        if alike >= SHORTEST:
            done = end
            said = first.words.between(place, end), second.words.between(start, other_end)
            found.append(Passage(*said, alike))
    return tuple(sorted(found, key=lambda one: -one.words))


def _run(first: OwnText, second: OwnText, place: int, other: int) -> tuple[int, int, int]:
    """Where a run that begins at these places ends in both texts, and how many words are alike."""
    i, j, alike = place + SHINGLE, other + SHINGLE, SHINGLE
    mine, theirs = first.words.words, second.words.words
    while (step := _next_alike(mine, theirs, i, j)) is not None and step[0] in first.within:
        i, j, alike = step[0] + 1, step[1] + 1, alike + 1
    return i, j, alike


def _next_alike(
    first: tuple[str, ...], second: tuple[str, ...], i: int, j: int
) -> tuple[int, int] | None:
    """The next word that both go on with; after a gap, two words in a row must agree."""
    if i < len(first) and j < len(second) and first[i] == second[j]:
        return i, j
    for skipped in range(1, 2 * GAP + 1):
        for left in range(max(0, skipped - GAP), min(GAP, skipped) + 1):
            a, b = i + left, j + skipped - left
            if a + 1 < len(first) and b + 1 < len(second) and first[a : a + 2] == second[b : b + 2]:
                return a, b
    return None


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
