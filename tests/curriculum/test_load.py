from __future__ import annotations

import pytest

from curriculum.load import ROOT, default_root, load_catalog
from tests.curriculum.factory import save, save_yaml
from tests.curriculum.sample import LESSON, MODULE, SLUG


def faults(draft) -> list[tuple[str, str, str, str]]:
    _, found = load_catalog(draft.root)
    return [(f.rule, f.path.removeprefix(f"{draft.root}/"), f.place, f.message) for f in found]


def test_a_sound_curriculum_is_read_whole(draft):
    catalog = draft.write().catalog()
    lesson = catalog.lesson(LESSON)
    assert list(catalog.modules) == [MODULE]
    assert [one.kind for one in lesson.sheet.activities][:2] == ["classify", "order"]
    assert set(lesson.notebooks) == {"fr", "en"}
    assert [len(one) for one in (catalog.facts, catalog.works, catalog.terms)] == [2, 2, 1]
    assert len(catalog.claims) == 12
    assert catalog.syllabus is not None


@pytest.mark.parametrize("name", ["facts", "sources", "glossary", "claims"])
def test_a_shared_file_that_is_no_yaml_hides_nothing_else(draft, name):
    save(draft.write().root / f"{name}.yaml", "- id: [\n")
    catalog, found = load_catalog(draft.root)
    assert [(one.rule, one.path) for one in found] == [("yaml", f"{draft.root}/{name}.yaml")]
    assert found[0].place.startswith("line ")
    assert catalog.lesson(LESSON).notebooks
    assert sum(map(bool, (catalog.facts, catalog.works, catalog.terms, catalog.claims))) == 3


def test_a_broken_entry_hides_no_other(draft):
    draft.facts[0]["confidence"] = "Z"
    draft.facts[1]["as_of"] = "yesterday"
    draft.facts.append({**draft.facts[1], "id": "third", "as_of": "2026-10"})
    assert [(rule, place) for rule, _, place, _ in faults(draft.write())] == [
        ("schema", "[visit-fee].confidence"),
        ("schema", "[waiting-time].as_of"),
    ]
    assert list(load_catalog(draft.root)[0].facts) == ["third"]


def test_an_entry_without_an_id_is_named_by_its_place(draft):
    del draft.works[1]["id"]
    assert faults(draft.write()) == [("schema", "sources.yaml", "[1].id", "is missing")]


def test_an_id_used_twice_is_told(draft):
    draft.terms.append(draft.terms[0])
    assert faults(draft.write()) == [("unique-id", "glossary.yaml", "visit", "is used twice")]


def test_a_file_that_is_no_list_says_so(draft):
    save_yaml(draft.write().root / "claims.yaml", {"id": "x"})
    assert faults(draft) == [("schema", "claims.yaml", "", "is not a list")]


def test_a_pattern_that_is_none_is_told(draft):
    draft.facts[0]["match"] = ["(30"]
    ((rule, _, place, message),) = faults(draft.write())
    assert (rule, place) == ("schema", "[visit-fee].match[0]")
    assert "is not a regular expression" in message


def test_a_broken_notebook_leaves_the_other_language(draft):
    save(draft.write().notebook("fr"), "{")
    catalog, (found,) = load_catalog(draft.root)
    assert (found.rule, found.path) == ("notebook", str(draft.notebook("fr")))
    assert found.message.startswith("is not a notebook")
    assert list(catalog.lesson(LESSON).notebooks) == ["en"]


def test_a_missing_notebook_says_how_to_make_it(draft):
    draft.write().notebook("en").unlink()
    _, (found,) = load_catalog(draft.root)
    assert found.message == "cannot be opened: No such file or directory"
    assert "parcours curriculum new" in found.fix


def test_broken_activities_leave_the_text(draft):
    draft.activities[0]["cards"][0]["bin"] = "nowhere"
    ((rule, path, place, message),) = faults(draft.write())
    assert (rule, path) == ("schema", f"modules/{MODULE}/data/1-{SLUG}.yaml")
    assert place.startswith("activities[0]")
    assert "card card-one names the bin 'nowhere', which is not there" in message
    lesson = load_catalog(draft.root)[0].lesson(LESSON)
    assert lesson.sheet.activities == ()
    assert lesson.notebooks["fr"].sections


def test_a_broken_module_hides_no_other(draft):
    draft.write()
    save(draft.root / "modules" / "broken" / "module.yaml", "id: broken\n")
    (draft.root / "modules" / "empty").mkdir()
    found = faults(draft)
    assert {path for _, path, _, _ in found} == {
        "modules/broken/module.yaml",
        "modules/empty/module.yaml",
    }
    assert (
        "yaml",
        "modules/empty/module.yaml",
        "",
        "cannot be opened: No such file or directory",
    ) in (found)
    assert list(load_catalog(draft.root)[0].modules) == [MODULE]


def test_the_folder_bears_the_name_of_the_module(draft):
    draft.module["id"] = "other"
    ((rule, _, place, message),) = faults(draft.write())
    assert (rule, place) == ("file-name", "id")
    assert message == f"the id is 'other' but the folder is '{MODULE}'"


def test_files_that_no_lesson_announces_are_told(draft):
    draft.write()
    save(draft.folder / "lessons" / "2-lost.fr.ipynb", "{}")
    save(draft.folder / "data" / "2-lost.yaml", "{}")
    save(draft.folder / "data" / "visits.csv", "a,b")
    assert [
        (rule, path.rpartition("/")[2], message) for rule, path, _, message in faults(draft)
    ] == [
        ("file-name", "2-lost.yaml", "belongs to no lesson"),
        ("file-name", "2-lost.fr.ipynb", "belongs to no lesson"),
    ]


@pytest.mark.parametrize(
    ("numbers", "message"), [((1, 3), "not numbered 1, 2, 3"), ((2,), "not numbered 1, 2, 3")]
)
def test_lessons_are_numbered_in_their_order(draft, numbers, message):
    entry = draft.entry
    draft.module["lessons"] = [{**entry, "n": n, "slug": f"s-{n}"} for n in numbers]
    assert any(message in told for _, _, _, told in faults(draft.write()))


def test_an_objective_names_what_it_serves(draft):
    del draft.entry["objectives"][0]["competence"]
    draft.entry["teaches"] = {"Care notes": []}
    messages = [message for _, _, _, message in faults(draft.write())]
    assert any("names neither a competence nor a topic" in message for message in messages)
    assert any("is no topic: write domain/topic" in message for message in messages)


def test_an_empty_folder_is_faults_and_no_crash(tmp_path):
    catalog, found = load_catalog(tmp_path / "absent")
    assert catalog.lessons == ()
    assert {one.rule for one in found} == {"yaml"}


def test_the_root_comes_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.delenv("PARCOURS_CURRICULUM", raising=False)
    assert default_root() == ROOT
    monkeypatch.setenv("PARCOURS_CURRICULUM", str(tmp_path))
    assert default_root() == tmp_path
