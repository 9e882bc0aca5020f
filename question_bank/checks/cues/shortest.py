"""A key that is much shorter than the distractors."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.cues.longest import LEAST_GAP, lengths, listed
from question_bank.checks.finding import Fault
from question_bank.checks.language.options import in_each_language
from question_bank.checks.prose import word_count
from question_bank.checks.rule import Setting
from question_bank.model import Item

SHORTER = 0.6  # times the shortest distractor


def shortest_key(item: Item, setting: Setting) -> Iterator[Fault]:
    """The key is not much shorter than every distractor."""
    for options in in_each_language(item):
        key, others = lengths(options, word_count)
        signs, other_signs = lengths(options, len)
        if min(others) - key >= LEAST_GAP and signs <= SHORTER * min(other_signs):
            message = f"the key has {key} words, the distractors {listed(others)}"
            fix = "Shorten the distractors, or say the key as fully."
            yield Fault(options.place(), message, fix, "warning")
