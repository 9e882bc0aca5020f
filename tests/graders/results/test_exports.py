"""Files for spreadsheets and learning platforms, read back as these read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from curriculum.cases.model import Case
from graders.results.lms import canvas_csv, changed_ids, column_titles, moodle_csv
from graders.results.records import Person, Results, Unscored
from graders.results.tables import marks_csv, marks_sheet, workbook
from question_bank.model import LOCALES, Locale, Text
from question_bank.spreadsheets import csv_text, safe
from tests.curriculum.cases.sample_case import sample_case
from tests.graders.results.made import NASTY, copy_of, results_of

CASE = sample_case()
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TITLES = {"en": "The key upstairs", "fr": "La clé du dessus"}


def with_names(**changes: str) -> Results:
    people = [Person(f"s{n}", first=name, last=name) for n, name in enumerate(NASTY)]
    copies = [copy_of(CASE, one.id, [0.5] * 11, **changes) for one in people]
    return results_of(copies, people)


def rows_of(content: bytes, delimiter: str = ",") -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def is_formula(cell: str) -> bool:
    return cell.lstrip().startswith(RUNS) or cell.startswith(RUNS)


@pytest.mark.parametrize("lang", LOCALES)
def test_no_cell_of_a_csv_is_run_and_every_row_is_whole(lang: Locale) -> None:
    results = with_names()
    rows = rows_of(marks_csv(results, lang), ";" if lang == "fr" else ",")
    assert len(rows) == 1 + len(NASTY) * len(results.cases)
    assert {len(row) for row in rows} == {len(rows[0])}
    names = {row[1].removeprefix("'") for row in rows[1:]}
    assert names == set(NASTY)
    texts = [cell for row in rows for cell in row[:7]]
    assert not any(is_formula(cell) for cell in texts)


def test_negative_numbers_stay_numbers() -> None:
    copy = copy_of(CASE, "ana", [1.0] * 11, taken=-12.0, cap=8.0)
    english = rows_of(marks_csv(results_of([copy]), "en"))[1]
    french = rows_of(marks_csv(results_of([copy]), "fr"), ";")[1]
    assert english[10:15] == ["20", "-12", "0", "8", "40"]
    half = copy_of(CASE, "ana", [0.5] * 11, taken=-0.5)
    assert rows_of(marks_csv(results_of([half]), "fr"), ";")[1][10:14] == ["10", "-0,5", "0", "9,5"]
    assert french[6] == "définitive"


def test_a_mark_stands_only_where_it_is_final() -> None:
    waiting = copy_of(CASE, "ana", [1.0] * 11, waiting=2, penalty=None)
    results = results_of([waiting], [Person("bob")], unscored=(Unscored("bob", CASE.id),))
    rows = {row[0]: row for row in marks_sheet(results, "en").rows if row[4] == CASE.id}
    ana, bob = rows["ana"], rows["bob"]
    assert (ana[6], ana[12], ana[13], ana[14], ana[15]) == ("still being read", None, None, None, 2)
    assert (bob[6], bob[13]) == ("not yet scored", None)
    assert "not handed in" in {row[6] for row in marks_sheet(results, "en").rows}


def test_a_workbook_holds_texts_as_texts_and_no_formula() -> None:
    results = with_names()
    book = openpyxl.load_workbook(io.BytesIO(workbook(results, "fr")))
    assert book.sheetnames == ["Notes", "Tâches", "Compétences", "Domaines"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    names = {row[1].value for row in book["Notes"].iter_rows(min_row=2)}
    assert {" ".join(str(name).split()) for name in names} == {" ".join(n.split()) for n in NASTY}
    heading = [cell.value for cell in next(book["Notes"].iter_rows())]
    mark = heading.index("Note sur 20")
    assert {row[mark].value for row in book["Notes"].iter_rows(min_row=2)} == {10, None}
    assert len(list(book["Tâches"].iter_rows())) == 1 + 11 * len(NASTY)


def test_moodle_gets_its_columns_and_a_hyphen_for_no_grade() -> None:
    people = [
        Person("ana", "Ana", "Lee, RN", "ana@exemple.fr", "77"),
        Person("bob", "Bob", '=HYPERLINK("http://x")'),
    ]
    results = results_of([copy_of(CASE, "ana", [0.5] * 11)], people)
    head, ana, bob = rows_of(moodle_csv(results, "en"))
    people_columns = ["First name", "Last name", "Username", "ID number", "Email address"]
    assert head == [*people_columns, CASE.title.en]
    assert ana == ["Ana", "Lee, RN", "ana", "77", "ana@exemple.fr", "50"]
    assert bob == ["Bob", '\'=HYPERLINK("http://x")', "bob", "bob", "", "-"]
    assert rows_of(moodle_csv(results, "fr", 20))[1][5] == "10"


def test_canvas_gets_its_columns_and_the_points_possible() -> None:
    people = [
        Person("ana", "Ana", "Lee, RN", "", "1077"),
        Person("bob", "Bob", "-x", "", "12ab"),
        Person("cy"),
    ]
    results = results_of([copy_of(CASE, "ana", [0.5] * 11)], people)
    head, possible, ana, bob, cy = rows_of(canvas_csv(results, "en"))
    ids = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert head == [*ids, CASE.title.en]
    assert possible == ["    Points Possible", "", "", "", "", "20"]
    assert ana == ["Lee, RN, Ana", "1077", "", "ana", "", "10"]
    assert bob == ["'-x, Bob", "", "12ab", "bob", "", ""]
    assert cy == ["cy", "", "", "cy", "", ""]


def test_platforms_get_no_mark_that_is_not_final() -> None:
    done = copy_of(CASE, "ana", [0.5] * 11)
    waiting = copy_of(CASE, "bob", [0.5] * 11, waiting=1, penalty=None)
    results = results_of([done, waiting])
    assert [row[-1] for row in rows_of(moodle_csv(results, "en"))[1:]] == ["50", "-"]
    assert [row[-1] for row in rows_of(canvas_csv(results, "en"))[2:]] == ["10", ""]
    nothing = results_of([waiting])
    assert rows_of(moodle_csv(nothing, "en"))[0][-1] == "Email address"


@pytest.mark.parametrize("write", [moodle_csv, canvas_csv])
def test_names_of_platform_files_are_safe_and_of_one_line(
    write: Callable[[Results, Locale], bytes],
) -> None:
    content = write(with_names(), "fr")
    rows = rows_of(content)
    assert content.count(b"\r\n") == len(rows)
    body = rows[2:] if write is canvas_csv else rows[1:]
    assert len(body) == len(NASTY)
    assert not any(is_formula(cell) for row in body for cell in row)


def test_two_cases_of_one_title_have_two_columns_and_none_ends_in_a_number() -> None:
    def titled(case_id: str, title: str) -> Case:
        update = {"id": case_id, "title": Text(en=title, fr=title)}
        return CASE.model_copy(update=update)

    cases = [titled("a", "One (7)"), titled("b", "Two"), titled("c", "Two")]
    copies = [copy_of(case, "ana", [0.5] * 11) for case in cases]
    results = replace(results_of(copies), cases={case.id: case for case in cases})
    assert column_titles(results, "en") == {"a": "One (7) [a]", "b": "Two [b]", "c": "Two [c]"}


def test_ids_that_had_to_be_made_safe_are_named() -> None:
    results = results_of([], [Person("ana"), Person("=1+1"), Person("bob", email="+b@x.fr")])
    assert changed_ids(results) == ("=1+1", "bob")


@pytest.mark.parametrize("cell", NASTY)
def test_a_safe_cell_is_the_same_text_behind_an_apostrophe_at_most(cell: str) -> None:
    assert safe(cell).removeprefix("'") == cell
    assert not is_formula(safe(cell))


def test_csv_quotes_what_needs_it() -> None:
    text = csv_text([["a;b", 'say "x"', "two\nlines", 1.5, None, -2]], delimiter=";", comma=True)
    assert text == '"a;b";"say ""x""";"two\nlines";1,5;;-2\r\n'
