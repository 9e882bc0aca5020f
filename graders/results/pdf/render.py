"""The reports, printed: the same strings and shares as on the page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from graders.printing.compiler import compile_pdf
from graders.results.view import View
from graders.results.words import say
from question_bank.model import Locale

LABELS = {
    "footer": "Parcours, results of the cases",
    "page": "Page",
    "marks": "Marks",
    "case": "Case",
    "bar20": "Bar, 0 to 20",
    "bar100": "Bar, 0 to 100%",
    "on20": "Out of 20",
    "on100": "Out of 100",
    "so_far": "{mark} so far",
    "none_scored": "No copy has been scored yet.",
    "none_final": "No task has a final mark yet.",
    "none_five": "No task has five final marks yet.",
    "competences": "Competences",
    "competence": "Competence (order of 16 November 2012)",
    "competence_short": "Comp.",
    "domains": "Domains",
    "domain": "Domain of the CCM outline",
    "points": "Points",
    "from": "From",
    "share": "Share",
    "cohort": "Cohort",
    "by_task": "Task by task",
    "task": "Task",
    "kind": "Kind",
    "of": "of",
    "about": "About this report",
    "cases": "Cases",
    "final": "Final",
    "to_read": "To be read",
    "unscored": "Not scored",
    "median": "Median",
    "quarters": "Middle half",
    "capped": "Capped",
    "late": "Late",
    "penalty": "Points taken for lateness",
    "too_few": "too few",
    "copies": "Copies",
    "lowest": "Tasks with the lowest share",
    "mean_points": "Mean points",
    "task_of": "{case}, task {number}",
    "students": "Students",
}


def student_pdf(view: View, at: datetime) -> bytes:
    """The report on a student (`student_view`) as a PDF/UA-1 file."""
    return _printed("student", view, at)


def cohort_pdf(view: View, at: datetime) -> bytes:
    """The report on a cohort (`cohort_view`) as a PDF/UA-1 file."""
    return _printed("cohort", view, at)


def _printed(template: str, view: View, at: datetime) -> bytes:
    lang: Locale = view["lang"]
    labels = {name: say(lang, message) for name, message in LABELS.items()}
    return compile_pdf(Path(__file__).parent / f"{template}.typ", {**view, "labels": labels}, at)
