"""A key in which the other options meet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import Options, in_each_language
from question_bank.checks.language.words import content
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

LEAST = 0.24  # mean overlap of the key with the others under which nothing converges
MARGIN = 1.3  # times the overlap of the next option
_FIX = "Let two distractors share as much, or say the key in words of its own."
_PARTS: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(r"[,;+]\s*(?:and |then |plus |or )?|\s(?:and|then|plus|with|or)\s", re.I),
    "fr": re.compile(r"[,;+]\s*(?:et |puis |plus |ou )?|\s(?:et|puis|plus|avec|ou)\s", re.I),
}


def convergence(item: Item, setting: Setting) -> Iterator[Fault]:
    """The key does not share most words with the other options."""
    for options in in_each_language(item):
        if len(options.texts) < 3:
            continue
        parts = _shared_parts(options)
        most = max(count for n, count in enumerate(parts) if n != options.key)
        if parts[options.key] > most:
            message = (
                "each part of the key stands in other options, and no distractor is so central"
            )
            yield Fault(options.place(), message, _FIX, "warning")
            continue
        overlap = _overlaps(options)
        key = overlap[options.key]
        rival = max(value for n, value in enumerate(overlap) if n != options.key)
        if key >= LEAST and key >= MARGIN * rival and _partners(options) >= 2:
            message = f"the key shares most words with the others ({key:.2f}, next {rival:.2f})"
            yield Fault(options.place(), message, _FIX, "warning")


def _shared_parts(options: Options) -> list[int]:
    """For each option, how often its parts stand in others; 0 where a part is in no other.

    The parts of "a bath aide, a dispenser and a bed sensor" are three; an option of one part, or
    a key that meets a single other, shows nothing.
    """
    parts = [
        [
            found
            for part in _PARTS[options.locale].split(text)
            if (found := content(part, options.locale))
        ]
        for text in options.texts
    ]
    shared = []
    for n, mine in enumerate(parts):
        others = [set(other) for m, other in enumerate(parts) if m != n]
        counts = [sum(part in other for other in others) for part in mine]
        meets = sum(bool(set(mine) & other) for other in others)
        is_central = n != options.key or (all(counts) and meets >= 2)
        shared.append(sum(counts) if len(mine) >= 2 and is_central else 0)
    return shared


def _overlaps(options: Options) -> list[float]:
    """Mean Jaccard overlap of each option with each other."""
    sets = [content(text, options.locale) for text in options.texts]
    return [
        sum(_jaccard(mine, other) for m, other in enumerate(sets) if m != n) / (len(sets) - 1)
        for n, mine in enumerate(sets)
    ]


def _partners(options: Options) -> int:
    """How many distractors share a word with the key that not all of them share."""
    sets = [content(text, options.locale) for text in options.texts]
    everywhere = frozenset.intersection(*sets)
    key = sets[options.key] - everywhere
    return sum(bool(key & mine) for n, mine in enumerate(sets) if n != options.key)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0
