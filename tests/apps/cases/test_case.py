from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from apps.cases import open_case
from apps.cases.answers import LARGEST, Answers
from apps.cases.case import NotScoredHere, OpenCase, Unanswered, find_case
from apps.cases.widget import CaseForm
from apps.lessons.lesson import Passage
from tests.apps.cases.conftest import CASE

VIEW = "application/vnd.jupyter.widget-view+json"
REPOSITORY = Path(__file__).parents[3]


def form(folder: Path) -> CaseForm:
    shown = find_case(folder, CASE)[1]
    assert isinstance(shown, CaseForm)
    return shown


def send(view: CaseForm, **changes: Any) -> None:
    """What the page sends: changes, and one more message."""
    view.set_state({**changes, "sent": view.sent + 1})


def test_the_form_shows_the_case_and_takes_answers(folder: Path, answers: Path) -> None:
    view = form(folder)
    data, _ = view._repr_mimebundle_()
    assert data[VIEW]["model_id"] == view.model_id
    assert data["text/plain"] == "La clé chez la voisine / The key upstairs"
    assert len(view.half["tasks"]) == 11
    send(view, answers={"first-words": "send-form"}, lang="fr", reached=1)
    assert (view.kept, view.trouble) == (1, {})
    assert view.saved_at
    assert json.loads(answers.read_text())["answers"] == {"first-words": "send-form"}
    again = form(folder)
    assert (again.answers, again.lang, again.reached) == ({"first-words": "send-form"}, "fr", 1)
    assert again.place == view.place


def test_two_forms_change_only_what_each_of_them_changed(folder: Path, answers: Path) -> None:
    one, two = form(folder), form(folder)
    send(one, answers={"message": "Bonjour"}, lang="fr")
    send(two, answers={"hours": 4}, lang="fr")
    send(one, answers={"message": "Bonjour Paul"}, lang="fr")
    kept = json.loads(answers.read_text())["answers"]
    assert kept == {"message": "Bonjour Paul", "hours": 4}


def test_answers_that_cannot_be_saved_are_said_in_both_languages_and_sent_again(
    folder: Path, answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = form(folder)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Answers, "keep", full)
        send(view, answers={"hours": 4})
    assert "No space left on device" in view.trouble["fr"]
    assert view.kept == view.sent
    send(view)
    assert view.trouble == {}
    assert json.loads(answers.read_text())["answers"] == {"hours": 4}
    send(view, answers={"message": "x" * LARGEST})
    assert view.trouble["en"].startswith("the answers are longer")


def test_a_broken_answers_file_is_set_aside_and_named(folder: Path, answers: Path) -> None:
    answers.write_text("{")
    (note,) = form(folder).notes
    assert ".broken-" in note["fr"]
    assert "the case begins anew" in note["en"]


@pytest.mark.parametrize("content", [None, b"{", b"[]", b'{"case": "another"}', b"\xff"])
def test_a_case_that_is_not_there_is_said_in_both_languages(
    tmp_path: Path, content: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / f"{CASE}.case.json").write_bytes(content)
    shown = find_case(tmp_path, CASE)[1]
    assert isinstance(shown, Passage)
    said = shown._repr_html_()
    assert f"{CASE}.case.json" in said
    assert 'lang="fr"' in said
    assert 'lang="en"' in said
    monkeypatch.chdir(tmp_path)
    open_case(CASE).graded("first-words")


@pytest.mark.parametrize("name", ["../secret", "", "<b>", "a/b"])
def test_a_name_that_is_no_case_opens_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "…").mkdir()
    shown = find_case(tmp_path / "…", name)[1]
    assert isinstance(shown, Passage)
    assert "<b>" not in shown._repr_html_()


def test_a_grade_cell_gives_nothing_for_being_run(
    folder: Path, answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = find_case(folder, CASE)[0]
    case.graded("first-words")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    for name in ("first-words", "cap"):
        with pytest.raises(NotScoredHere, match="réponses"):
            case.graded(name)


@pytest.mark.parametrize(
    ("task", "answer", "is_answered"),
    [
        ("first-words", "promise", True),
        ("first-words", "", False),
        ("to-ask", [], False),
        ("hours", 0, True),
        ("message", "  \n", False),
        ("plan", [{"need": ""}], False),
        ("plan", [{"need": "eating"}], True),
        ("first-visit", {"path": []}, False),
        ("first-visit", {"path": [["tea", []]]}, True),
        ("mean-hours", {}, False),
        ("mean-hours", {"visits": 3}, True),
        ("cap", None, True),
    ],
)
def test_validating_says_what_is_unanswered(
    folder: Path,
    answers: Path,
    monkeypatch: pytest.MonkeyPatch,
    task: str,
    answer: object,
    is_answered: bool,
) -> None:
    data = {"schema": 1, "case": CASE, "answers": {} if answer is None else {task: answer}}
    answers.write_text(json.dumps(data))
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    case: OpenCase = find_case(folder, CASE)[0]
    if is_answered:
        case.graded(task)
    else:
        with pytest.raises(Unanswered, match=task):
            case.graded(task)


def test_opening_a_case_imports_no_widgets_before_it_is_shown() -> None:
    code = (
        "import sys; import apps.cases;"
        "print([m for m in sys.modules if m.partition('.')[0] in"
        " ('question_bank', 'curriculum', 'graders', 'pydantic', 'anywidget', 'ipywidgets')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# In the kernel of a student neither the bank, the cases nor the graders can be read.
WALL = """
import sys

FORBIDDEN = ("question_bank", "curriculum", "graders")

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in FORBIDDEN:
            raise ImportError(f"{name} is not for students")

def watch(event, arguments):
    if event in ("open", "os.listdir", "os.scandir"):
        for name in FORBIDDEN:
            if str(arguments[0]).startswith(f"REPOSITORY/{name}"):
                raise PermissionError(arguments[0])

sys.meta_path.insert(0, Wall())
sys.addaudithook(watch)
for name in FORBIDDEN:
    assert name not in sys.modules
"""


@pytest.mark.slow
def test_in_a_kernel_that_sees_no_key_the_form_opens_and_the_cells_compute(
    folder: Path, answers: Path
) -> None:
    cells = [
        WALL.replace("REPOSITORY", str(REPOSITORY)),
        "try:\n    open('REPOSITORY/graders/__init__.py')\nexcept PermissionError:\n"
        "    print('walled')".replace("REPOSITORY", str(REPOSITORY)),
        f"from apps.cases import open_case\ncase = open_case({CASE!r})",
        "case.graded('first-words')",
        "mean_hours = 4 / 3",
        "import os\nos.environ['NBGRADER_EXECUTION'] = 'validate'\ncase.graded('mean-hours')",
        "case.graded('hours')",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in cells])
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        allow_errors=True,
        timeout=60,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    outputs = [cell.outputs for cell in notebook.cells]
    assert outputs[0] == []
    assert outputs[1][0]["text"] == "walled\n"
    assert VIEW in outputs[2][0]["data"]
    assert outputs[3:6] == [[], [], []]
    assert outputs[6][0]["ename"] == "Unanswered"
    assert not answers.exists()
