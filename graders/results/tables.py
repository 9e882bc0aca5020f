"""Results as tables for spreadsheets: a row for each mark, a row for each task, shares."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graders.results.records import CaseCopy, Person, Results
from graders.results.shares import Share, by_competence, by_domain
from graders.results.view import title_of
from graders.results.words import competence, domain, kind, say
from question_bank.model import Locale
from question_bank.spreadsheets import Value, csv_text

STATES = {
    "final": "final",
    "reading": "still being read",
    "unscored": "not yet scored",
    "again": "handed in again, not yet scored",
    "absent": "not handed in",
}
_MARKS = (
    "Student id",
    "Last name",
    "First name",
    "Email",
    "Case id",
    "Case",
    "State",
    "Language",
    "Handed in (UTC)",
    "Minutes late",
    "Points earned",
    "Cap or adjustment",
    "Late penalty",
    "Mark out of 20",
    "Mark out of 100",
    "Still to be read",
)
_TASKS = (
    "Student id",
    "Last name",
    "First name",
    "Case id",
    "Task",
    "Number of the task",
    "Kind",
    "Competence",
    "Domain",
    "Points",
    "Out of",
    "State",
)
_SHARES = ("Points", "Out of", "Share", "Tasks", "Cases", "Students", "Enough to speak of")

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")  # which XLSX can only hold in disguise
HEADINGS = frozenset((*_MARKS, *_TASKS, *_SHARES))


@dataclass(frozen=True)
class Sheet:
    """A table with its name; the first row is the heading."""

    name: str
    rows: tuple[tuple[Value, ...], ...]


def marks_sheet(results: Results, lang: Locale, students: Sequence[str] | None = None) -> Sheet:
    """One row for each student and case; a mark stands only where it is final."""
    people = [one for one in results.people.values() if students is None or one.id in students]
    rows = [tuple(say(lang, name) for name in _MARKS)]
    body = [_mark_row(results, one, case, lang) for one in people for case in results.cases]
    return Sheet(say(lang, "Marks"), (*rows, *body))


def all_sheets(results: Results, lang: Locale) -> tuple[Sheet, ...]:
    """Marks, tasks, and the cohort's shares of competences and domains."""
    competences = by_competence(results.copies).items()
    domains = by_domain(results.copies).items()
    return (
        marks_sheet(results, lang),
        Sheet(say(lang, "Tasks"), tuple(_task_rows(results, lang))),
        _shares_sheet(
            say(lang, "Competences"),
            say(lang, "Competence"),
            ((competence(one, lang), share) for one, share in competences),
            lang,
        ),
        _shares_sheet(
            say(lang, "Domains"),
            say(lang, "Domain"),
            ((domain(one, lang), share) for one, share in domains),
            lang,
        ),
    )


def marks_csv(results: Results, lang: Locale, students: Sequence[str] | None = None) -> bytes:
    """The marks as Excel opens them in each language: semicolons and decimal commas in French."""
    french = lang == "fr"
    rows = marks_sheet(results, lang, students).rows
    return csv_text(rows, delimiter=";" if french else ",", comma=french).encode("utf-8-sig")


def workbook(results: Results, lang: Locale) -> bytes:
    """All sheets as XLSX; every text is written as text, so that none is a formula or a link."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": say(lang, "Results of the cases"), "author": "Parcours"})
        book.set_properties({"created": results.at.replace(tzinfo=None)})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for sheet in all_sheets(results, lang):
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for column, width in enumerate(_widths(sheet.rows)):
                page.set_column(column, column, width)
            for place, row in enumerate(sheet.rows):
                for column, cell in enumerate(row):
                    style = bold if place == 0 else None
                    if isinstance(cell, str):
                        page.write_string(place, column, _CONTROL.sub(" ", cell), style)
                    elif cell is not None:
                        page.write_number(place, column, cell, style)
            page.autofilter(0, 0, len(sheet.rows) - 1, len(sheet.rows[0]) - 1)
    return stream.getvalue()


def _widths(rows: Sequence[Sequence[Value]]) -> Iterator[int]:
    for column in zip(*rows, strict=True):
        yield min(48, max(9, *(len(str(cell)) + 2 for cell in column[1:] or column)))


def _state(copy: CaseCopy | None, *, unscored: bool) -> str:
    if copy is None:
        return "unscored" if unscored else "absent"
    if unscored:
        return "again"
    return "final" if copy.is_final else "reading"


def _mark_row(results: Results, person: Person, case: str, lang: Locale) -> tuple[Value, ...]:
    copy = results.copy(person.id, case)
    title = title_of(results.cases[case], results.facts, lang)
    state = _state(copy, unscored=results.is_unscored(person.id, case))
    named = (person.id, person.last, person.first, person.email)
    head = (*named, case, title, say(lang, STATES[state]))
    return (*head, *(_mark_cells(copy) if copy is not None else (None,) * 9))


def _mark_cells(copy: CaseCopy) -> tuple[Value, ...]:
    final = copy.is_final
    when = None if copy.handed_in is None else copy.handed_in.strftime("%Y-%m-%d %H:%M")
    return (
        copy.lang,
        when,
        round(copy.late_seconds / 60),
        round(copy.earned, 2),
        round(copy.taken, 2),
        None if copy.penalty is None else round(copy.penalty, 2),
        copy.mark.on_20 if final else None,
        copy.mark.on_100 if final else None,
        copy.waiting,
    )


def _task_rows(results: Results, lang: Locale) -> Iterator[tuple[Value, ...]]:
    yield tuple(say(lang, name) for name in _TASKS)
    for person in results.people.values():
        for copy in results.of_student(person.id):
            for task in copy.tasks:
                yield (
                    person.id,
                    person.last,
                    person.first,
                    copy.case,
                    task.task,
                    task.number,
                    kind(task.kind, lang),
                    task.competence,
                    domain(task.domain, lang),
                    None if task.waiting else round(task.points, 2),
                    task.out_of,
                    say(lang, STATES["reading" if task.waiting else "final"]),
                )


def _shares_sheet(name: str, of: str, shares: Iterable[tuple[str, Share]], lang: Locale) -> Sheet:
    rows: list[tuple[Value, ...]] = [(of, *(say(lang, head) for head in _SHARES))]
    for title, share in shares:
        enough = share.says_of_cohort
        rows.append(
            (
                title,
                round(share.points, 2),
                round(share.out_of, 2),
                round(share.value, 3) if enough else None,
                share.tasks,
                share.cases,
                share.students,
                say(lang, "yes") if enough else say(lang, "too few"),
            )
        )
    return Sheet(name, tuple(rows))
