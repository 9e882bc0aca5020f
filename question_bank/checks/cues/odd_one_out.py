"""A feature that the key alone has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import in_each_language
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

_HEDGES: dict[Locale, str] = {
    "en": r"may|might|usually|generally|typically|often|tends? to|likely|probably|sometimes"
    r"|in (?:most|many|some) cases|(?:if|as|when|where) (?:needed|appropriate|necessary|possible"
    r"|indicated|feasible|applicable)",
    "fr": r"peut-être|généralement|en général|d['’]ordinaire|habituellement|souvent|parfois"
    r"|probablement|sans doute|(?:le plus|la plupart du) (?:souvent|temps)"
    r"|(?:si|lorsque|quand) (?:c['’]est |cela est )?(?:nécessaire|possible|besoin|utile|indiqué)"
    r"|s['’]il y a lieu|le cas échéant|si besoin|au besoin|dans (?:certains|la plupart des) cas",
}
_UNIT = (
    r"\d\s?(?:%|\$|€|kg|mg|g|ml|mL|lbs?|cm|mm|km|°C|°F|hours?|days?|weeks?|months?|years?|minutes?"
    r"|h|heures?|jours?|semaines?|mois|ans?)(?!\w)"
)
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,}s?(?![\w-])")


def _features(locale: Locale) -> dict[str, re.Pattern[str]]:
    return {
        "a hedge": re.compile(
            r"(?<!\w)(?<!less )(?<!more )(?<!moins )(?<!plus )(?<!how )"
            rf"(?:{_HEDGES[locale]})(?!\w)",
            re.IGNORECASE,
        ),
        "a unit": re.compile(_UNIT),
        "a figure": re.compile(r"\d"),
        "brackets": re.compile(r"\([^)]{2,}\)"),
        "an acronym": _ACRONYM,
    }


_FEATURES: dict[Locale, dict[str, re.Pattern[str]]] = {
    "en": _features("en"),
    "fr": _features("fr"),
}


def odd_one_out(item: Item, setting: Setting) -> Iterator[Fault]:
    """No figure, unit, bracket, acronym or hedge is in the key alone."""
    for options in in_each_language(item):
        if len(options.texts) < 3:
            continue
        for name, pattern in _FEATURES[options.locale].items():
            has = [pattern.search(text) is not None for text in options.texts]
            if has[options.key] and sum(has) == 1:
                message = f"the key alone has {name}"
                fix = "Give it to some distractors, or to no option."
                yield Fault(options.place(), message, fix, "warning")
                break
