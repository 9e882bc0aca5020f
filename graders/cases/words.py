"""Sentences, numbers and dates of marks and feedback, in the language of the student."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date

from curriculum.render.page import number
from question_bank.catalogue import catalogue
from question_bank.model import Locale

_STRINGS = catalogue(Path(__file__).parent)


def say(lang: Locale, message: str, **values: Any) -> str:
    """The message in that language, `{name}` filled from the values."""
    return _STRINGS.text(lang, message, **values)


def count(lang: Locale, one: str, many: str, n: int, **values: Any) -> str:
    """The singular or plural message for `n`."""
    return _STRINGS.count(lang, one, many, n, **values)


def points(value: float, lang: Locale) -> str:
    """Points with two decimals at most."""
    return number(round(value, 2) + 0.0, lang)


def percent(share: float, lang: Locale) -> str:
    """A share (0 to 1) in per cent, rounded down so that what fails never reads as passed."""
    return say(lang, "{share}%", share=int(share * 100 + 1e-6))


def day(written: str, lang: Locale) -> str:
    """A date, given as year-month-day, in words."""
    when = date.fromisoformat(written)
    said = str(format_date(when, format="long", locale=lang))
    return f"1er{said[1:]}" if lang == "fr" and when.day == 1 else said
