from __future__ import annotations

from dataclasses import replace

import pytest

from curriculum.catalog import Catalog
from curriculum.model import Stop, Syllabus
from curriculum.notebook import Cell
from curriculum.sheet import Sheet
from tests.curriculum.sample import LESSON, MODULE, both


@pytest.fixture
def catalog(draft) -> Catalog:
    return draft.write().catalog()


def test_minutes_are_words_activities_and_questions(catalog):
    lesson = catalog.lesson(LESSON)
    (text,) = [Cell("a", "markdown", "mot " * 1800)]
    book = replace(lesson.notebooks["fr"], cells=(text,))
    lesson = replace(lesson, notebooks={"fr": book})
    usual = 3 + 3 + 3 + 2 + 4 + 4 + 3  # by kind, in the order of the factory; one round of `decide`
    assert lesson.minutes("fr", questions=0) == 10 + usual
    assert lesson.minutes("fr", questions=6) == 10 + usual + 9
    assert lesson.minutes("en", questions=0) == usual


def test_minutes_of_an_activity_may_be_given(catalog):
    lesson = catalog.lesson(LESSON)
    own = lesson.sheet.activities[0].model_copy(update={"minutes": 7.5})
    lesson = replace(lesson, sheet=Sheet(activities=(own,)), notebooks={})
    assert lesson.minutes("fr", questions=0) == 8


def test_a_lesson_knows_its_files_and_sections(catalog):
    lesson = catalog.lesson(LESSON)
    assert lesson.notebook("fr").is_file()
    assert lesson.data.is_file()
    assert (lesson.id, lesson.n, lesson.stem) == (LESSON, 1, "1-first-visit")
    assert lesson.section("listening", "fr") is not None
    assert lesson.section("nope", "fr") is None
    assert replace(lesson, notebooks={}).sections("fr") == ()


def test_an_unknown_lesson_or_track_is_named(catalog):
    with pytest.raises(KeyError, match="no lesson 'x/1'"):
        catalog.lesson("x/1")
    with pytest.raises(KeyError, match="no track 'long'; there are short"):
        catalog.syllabus.track("long")


def test_a_track_is_its_lessons_in_order_without_those_still_missing(catalog):
    stops = [{"module": "later"}, {"module": MODULE, "lessons": [1, 2]}]
    data = {"id": "t", "title": both("T"), "summary": both("S"), "stops": stops}
    track = Syllabus.model_validate({"tracks": [data]}).track("t")
    assert [lesson.id for _, lesson in catalog.of_track(track)] == [LESSON]
    assert list(catalog.of_stop(Stop(module=MODULE, lessons=(2,)))) == []


def test_titles_of_lessons_and_sections_are_found_by_id(catalog):
    assert catalog.titles[LESSON].fr == "The first visit fr"
    assert catalog.titles[f"{LESSON}#listening"].en == "Section 3"
    assert f"{LESSON}#scene" not in catalog.titles
