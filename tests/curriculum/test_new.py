from __future__ import annotations

import pytest

from curriculum.checks import check_curriculum
from curriculum.load import load_catalog
from curriculum.new import NotNew, start_lesson
from tests.curriculum.factory import save
from tests.curriculum.sample import MODULE, TODAY


def started(draft, module: str = "later", slug: str = "first-steps"):
    draft.syllabus["tracks"][0]["stops"] += [{"module": "later"}, {"module": "never"}]
    draft.write()
    return start_lesson(draft.root, module, slug)


def test_a_lesson_of_a_new_module_has_every_file(draft):
    names = [str(path.relative_to(draft.root / "modules/later")) for path in started(draft)]
    assert sorted(names) == [
        "data/1-first-steps.yaml",
        "design.md",
        "lessons/1-first-steps.en.ipynb",
        "lessons/1-first-steps.fr.ipynb",
        "module.yaml",
    ]


@pytest.mark.parametrize("module", ["later", MODULE])
def test_what_is_started_loads_and_lacks_nothing_but_words(draft, module):
    started(draft, module)
    catalog, faults = load_catalog(draft.root)
    assert faults == ()
    findings = check_curriculum(draft.root, catalog, draft.bank, TODAY)
    errors = {found.rule for found in findings if found.level == "error"}
    assert errors == {"placeholder", "sizes"}


def test_the_next_lesson_of_a_module_takes_the_next_number(draft):
    started(draft)
    start_lesson(draft.root, "later", "second-steps")
    catalog, faults = load_catalog(draft.root)
    assert faults == ()
    assert [(e.n, e.slug) for e in catalog.modules["later"].lessons] == [
        (1, "first-steps"),
        (2, "second-steps"),
    ]


def test_a_module_that_exists_keeps_what_it_says(draft):
    before = started(draft)[0].read_text(encoding="utf-8")
    start_lesson(draft.root, "later", "second-steps")
    after = (draft.root / "modules/later/module.yaml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())


@pytest.mark.parametrize(("module", "slug"), [("later", "A b"), ("../out", "x"), ("Later", "x")])
def test_a_name_that_is_no_slug_is_refused(draft, module, slug):
    with pytest.raises(NotNew, match="small letters"):
        started(draft, module, slug)
    assert not (draft.root / "modules" / "later").exists()


def test_files_that_exist_are_never_overwritten(draft):
    draft.write()
    path = draft.root / "modules/later/lessons/1-x.fr.ipynb"
    save(path, "mine")
    with pytest.raises(NotNew, match=r"1-x\.fr\.ipynb exists: remove it"):
        start_lesson(draft.root, "later", "x")
    assert path.read_text(encoding="utf-8") == "mine"
    assert not (draft.root / "modules/later/module.yaml").exists()


@pytest.mark.parametrize(
    "text",
    [
        "id: later\nlessons:\n  - n: 1\n    slug: one\n",
        "id: later\nlessons:\n- n: 1\n  slug: one\nsummary: last\n",
        "id: [",
    ],
)
def test_a_module_that_cannot_be_added_to_is_left_alone(draft, text):
    draft.write()
    path = draft.root / "modules/later/module.yaml"
    save(path, text)
    with pytest.raises(NotNew, match="put `lessons:` last"):
        start_lesson(draft.root, "later", "two")
    assert path.read_text(encoding="utf-8") == text
    assert not (path.parent / "lessons").exists()
