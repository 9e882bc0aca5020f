from __future__ import annotations

from tests.curriculum.factory import save_yaml
from tests.curriculum.sample import MODULE


def test_a_prerequisite_that_does_not_exist_is_an_error(draft):
    draft.module["prerequisites"] = ["nope"]
    assert draft.places("prerequisites") == [
        ("module.yaml", "prerequisites", "there is no module 'nope'")
    ]


def test_a_prerequisite_that_is_planned_is_silent(draft):
    draft.module["prerequisites"] = ["later"]
    draft.syllabus["tracks"][0]["stops"].append({"module": "later"})
    assert draft.ruling("prerequisites") == []


def test_a_circle_is_told_with_its_modules(draft):
    draft.module["prerequisites"] = [MODULE]
    ((name, fault),) = draft.ruling("prerequisites")
    assert name == "modules"
    assert fault.message == f"make a circle: {MODULE} → {MODULE}"


def test_a_module_that_is_planned_and_not_written_is_a_warning(draft):
    draft.syllabus["tracks"][0]["stops"].append({"module": "later"})
    ((name, fault),) = draft.ruling("tracks")
    assert (name, fault.level) == ("syllabus.yaml", "warning")
    assert fault.message == "the module 'later' is not written yet"


def test_a_module_that_no_track_leads_to_is_an_error(draft):
    draft.syllabus["tracks"][0]["stops"] = [{"module": "later"}]
    errors = [fault.message for _, fault in draft.ruling("tracks") if fault.level == "error"]
    assert errors == [f"no track leads to the module '{MODULE}'"]


def test_a_stop_names_lessons_of_its_module(draft):
    draft.syllabus["tracks"][0]["stops"][0]["lessons"] = [1, 4]
    ((name, fault),) = draft.ruling("tracks")
    assert (name, fault.place) == ("syllabus.yaml", "tracks[0].stops[0].lessons")
    assert fault.message == f"{MODULE} has no lesson 4 yet"


def test_no_syllabus_is_a_fault_of_loading_and_no_more(draft):
    draft.write()
    save_yaml(draft.root / "syllabus.yaml", draft.syllabus)
    assert draft.ruling_of_disk("tracks") == []
