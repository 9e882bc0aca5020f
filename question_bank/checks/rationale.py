"""The reasons given for each option."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault, Level
from question_bank.checks.position import POINTS
from question_bank.checks.prose import all_texts, reason_texts, word_count
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

SHORTEST = 6  # words under which a rationale explains nothing

_PLACEHOLDER = re.compile(r"\b(?:TODO|TBD|FIXME|XXX|lorem ipsum|à compléter)(?!\w)|^[.…?\-\s]+$")
_LETTER = re.compile(
    r"^\(?[A-E]\)?\s*(?:[:.)]\s|(?:is|est|was|would|serait)\s)"
    r"|(?<![Pp]art )(?<![Pp]artie )(?<![Vv]olet )(?<!Plan )(?<!Hepatitis )"
    r"\b[A-E] (?:is|est) (?:the |la |le )?(?:correct|right|wrong|incorrect|juste|fausse|bonne)\b"
)
_VERDICT_AGAINST: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"^(?:incorrect|wrong|false|untrue)\b"
        r"|\b(?:this|it) (?:is|would be) (?:the )?(?:wrong|incorrect)\b"
        r"|(?:^|[.;:]\s)(?:(?:this|it) )?(?:would|could|might) be (?:right|correct)"
        r" (?:if|once|when)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^(?:incorrecte?|fausse?|faux|inexacte?)(?!\w)"
        r"|(?:^|[.;:]\s)(?:(?:ce|elle|il) )?(?:serait|deviendrait) (?:juste|exacte?|correcte?)"
        r" (?:si\b|s['’]|une fois\b|quand\b|lorsqu)",
        re.IGNORECASE,
    ),
}
_VERDICT_FOR: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"^(?:correct|right|true|yes)\s*[.!:;—–]"
        r"|\b(?:this|it) is (?:therefore )?the (?:best|correct|right) (?:answer|option|choice)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^(?:correcte?|exacte?|juste|vrai|oui|bonne réponse)\s*[.!:;—–]"
        r"|\bc['’]est (?:donc )?la (?:bonne|meilleure) (?:réponse|option|proposition)\b",
        re.IGNORECASE,
    ),
}


def rationale(item: Item, setting: Setting) -> Iterator[Fault]:
    """Every option has a reason that agrees with the key and names no letter or place."""
    for place, locale, text, is_key in reason_texts(item):
        if word_count(text) < SHORTEST:
            message = f"explains nothing in {word_count(text)} words"
            yield Fault(place, message, "Say why, and what would make a distractor right.")
        found = POINTS[locale].search(text) or _LETTER.search(text)
        if found is not None:
            message = f"{found.group().strip()!r} names a place, and options are shuffled"
            yield Fault(place, message, "Say what is meant in words.")
        verdict = (_VERDICT_AGAINST if is_key else _VERDICT_FOR)[locale].search(text)
        if verdict is not None:
            side = "against the key" if is_key else "for an option that is not the key"
            message = f"{verdict.group()!r} speaks {side}"
            yield Fault(place, message, "Mend the rationale, or `correct`.")


def placeholder(item: Item, setting: Setting) -> Iterator[Fault]:
    """No text is still to be written."""
    level: Level = "warning" if item.status == "draft" else "error"
    for place, _, text in all_texts(item):
        if _PLACEHOLDER.search(text):
            yield Fault(place, "is still to be written", "Write it.", level)
