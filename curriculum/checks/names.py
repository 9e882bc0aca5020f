"""Names that belong to others: what may stand beside them, and what must be said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from curriculum.catalog import CaseFile, Lesson
from curriculum.checks.prose import all_texts, data_texts
from curriculum.checks.rule import Placed, Setting, in_cell
from question_bank.checks.finding import Fault

# Instruments whose content is not ours to print: their names may appear, their scores may not.
PROTECTED = (
    "ASAM",
    "Barthel",
    "Berg",
    "Braden",
    "C-SSRS",
    "CTM-3",
    "EQ-5D",
    "FIM",
    "interRAI",
    "InterQual",
    "Katz",
    "LACE",
    "Lawton",
    "LOCUS",
    "MCG",
    "MMSE",
    "MoCA",
    "Mini-Cog",
    "Morse",
    "OEMD-SMAF",
    "Rancho",
    "SF-36",
    "SMAF",
    "Tinetti",
    "Zarit",
)
INDEPENDENCE = {
    "fr": "Parcours n'est ni affilié à la Commission for Case Manager Certification, ni approuvé",
    "en": "Parcours is not affiliated with, approved by or endorsed by the Commission",
}

_NAME = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in PROTECTED)})\b")
_SENTENCE = re.compile(r"[^.!?\n]+")
_SCORE = re.compile(
    r"\b\d+\s*/\s*\d+\b|[<>≤≥]\s*\d+|\b(?:score|seuil|cut-?off|threshold|points?)\b[^.]{0,40}\d",
    re.IGNORECASE,
)


def protected(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """No score, threshold or item of an instrument that belongs to somebody is printed."""
    for notebook in lesson.notebooks.values():
        for cell in notebook.cells:
            for fault in _scores(cell.source if cell.kind == "markdown" else ""):
                yield in_cell(notebook, cell.id, fault)
    for path, place, text in data_texts(lesson):
        for fault in _scores(text):
            yield path, replace(fault, place=place)


def case_protected(found: CaseFile, _: Setting) -> Iterator[Fault]:
    """The same in a case."""
    for place, text in all_texts(found.case):
        for fault in _scores(text):
            yield replace(fault, place=place)


def independence(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """A lesson with CCM in its title says that Parcours is independent of the Commission."""
    for notebook in lesson.notebooks.values():
        announced = (lesson.title, lesson.module.title)
        titles = [notebook.title, *(title.in_(notebook.lang) for title in announced)]
        if not any("CCM" in title for title in titles):
            continue
        text = " ".join(c.source for c in notebook.cells if c.kind == "markdown")
        if INDEPENDENCE[notebook.lang] not in " ".join(text.replace("’", "'").split()):
            fix = f"Add: {INDEPENDENCE[notebook.lang]}…"
            yield notebook.path, Fault("", "does not say that Parcours is independent", fix)


def _scores(prose: str) -> Iterator[Fault]:
    for sentence in _SENTENCE.findall(prose):
        name = _NAME.search(sentence)
        if name is not None and _SCORE.search(sentence.replace(name[0], "")):
            message = f"prints a score of {name[0]}: {sentence.strip()[:80]!r}"
            yield Fault("", message, "Name the instrument and its purpose only.")
