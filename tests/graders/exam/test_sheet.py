from __future__ import annotations

import csv
import io

import pytest

from graders.exam.sheet import ABOUT, COLUMNS, write_sheet
from question_bank.spreadsheets import safe
from tests.graders.exam.sittings import answer_to, make_questions, make_report


def _rows(report, locale):
    text = write_sheet(report, locale).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if locale == "fr" else ","))


def _heading(column_id, locale):
    return next(c.heading for c in COLUMNS if c.id == column_id).in_(locale)


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_one_row_per_question_under_one_heading_row(locale):
    report = make_report()
    rows = _rows(report, locale)
    assert len(rows) == 180
    assert list(rows[0]) == [c.heading.in_(locale) for c in COLUMNS] + [ABOUT.in_(locale)]
    for row, question in zip(rows, report.review, strict=True):
        assert row[_heading("question", locale)] == str(question.position)
        assert row[_heading("outcome", locale)] == question.outcome_text.in_(locale)
        assert row[_heading("key", locale)] == question.key.upper()
        assert row[_heading("item", locale)] == question.item


def test_the_file_opens_in_excel_of_each_language():
    report = make_report("half")
    for locale in ("fr", "en"):
        assert write_sheet(report, locale).startswith(b"\xef\xbb\xbf")
    french, english = _rows(report, "fr")[0], _rows(report, "en")[0]
    assert "," in french["Secondes"]
    assert float(french["Secondes"].replace(",", ".")) == float(english["Seconds"])


def test_the_caveats_of_the_report_are_in_the_sheet():
    for mode in ("full", "half", "domain"):
        report = make_report(mode)
        for locale in ("fr", "en"):
            said = " ".join(row[ABOUT.in_(locale)] for row in _rows(report, locale))
            for note in report.notes:
                assert note.text.in_(locale) in said
            assert report.total.sentence.in_(locale) in said


def test_a_form_shorter_than_its_caveats_keeps_them_all():
    questions = make_questions("half")[:2]
    report = make_report("half", questions=questions, answers=())
    rows = _rows(report, "en")
    assert len(rows) == 2
    assert all(note.text.en in rows[-1][ABOUT.en] for note in report.notes)


@pytest.mark.parametrize("danger", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_disarmed(danger):
    assert safe(danger) == "'" + danger
    questions = make_questions("half")
    answers = [answer_to(q, right=True, note=danger) for q in questions]
    rows = _rows(make_report("half", questions=questions, answers=answers), "en")
    assert {row["Your note"] for row in rows} == {"'" + danger}


def test_no_cell_of_a_sheet_starts_a_formula():
    for row in _rows(make_report(), "fr"):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_the_reason_of_a_wrong_answer_stands_beside_that_of_the_key():
    questions = make_questions("half")
    answers = [answer_to(q, right=q.position % 2 == 0) for q in questions]
    rows = _rows(make_report("half", questions=questions, answers=answers), "en")
    assert rows[0]["Reason about your answer"].startswith("This would be the next call")
    assert rows[1]["Reason about your answer"] == ""
    assert rows[0]["Reason for the key"].startswith("The stem already holds")
    assert "**" not in rows[0]["Stem"]
    assert rows[0]["Options"].startswith("A. ")
