from __future__ import annotations

import pytest

from question_bank.exchange.formats import FORMATS, WRITTEN
from question_bank.exchange.selection import Selection, selected
from question_bank.load import load_bank
from tests.question_bank.exchange.questions import without_place


@pytest.fixture(scope="module")
def bank():
    return load_bank()[0]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_live_item_comes_back_as_it_went_in_both_languages(bank, name):
    questions, left_out = selected(bank, Selection())
    assert not left_out
    assert len(questions) == len(bank.select(status="live")) > 300
    reading = FORMATS[name].read(FORMATS[name].write(questions), "en")
    assert not reading.faults
    assert without_place(reading.questions) == without_place(questions)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", WRITTEN)
def test_a_domain_comes_back_as_it_went_in_one_language(bank, name, lang):
    questions, _ = selected(bank, Selection(exam="ccm", domain="rehabilitation", lang=lang))
    other = "fr" if lang == "en" else "en"
    found = FORMATS[name].read(FORMATS[name].write(questions), other).questions
    assert without_place(found) == without_place(questions)
    assert all(list(question.stem) == [lang] for question in found)


def test_a_selection_keeps_to_every_criterion(bank):
    asked = Selection(exam="ccm", domain="reimbursement", use="practice", lang="fr")
    questions, _ = selected(bank, asked)
    wanted = bank.select(exam="ccm", domain="reimbursement", use="practice", status="live")
    assert {question.id for question in questions} == {item.id for item in wanted}
    topic = wanted[0].topic
    some, _ = selected(bank, Selection(topic=topic))
    assert {question.labels["topic"] for question in some} == {(topic,)}
