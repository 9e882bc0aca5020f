from __future__ import annotations

import pytest

from tests.curriculum.sample import LESSON, practice


def test_an_item_names_a_lesson_that_exists(draft):
    draft.items.append(practice("lost", module="home-visits/8"))
    ((name, fault),) = draft.ruling("items")
    assert (name, fault.place, fault.level) == ("lost.yaml", "module", "error")
    assert fault.message == "there is no lesson 'home-visits/8'"


def test_an_item_of_a_module_that_is_not_written_yet_waits(draft):
    draft.items.append(practice("early", module="later/1"))
    draft.syllabus["tracks"][0]["stops"].append({"module": "later"})
    assert draft.ruling("items") == []


def test_an_item_names_a_section_that_exists(draft):
    draft.items.append(practice("lost", module=f"{LESSON}#before"))
    ((name, fault),) = draft.ruling("items")
    assert (name, fault.place) == ("lost.yaml", "module")
    assert fault.message == "home-visits/1 has no section 'before'"
    assert "before-going, at-the-door" in fault.fix


def test_an_item_without_a_lesson_is_none_of_our_business(draft):
    draft.items.append(practice("free", module=None))
    assert draft.ruling("items") == []


@pytest.mark.parametrize("change", [{"use": "mock"}, {"status": "draft"}])
def test_a_check_of_too_few_live_practice_questions_is_told(draft, change):
    draft.items[0] = practice("question-1", **change)
    ((name, fault),) = draft.ruling("items")
    assert (name, fault.place, fault.level) == ("module.yaml", LESSON, "error")
    assert fault.message == "its knowledge check has 5 questions of 6"
    draft.syllabus["tracks"][0]["stops"].append({"module": "later"})
    assert [fault.level for _, fault in draft.ruling("items")] == ["warning"]
