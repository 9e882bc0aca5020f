from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from moodle_xml_parser.parser import parse_bytes

from question_bank.exchange.moodle_xml import read, write
from question_bank.exchange.selection import Selection, selected
from question_bank.load import load_bank
from tests.question_bank.exchange.questions import sound_question

RULES = Path(__file__).parent / "moodle.rng"

# As a Moodle of a school exports it: categories, files, HTML of its editor, every kind of question.
FOREIGN = (Path(__file__).parent / "foreign" / "moodle.xml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def exported():
    return write(selected(load_bank()[0], Selection())[0])


def test_the_export_is_what_moodle_reads(exported):
    rules = etree.RelaxNG(etree.parse(RULES))
    rules.assertValid(etree.fromstring(exported))


def test_the_rules_of_moodle_refuse_two_right_answers(exported):
    rules = etree.RelaxNG(etree.parse(RULES))
    broken = exported.replace(b'fraction="0"', b'fraction="100"', 1)
    assert not rules.validate(etree.fromstring(broken))


def test_another_parser_reads_the_same_questions(exported):
    questions = {one.id: one for one in selected(load_bank()[0], Selection())[0]}
    found = parse_bytes(exported)["multichoice"]
    assert {one.name for one in found} == set(questions)
    for one in found:
        assert one.single
        assert one.shuffle_answers
        fractions = [option.score_fraction == 100 for option in one.options]
        assert fractions == [option.is_key for option in questions[one.name].options]


def test_questions_of_a_topic_share_a_category(exported):
    paths = etree.fromstring(exported).xpath("//question[@type='category']/category/text/text()")
    assert len(paths) == len(set(paths))
    assert "$course$/top/ccm/care-management/advance-care-planning" in paths


def test_a_foreign_question_is_taken_without_what_is_not_prose():
    question = read(FOREIGN.encode(), "en").questions[0]
    assert question.stem == {
        "en": "A patient goes home\u00a0tomorrow & has no ride.\n\nWhat is done **first**?"
    }
    texts = [option.text["en"] for option in question.options]
    assert texts == ["Arrange a ride", "Wait", "Pay < 5 dollars", "Call **now**"]
    assert [option.is_key for option in question.options] == [True, False, False, False]
    assert question.options[0].why == {"en": "Transport comes first."}


def test_a_picture_leaves_a_placeholder_and_a_note():
    question = read(FOREIGN.encode(), "en").questions[1]
    assert question.stem["en"] == "[TODO image: a wheelchair] What is it?"
    assert question.notes == ("image left out: describe it in words, or drop the question",)


def test_each_question_that_cannot_be_taken_is_named_with_its_reason():
    reading = read(FOREIGN.encode(), "en")
    assert len(reading.questions) == 2
    assert [(fault.place, fault.message) for fault in reading.faults] == [
        ("question 4 (Several)", "has several right answers"),
        ("question 5 (How many)", "is a question answered with a number"),
        ("question 6 (Tell)", "is a question answered in writing"),
        ("question 7 (Drag)", "is a question of the kind 'ddimageortext'"),
    ]


def test_languages_of_either_filter_of_moodle_are_told_apart():
    for text in (
        '<span lang="en" class="multilang">Who?</span> '
        '<span lang="fr" class="multilang">Qui ?</span>',
        "{mlang en}Who?{mlang}{mlang fr}Qui ?{mlang}",
    ):
        data = FOREIGN.replace("<p>What is done <b>first</b>?</p>", text)
        stem = read(data.encode(), "en").questions[0].stem
        assert stem["en"].endswith("has no ride.\n\nWho?")
        assert stem["fr"].endswith("has no ride.\n\nQui ?")


def test_a_declared_encoding_is_read():
    latin = FOREIGN.replace("UTF-8", "ISO-8859-1").replace("Wait", "Café").encode("latin-1")
    assert read(latin, "fr").questions[0].options[1].text == {"fr": "Café"}


def test_the_end_of_a_cdata_section_inside_prose_is_harmless():
    question = sound_question(stem={"en": "a ]]> b **c**", "fr": "]]>"})
    assert read(write((question,)), "en").questions[0].stem == question.stem
