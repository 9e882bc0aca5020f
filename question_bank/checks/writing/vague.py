"""Words of frequency that every reader takes otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault, Level
from question_bank.checks.language.options import wordings
from question_bank.checks.prose import lead_in
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

VAGUE: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"(?<!\w)(?<!how )(?<!less )(?<!more )(?<!as )(?<!most )"
        r"(?:often|sometimes|frequently|usually|rarely|seldom|occasionally|generally|typically"
        r"|commonly|normally|regularly|periodically|infrequently|hardly ever"
        r"|almost (?:always|never)"
        r"|from time to time|now and then|once in a while|(?:several|many|a few) times"
        r"|most of the time|on a regular basis|at regular intervals|every so often"
        r"|every now and then|as a (?:general )?rule|in general|for the most part"
        r"|more often than not|in (?:most|many|some) cases|not often|on occasion|customarily"
        r"|ordinarily|habitually|repeatedly|intermittently"
        r"|constantly|scarcely ever|at times|as often as not|nearly (?:always|never))(?!\w)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?<!\w)(?<!moins )(?<!plus )(?<!aussi )(?<!trop )"
        r"(?:souvent|parfois|fréquemment|habituellement|rarement|occasionnellement|généralement"
        r"|régulièrement|périodiquement|quelquefois|normalement|couramment|d['’]habitude"
        r"|d['’]ordinaire|en général|de temps (?:en temps|à autre)|la plupart du temps"
        r"|(?:plusieurs|quelques|maintes) fois|presque (?:toujours|jamais)|à intervalles réguliers"
        r"|ordinairement|usuellement|le plus souvent|dans (?:la plupart des|certains|bien des) cas"
        r"|la majeure partie du temps|de façon (?:régulière|répétée)|fréquente?s?|à l['’]occasion"
        r"|de loin en loin|constamment|en règle générale|exceptionnellement|par moments)"
        r"(?!\w)",
        re.IGNORECASE,
    ),
}
_FIX = "Say how often, in figures or by an event."


def vague_terms(item: Item, setting: Setting) -> Iterator[Fault]:
    """Options and question say how often in figures; options that differ by it are a warning."""
    for options in wordings(item):
        pattern = VAGUE[options.locale]
        found = {
            n: m.group() for n, text in enumerate(options.texts) if (m := pattern.search(text))
        }
        level: Level = "warning" if len({word.lower() for word in found.values()}) > 1 else "info"
        for index, word in found.items():
            yield Fault(options.place(index), f"{word!r} is vague", _FIX, level)
        asked = pattern.search(lead_in(item.stem.in_(options.locale)))
        if asked is not None:
            place = f"stem.{options.locale}"
            yield Fault(place, f"the question turns on {asked.group()!r}", _FIX, "info")
