from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from traitlets.config import Config

from apps.lessons.folder import lock_of
from graders.cases.reference import reference_answers
from question_bank.model import Locale
from tests.graders.course.course import CASE, MACHINE, QUIET, Course

pytestmark = QUIET

TEXTS = ("read-plan", "read-message", "read-reasoned")


def rewritten(folder: Path, change: Any) -> None:
    """The submitted notebook, changed."""
    path = folder / f"{CASE}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_key_earns_every_point_that_a_machine_gives(course: Course, lang: Locale) -> None:
    course.submit("ana", reference_answers(course.case, lang), lang=lang)
    assert course.autograde("ana")["success"]
    assert course.score("ana") == MACHINE
    waiting = {name for name, grade in course.grades("ana").items() if grade["needs_manual_grade"]}
    assert waiting == set(TEXTS)
    debrief = {"en": "A good colleague", "fr": "Une bonne collègue"}
    assert [debrief[one] in course.shown("ana") for one in ("fr", "en")] == [
        lang == one for one in ("fr", "en")
    ]


def test_an_empty_submission_earns_nothing_and_waits_for_nobody(course: Course) -> None:
    course.submit("ana", {})
    assert course.autograde("ana")["success"]
    assert course.score("ana") == 0
    assert not any(grade["needs_manual_grade"] for grade in course.grades("ana").values())


def test_wrong_answers_earn_what_the_trials_state(course: Course) -> None:
    for trial in course.case.trials:
        course.submit(trial.id, trial.answers)
        assert course.autograde(trial.id)["success"]
        assert course.score(trial.id) == pytest.approx(trial.mark)


def test_the_text_to_read_is_in_its_cell_and_nothing_in_it_is_markup(course: Course) -> None:
    answers = course.key() | {"message": "# No\n\n<script>x</script> *a* $b$ `c`\n<b>d"}
    course.submit("ana", answers)
    assert course.autograde("ana")["success"]
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in graded_cells(course, "ana")}
    said = cells["read-message"].source
    assert "<script>" not in said
    assert "<b>" not in said
    assert not set("*$`") & set(said)
    assert "\n\n" not in said
    assert said.count("<p>") == 2
    assert "Service d’aide à domicile" in cells["read-plan"].source


def graded_cells(course: Course, student: str) -> list[Any]:
    return [
        cell
        for cell in course.autograded(student).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    ]


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (None, "There is no answers file"),
        ("", "it is no JSON"),
        ("{", "it is no JSON"),
        (b"\xff\xfe", "it is no UTF-8"),
        ("[" * 100_000, "nested too deeply"),
        (" " * 1_100_000, "larger than 1 MB"),
        ("[]", "holds no object"),
        ('{"schema": 2}', "another format"),
        ('{"schema": 1, "case": "other", "answers": {}}', "another case"),
    ],
)
def test_a_file_that_cannot_be_read_earns_nothing_and_says_why(
    course: Course, content: Any, finding: str
) -> None:
    course.submit("ana", content)
    done = course.autograde("ana")
    assert done["success"]
    assert finding in done["log"]
    assert course.score("ana") == 0
    assert "À propos de votre fichier" in course.shown("ana")


def test_a_link_to_the_answers_of_another_earns_nothing(course: Course) -> None:
    other = course.submit("ana", course.key())
    folder = course.submit("bob")
    (folder / f"{CASE}.answers.json").symlink_to(other / f"{CASE}.answers.json")
    (folder / "more").symlink_to("/etc")
    assert course.autograde("bob")["success"]
    assert course.score("bob") == 0
    copied = course.root / "autograded" / "bob" / CASE
    assert "Se nourrir" not in "".join(
        path.read_text() for path in copied.rglob("*.json") if "answers" in path.name
    )
    assert (other / f"{CASE}.answers.json").is_file()


def test_the_lock_of_the_form_does_not_travel(course: Course) -> None:
    folder = course.submit("ana", course.key())
    lock_of(folder / f"{CASE}.answers.json").touch()
    assert course.autograde("ana")["success"]
    copied = {path.name for path in (course.root / "autograded" / "ana" / CASE).iterdir()}
    assert copied >= {f"{CASE}.ipynb", f"{CASE}.answers.json"}
    assert not any(name.endswith(".lock") for name in copied)


def test_a_pipe_neither_blocks_nor_stops_the_others(course: Course) -> None:
    folder = course.submit("ana")
    os.mkfifo(folder / f"{CASE}.answers.json")
    os.mkfifo(folder / "more")
    course.submit("bob", course.key())
    done = course.autograde("*")
    assert done["success"], done
    assert (course.score("ana"), course.score("bob")) == (0, MACHINE)


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"cells": 3, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}']
)
def test_a_damaged_notebook_does_not_cost_the_answers(course: Course, content: str) -> None:
    folder = course.submit("ana", course.key())
    (folder / f"{CASE}.ipynb").write_text(content)
    assert course.autograde("ana")["success"]
    assert course.score("ana") == MACHINE
    assert (folder / f"{CASE}.ipynb.unreadable").read_text() == content


def test_cells_deleted_doubled_and_added_weigh_nothing(course: Course) -> None:
    def change(notebook: Any) -> None:
        graded = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
        twice = copy.deepcopy(graded[5])
        twice.id = "twice"
        notebook.cells = [*graded[3:], twice, new_markdown_cell("<script>x()</script>")]
        notebook.cells[0].metadata.nbgrader.points = 1000
        notebook.cells[1].metadata.nbgrader.grade_id = "task-other"

    rewritten(course.submit("ana", course.key()), change)
    assert course.autograde("ana")["success"]
    assert course.score("ana") == MACHINE
    assert "<script>" not in nbformat.writes(course.autograded("ana"))


ATTACKS = (
    "import ast\n"
    "class Nothing(ast.NodeTransformer):\n"
    "    def visit_Expr(self, node): return ast.Pass()\n"
    "get_ipython().ast_transformers.append(Nothing())",
    "import sys, types\n"
    "fake = types.ModuleType('apps.cases')\n"
    "fake.open_case = lambda name: types.SimpleNamespace(graded=lambda task: 99)\n"
    "sys.modules['apps.cases'] = fake",
    "import graders.cases.marking as m\nm.score = lambda *a, **k: 99\n"
    "import nbgrader.utils as u\nu.determine_grade = lambda *a: (99, 99)",
    "from pathlib import Path\n"
    "key = Path('../../../source').rglob('*')\n"
    "open('KEPT', 'w').write(str(list(key)))",
    "class case:\n    graded = staticmethod(lambda task: None)",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_code_in_the_notebook_is_never_run(course: Course, attack: str) -> None:
    def change(notebook: Any) -> None:
        notebook.cells.insert(1, new_code_cell(attack))
        for cell in notebook.cells:
            if cell.cell_type == "code" and cell.source.startswith("case.graded"):
                cell.source = attack
                cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "1"})]

    trial = course.case.trials[0]
    rewritten(course.submit("ana", trial.answers), change)
    assert course.autograde("ana")["success"]
    assert course.score("ana") == trial.mark
    assert not list(course.root.rglob("KEPT"))


def test_points_of_a_released_notebook_stay_those_of_the_release(course: Course) -> None:
    path = course.curriculum / "modules" / "home-visits" / "cases" / f"{CASE}.yaml"
    before = path.read_text(encoding="utf-8")
    data = json.loads(before)
    several, order = data["tasks"][0], data["tasks"][1]
    several["points"], order["points"] = several["points"] - 1, order["points"] + 1
    data["revision"] = 2
    course.submit("ana", course.key())
    try:
        path.write_text(json.dumps(data), encoding="utf-8")
        done = course.autograde("ana")
    finally:
        path.write_text(before, encoding="utf-8")
    assert done["success"], done
    assert "another revision" in done["log"]
    assert course.score("ana") == MACHINE


def test_without_the_case_nobody_is_marked(course: Course, monkeypatch: Any) -> None:
    monkeypatch.setenv("PARCOURS_CURRICULUM", str(course.root / "nowhere"))
    course.submit("ana", course.key())
    done = course.autograde("ana")
    assert not done["success"]
    assert "set PARCOURS_CURRICULUM" in done["log"]


def test_with_the_lists_of_nbgrader_nobody_gets_marks_for_nothing(course: Course) -> None:
    default = Config()
    default.CourseDirectory.root = str(course.root)
    default.CourseDirectory.course_id = "parcours"
    course.submit("ana", {})
    assert course.autograde("ana", default)["success"]
    assert course.score("ana") == 0
