"""Whether the length of an option gives the key away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from question_bank.checks.chance import binomial_quantile
from question_bank.checks.finding import Fault, Level
from question_bank.checks.key_position import live_by_exam
from question_bank.checks.prose import word_count
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale

SHARE = 0.99
MEASURES: dict[str, Callable[[str], int]] = {"words": word_count, "characters": len}


def key_length(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """The key is the longest or the shortest option no more often than by chance."""
    for exam, items in live_by_exam(setting.bank):
        limit = binomial_quantile(SHARE, len(items), 1 / len(items[0].choices))
        for locale in LOCALES:
            for measure in MEASURES:
                yield from _judge(exam, items, locale, measure, limit)


def key_is_longest(item: Item, locale: Locale, measure: str) -> bool:
    """Whether the key alone is the longest option."""
    size = MEASURES[measure]
    key, others = _sizes(item, locale, size)
    return key > max(others)


def key_is_shortest(item: Item, locale: Locale, measure: str) -> bool:
    """Whether the key alone is the shortest option."""
    size = MEASURES[measure]
    key, others = _sizes(item, locale, size)
    return key < min(others)


def _judge(
    exam: str, items: Sequence[Item], locale: Locale, measure: str, limit: int
) -> Iterator[tuple[str, Fault]]:
    longest = [item.id for item in items if key_is_longest(item, locale, measure)]
    shortest = [item.id for item in items if key_is_shortest(item, locale, measure)]
    verdicts: tuple[tuple[str, list[str], Level, str], ...] = (
        ("longest", longest, "error", "Shorten keys or lengthen distractors, for example in"),
        ("shortest", shortest, "warning", "Even out the options, for example in"),
    )
    for word, found, level, fix in verdicts:
        if len(found) > limit:
            message = (
                f"the key is the {word} option in {locale} {measure} in {len(found)} of "
                f"{len(items)} items; chance allows {limit}"
            )
            yield "", Fault(exam, message, f"{fix} {', '.join(found[:5])}.", level)


def _sizes(item: Item, locale: Locale, size: Callable[[str], int]) -> tuple[int, list[int]]:
    sizes = {choice.id: size(choice.text.in_(locale)) for choice in item.choices}
    return sizes[item.key], [size for choice, size in sizes.items() if choice != item.key]
