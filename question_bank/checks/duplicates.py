"""Options that say the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from question_bank.checks.finding import Fault
from question_bank.checks.prose import normalised
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item

ANOTHER_WORD = 60.0  # ratio under which the words that differ are other words
NEAR = 92.0  # rapidfuzz ratio from which two wordings look alike


def duplicate_options(item: Item, setting: Setting) -> Iterator[Fault]:
    """No two options say the same, or nearly the same."""
    for locale in LOCALES:
        wordings = [normalised(choice.text.in_(locale)) for choice in item.choices]
        for first, second in combinations(range(len(wordings)), 2):
            place = f"choices[{second}].text.{locale}"
            other = item.choices[first].id
            if wordings[first] == wordings[second]:
                yield Fault(place, f"says the same as {other!r}", "Write another option.")
            elif _look_alike(wordings[first], wordings[second]):
                message = f"differs from {other!r} by a few letters only"
                yield Fault(place, message, "Make the difference plain.", "warning")


def _look_alike(first: str, second: str) -> bool:
    """Whether the wordings differ by little; a figure or a letter that names is much."""
    from rapidfuzz import fuzz

    if not fuzz.ratio(first, second, score_cutoff=NEAR):
        return False
    left, right = set(first.split()), set(second.split())
    if any(len(word) == 1 or any(sign.isdigit() for sign in word) for word in left ^ right):
        return False
    removed, added = " ".join(sorted(left - right)), " ".join(sorted(right - left))
    return not removed or not added or fuzz.ratio(removed, added) >= ANOTHER_WORD
