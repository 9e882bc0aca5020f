"""Sentences in both languages, with numbers written as each language writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from question_bank.catalogue import catalogue
from question_bank.model import LOCALES, Locale, Text

STRINGS = catalogue(Path(__file__).parent)
NO_BREAK = "\u00a0"

Value = str | int | Text


def say(message: str, **values: Value) -> Text:
    """The message in both languages, `{name}` filled from the values."""
    filled = {
        locale: STRINGS.text(locale, message, **_spoken(values, locale)) for locale in LOCALES
    }
    return Text(en=filled["en"], fr=filled["fr"])


def count(one: str, many: str, n: int, **values: Value) -> Text:
    """The singular or plural message for `n` in both languages."""
    filled = {
        locale: STRINGS.count(locale, one, many, n, **_spoken(values, locale)) for locale in LOCALES
    }
    return Text(en=filled["en"], fr=filled["fr"])


def join(*texts: Text) -> Text:
    """Sentences one after the other."""
    return Text(en=" ".join(t.en for t in texts), fr=" ".join(t.fr for t in texts))


def listed(texts: tuple[Text, ...]) -> Text:
    """A list in a sentence, separated by semicolons since titles contain commas."""
    return Text(en="; ".join(t.en for t in texts), fr="\u202f; ".join(t.fr for t in texts))


def decimal(value: float, digits: int = 0, *, signed: bool = False) -> Text:
    """A number with that many decimals."""
    spoken = {locale: write_decimal(value, locale, digits, signed=signed) for locale in LOCALES}
    return Text(en=spoken["en"], fr=spoken["fr"])


def percent(share: float, digits: int = 0) -> Text:
    """A share as a percentage."""
    spoken = {locale: write_percent(share, locale, digits) for locale in LOCALES}
    return Text(en=spoken["en"], fr=spoken["fr"])


def likelihood(chance: float) -> Text:
    """A probability in per cent that never reads as certainty."""
    if chance < 0.01:
        return say("less than {percent}", percent=percent(0.01))
    if chance > 0.99:
        return say("more than {percent}", percent=percent(0.99))
    return percent(chance)


def duration(seconds: float) -> Text:
    """A length of time: 48 s, 12 min 05 s, 2 h 07 min."""
    spoken = {locale: write_duration(seconds, locale) for locale in LOCALES}
    return Text(en=spoken["en"], fr=spoken["fr"])


def write_decimal(value: float, locale: Locale, digits: int = 0, *, signed: bool = False) -> str:
    """A number as written in one language."""
    rounded = round(value, digits) + 0.0  # no "-0"
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    text = format_decimal(abs(rounded), format=pattern, locale=locale)
    if rounded < 0:
        return f"\u2212{text}"
    return f"+{text}" if signed and rounded > 0 else text


def write_percent(share: float, locale: Locale, digits: int = 0) -> str:
    """A percentage as written in one language: 70% or 70 %."""
    number = write_decimal(100 * share, locale, digits)
    return f"{number}{NO_BREAK}%" if locale == "fr" else f"{number}%"


def write_duration(seconds: float, locale: Locale) -> str:
    """A length of time as written in one language; 2 h 07 in French."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}{NO_BREAK}s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes}{NO_BREAK}min" + (f"{NO_BREAK}{rest:02}{NO_BREAK}s" if rest else "")
    hours, minutes = divmod(round(seconds / 60), 60)
    unit = "" if locale == "fr" else f"{NO_BREAK}min"
    written = f"{write_decimal(hours, locale)}{NO_BREAK}h"
    return written + (f"{NO_BREAK}{minutes:02}{unit}" if minutes else "")


def write_moment(moment: datetime, locale: Locale) -> str:
    """A date and time in UTC: 1 March 2026, 14:30 UTC or 1er mars 2026, 14 h 30 UTC."""
    utc = moment.astimezone(UTC)
    if locale == "en":
        return f"{format_date(utc, 'd MMMM y', locale='en')}, {utc:%H:%M} UTC"
    day = "1er" if utc.day == 1 else str(utc.day)
    month = format_date(utc, "MMMM y", locale="fr")
    return f"{day} {month}, {utc.hour}{NO_BREAK}h{NO_BREAK}{utc:%M} UTC"


def _spoken(values: dict[str, Value], locale: Locale) -> dict[str, str]:
    spoken = {}
    for name, value in values.items():
        if isinstance(value, Text):
            spoken[name] = value.in_(locale)
        elif isinstance(value, int):
            spoken[name] = write_decimal(value, locale)
        else:
            spoken[name] = value
    return spoken
