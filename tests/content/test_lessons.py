"""The curriculum that comes with the package: no error, and every lesson builds."""

from __future__ import annotations

import json
from datetime import date

import pytest

from curriculum.checks import check_curriculum
from curriculum.fmt import format_lessons
from curriculum.load import ROOT, load_catalog
from curriculum.public import build_lesson
from curriculum.stats import curriculum_statistics
from question_bank.load import ITEMS, load_bank
from question_bank.model import LOCALES, Locale

CATALOG, FAULTS = load_catalog(ROOT)
BANK, _ = load_bank([ITEMS])
MOCK = {item.id for item in BANK if item.use == "mock"}


def test_the_curriculum_loads_without_a_fault():
    assert [str(fault) for fault in FAULTS] == []


def test_the_curriculum_has_no_error():
    findings = check_curriculum(ROOT, CATALOG, BANK, date(2026, 11, 22))
    assert [str(found) for found in findings if found.level == "error"] == []


def test_the_course_is_whole():
    found = curriculum_statistics(CATALOG, BANK).as_json()
    assert (found["modules"], found["lessons"], found["notebooks"]) == (16, 23, 46)
    assert found["topics_covered"] == 1
    assert found["sections_with_an_activity"] == 1
    assert found["claims_shown"] == found["claims"]


def test_lessons_are_in_canonical_form():
    assert format_lessons(CATALOG.lessons, CATALOG.facts, check=True) == []


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("lesson_id", CATALOG.by_id)
def test_lesson(lesson_id: str, lang: Locale):
    built = build_lesson(CATALOG, BANK, CATALOG.lesson(lesson_id), lang)
    told = json.dumps(built, allow_nan=False)
    assert "{fact:" not in told
    assert built["sections"]
    assert not {one["id"] for one in built["check"]["items"]} & MOCK
