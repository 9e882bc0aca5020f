from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from question_bank.exchange.gift import read, write
from question_bank.exchange.question import NotReadable
from question_bank.exchange.selection import Selection, selected
from question_bank.load import load_bank
from tests.conftest import missing
from tests.question_bank.exchange.questions import odd_questions

PARSER = Path(__file__).with_name("parse_gift.cjs")

FOREIGN = (Path(__file__).parent / "foreign" / "moodle.gift").read_text(encoding="utf-8")


def parsed(tmp_path: Path, data: bytes) -> list[dict]:
    node = shutil.which("node")
    if node is None or not (Path.cwd() / "node_modules" / "gift-pegjs").is_dir():
        missing("gift-pegjs")
    file = tmp_path / "questions.gift"
    file.write_bytes(data)
    run = subprocess.run([node, PARSER, file], capture_output=True, check=False, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout)


def test_another_parser_reads_the_same_questions(tmp_path):
    questions = selected(load_bank()[0], Selection())[0]
    found = [one for one in parsed(tmp_path, write(questions)) if one["type"] != "Category"]
    assert [one["type"] for one in found] == ["MC"] * len(questions)
    for one, question in zip(found, questions, strict=True):
        assert one["title"] == one["id"] == question.id
        assert f"domain:{question.labels['domain'][0]}" in one["tags"]
        assert one["stem"]["format"] == "html"
        right = [choice["isCorrect"] for choice in one["choices"]]
        assert right == [option.is_key for option in question.options]
        assert all(choice["feedback"]["text"] for choice in one["choices"])
        assert "CC BY 4.0" in one["globalFeedback"]["text"]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(questions=odd_questions())
def test_another_parser_reads_odd_wordings(tmp_path, questions):
    found = [one for one in parsed(tmp_path, write(questions)) if one["type"] != "Category"]
    right = [[choice["isCorrect"] for choice in one["choices"]] for one in found]
    assert right == [[option.is_key for option in question.options] for question in questions]


def test_a_foreign_question_is_taken():
    question = read(FOREIGN.encode(), "en").questions[0]
    assert question.stem["en"] == (
        "A patient has no ride home.\n\nCost = 5 {dollars}: what is done **first**?"
    )
    assert [option.text["en"] for option in question.options] == [
        "Arrange a ride",
        "Wait",
        "Call again",
        "<b>literal</b>",
    ]
    assert [option.is_key for option in question.options] == [True, False, False, False]
    assert question.options[0].why == {"en": "Right: it comes first."}
    assert question.options[1].why == {"en": "50\\% of the points go"}


def test_a_gap_in_a_sentence_becomes_a_line():
    question = read(FOREIGN.encode(), "en").questions[1]
    assert question.stem["en"] == "A case manager reports abuse _____ as the law says."
    assert [option.is_key for option in question.options] == [False, True, False]


def test_markdown_is_read_where_the_text_says_so():
    data = b"[markdown]Say *one* **word** <b>x</b> {=**yes** ~no}"
    question = read(data, "en").questions[0]
    assert question.stem["en"] == "Say one **word** <b>x</b>"
    assert question.options[0].text["en"] == "**yes**"


def test_each_question_that_cannot_be_taken_is_named_with_its_reason():
    reading = read(FOREIGN.encode(), "en")
    assert [fault.message for fault in reading.faults] == [
        "has several right answers",
        "is a true or false question",
        "is a question answered in a word",
        "is a matching question",
        "is a question answered with a number",
        "is a question answered in writing",
        "is a text without answers",
        "has a brace without its pair",
    ]
    assert all(fault.place.startswith("question ") and fault.fix for fault in reading.faults)
    assert len(reading.questions) == 3


def test_an_old_encoding_is_read_and_told():
    reading = read("Où ? {=Là ~Ici}".encode("cp1252"), "fr")
    assert reading.questions[0].stem == {"fr": "Où ?"}
    assert "Windows-1252" in reading.faults[0].message
    assert reading.faults[0].level == "warning"
    assert read("Où ? {=Là ~Ici}".encode("utf-16"), "fr").questions[0].stem == {"fr": "Où ?"}


def test_a_file_without_questions_is_refused():
    with pytest.raises(NotReadable, match="no question in GIFT"):
        read(b"// nothing\n", "en")
