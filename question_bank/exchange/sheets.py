"""CSV and XLSX: one row a question, one heading row."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from question_bank.checks.finding import Fault
from question_bank.exchange.archive import Archive
from question_bank.exchange.columns import (
    column_name,
    holds_questions,
    names_of,
    read_row,
    row_of,
)
from question_bank.exchange.decoded import decoded
from question_bank.exchange.html import clean
from question_bank.exchange.question import (
    ATTRIBUTION,
    NotReadable,
    NotWritable,
    Question,
    Reading,
)
from question_bank.model import LOCALES, Locale
from question_bank.spreadsheets import csv_text, unsafe

CELL = 32_767  # characters that a cell of a workbook holds
ROWS = 50_000
COLUMNS = 1_000
_DATE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # fixed: same bytes each time
_SUSPECT = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = (  # what openpyxl raises; broken XML is a SyntaxError
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    SyntaxError,
)
_HEADINGS = "name the columns in the first row: question, option a, option b, ..., correct"


def write_csv(questions: tuple[Question, ...]) -> bytes:
    """The questions as CSV that Excel opens: UTF-8 with a mark, commas, no formulas."""
    return csv_text(_table(questions)).encode("utf-8-sig")


def write_xlsx(questions: tuple[Question, ...]) -> bytes:
    """The questions as a workbook whose every cell is text."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        book.set_properties({"title": "Parcours", "comments": ATTRIBUTION, "created": _DATE})
        sheet = book.add_worksheet("questions")
        sheet.freeze_panes(1, 1)
        for number, row in enumerate(_table(questions)):
            for column, cell in enumerate(row):
                if len(cell) > CELL:
                    what = f"a text of {len(cell)} characters, and a cell holds {CELL}"
                    raise NotWritable(f"{row[0]}: has {what}; export it in another format")
                if cell:
                    sheet.write_string(number, column, cell)
    return out.getvalue()


def read_csv(data: bytes, locale: Locale) -> Reading:
    """The questions of a CSV file with any of the usual separators."""
    text, notes = decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [[unsafe(cell) for cell in row] for row in islice(lines, ROWS + 1)]
    except csv.Error as error:
        raise NotReadable(f"line {lines.line_num}: {error}; export it again") from None
    faults = [Fault("", note, "Save it in UTF-8.", "warning") for note in notes]
    return _read(rows, locale, faults)


def read_xlsx(data: bytes, locale: Locale) -> Reading:
    """The questions of the first sheet of a workbook that has a heading row of ours or alike."""
    from openpyxl import load_workbook

    archive = Archive(data)
    for name in archive:
        if name.endswith((".xml", ".rels")) and _SUSPECT.search(archive.read(name)):
            raise NotReadable(f"{name}: defines entities, which no honest workbook does; not read")
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = [list(_cells(sheet)) for sheet in book.worksheets]
    except _BROKEN as error:
        raise NotReadable(f"is not a sound workbook ({error}); save it again as .xlsx") from None
    for rows in sheets:
        if rows and holds_questions([column_name(cell) for cell in rows[0]]):
            return _read(rows, locale, [])
    raise NotReadable(f"no sheet has such a heading; {_HEADINGS}")


def _table(questions: tuple[Question, ...]) -> Iterator[Sequence[str]]:
    locales = [
        locale for locale in LOCALES[::-1] if any(locale in question.stem for question in questions)
    ]
    names = names_of(questions, locales)
    yield names
    for question in questions:
        row = row_of(question)
        yield [row.get(name, "") for name in names]


def _cells(sheet: object) -> Iterator[list[str]]:
    rows = sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS, values_only=True)  # type: ignore[attr-defined]
    for row in rows:
        yield ["" if cell is None else _said(cell) for cell in row]


def _said(cell: object) -> str:
    """A number as it is shown: 2, not 2.0."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _read(rows: Sequence[Sequence[str]], locale: Locale, faults: list[Fault]) -> Reading:
    if len(rows) > ROWS:
        raise NotReadable(f"has over {ROWS} rows; split it")
    names = [column_name(cell) for cell in rows[0]] if rows else []
    if not holds_questions(names):
        raise NotReadable(f"has no such heading; {_HEADINGS}")
    questions = []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=False):
            row.setdefault(name, cell)
        found = read_row(row, f"row {number}", locale, lambda cell: (clean(cell), ()))
        if isinstance(found, Fault):
            faults.append(found)
        else:
            questions.append(found)
    return Reading(tuple(questions), tuple(faults))
