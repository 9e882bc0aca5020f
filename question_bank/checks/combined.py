"""Options that combine others, by their letters or by their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from question_bank.checks.finding import Fault
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

_MARK = r"(?:[A-E]|[1-5]|I{1,3}|IV|V)"
_LISTED = rf"{_MARK}(?:\s*,\s*{_MARK})*\s*(?:,\s*)?(?:and|or|et|ou|&|\+)\s*{_MARK}"
_COMBINED = re.compile(
    rf"^(?:[Bb]oth |[Ee]ither |[Nn]either |[Oo]nly |[Ss]eulement |[Ss]eules? )?{_LISTED}"
    r"(?: only| seulement| uniquement)?[\s.]*$"
)
_NAMED = re.compile(
    rf"\b(?:options?|answers?|choices?|statements?|réponses?|propositions?|choix|énoncés?)\s{_LISTED}(?!\w)",
    re.IGNORECASE,
)
_COUNT = r"(?:one|two|three|four|un|une|deux|trois|quatre)"
_NAMED_IN_WORDS = re.compile(
    r"\b(?:options?|answers?|choices?|statements?|réponses?|propositions?|énoncés?)"
    rf"\s{_COUNT}(?:, {_COUNT})*,? (?:and|or|et|ou) {_COUNT}(?!\w)",
    re.IGNORECASE,
)
_RANK = r"(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th|previous|other)"
_RANK_FR = (
    r"(?:premi(?:er|ère)s?|seconde?s?|deuxièmes?|troisièmes?|quatrièmes?|cinquièmes?"
    r"|derni(?:er|ère)s?|autres?|1re|1er|2e|3e|4e)"
)
_THING = r"(?: (?:one|option|answer|choice|step|action|measure|statement|idea|proposal|item)s?)?"
_THING_FR = (
    r"(?: (?:réponse|proposition|option|choix|démarche|action|mesure|étape|énoncé|affirmation"
    r"|idée|solution|piste|suggestion)s?)?"
)
_START = (
    r"^\W*(?:(?:do|choose|use|combine|try|join|take|link|offer|begin with) )?"
    r"(?:(?:both|either|neither|only|just|all of|a (?:mix|blend|combination) of"
    r"|some combination of) )?(?:of )?"
)
_START_FR = (
    r"^\W*(?:(?:faire|choisir|combiner|associer|retenir|cumuler|mener|proposer|enchaîner"
    r"|commencer par) )?(?:(?:à la fois|soit|ni|seulement|uniquement"
    r"|(?:une|la) (?:combinaison|association|somme) (?:de|entre)) )?"
)
# "The first two weeks" and "the first and the second visit" name something: they go on.
_STOP = (
    r"(?=[\s.*]*$|\s*[,;:(—–]|\s(?:together|combined|in (?:that|this|either) order|at once|only"
    r"|at the same time|jointly|but not|without the|one after|apply|are|is)\b)"
)
_STOP_FR = (
    r"(?=[\s.*]*$|\s*[,;:(—–]|\s(?:ensemble|combinée?s?|réunie?s?|à la fois|seulement|uniquement"
    r"|dans (?:cet|l['’]) ?ordre|en même temps|conjointement|mais pas|sans la|l['’]une? après"
    r"|sont|est)(?!\w))"
)
_BY_PLACE: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        rf"{_START}(?:the )?{_RANK}{_THING}(?:, (?:the )?{_RANK}{_THING})*,?"
        rf" (?:and|or|then|plus|nor|with|followed by|and then|as well as) (?:the )?{_RANK}{_THING}"
        rf"{_STOP}"
        rf"|{_START}(?:the )?(?:first|last|other|previous|preceding) (?:two|three|four){_THING}"
        rf"{_STOP}"
        rf"|{_START}(?:the )?former (?:and|or|plus|then) (?:the )?latter\b"
        r"|^\W*(?:any |some |only )?(?:two|three|most|some|one) of (?:these|the (?:above"
        rf"|(?:other )?(?:options|answers|choices|others|other (?:two|three))))\b"
        r"|^\W*(?:a (?:mix|blend|combination)|some combination) of (?:these|them|the above"
        r"|the others|(?:the )?other (?:options|answers|choices))\b"
        r"|^\W*more than one of (?:these|the)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"{_START_FR}(?:l[ea]s? |l['’])?{_RANK_FR}{_THING_FR}(?:, (?:l[ea]s? |l['’])?{_RANK_FR}"
        rf"{_THING_FR})*,? (?:et|ou|puis|plus|avec|ainsi que|et puis|suivie? de|ni)"
        rf" (?:l[ea]s? |l['’])?{_RANK_FR}{_THING_FR}{_STOP_FR}"
        rf"|{_START_FR}les (?:deux|trois|quatre) {_RANK_FR}{_THING_FR}{_STOP_FR}"
        rf"|{_START_FR}les {_RANK_FR} (?:deux|trois|quatre){_THING_FR}{_STOP_FR}"
        rf"|{_START_FR}l['’]une? (?:et|puis) l['’]autre{_STOP_FR}"
        r"|^\W*(?:deux|trois|une|plusieurs|certaines) (?:de ces|de celles-ci|des|d['’]entre)"
        r" (?:réponses|propositions|options|choix|démarches|elles|autres)\b"
        r"|^\W*(?:une|la) (?:combinaison|association) (?:de|des) (?:ces|deux|trois|autres|réponses"
        r"|propositions|options|démarches)\b",
        re.IGNORECASE,
    ),
}
_LATER: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:second|third|fourth|latter)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:second|deuxième|troisième|quatrième)", re.IGNORECASE),
}


def combined(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option combines other options, as "A and C" or "the first two"."""
    for place, locale, text in option_texts(item):
        if combines(text, item.stem.in_(locale), locale):
            message = "combines other options by letter, number or place"
            yield Fault(place, message, "Write an option that stands for itself.")


@lru_cache(maxsize=1024)  # several rules ask in a row
def combines(option: str, stem: str, locale: Locale) -> bool:
    """Whether an option stands for several others; what the stem counts may be counted."""
    if any(pattern.search(option) for pattern in (_COMBINED, _NAMED, _NAMED_IN_WORDS)):
        return True
    return bool(_BY_PLACE[locale].search(option)) and not _LATER[locale].search(stem)
