"""Instruments and names that belong to somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.checks.words.term import LETTERS, listed, passages, starts_any
from question_bank.model import LOCALES, Item

# Instruments whose contents are not ours to print: they may be named, with their purpose.
INSTRUMENTS = (
    "ACG",
    "ASAM",
    "Barthel",
    "Berg",
    "Braden",
    "C-SSRS",
    "Columbia(?:-Suicide Severity Rating Scale| Suicide Severity Rating Scale)",
    "CAM",
    "CAM-ICU",
    "CTM-3",
    "Confusion Assessment Method",
    "Danger Assessment",
    "DxCG",
    "EQ-5D",
    "FIM",
    "Functional Independence Measure",
    "GEVA-SMAF",
    "InterQual",
    "Katz",
    "LACE",
    "LOCUS",
    "Lawton",
    "MCG",
    "MIF",
    "MMSE?",
    "MoCA",
    "Montreal Cognitive Assessment",
    "Mini-Cog",
    "Mini-Mental(?: State Exam(?:ination)?)?",
    "Morse",
    "OEMD-SMAF",
    "PAM",
    "PROMIS",
    "Patient Activation Measure",
    "Rancho",
    "SF-36(?:v2)?",
    "SMAF",
    "Tinetti",
    "Zarit",
    "interRAI(?:-HC)?",
)
_NAME = re.compile(rf"(?<![\w-])(?:{'|'.join(INSTRUMENTS)})(?![\w-])")
_STARTS = frozenset(name.partition("-")[0][:LETTERS].lower() for name in INSTRUMENTS)
_SENTENCE = re.compile(r"[^.!?;]+(?:\.\d[^.!?;]*)*")
_SCORE = re.compile(
    r"\d+\s*(?:/|out of|sur)\s*\d+|[<>≤≥=]\s*\d"
    r"|\b(?:scores?|scored|scoring|rated|rating|points?|seuil|cut-?offs?|thresholds?|note|total|level"
    r"|niveau|stage|stade)\b[^,]{0,30}?\d+(?!\s?(?:days?|hours?|weeks?|months?|years?|jours?|heures?"
    r"|semaines?|mois|ans|%))"
    r"|\d+\s*(?:-\s*)?points?\b"
    r"|\b(?:Level|Niveau|Stage|Stade) (?:[IVX]+|\d)\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"^[\s®™)]*(?:(?:Balance|Fall|Burden|Performance|Oriented|Mobility|Interview|Scale|Index"
    r"|Assessment|Exam|Examination|State|Status|Score|Test|Questionnaire|Criteria|ADL|IADL)\s+){0,3}"
    r"(?:(?:score|test|scale|index|result|résultat|grade)\s+)?"
    r"(?:(?:of|is|was|at|à|de|est|était|:|=|below|under|above|over|inférieur|supérieur|at least"
    r"|au moins|moins|plus)\s*){0,3}\d+"
    r"(?!\s?(?:-?items?|questions?|days?|hours?|weeks?|months?|years?|jours?|heures?|mois|ans|%)|\d)",
    re.IGNORECASE,
)


def protected_contents(item: Item, setting: Setting) -> Iterator[Fault]:
    """Protected instruments are named only: no score, threshold or content; no claim of a link."""
    named = {locale for locale in LOCALES if starts_any(item, locale, _STARTS)}
    for passage in passages(item):
        if passage.locale not in named:
            continue
        found = _scored(passage.text)
        if found is not None:
            message = f"prints a score or a level of {found[0]}: {found[1]!r}"
            fix = "Name the instrument and its purpose, and say in words what was found."
            yield Fault(passage.place, message, fix, "error")
    yield from listed(item, "protected")


def _scored(text: str) -> tuple[str, str] | None:
    """The instrument and the words that give one of its scores."""
    for sentence in _SENTENCE.findall(text):
        for name in _NAME.finditer(sentence):
            rest = sentence[name.end() :]
            score = _AT_ONCE.match(rest) or _SCORE.search(_NAME.sub(" ", sentence))
            if score is not None:
                return name.group(), score.group().strip()
    return None
