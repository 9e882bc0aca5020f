"""Options that are numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import wordings
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale
from question_bank.shuffle import LEAD

_NUMBER = r"\d+(?:[ \u00a0\u202f,.]\d{3})*(?:[.,]\d+)?"
_WORDS: dict[Locale, str] = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
}
_SIGNS = r"[$€£<>≤≥±+~\s]"
_JOIN = r"\s*(?:[-–—]|to|and|à|et)\s*(?:[$€£]\s?)?"
_UNITS: tuple[tuple[str, str], ...] = (
    ("minutes", r"min(?:utes?|\.)?"),
    ("hours", r"h|hours?|hrs?|heures?"),
    ("days", r"(?:calendar |business |working )?days?|jours?"),
    ("weeks", r"weeks?|wks?|semaines?"),
    ("months", r"months?|mois"),
    ("years", r"years?|yrs?|ans?|années?"),
    ("percent", r"%|percent|per cent|pour cent"),
    ("euros", r"€|euros?"),
    ("dollars", r"\$|dollars?"),
    ("milligrams", r"mg"),
    ("grams", r"g"),
    ("kilograms", r"kg"),
    ("pounds", r"lbs?|pounds?|livres?"),
    ("miles", r"miles?"),
    ("kilometres", r"km"),
)
_UNIT = {
    name: re.compile(rf"^[\s\u00a0\u202f]*-?(?:{pattern})(?!\w)", re.IGNORECASE)
    for name, pattern in _UNITS
}


@dataclass(frozen=True)
class Quantity:
    """The number an option starts with: a value or a range, its unit and its decimals."""

    low: float
    high: float
    unit: str
    decimals: int


def numeric_options(item: Item, setting: Setting) -> Iterator[Fault]:
    """Options that are numbers ascend or descend, do not overlap, and share unit and precision."""
    for options in wordings(item):
        found = [quantity(text, options.locale) for text in options.texts]
        if any(one is None for one in found):
            continue
        quantities = [one for one in found if one is not None]
        place = f"choices ({options.locale})"
        if len({one.unit for one in quantities}) > 1:
            units = ", ".join(sorted({one.unit or "no unit" for one in quantities}))
            yield Fault(place, f"the units are mixed: {units}", "Use one unit.", "warning")
        elif not _in_order(quantities) and len({(q.low, q.high) for q in quantities}) > 1:
            message = "the numbers neither ascend nor descend"
            yield Fault(place, message, "Put them in order; the shuffle keeps it.", "warning")
        if len({one.decimals for one in quantities}) > 1:
            message = "the numbers have different decimals"
            yield Fault(place, message, "Give all the same precision.", "warning")
        if any(_overlap(one, other) for one, other in combinations(quantities, 2)):
            yield Fault(place, "the ranges overlap", "Make them exclude each other.", "warning")


def quantity(option: str, locale: Locale) -> Quantity | None:
    """The number or range with which the option starts; None where it starts otherwise."""
    head = _head(locale).match(option.strip())
    if head is None:
        return None
    low = _value(head["low"], locale)
    high = low if head["high"] is None else _value(head["high"], locale)
    rest = (head["unit1"] or "") + head["rest"]
    unit = next((name for name, pattern in _UNIT.items() if pattern.match(rest)), "")
    if not unit:
        unit = next((n for s, n in (("$", "dollars"), ("€", "euros")) if s in head["sign"]), "")
    if not unit and not head["low"][0].isdigit():
        return None  # "one at breakfast": no quantity
    figures = re.split(r"[.,]", head["low"])
    decimals = len(figures[-1]) if len(figures) > 1 and len(figures[-1]) != 3 else 0
    return Quantity(low, high, unit, decimals)


@cache
def _head(locale: Locale) -> re.Pattern[str]:
    """A number or a range at the start of an option, after such words as "within"."""
    number = rf"(?:{_NUMBER}|\b(?:{'|'.join(_WORDS[locale].split())})\b)"
    return re.compile(
        rf"^[\W_]*?{LEAD}(?P<sign>{_SIGNS}*)(?P<low>{number})(?P<unit1>%)?"
        rf"(?:{_JOIN}(?P<high>{number}))?(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    )


def _value(figure: str, locale: Locale) -> float:
    names = _WORDS[locale].split()
    if figure.lower() in names:
        return float(names.index(figure.lower()))
    plain = re.sub(r"[ \u00a0\u202f]", "", figure)
    plain = re.sub(r"[,.](?=\d{3}(?:\D|$))", "", plain)
    return float(plain.replace(",", "."))


def _in_order(quantities: Sequence[Quantity]) -> bool:
    bounds = [(one.low, one.high) for one in quantities]
    ascends = all(first <= second for first, second in pairwise(bounds))
    return ascends or all(first >= second for first, second in pairwise(bounds))


def _overlap(one: Quantity, other: Quantity) -> bool:
    """Whether two ranges share more than nothing; equal single numbers are another rule's."""
    if one.low == one.high and other.low == other.high:
        return False
    return one.low <= other.high and other.low <= one.high
