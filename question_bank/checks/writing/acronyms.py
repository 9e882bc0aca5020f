"""Acronyms that the reader may not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from question_bank.checks.finding import Fault
from question_bank.checks.language.word_lists import by_language, packaged
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale

FILE = Path(__file__).parent / "acronyms.yaml"
_ACRONYM = re.compile(r"(?<![\w'’-])(?:[A-ZÀ-Þ]{2,6}|[A-Z]&[A-Z])(?:s)?(?![\w-])")
_SHOUTED = by_language("shouted")


def acronyms(item: Item, setting: Setting) -> Iterator[Fault]:
    """Acronyms of stem and options are spelled out at first use, or known to everyone."""
    case = setting.bank.cases.get(item.case) if item.case is not None else None
    for locale in LOCALES:
        asked = (f"{case.text.in_(locale)} " if case is not None else "") + item.stem.in_(locale)
        whole = "\n".join((asked, *(choice.text.in_(locale) for choice in item.choices)))
        unknown = sorted(
            found
            for found in set(_ACRONYM.findall(whole)) - _SHOUTED[locale]
            if found.rstrip("s") not in _known(locale) and not _is_spelled_out(found, whole)
        )
        if unknown:
            message = f"{', '.join(unknown)} {'is' if len(unknown) == 1 else 'are'} not spelled out"
            fix = "Write the words with the acronym in brackets at first use."
            yield Fault(f"item.{locale}", message, fix, "info")


def _is_spelled_out(acronym: str, text: str) -> bool:
    """Whether brackets stand with the acronym: "resource center (ADRC)", "DAC (dispositif …)"."""
    bare = re.escape(acronym.rstrip("s"))
    return re.search(rf"\([^)]*\b{bare}s?\b[^)]*\)|\b{bare}s?\s*\([^)]{{6,}}\)", text) is not None


@cache
def _known(locale: Locale) -> frozenset[str]:
    return frozenset(str(name) for name in packaged(FILE)[locale])
