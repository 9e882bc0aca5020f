"""How long an item is."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault, Level
from question_bank.checks.prose import word_count
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale

ITEM: tuple[int, int] = (75, 110)  # words of an English item that a minute allows for
MOST: dict[Locale, int] = {"en": 150, "fr": 175}  # words of stem and options
STEM: dict[Locale, tuple[int, int]] = {"en": (15, 90), "fr": (15, 110)}  # well beyond 35 to 75
OPTION = 25  # words


def sizes(item: Item, setting: Setting) -> Iterator[Fault]:
    """Stem, options and the whole can be read in a minute."""
    for locale in LOCALES:
        total = item_words(item, locale)
        if total > MOST[locale]:
            message = f"stem and options have {total} words; at most {MOST[locale]}"
            yield Fault(f"item.{locale}", message, "Delete what no option needs.", "error")
        elif locale == "en" and item.case is None and not ITEM[0] <= total <= ITEM[1]:
            message = f"stem and options have {total} words; a minute allows {ITEM[0]} to {ITEM[1]}"
            yield Fault(f"item.{locale}", message, "Add the missing fact, or cut.", "info")
        yield from _stem(item, locale)
        for index, choice in enumerate(item.choices):
            count = word_count(choice.text.in_(locale))
            if count > OPTION:
                message = f"has {count} words; at most {OPTION}"
                yield Fault(f"choices[{index}].text.{locale}", message, "Shorten it.", "info")


def item_words(item: Item, locale: Locale) -> int:
    """Words that a candidate reads: the stem and the options."""
    options = sum(word_count(choice.text.in_(locale)) for choice in item.choices)
    return word_count(item.stem.in_(locale)) + options


def _stem(item: Item, locale: Locale) -> Iterator[Fault]:
    least, most = STEM[locale]
    if item.case is not None:
        least = 0
    count = word_count(item.stem.in_(locale))
    level: Level = "info"
    if count < least:
        message = f"has {count} words, so it can only ask for recall"
        yield Fault(f"stem.{locale}", message, "Describe the situation of a person.", level)
    if count > most:
        message = f"has {count} words; at most {most}"
        yield Fault(f"stem.{locale}", message, "Delete what no option needs.", level)
