"""Final marks as the gradebooks of Moodle and of Canvas import them.

Moodle (docs.moodle.org, "Grade import"): any columns, which the teacher maps; a student by user
name, ID number or email; `-` is no grade. An item that the import makes is out of 100, which is
why marks are on 100 by default.

Canvas (the importer of its gradebook): `Student`, `ID`, `SIS User ID`, `SIS Login ID`, `Section`,
then a column for each assignment; below the head a row `Points Possible`. A name of an assignment
that ends in a number in brackets would be taken for an assignment of that number.

A mark that is not final stands in neither; a case without a single final mark has no column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from curriculum.cases.model import TOTAL
from graders.results.records import CaseCopy, Person, Results
from graders.results.view import title_of
from question_bank.model import Locale
from question_bank.spreadsheets import Value, csv_text, safe

Scale = Literal[20, 100]

_NO_GRADE = "-"
_NUMBERED = re.compile(r"\(\d+\)\s*$")
_LINES = re.compile(r"\s+")


def moodle_csv(results: Results, lang: Locale, scale: Scale = 100) -> bytes:
    """A file for Moodle's gradebook: UTF-8, commas, decimal points."""
    titles = column_titles(results, lang)
    head = ["First name", "Last name", "Username", "ID number", "Email address", *titles.values()]
    body = [
        [
            *_plain(one.first, one.last, one.id, one.lms_id or one.id, one.email),
            *(_mark(results.copy(one.id, case), scale, _NO_GRADE) for case in titles),
        ]
        for one in results.people.values()
    ]
    # A lone hyphen is how Moodle writes that there is no grade: no formula, and not to be quoted.
    return csv_text([head, *body], plain=frozenset({_NO_GRADE})).encode()


def canvas_csv(results: Results, lang: Locale, scale: Scale = 20) -> bytes:
    """A file for the gradebook of Canvas: UTF-8, commas, decimal points."""
    titles = column_titles(results, lang)
    names = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *titles.values()]
    possible: list[Value] = ["    Points Possible", "", "", "", "", *(scale for _ in titles)]
    body = [
        [*_canvas_ids(one), *(_mark(results.copy(one.id, case), scale, "") for case in titles)]
        for one in results.people.values()
    ]
    return csv_text([names, possible, *body]).encode()


def changed_ids(results: Results) -> tuple[str, ...]:
    """Students whom no platform will recognise: their id begins as a formula and is made safe."""
    return tuple(
        one.id
        for one in results.people.values()
        if any(safe(cell) != cell for cell in (one.id, one.lms_id, one.email))
    )


def column_titles(results: Results, lang: Locale) -> dict[str, str]:
    """A title for each case with a final mark, by id: no two alike, none that ends in `(7)`."""
    cases = [
        name
        for name in results.cases
        if any(copy.is_final for copy in results.copies if copy.case == name)
    ]
    titles = {name: title_of(results.cases[name], results.facts, lang) for name in cases}
    often = Counter(titles.values())
    return {
        name: f"{title} [{name}]" if often[title] > 1 or _NUMBERED.search(title) else title
        for name, title in titles.items()
    }


def _canvas_ids(person: Person) -> list[Value]:
    """Canvas reads its own ids by their first digits, so only whole numbers go there."""
    own = person.lms_id if re.fullmatch(r"[0-9]+", person.lms_id) else ""
    sis = "" if own else person.lms_id
    name = ", ".join(filter(None, (person.last, person.first))) or person.id
    return [*_plain(name, own, sis, person.id), ""]


def _plain(*cells: str) -> Iterable[str]:
    """Cells of one line each; the importers read files by lines."""
    return (_LINES.sub(" ", cell).strip() for cell in cells)


def _mark(copy: CaseCopy | None, scale: Scale, none: str) -> Value:
    if copy is None or not copy.is_final:
        return none
    return copy.mark.on_20 if scale == TOTAL else copy.mark.on_100
