"""A key that is much longer than the distractors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import Options, in_each_language
from question_bank.checks.prose import word_count
from question_bank.checks.rule import Setting
from question_bank.model import Item

LONGER = 1.3  # times the longest distractor, in characters or words
THAN_MEAN = 1.5  # times the mean of the distractors, when it is also the longest
LEAST_WORDS = 4  # a key under this is not long, whatever the others are
LEAST_GAP = 3  # words


def longest_key(item: Item, setting: Setting) -> Iterator[Fault]:
    """The key is not much longer than every distractor."""
    for options in in_each_language(item):
        key, others = lengths(options, word_count)
        if key < LEAST_WORDS or key - max(others) < LEAST_GAP:
            continue
        signs, other_signs = lengths(options, len)
        ratio = max(key / max(others), signs / max(other_signs))
        mean = signs / (sum(other_signs) / len(other_signs))
        if signs > max(other_signs) and (ratio >= LONGER or mean >= THAN_MEAN):
            message = f"the key has {key} words, the distractors {listed(others)}"
            fix = "Shorten the key, or write the distractors as fully."
            yield Fault(options.place(), message, fix, "warning")


def lengths(options: Options, size: Callable[[str], int]) -> tuple[int, list[int]]:
    """The size of the key, and those of the distractors."""
    return size(options.key_text), [size(text) for text in options.others]


def listed(numbers: list[int]) -> str:
    """The sizes in words."""
    return ", ".join(str(number) for number in numbers)
