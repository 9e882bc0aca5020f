"""The report as a sheet: one row per question, written so that Excel opens it as it is.

English sheets are separated by commas and French ones by semicolons with decimal commas,
because that is what Excel expects in each language; both are UTF-8 with a byte-order mark.
The last column carries the caveats of the report, one per row from the top, so that the
sheet stays a plain table. Cells that a spreadsheet would run as a formula get a leading
apostrophe.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graders.exam.changes import change_label
from graders.exam.report import Report, ReviewQuestion
from graders.exam.wording import say, write_decimal
from question_bank.model import Locale, Text
from question_bank.spreadsheets import csv_text


@dataclass(frozen=True)
class Column:
    """One column: its stable English id, its heading, and its cell for a question."""

    id: str
    heading: Text
    cell: Callable[[ReviewQuestion, Locale], str]


def _yes(value: bool, locale: Locale) -> str:
    return (say("yes") if value else say("no")).in_(locale)


def _letter(letter: str | None) -> str:
    return "" if letter is None else letter.upper()


def _plain(text: Text, locale: Locale) -> str:
    """The prose without its emphasis marks."""
    return text.in_(locale).replace("**", "")


def _options(question: ReviewQuestion, locale: Locale) -> str:
    return " | ".join(
        f"{_letter(option.letter)}. {_plain(option.text, locale)}" for option in question.options
    )


def _why(question: ReviewQuestion, locale: Locale, letter: str | None) -> str:
    for option in question.options:
        if option.letter == letter:
            return _plain(option.why, locale)
    return ""


def _why_answer(question: ReviewQuestion, locale: Locale) -> str:
    """The reason of a wrong answer; that of a right one stands with the key."""
    return "" if question.choice == question.key else _why(question, locale, question.choice)


def _scenario(question: ReviewQuestion, locale: Locale) -> str:
    return "" if question.case is None else _plain(question.case, locale)


def _sources(question: ReviewQuestion) -> str:
    return " | ".join(
        ", ".join(part for part in (source.title, source.where, source.url) if part)
        for source in question.sources
    )


def _change(question: ReviewQuestion, locale: Locale) -> str:
    return "" if question.change is None else change_label(question.change).in_(locale)


COLUMNS: tuple[Column, ...] = (
    Column("question", say("Question"), lambda q, _: str(q.position)),
    Column("status", say("Scored or pretest"), lambda q, at: q.status_text.in_(at)),
    Column("domain", say("Domain"), lambda q, at: q.domain_title.in_(at)),
    Column("topic", say("Topic"), lambda q, at: q.topic_title.in_(at)),
    Column("scenario", say("Scenario"), _scenario),
    Column("stem", say("Stem"), lambda q, at: _plain(q.stem, at)),
    Column("options", say("Options"), _options),
    Column("answer", say("Your answer"), lambda q, _: _letter(q.choice)),
    Column("key", say("Key"), lambda q, _: _letter(q.key)),
    Column("outcome", say("Outcome"), lambda q, at: q.outcome_text.in_(at)),
    Column("first", say("First answer"), lambda q, _: _letter(q.first_choice)),
    Column("change", say("Change"), _change),
    Column("seconds", say("Seconds"), lambda q, at: write_decimal(q.seconds, at, 1)),
    Column("over-budget", say("Over budget"), lambda q, at: _yes(q.over_budget, at)),
    Column("flagged", say("Flagged"), lambda q, at: _yes(q.flagged, at)),
    Column("seen", say("Seen before"), lambda q, at: _yes(q.seen_before, at)),
    Column("why-key", say("Reason for the key"), lambda q, at: _why(q, at, q.key)),
    Column("why-answer", say("Reason about your answer"), _why_answer),
    Column("sources", say("Sources"), lambda q, _: _sources(q)),
    Column(
        "difficulty",
        say("Difficulty (author's guess)"),
        lambda q, at: write_decimal(q.difficulty, at, 2),
    ),
    Column("lesson", say("Lesson"), lambda q, _: "" if q.lesson is None else q.lesson.module),
    Column("note", say("Your note"), lambda q, _: q.note),
    Column("review", say("Checked by"), lambda q, at: q.review_text.in_(at)),
    Column("as-of", say("Facts checked"), lambda q, _: q.as_of),
    Column("item", say("Item"), lambda q, _: q.item),
    Column("revision", say("Revision"), lambda q, _: str(q.revision)),
)
ABOUT = say("About this report (not about the question of the row)")


def write_sheet(report: Report, locale: Locale) -> bytes:
    """The sheet in one language: a heading row, then one row per question in order."""
    rows = [[column.heading.in_(locale) for column in COLUMNS] + [ABOUT.in_(locale)]]
    about = _about(report, locale)
    for question, remark in zip(report.review, about, strict=True):
        rows.append([*(column.cell(question, locale) for column in COLUMNS), remark])
    return csv_text(rows, delimiter=";" if locale == "fr" else ",").encode("utf-8-sig")


def _about(report: Report, locale: Locale) -> list[str]:
    """One remark per row; a form with fewer rows than remarks has the rest in its last row."""
    chance = report.chance.withheld or report.chance.sentence
    remarks = [report.title, report.total.sentence, report.cut.label]
    if chance is not None:
        remarks.append(chance if isinstance(chance, Text) else chance.text)
    remarks += [note.text for note in (*report.chance.assumptions, *report.notes)]
    if report.percentile is not None:
        remarks.append(report.percentile.sentence)
    spoken = [remark.in_(locale) for remark in remarks]
    rows = len(report.review)
    if len(spoken) > rows:
        spoken[rows - 1 :] = [" ".join(spoken[rows - 1 :])]
    return spoken + [""] * (rows - len(spoken))
