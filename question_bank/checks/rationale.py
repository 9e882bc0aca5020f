"""The reasons given for each option."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.bank import is_answerable
from question_bank.checks.finding import Fault
from question_bank.checks.position import POINTS
from question_bank.checks.prose import reason_texts, word_count
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

SHORTEST = 6  # words under which a rationale explains nothing

# Most reasons hold none of these, and need no closer look.
_POINTING = ("ption", "nswer", "hoi", "istractor", "bove", "elow", "ci-", "épons", "ropos")
_CAPITAL = re.compile(r"\b[A-E]\b")
_LETTER = re.compile(
    r"^\(?[A-E]\)?\s*(?:[:.)]\s|(?:is|est|was|would|serait)\s)"
    r"|(?<![Pp]art )(?<![Pp]artie )(?<![Vv]olet )(?<!Plan )(?<!Hepatitis )"
    r"\b[A-E] (?:is|est) (?:the |la |le )?(?:correct|right|wrong|incorrect|juste|fausse|bonne)\b"
    r"|(?<![Pp]arts )(?<![Vv]olets )(?<![Pp]arties )(?<!Plans )\b[A-E](?:, [A-E])*,?"
    r" (?:and|or|et|ou) [A-E] (?:are|is|sont|est|would|were|seraient|étaient)\b"
    r"|(?<=[a-zé,] )(?<!section )(?<!paragraph )(?<!paragraphe )\([A-E]\)(?=[\s,.;:])"
    r"|\b(?i:the (?:first|last) (?:option|answer|choice|distractor) (?:is|was|would|does|fails))\b"
    r"|\b(?i:la (?:première|dernière) (?:option|réponse|proposition) (?:est|serait|ne))\b"
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
        pointing = any(piece in text for piece in _POINTING)
        found = POINTS[locale].search(text) if pointing else None
        if found is None and (pointing or _CAPITAL.search(text)):
            found = _LETTER.search(text)
        if found is not None:
            message = f"{found.group().strip()!r} names a place, and options are shuffled"
            yield Fault(place, message, "Say what is meant in words.")
        if not is_answerable(item):
            continue  # which reason should agree with the key is not known
        verdict = _verdict(text, locale, is_key=is_key, pointing=pointing)
        if verdict is not None:
            side = "against the key" if is_key else "for an option that is not the key"
            message = f"{verdict.group()!r} speaks {side}"
            yield Fault(place, message, "Mend the rationale, or `correct`.")


def _verdict(text: str, locale: Locale, *, is_key: bool, pointing: bool) -> re.Match[str] | None:
    """The words that contradict `correct`; those for a distractor open it or name an answer."""
    if is_key:
        return _VERDICT_AGAINST[locale].search(text)
    return _VERDICT_FOR[locale].search(text) if pointing else _VERDICT_FOR[locale].match(text)
