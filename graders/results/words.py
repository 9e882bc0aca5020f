"""Sentences of results, and the names of what they tell of, in one language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from graders.exam.wording import NO_BREAK, write_decimal, write_percent
from question_bank.blueprints import load_blueprints
from question_bank.catalogue import catalogue
from question_bank.model import Locale

BLUEPRINT = "ccm-2025-08"  # whose domains the tasks of cases name

_STRINGS = catalogue(Path(__file__).parent)

# The five competences of the order of 16 November 2012, as the diploma numbers them.
COMPETENCES = {
    1: "Assess a complex situation",
    2: "Draw up and carry out an individual service plan",
    3: "Organise and coordinate what the professionals do",
    4: "Communicate and lead a relationship",
    5: "Carry out education for health",
}
KINDS = {
    "choose": "choice",
    "several": "several choices",
    "order": "order",
    "match": "matching",
    "number": "number",
    "grid": "grid",
    "plan": "plan",
    "short": "short text",
    "long": "long text",
    "simulation": "simulation",
    "compute": "computation",
}


def say(lang: Locale, message: str, **values: Any) -> str:
    """The message in that language, `{name}` filled from the values."""
    return _STRINGS.text(lang, message, **values)


def count(lang: Locale, one: str, many: str, n: int, **values: Any) -> str:
    """The singular or plural message for `n`."""
    return _STRINGS.count(lang, one, many, n, **values)


def points(value: float, lang: Locale) -> str:
    """Points, with as many decimals as they need, two at most."""
    rounded = round(value, 2)
    digits = 0 if rounded == int(rounded) else 1 if round(rounded, 1) == rounded else 2
    return write_decimal(rounded, lang, digits)


def of(part: float, whole: float, lang: Locale) -> str:
    """So many points of so many."""
    written = say(lang, "{part} of {whole}", part=points(part, lang), whole=points(whole, lang))
    return written.replace(" ", NO_BREAK)


def percent(share: float, lang: Locale) -> str:
    """A share in per cent, without decimals."""
    return write_percent(share, lang)


def competence(number: int, lang: Locale) -> str:
    """The title of a competence, after its number."""
    return f"{number}. {say(lang, COMPETENCES[number])}"


def kind(name: str, lang: Locale) -> str:
    """What a kind of task is called."""
    return say(lang, KINDS[name])


def domain(name: str, lang: Locale) -> str:
    """The title of a domain; its id where the outline no longer has it."""
    title = _domains().get(name)
    return name if title is None else title[lang]


def domain_order() -> tuple[str, ...]:
    """The ids of the domains, as the outline lists them."""
    return tuple(_domains())


@cache
def _domains() -> dict[str, dict[Locale, str]]:
    outline = load_blueprints()[0][BLUEPRINT]
    return {one.id: {"en": one.title.en, "fr": one.title.fr} for one in outline.domains}
