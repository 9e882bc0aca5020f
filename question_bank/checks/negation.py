"""Questions that ask for the exception."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import lead_in
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale

# Between the question word and the negation no clause may begin: "Which plan covers a man
# who is not yet 65?" is not a negative question.
_EN_REACH = r"(?:(?!\b(?:who|whom|whose|that|when|if|because|while|after|before|although)\b)[^,;?])"
_FR_REACH = (
    r"(?:(?!\b(?:qui|que|dont|où|lorsque?|quand|si|parce|alors|après|avant|bien)\b|\b(?:s|qu)['’])"
    r"[^,;?])"
)
_ASKS_EN = r"(?:\b(?:which|what)\b|^\W*who\b)"
_ASKS_FR = r"(?:\b(?:quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s)\b|^\W*(?:que|qui)\b|^\W*qu['’])"
_WORST = "likely|appropriate|suitable|relevant|useful|important|helpful|urgent|consistent"
_WORST_FR = "probables?|adaptée?s?|appropriée?s?|pertinente?s?|utiles?|importante?s?|urgente?s?"

_NEGATIVE: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        rf"{_ASKS_EN}{_EN_REACH}*?(?P<a>\bnot\b|\bnever\b|\bcannot\b|\w+n['’]t\b)"
        rf"|{_ASKS_EN}{_EN_REACH}*?(?P<b>\b(?:false|untrue|incorrect|inappropriate)\b)"
        r"|(?P<c>\bexcept\b(?! for\b))"
        rf"|(?P<d>\bleast)\W+(?:{_WORST})\b"
        rf"|{_ASKS_EN}{_EN_REACH}*?(?P<e>\b(?:avoid(?:ed)?|contraindicated|refrain)\b)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"{_ASKS_FR}{_FR_REACH}*?\bn(?:e\b|['’]){_FR_REACH}*?(?P<a>\b(?:pas|jamais|aucune?|plus)\b)"
        rf"|{_ASKS_FR}{_FR_REACH}*?(?P<b>\b(?:fausse?|faux|inexacte?|incorrecte?|inappropriée?)(?!\w))"
        r"|(?P<c>\bsauf\b|\bexcepté\b|à l['’]exception)"
        rf"|(?P<d>\bmoins)\W+(?:{_WORST_FR})(?!\w)"
        rf"|{_ASKS_FR}{_FR_REACH}*?(?P<e>\b(?:éviter|évitée?s?|contre-indiquée?s?|déconseillée?s?)(?!\w))",
        re.IGNORECASE,
    ),
}
_NEGATED_OPTION: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:not|never|cannot|except)\b|n['’]t\b", re.IGNORECASE),
    "fr": re.compile(r"\bn(?:e\b|['’])[^,;]*?\b(?:pas|jamais|aucune?)\b|\bsauf\b", re.IGNORECASE),
}
_EMPHASIS = re.compile(r"\*\*[^*]+\*\*")


def asks_for_exception(question: str, locale: Locale) -> bool:
    """Whether a question asks what is not so."""
    return _NEGATIVE[locale].search(question) is not None


def negation(item: Item, setting: Setting) -> Iterator[Fault]:
    """A negative question shows its negation, and has no negated option."""
    found_any = False
    for locale in LOCALES:
        question = lead_in(item.stem.in_(locale))
        found = list(_NEGATIVE[locale].finditer(question))
        if not found:
            continue
        found_any = True
        place = f"stem.{locale}"
        start, end = _word(found[0])
        if _is_emphasised(question, start, end):
            message = f"asks for the exception ({question[start:end]!r})"
            fix = "Ask positively where the error itself is not the point."
            yield Fault(place, message, fix, "info")
        else:
            message = f"the question is negative and {question[start:end]!r} is not emphasised"
            yield Fault(place, message, "Write the negation between ** **, or ask positively.")
        if len(found) > 1:
            yield Fault(place, "the question is negated twice", "Keep one negation.")
        for index, choice in enumerate(item.choices):
            if _NEGATED_OPTION[locale].search(choice.text.in_(locale)):
                message = "is negated in a negative question, so the reader must negate twice"
                yield Fault(f"choices[{index}].text.{locale}", message, "State it positively.")
    if found_any != (item.leadin == "negative"):
        message = f"is {item.leadin!r} but the question {'asks' if found_any else 'does not ask'}"
        message += " for the exception"
        yield Fault("leadin", message, "Mend the lead-in family or the question.", "warning")


def _word(found: re.Match[str]) -> tuple[int, int]:
    """Where the negating word itself stands."""
    name = next(name for name, text in found.groupdict().items() if text is not None)
    return found.span(name)


def _is_emphasised(question: str, start: int, end: int) -> bool:
    word = question[start:end]
    return word.isupper() or any(
        mark.start() <= start and end <= mark.end() for mark in _EMPHASIS.finditer(question)
    )
