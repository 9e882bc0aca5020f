from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings

from question_bank.exchange.formats import FORMATS, WRITTEN, format_of
from tests.question_bank.exchange.questions import (
    LONG_PROSE,
    odd_questions,
    sound_question,
    without_place,
)

ODD = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", WRITTEN)
@ODD
@given(questions=odd_questions())
def test_odd_wordings_come_back_as_they_went(name, questions):
    reading = FORMATS[name].read(FORMATS[name].write(questions), "en")
    assert not reading.faults
    assert without_place(reading.questions) == without_place(questions)


@pytest.mark.parametrize("name", WRITTEN)
@settings(max_examples=2, deadline=None)
@given(prose=LONG_PROSE)
def test_very_long_wordings_come_back_as_they_went(name, prose):
    text = {"en": prose, "fr": prose}
    question = sound_question(stem=text)
    if name == "xlsx" and len(prose) > 32_767:
        return  # tests/question_bank/exchange/test_sheets.py
    (found,) = FORMATS[name].read(FORMATS[name].write((question,)), "en").questions
    assert found.stem == text


@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_items_make_the_same_bytes(name):
    questions = (sound_question(),)
    assert FORMATS[name].write(questions) == FORMATS[name].write(questions)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_is_known_by_its_content(name):
    found = format_of(FORMATS[name].write((sound_question(),)), f"file{FORMATS[name].suffix}")
    assert found.reader == FORMATS[name].reader


@pytest.mark.parametrize("name", WRITTEN)
def test_every_export_names_its_licence(name):
    data = FORMATS[name].write((sound_question(),))
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(archive.read(one) for one in archive.namelist())
    assert b"CC BY 4.0" in data
