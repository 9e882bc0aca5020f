"""Headings and column names of the printed report."""

from __future__ import annotations

from graders.exam.wording import say
from question_bank.model import Locale, Text

_LABELS: dict[str, Text] = {
    "report": say("Score report"),
    "footer": say("Parcours, independent of the Commission for Case Manager Certification"),
    "page": say("Page"),
    "total": say("Total"),
    "band90": say("90% band"),
    "band68": say("68% band"),
    "cut": say("Training cut (ours)"),
    "reached": say("Raw total against the training cut"),
    "sem": say("Standard error of measurement"),
    "answered": say("Scored questions answered"),
    "chance": say("Chance of passing a parallel form"),
    "parallel": say("Reach the cut on a parallel form"),
    "true_score": say("True score at or above the cut"),
    "percentile": say("Among users of this platform"),
    "domains": say("Domains"),
    "domain": say("Domain"),
    "scored": say("Scored questions"),
    "legend": say(
        "Light: 90% band. Dark: 68% band. Dot: your total. Dashed line: training cut of Parcours."
    ),
    "strip": say("Time on each question, in order; the line is the pace asked for."),
    "interval": say("90% interval"),
    "bar": say("Bar, 0 to 100%"),
    "against_cut": say("Against our cut"),
    "comparison": say("Compared with your total"),
    "pace": say("Pace"),
    "block": say("Questions"),
    "answers": say("Answered"),
    "time": say("Time"),
    "budget": say("Budget"),
    "mean": say("Per question"),
    "against_budget": say("Against budget"),
    "slowest": say("Slowest questions"),
    "question": say("Question"),
    "outcome": say("Outcome"),
    "changes": say("Answers changed"),
    "kind": say("Kind of change"),
    "number": say("Number"),
    "where": say("Questions concerned"),
    "study": say("What to study next"),
    "topic": say("Topic"),
    "missed": say("Missed"),
    "lesson": say("Lesson"),
    "history": say("Your attempts"),
    "attempt": say("Attempt"),
    "date": say("Date"),
    "score": say("Score"),
    "this_one": say("this one"),
    "about": say("About this report"),
    "review": say("Review of every question"),
    "key": say("Key"),
    "yours": say("Your answer"),
    "yours_key": say("Your answer, the key"),
    "flagged": say("flagged"),
    "seen": say("seen before"),
    "sources": say("Source"),
    "note": say("Your note"),
    "scenario": say("Scenario"),
    "flaw": say(
        "Something wrong with a question? Use “Report this question” on the report page, and "
        "quote its reference."
    ),
    "reference": say("Reference"),
    "checked": say("Facts checked"),
    "none": say("none"),
}


def labels(locale: Locale) -> dict[str, str]:
    """Every label in one language."""
    return {name: text.in_(locale) for name, text in _LABELS.items()}
