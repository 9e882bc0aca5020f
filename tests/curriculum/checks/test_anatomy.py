from __future__ import annotations

import pytest

from curriculum.checks.anatomy import TAGS
from tests.curriculum.factory import Draft
from tests.curriculum.sample import SLUG

FR, EN = f"1-{SLUG}.fr.ipynb", f"1-{SLUG}.en.ipynb"


@pytest.mark.parametrize("tag", TAGS)
def test_every_part_must_be_there(draft, tag):
    for cell in list(draft.cells["fr"]):
        if tag in cell.tags:
            draft.edit(cell.id, "fr", tags=())
    assert (FR, "", f"has no cell tagged `{tag}`") in draft.places("anatomy")


@pytest.mark.parametrize(
    ("cell", "name"),
    [("check-items", "check"), ("terms-list", "glossary"), ("sources-list", "sources")],
)
def test_each_closing_part_is_called_once(draft, cell, name):
    draft.drop(cell, "en")
    assert draft.places("anatomy") == [(EN, "", f"calls `lesson.{name}()` 0 times")]


@pytest.mark.parametrize("count", [2, 8])
def test_key_points_are_three_to_seven(draft, count):
    draft.edit("key-points", "fr", source="## À retenir\n\n" + "- Un.\n" * count)
    ((name, place, message),) = draft.places("anatomy")
    assert (name, place) == (FR, "cell key-points")
    assert message.startswith(f"lists {count} points")


@pytest.mark.parametrize("points", ["- a\n- b\n- c", "1. a\n2. b\n3. c", "* a\n" * 7])
def test_key_points_may_be_any_kind_of_list(draft, points):
    assert draft.edit("key-points", source=f"## Key\n\n{points}").ruling("anatomy") == []


def test_a_cell_still_to_be_written_is_named(draft):
    draft.say("at-the-door", "TODO", "en")
    assert draft.places("placeholder") == [(EN, "cell at-the-door", "is still to be written")]


def test_todo_in_data_is_found_with_its_line(draft):
    draft.activity("number")["scene"] = {"en": "TODO", "fr": "Fait"}
    draft.entry["title"] = {"en": "Done", "fr": "TODO"}
    first, second = draft.places("placeholder")
    assert (first[0], second[0]) == (draft.data.name, "module.yaml")
    for (_, place, message), path in ((first, draft.data), (second, draft.folder / "module.yaml")):
        line = int(place.removeprefix("line "))
        assert "TODO" in path.read_text(encoding="utf-8").splitlines()[line - 1]
        assert message == "has texts still to be written"


def test_a_word_that_holds_todo_is_a_word(draft):
    assert draft.say("scene", "Sobre todo, TODOS.").ruling("placeholder") == []


@pytest.mark.parametrize("missing", ["Teacher's note", "Note pour qui enseigne"])
def test_the_note_for_the_teacher_is_written_in_both_languages(draft, missing):
    draft.note = draft.note.replace(f"## {missing}", "## Other")
    assert draft.places("placeholder") == [("design.md", "", f"says nothing under `## {missing}`")]


def test_a_missing_note_is_told_at_its_path(draft):
    draft.write()
    (draft.folder / "design.md").unlink()
    assert [name for name, _ in draft.ruling_of_disk("placeholder")] == ["design.md"] * 2


def test_a_section_without_an_activity_is_an_error(draft):
    draft.drop("do-match-words", "fr")
    ((name, fault),) = draft.ruling("sections")
    assert (name, fault.place, fault.level) == (FR, "cell listening", "error")
    assert fault.message == "has nothing to do"


def test_an_activity_late_in_its_section_is_a_warning(draft):
    for lang in ("fr", "en"):
        moved = [cell for cell in draft.cells[lang] if cell.id == "do-match-words"]
        draft.drop("do-match-words", lang).add(moved[0], after="listening-2", lang=lang)
    found = draft.ruling("sections")
    assert {(fault.place, fault.level) for _, fault in found} == {("cell listening", "warning")}
    assert all("its first activity comes after" in fault.message for _, fault in found)


@pytest.mark.parametrize(("lang", "name"), [("fr", FR), ("en", EN)])
def test_a_section_ends_with_something_to_read_outside(draft, lang, name):
    draft.edit("listening-2", lang, source="Text without a work. " * 4)
    ((found, fault),) = draft.ruling("sections")
    assert (found, fault.place, fault.level) == (name, "cell listening", "warning")
    assert ("À lire ailleurs" if lang == "fr" else "Read outside") in fault.fix


@pytest.fixture
def padded(tmp_path) -> Draft:
    return Draft(tmp_path, padded=True)


def test_a_lesson_of_full_size_is_not_faulted(padded):
    assert padded.ruling("sizes") == []


def test_a_lesson_that_is_too_long_is_an_error(padded):
    padded.say("going-back-2", "mot " * 3000, "fr")
    found = {fault.place: fault for name, fault in padded.ruling("sizes") if name == FR}
    assert found[""].level == "error"
    assert "a lesson has 3500 to 6000" in found[""].message
    assert "a section has 400 to 700" in found["cell going-back"].message


def test_too_few_sections_are_a_warning(padded):
    for lang in ("fr", "en"):
        padded.edit("listening", lang, tags=(), source="Sans titre.")
    messages = {fault.message for _, fault in padded.ruling("sizes") if not fault.place}
    assert messages == {"has 4 sections; a lesson has 5 to 9"}


def test_a_long_opening_scene_is_a_warning(padded):
    ((name, fault),) = padded.say("scene", "word " * 120, "en").ruling("sizes")
    assert (name, fault.place, fault.level) == (EN, "cell scene", "warning")
    assert "an opening scene has 80 to 150" in fault.message
