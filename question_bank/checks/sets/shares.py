"""Wordings that are sound in one item and a habit in many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from question_bank.checks.chance import binomial_quantile
from question_bank.checks.cues.absolutes import has_strong_absolute, is_absolute
from question_bank.checks.finding import Fault
from question_bank.checks.key_position import live_by_exam
from question_bank.checks.negation import asks_for_exception
from question_bank.checks.prose import lead_in
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale

NEGATIVE = 0.05  # share of live items that may ask for the exception
WRONG = 0.80  # share of absolute words that may stand in distractors
FEWEST = 12  # options with absolute words from which their share says something
SHARE = 0.95  # how sure to be that it is no chance


def negative_share(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """At most 5 % of the live items of an exam ask for the exception."""
    for exam, items in live_by_exam(setting.bank):
        found = [
            item.id
            for item in items
            if any(asks_for_exception(lead_in(item.stem.in_(loc)), loc) for loc in LOCALES)
        ]
        if len(found) > NEGATIVE * len(items):
            message = f"{len(found)} of {len(items)} items ask for the exception; at most 5 %"
            fix = f"Ask positively, for example in {', '.join(found[:5])}."
            yield "", Fault(exam, message, fix, "warning")


def absolute_share(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """Less than 80 % of the options with absolute words are wrong ones."""
    for exam, items in live_by_exam(setting.bank):
        for locale in LOCALES:
            wrong, examples, total = _absolutes(items, locale)
            by_chance = 1 - 1 / len(items[0].choices)
            if total < FEWEST or wrong < WRONG * total:
                continue
            if wrong > binomial_quantile(SHARE, total, by_chance):
                message = (
                    f"{wrong} of {total} options with absolute words ({locale}) are distractors"
                )
                fix = f"Write such words in some keys, or fewer, for example in {examples}."
                yield "", Fault(exam, message, fix, "warning")


def _absolutes(items: Sequence[Item], locale: Locale) -> tuple[int, str, int]:
    """Distractors with absolute words, the first items that hold one, and all such options."""
    wrong, total = 0, 0
    examples: list[str] = []
    for item in items:
        for choice in item.choices:
            text = choice.text.in_(locale)
            if not is_absolute(text, locale):
                continue
            total += 1
            if choice.id != item.key:
                wrong += 1
                if has_strong_absolute(text, locale) and item.id not in examples:
                    examples.append(item.id)
    return wrong, ", ".join(examples[:5]) or "any of them", total
