"""Figures that must be the same in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import paired_texts
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale

_US_UNIT = (
    r"(?:-?(?:lbs?|pounds?|ft|foot|feet|inch(?:es)?|in|miles?|mi|oz|ounces?|yards?|gallons?)\b"
    r"|°\s?F)"
)
_METRIC_ADDED = re.compile(rf"\d[\d.,]*\s?{_US_UNIT}\.?\s?\(([^)]*\d[^)]*)\)", re.IGNORECASE)
_US_MEASURE = re.compile(rf"(\d+(?:[.,]\d+)?)\s?-?({_US_UNIT})", re.IGNORECASE)
_METRIC: tuple[tuple[str, float], ...] = (  # start of the unit, metric units in one of it
    ("lb", 0.4536),
    ("pound", 0.4536),
    ("f", 30.48),
    ("in", 2.54),
    ("mi", 1.609),
    ("o", 28.35),
    ("y", 0.9144),
    ("g", 3.785),
)
_CLOSE = 0.07  # how far a rounded metric value may be from the exact one
_CLOCK = re.compile(r"\b(\d{1,2})(?::(\d\d))?\s?([ap])\.?m\b\.?", re.IGNORECASE)
_GROUPED_EN = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_GROUPED_FR = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_COMMA_FR = re.compile(r"(?<=\d),(?=\d)")
_BOTH_WAYS: tuple[tuple[Locale, Locale], ...] = (("en", "fr"), ("fr", "en"))
_ANY = re.compile(r"\d")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# Names that hold a figure in one language: trisomy 21 is Down syndrome, 15 a number to call.
_NAMES = re.compile(
    r"\b(?:trisom(?:y|ie)[ \u00a0](?:13|18|21)|(?:appel|compos|joi)\w+ le (?:15|17|18)(?!\w)"
    r"|(?:le|au|du) (?:112|115|119|3114|3919)(?!\w)|(?:911|988|211)(?!\w))",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(\d+(?:[.,]\d+)?)[ \u00a0\u202f]?(?:%|percent\b|per cent\b|pour cent\b)", re.I
)
_SHARES: dict[Locale, dict[str, str]] = {  # percentages as fractions in words
    "en": {
        "10": "(?:one|a) tenth|one in ten",
        "20": "(?:one|a) fifth|one in five",
        "25": "(?:one|a) quarter|one in four",
        "33": "(?:one|a) third|one in three",
        "40": "two[- ]fifths|two in five",
        "50": "half|one in two",
        "60": "three[- ]fifths|three in five",
        "66": "two[- ]thirds|two in three",
        "67": "two[- ]thirds|two in three",
        "75": "three[- ]quarters|three in four",
        "80": "four[- ]fifths|four in five",
        "90": "nine[- ]tenths|nine in ten",
    },
    "fr": {
        "10": "un dixième|une? (?:personne )?sur dix",
        "20": "un cinquième|une? (?:\\w+ )?sur cinq",
        "25": "un quart|une? (?:\\w+ )?sur quatre",
        "33": "un tiers|le tiers|une? (?:\\w+ )?sur trois",
        "40": "deux cinquièmes|deux (?:\\w+ )?sur cinq",
        "50": "(?:la )?moitié|une? (?:\\w+ )?sur deux",
        "60": "trois cinquièmes|trois (?:\\w+ )?sur cinq",
        "66": "deux tiers|deux (?:\\w+ )?sur trois",
        "67": "deux tiers|deux (?:\\w+ )?sur trois",
        "75": "trois quarts|trois (?:\\w+ )?sur quatre",
        "80": "quatre cinquièmes|quatre (?:\\w+ )?sur cinq",
        "90": "neuf dixièmes|neuf (?:\\w+ )?sur dix",
    },
}

_WORDS: dict[Locale, dict[str, str]] = {
    "en": {
        "1": "one|once|first|single|a|an",
        "2": "two|twice|both|second|half",
        "3": "three|third|thirds",
        "4": "four|fourth|quarter|quarters",
        "5": "five|fifth",
        "6": "six|sixth",
        "7": "seven|seventh",
        "8": "eight|eighth",
        "9": "nine|ninth",
        "10": "ten|tenth",
        "11": "eleven",
        "12": "twelve",
        "13": "thirteen",
        "14": "fourteen",
        "15": "fifteen",
        "16": "sixteen",
        "20": "twenty",
        "24": "twenty-four",
        "30": "thirty",
        "40": "forty",
        "50": "fifty|half",
        "60": "sixty",
        "80": "eighty",
        "90": "ninety",
        "100": "hundred",
        "1000": "thousand",
    },
    "fr": {
        "1": "une?|premi(?:er|ère)s?|1er",
        "2": "deux|deuxième|second(?:e|es|s)?|moitié|demie?",
        "3": "trois|troisième|tiers",
        "4": "quatre|quatrième|quarts?|trimestre",
        "5": "cinq|cinquième",
        "6": "six|sixième|semestre",
        "7": "sept|septième",
        "8": "huit|huitième",
        "9": "neuf|neuvième",
        "10": "dix|dixième|dizaine",
        "11": "onze",
        "12": "douze|douzaine",
        "13": "treize",
        "14": "quatorze",
        "15": "quinze|quinzaine",
        "16": "seize",
        "20": "vingt|vingtaine",
        "24": "vingt-quatre",
        "30": "trente|trentaine",
        "40": "quarante",
        "50": "cinquante|moitié",
        "60": "soixante",
        "80": "quatre-vingts?",
        "90": "quatre-vingt-dix",
        "100": "cents?|centaine",
        "1000": "mille|milliers?",
    },
}

_MINUTES: dict[Locale, dict[str, str]] = {  # minutes of the clock in words
    "en": {"15": "quarter past", "30": "half past", "45": "quarter to"},
    "fr": {"15": "et quart", "30": "et demie?", "45": "moins le quart"},
}


def figures(prose: str, locale: Locale) -> frozenset[str]:
    """Numbers in the prose, however the language writes them.

    A US measure with its metric value in brackets counts as the metric value alone, and
    a time counts in hours of the day.
    """
    text = _METRIC_ADDED.sub(r"\1", _NAMES.sub(" ", prose))
    text = _CLOCK.sub(_on_24_hours, text)
    if locale == "fr":
        text = _COMMA_FR.sub(".", _GROUPED_FR.sub("", text))
    else:
        text = _GROUPED_EN.sub("", text)
    return frozenset(_plain(found) for found in _FIGURE.findall(text))


def parity(item: Item, setting: Setting) -> Iterator[Fault]:
    """Both languages give the same figures."""
    for place, text in paired_texts(item):
        if not _ANY.search(text.en) and not _ANY.search(text.fr):
            continue
        found = {locale: figures(text.in_(locale), locale) for locale in LOCALES}
        for locale, other in _BOTH_WAYS:
            mine, theirs = text.in_(locale), text.in_(other)
            lost = sorted(
                figure
                for figure in found[locale] - found[other]
                if not _in_words(figure, theirs, other)
                and not _as_share(figure, mine, theirs, other)
                and not _converted(figure, mine, found[other])
                and not _converted_from(figure, theirs)
                and not _same_hour(figure, mine, theirs, other)
                and not _minutes_in_words(figure, mine, theirs, other)
            )
            if lost:
                message = f"{', '.join(lost)} stands in the other language ({locale}) only"
                yield Fault(f"{place}.{other}", message, "Give both the same figures.", "warning")


def _on_24_hours(found: re.Match[str]) -> str:
    hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
    return f"{hour} {found[2]}" if found[2] and found[2] != "00" else f"{hour}"


def _plain(figure: str) -> str:
    """The figure without leading or trailing zeros that change nothing."""
    whole, _, decimals = figure.partition(".")
    decimals = decimals.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{decimals}" if decimals else whole


def _in_words(figure: str, prose: str, locale: Locale) -> bool:
    words = _WORDS[locale].get(figure)
    return words is not None and bool(re.search(rf"(?<!\w)(?:{words})(?!\w)", prose, re.IGNORECASE))


def _as_share(figure: str, mine: str, theirs: str, other: Locale) -> bool:
    """Whether the figure is a percentage that the other language gives as a fraction."""
    named = _SHARES[other].get(figure)
    if named is None or figure not in {_plain(share) for share in _PERCENT.findall(mine)}:
        return False
    return re.search(rf"(?<!\w)(?:{named})(?!\w)", theirs, re.IGNORECASE) is not None


def _same_hour(figure: str, mine: str, theirs: str, other: Locale) -> bool:
    """Whether one language counts an hour after noon from noon, and the other from midnight."""
    if not figure.isdigit():
        return False
    hour = int(figure)
    if 13 <= hour <= 23:
        from_noon = str(hour - 12)
        on_clock = _hour_of_day(figure, mine)
        return on_clock and (
            from_noon in figures(theirs, other) or _in_words(from_noon, theirs, other)
        )
    return 1 <= hour <= 11 and _hour_of_day(str(hour + 12), theirs)


def _hour_of_day(figure: str, prose: str) -> bool:
    return re.search(rf"(?<!\d){figure}[ \u00a0\u202f]?h(?:eures?)?(?!\w)", prose) is not None


def _minutes_in_words(figure: str, mine: str, theirs: str, other: Locale) -> bool:
    """Whether the figure is the minutes of a time that the other language gives in words."""
    named = _MINUTES[other].get(figure)
    if (
        named is None
        or re.search(rf"(?<=\d)(?:[ \u00a0\u202f]?h[ \u00a0\u202f]?|:){figure}(?!\d)", mine) is None
    ):
        return False
    return re.search(rf"(?<!\w)(?:{named})(?!\w)", theirs, re.IGNORECASE) is not None


def _metric_values(prose: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each US measure of the prose: its figure, and what it may be in metric units."""
    for found in _US_MEASURE.finditer(prose):
        figure, unit = found[1].replace(",", "."), found[2].lower().lstrip("-")
        value = float(figure)
        if unit.startswith("°"):
            yield _plain(figure), ((value - 32) / 1.8,)
            continue
        factor = next(factor for start, factor in _METRIC if unit.startswith(start))
        yield _plain(figure), (value * factor, value * factor / 100)  # cm or m, km alone


def _converted(figure: str, prose: str, others: frozenset[str]) -> bool:
    """Whether the figure is a US measure whose metric value stands in the other language."""
    return any(
        us == figure and any(_is_near(other, values) for other in others)
        for us, values in _metric_values(prose)
    )


def _converted_from(figure: str, prose: str) -> bool:
    """Whether the figure is the metric value of a US measure of the other language."""
    return any(_is_near(figure, values) for _, values in _metric_values(prose))


def _is_near(figure: str, values: tuple[float, ...]) -> bool:
    found = float(figure)
    return any(
        abs(found - value) <= max(0.5, _CLOSE * abs(value)) for value in values if value >= 1
    )
