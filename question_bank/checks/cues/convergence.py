"""A key in which the other options meet."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import Options, in_each_language
from question_bank.checks.language.words import content
from question_bank.checks.rule import Setting
from question_bank.model import Item

LEAST = 0.2  # mean overlap of the key with the others under which nothing converges
MARGIN = 1.3  # times the overlap of the next option


def convergence(item: Item, setting: Setting) -> Iterator[Fault]:
    """The key does not share most words with the other options."""
    for options in in_each_language(item):
        if len(options.texts) < 3:
            continue
        overlap = _overlaps(options)
        key = overlap[options.key]
        rival = max(value for n, value in enumerate(overlap) if n != options.key)
        if key >= LEAST and key >= MARGIN * rival and _partners(options) >= 2:
            message = f"the key shares most words with the others ({key:.2f}, next {rival:.2f})"
            fix = "Let two distractors share as much, or say the key in words of its own."
            yield Fault(options.place(), message, fix, "warning")


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
