from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator
from typer.testing import CliRunner

from apps.cli import app
from curriculum.catalog import CaseFile, Catalog
from curriculum.load import load_catalog
from graders.course.build import CONFIG, NoSuchCase, chosen_cases
from graders.course.cells import case_notebook, written
from question_bank.model import Record, Text
from tests.curriculum.cases.sample_case import sample_case
from tests.curriculum.factory import save_yaml
from tests.graders.course.course import CASE, QUIET, Course

pytestmark = QUIET


def test_the_notebook_is_one_that_nbgrader_accepts_with_every_point() -> None:
    case = sample_case()
    notebook = nbformat.from_dict(case_notebook(case))
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    marks = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    assert sum(mark.get("points", 0) for mark in marks) == 20
    assert written(case_notebook(case)) == written(case_notebook(sample_case()))


def test_every_cell_has_an_id_of_its_own_that_is_not_too_long() -> None:
    case = sample_case()
    tasks = tuple(task.model_copy(update={"id": f"{task.id}-{'x' * 60}"}) for task in case.tasks)
    long = case.model_copy(update={"tasks": tasks})
    ids = [cell["id"] for cell in case_notebook(long)["cells"]]
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) <= 64
    nbformat.validate(nbformat.from_dict(case_notebook(long)))


def test_a_course_holds_the_form_the_public_half_and_the_tables(generated: Course) -> None:
    files = {path.name for path in (generated.root / "source" / CASE).iterdir()}
    assert files == {f"{CASE}.ipynb", f"{CASE}.case.json", "visits.csv"}
    half = json.loads((generated.root / "source" / CASE / f"{CASE}.case.json").read_text())
    assert half["case"] == CASE


def test_building_again_renews_the_source_and_nothing_else(course: Course) -> None:
    course.submit("ana", course.key())
    notebook = course.root / "source" / CASE / f"{CASE}.ipynb"
    with (course.root / CONFIG).open("a") as stream:
        stream.write("c.Exchange.timezone = 'Europe/Paris'\n")
    notebook.write_text("{}")
    others = {
        path: path.read_bytes()
        for path in course.root.rglob("*")
        if path.is_file() and path != notebook
    }
    course.build()
    assert "case.graded" in notebook.read_text()
    assert {path: path.read_bytes() for path in others} == others
    assert course.config.Exchange.timezone == "Europe/Paris"


def test_a_folder_that_is_no_course_is_refused(course: Course, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("mine")
    for out, code in ((tmp_path / "other", 2), (tmp_path / "new", 0), (tmp_path / "new", 0)):
        done = CliRunner().invoke(
            app, ["course", "build", "--out", str(out), "--root", str(course.curriculum)]
        )
        assert done.exit_code == code, done.output
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["thesis.txt"]
    assert CASE in done.output


def test_cases_are_chosen_by_name_by_module_or_because_they_are_live(course: Course) -> None:
    catalog, _ = load_catalog(course.curriculum)
    draft = catalog.cases[CASE].case.model_copy(update={"status": "draft", "id": "other"})
    live = catalog.cases[CASE]
    cases = {CASE: live, "other": CaseFile(live.module, draft, live.path)}
    catalog = Catalog(modules=catalog.modules, cases=cases)
    names = [
        [found.id for found in chosen_cases(catalog, *chosen)]
        for chosen in ((), (["other"],), ((), ["home-visits"]), (["other"], ["home-visits"]))
    ]
    assert names == [[CASE], ["other"], [CASE], [CASE, "other"]]
    for chosen in ((["nowhere"],), ((), ["nowhere"])):
        with pytest.raises(NoSuchCase):
            chosen_cases(catalog, *chosen)


def texts(value: Any) -> Iterator[str]:
    """Every prose of a record, in both languages."""
    if isinstance(value, Text):
        yield from (value.en, value.fr)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        yield from texts(list(value.values()))
    elif isinstance(value, Record):
        yield from texts([getattr(value, name) for name in type(value).model_fields])


SECRET = frozenset(
    [
        "why",
        "wrong",
        "levels",
        "points_list",
        "alternatives",
        "anchors",
        "remarks",
        "debrief",
        "example",
    ]
)
KEYS = [
    "worth",
    "right",
    "wrong",
    "harmful",
    "essential",
    "trials",
    "answer",
    "tolerance",
    "mistakes",
]


def secrets(value: Any) -> Iterator[str]:
    """What a student must not read before handing in: whys, the rubric but its titles, the rest."""
    if isinstance(value, tuple | list):
        for one in value:
            yield from secrets(one)
        return
    if not isinstance(value, Record):
        return
    for name in type(value).model_fields:
        one = getattr(value, name)
        if name in SECRET:
            yield from texts(one)
        else:
            yield from secrets(one)


def test_the_release_holds_no_key(course: Course) -> None:
    path = course.curriculum / "modules" / "home-visits" / "cases" / f"{CASE}.yaml"
    before = path.read_text(encoding="utf-8")
    data = json.loads(before)
    marked = _marked(data)
    try:
        save_yaml(path, marked)
        (course.root / "source" / CASE / f"{CASE}.answers.json").write_text("{}")
        course.build()
        course.generate()
        found = list(secrets(course.case))
    finally:
        path.write_text(before, encoding="utf-8")
    released = {one.name: one.read_text() for one in (course.root / "release" / CASE).iterdir()}
    assert set(released) == {f"{CASE}.ipynb", f"{CASE}.case.json", "visits.csv"}
    whole = "\n".join(released.values())
    assert len(found) > 60
    assert [text for text in found if text in whole] == []
    for word in KEYS:
        assert f'"{word}"' not in whole


def _marked(data: Any, place: str = "x") -> Any:
    """The same data with a text of its own everywhere, so that one found tells where from."""
    if isinstance(data, dict) and set(data) == {"en", "fr"}:
        return {lang: f"{text} zz{place}zz" for lang, text in data.items()}
    if isinstance(data, dict):
        return {key: _marked(one, f"{place}-{key}") for key, one in data.items()}
    if isinstance(data, list):
        return [_marked(one, f"{place}-{index}") for index, one in enumerate(data)]
    return data
