"""Every lesson runs from top to bottom, as the reader's copy, in forked kernels."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from apps.lessons.workspace import sync
from curriculum.load import load_catalog
from curriculum.notebook import called
from curriculum.public import lesson_items
from question_bank.load import load_bank
from question_bank.model import LOCALES

WIDGET = "application/vnd.jupyter.widget-view+json"
CATALOG, _ = load_catalog()
BANK, _ = load_bank()
LESSONS = [f"{lesson.id}.{lang}" for lesson in CATALOG.lessons for lang in LOCALES]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader's folder; copies without outputs, as nbval wants cells that have not run."""
    root: Path = tmp_path_factory.mktemp("lessons")
    sync(CATALOG, BANK, root)
    for path in root.glob("*/*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = []
        nbformat.write(notebook, path)
    return root


@pytest.mark.slow
def test_nbval_accepts_every_lesson(workspace: Path) -> None:
    paths = sorted(workspace.glob("*/*.ipynb"))
    assert len(paths) == len(LESSONS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval-lax"]
    done = subprocess.run(
        [*command, *map(str, paths)], cwd=workspace, capture_output=True, check=False, text=True
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", LESSONS)
def test_every_cell_shows_what_it_is_for(name: str, workspace: Path) -> None:
    lesson_id, _, lang = name.rpartition(".")
    lesson = CATALOG.lesson(lesson_id)
    path = workspace / lesson.module.id / f"{lesson.stem}.{lang}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    question = "__import__('ipykernel').kernelapp.IPKernelApp.instance().__class__.__name__"
    notebook.cells.append(nbformat.v4.new_code_cell(question))

    NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}).execute()

    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code[-1].outputs[0].data["text/plain"] == "'WarmKernelApp'"
    for cell in code[:-1]:
        call = called(cell.source)
        [shown] = [_data(output) for output in cell.outputs]
        assert "parcours-notice" not in shown["text/html"], cell.source
        asks = bool(lesson_items(BANK, lesson))
        if call is not None and (call.name == "activity" or (call.name == "check" and asks)):
            assert WIDGET in shown, cell.source


def _data(output: Any) -> dict[str, Any]:
    assert output.output_type in {"display_data", "execute_result"}, output
    return dict(output.data)
