from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from question_bank.exchange.formats import FORMATS
from question_bank.exchange.question import NotReadable, NotWritable
from question_bank.exchange.sheets import read_csv, read_xlsx, write_csv, write_xlsx
from tests.question_bank.exchange.questions import sound_question

FOREIGN = (
    "Question;Option A;Option B;Option C;Bonne réponse;Explication\r\n"
    '"Que faire d\'abord ?\nVite.";Attendre;Appeler;Partir;B;"Il faut appeler."\r\n'
    "Deux réponses ?;un;deux;;A,B;\r\n"
    "Sans clé ?;un;deux;;;\r\n"
    ";;;;;\r\n"
    "Une seule option;un;;;A;\r\n"
)


def keys(question):
    return [number for number, option in enumerate(question.options) if option.is_key]


def test_no_cell_of_csv_is_run_by_a_spreadsheet():
    stem = {"en": "=HYPERLINK(1)", "fr": "+33 1"}
    data = write_csv((sound_question(stem=stem),))
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert row["stem_en"] == "'=HYPERLINK(1)"
    assert row["stem_fr"] == "'+33 1"
    assert read_csv(data, "en").questions[0].stem == stem


def test_every_cell_of_a_workbook_is_text():
    data = write_xlsx((sound_question(stem={"en": "=1+1", "fr": "https://example.org"}),))
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for row in book.active for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_a_text_that_no_cell_holds_is_refused_with_its_item():
    question = sound_question(stem={"en": "word " * 7000, "fr": "x"})
    with pytest.raises(NotWritable, match=r"transitions-missed-diuretic: .* 34999 characters"):
        write_xlsx((question,))


def test_a_sheet_of_somebody_else_is_read_by_its_headings():
    reading = read_csv(FOREIGN.encode(), "fr")
    first, second, third = reading.questions
    assert first.stem == {"fr": "Que faire d'abord ? Vite."}
    assert [option.text["fr"] for option in first.options] == ["Attendre", "Appeler", "Partir"]
    assert keys(first) == [1]
    assert first.options[1].why == {"fr": "Il faut appeler."}
    assert keys(second) == [0, 1]
    assert keys(third) == []
    assert [fault.place for fault in reading.faults] == ["row 6"]


@pytest.mark.parametrize("key", ["b", "2", "(B)", "b.", "Call", "0 1 0"])
def test_the_right_option_is_named_in_many_ways(key):
    text = f"question,A,B,C,correct\nWhat?,Wait,Call,Go,{key}\n"
    assert keys(read_csv(text.encode(), "en").questions[0]) == [1]


@pytest.mark.parametrize(
    ("key", "right"),
    [("> 65", [True, False, False]), ("< 65", [False, True, False]), ("65", [False, False, True]),
     ("= 65", [True, True, True]), ("±", [False] * 3), ("", [False] * 3)],
)  # fmt: skip
def test_wordings_that_differ_in_signs_are_not_taken_for_one_another(key, right):
    text = f"question,A,B,C,correct\nWhat?,> 65,< 65,65,{key}\n"
    (question,) = FORMATS["csv"].read(text.encode(), "en").questions
    assert [option.is_key for option in question.options] == right


def test_an_id_is_the_key_before_a_wording_that_reads_the_same():
    head = "stem_en,correct,choice_1_id,choice_1_text_en,choice_2_id,choice_2_text_en\n"
    assert keys(read_csv(f"{head}What?,b,a,b,b,a\n".encode(), "en").questions[0]) == [1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_separators_and_encodings_of_spreadsheets_are_read(encoding, delimiter):
    text = "énoncé,choix 1,choix 2,clé\nÀ qui ?,Ève,Zoé,2\n".replace(",", delimiter)
    (question,) = read_csv(text.encode(encoding), "fr").questions
    assert question.stem == {"fr": "À qui ?"}
    assert keys(question) == [1]


def test_a_workbook_of_somebody_else_is_read_on_whatever_sheet_it_is():
    book = openpyxl.Workbook()
    book.active.append(["About this quiz"])
    sheet = book.create_sheet("Quiz")
    sheet.append(["Question", "Answer 1", "Answer 2", "Correct Answer"])
    sheet.append(["How many?", 2, 3.5, 2])
    out = io.BytesIO()
    book.save(out)
    (question,) = read_xlsx(out.getvalue(), "en").questions
    assert [option.text["en"] for option in question.options] == ["2", "3.5"]
    assert keys(question) == [0]


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"question,correct\nx,y\n"])
def test_a_table_without_questions_says_which_headings_it_needs(data):
    with pytest.raises(NotReadable, match="name the columns in the first row"):
        FORMATS["csv"].read(data, "en")
