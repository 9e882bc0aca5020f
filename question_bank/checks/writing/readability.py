"""How hard a text is to read, in figures that are comparable within one language.

English: the automated readability index, a school grade (Senter and Smith, Automated Readability
Index, AMRL-TR-66-220, 1967). French: LIX (Björnsson, Läsbarhet, 1968), which needs no syllables
and was validated on French among other languages (Anderson, Lix and Rix, Journal of Reading
26(6), 1983).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.language.words import words
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale

GRADE = 14.0  # English: second year of college
LIX = 55.0  # from which a text is "difficult" in Björnsson's scale
LONG = 6  # letters beyond which LIX counts a word as long
_END = re.compile(r"[.!?:;…]+(?=\s|$|[»\"”*)])")


def reading_ease(item: Item, setting: Setting) -> Iterator[Fault]:
    """The stem reads like plain prose: English at most grade 14, French at most LIX 55."""
    for locale in LOCALES:
        stem = item.stem.in_(locale)
        found = grade(stem) if locale == "en" else lix(stem)
        limit = GRADE if locale == "en" else LIX
        if found > limit:
            name = "the reading grade" if locale == "en" else "LIX"
            message = f"{name} is {found:.0f}; at most {limit:.0f}"
            fix = "Shorten the sentences, and say it in everyday words."
            yield Fault(f"stem.{locale}", message, fix, "info")


def grade(text: str) -> float:
    """The school grade of an English text by the automated readability index."""
    found = words(text, "en")
    if not found:
        return 0.0
    signs = sum(len(word) for word in found)
    return 4.71 * signs / len(found) + 0.5 * len(found) / _sentences(text) - 21.43


def lix(text: str, locale: Locale = "fr") -> float:
    """Words a sentence plus the percentage of words of more than six letters."""
    found = words(text, locale)
    if not found:
        return 0.0
    long = sum(len(word) > LONG for word in found)
    return len(found) / _sentences(text) + 100 * long / len(found)


def _sentences(text: str) -> int:
    return max(1, len(_END.findall(text)))
