from __future__ import annotations

import pytest

from curriculum.notebook import Cell
from tests.curriculum.sample import LESSON, SLUG

FR = f"1-{SLUG}.fr.ipynb"


@pytest.mark.parametrize("wrong", ["lesson = None", "", 'open_lesson("home-visits", 1, "fr")'])
def test_the_first_code_cell_opens_this_lesson(draft, wrong):
    ((name, fault),) = draft.edit("open", "fr", source=wrong).ruling("code")
    assert (name, fault.message) == (FR, "the first code cell does not open this lesson")
    assert 'lesson = open_lesson("home-visits", 1, "fr")' in fault.fix


def test_the_language_opened_is_that_of_the_notebook(draft):
    english = next(cell.source for cell in draft.cells["en"] if cell.id == "open")
    assert len(draft.edit("open", "fr", source=english).ruling("code")) == 1


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "print(1)",
        "lesson.check(); lesson.sources()",
        "lesson.close()",
        "lesson.activity()",
        'lesson.activity("a", "b")',
        "lesson.activity(1)",
        'lesson.activity(name="a")',
        "lesson.disagree()",
        'lesson.check("all")',
        'lesson.figure("a").show()',
        "lesson.figure(",
        "other.check()",
    ],
)
def test_anything_but_one_call_with_its_ids_is_refused(draft, source):
    draft.add(Cell("extra", "code", source), after="scene", lang="fr")
    ((name, fault),) = draft.ruling("code")
    assert (name, fault.place) == (FR, "cell extra")
    assert fault.message == "is not one call to `lesson`"
    assert "lesson.activity" in fault.fix


@pytest.mark.parametrize(
    "source",
    ['lesson.disagree("claim-1", "claim-2")', "lesson.check()", '\nlesson.figure(\n  "dates"\n)\n'],
)
def test_one_call_is_allowed(draft, source):
    draft.add(Cell("extra", "code", source), after="scene")
    assert draft.ruling("code") == []
    assert draft.catalog().lesson(LESSON).notebooks["fr"].cell("extra") is not None
