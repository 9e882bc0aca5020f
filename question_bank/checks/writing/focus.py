"""Stems that do not say what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import lead_in, word_count
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale

SHORTEST = 7  # words under which a stem that is completed by its options asks nothing

_JUDGED = r"(?:true|correct|accurate|right|false|incorrect|untrue|wrong|not true|not correct)"
_JUDGED_FR = r"(?:vraies?|exactes?|correctes?|justes?|fausses?|inexactes?|incorrectes?|véridiques?)"
# "Which answer is accurate?" says enough after a situation, and nothing on its own.
SITUATION = 12  # words

_UNFOCUSED: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:which|what)(?: one)? of (?:the (?:following|statements|options)|these)[^?]*?"
        rf"\b(?:is|are|would be)\W+(?:\w+ly )?(?:the )?(?:not |NOT )?(?:most |least )?{_JUDGED}\b"
        rf"|\b(?:all|each) of the following[^?]*\b(?:is|are)\W+{_JUDGED}\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"\b(?:laquelle|lesquelles|lequel|lesquels|parmi)\b[^?]*?\b(?:propositions?"
        rf"|affirmations?|énoncés?|phrases?|réponses?|options?|assertions?)\b[^?]*?\b(?:est|sont)\W+"
        rf"(?:la |le |les )?(?:plus )?{_JUDGED_FR}(?!\w)"
        rf"|\b(?:que|qu['’]est-ce qui) (?:peut-on|est|faut-il)[^?]*\b{_JUDGED_FR}(?!\w)",
        re.IGNORECASE,
    ),
}
_BARE: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:which|what)(?: (?:statements?|sentences?|options?|answers?|one))?\b[^?]*?"
        rf"\b(?:is|are)\W+(?:the )?(?:most )?{_JUDGED}\b"
        r"|\b(?:which|what)(?: one)? of (?:the following|these)(?: statements?)? (?:best )?"
        r"(?:describes?|applies|apply|relates?|pertains?)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"\b(?:quel(?:le)?s?|laquelle|lesquelles|lequel)\b[^?]*?\b(?:est|sont)\W+(?:la |le |les )?"
        rf"(?:plus )?{_JUDGED_FR}(?!\w)"
        r"|\b(?:laquelle|lequel) (?:des|de ces) (?:propositions|affirmations|énoncés|réponses)"
        r"(?: suivante?s)? (?:décrit|s['’]applique|correspond|concerne|convient)",
        re.IGNORECASE,
    ),
}
_ASKED_BEFORE = re.compile(
    r"\b(?:asks?|asked|wonders?|wants? to know|demandent?|voudrai(?:t|ent) savoir|se demandent?"
    r"|veut savoir|interroge(?:nt)?|question)\b|\?",
    re.IGNORECASE,
)
_ENDS_AS_QUESTION = re.compile(r"\?[\s*»\"”)]*$")
# A sentence that the options complete, cut after an article: "fits him best is an".
_BREAKS_OFF: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:an?|the|his|her|their|its)[\s*]*$", re.IGNORECASE),
    "fr": re.compile(
        r"(?<!\w)(?:une?|le|la|les|l['’]|des|du|son|sa|ses|leurs?)[\s*]*$", re.IGNORECASE
    ),
}
_TO_COMPLETE = re.compile(r"(?:[:…]|_{2,}|\.{3,})[\s*.]*$|\w[\s*]*$")


def unfocused_stem(item: Item, setting: Setting) -> Iterator[Fault]:
    """The stem ends with a question that can be answered before the options are read."""
    for locale in LOCALES:
        stem = item.stem.in_(locale).strip()
        question = lead_in(stem)
        fault = _fault(stem, question, locale)
        if fault is not None:
            fix = "End with one question about the situation: what to do, to say or to conclude."
            yield Fault(f"stem.{locale}", fault, fix, "warning")


def _fault(stem: str, question: str, locale: Locale) -> str | None:
    found = _UNFOCUSED[locale].search(question)
    before = stem[: len(stem) - len(question)]
    if found is None and word_count(before) < SITUATION:
        found = _BARE[locale].search(question)
    if found is not None and not _ASKED_BEFORE.search(before):
        return f"{found.group().strip()!r} does not say what is asked"
    if _ENDS_AS_QUESTION.search(stem):
        return None
    if not _TO_COMPLETE.search(stem):
        return "there is no question"
    if _BREAKS_OFF[locale].search(stem):
        return f"{' '.join(stem.split()[-3:])!r} breaks off: there is no question"
    if word_count(question) < SHORTEST:
        return f"{question!r} asks nothing: the options must be read to know the question"
    return None
