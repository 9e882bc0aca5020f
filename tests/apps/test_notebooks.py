"""Every notebook of an app: short, without logic, and sound from top to bottom."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

APPS = Path(__file__).parents[2] / "apps"
NOTEBOOKS = sorted(APPS.glob("*/*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short_and_clean(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert notebook.metadata.kernelspec.name == "parcours"
    assert len(notebook.cells) <= 5
    assert not any("def " in cell.source for cell in code)
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_in_a_forked_kernel(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    question = "__import__('ipykernel').kernelapp.IPKernelApp.instance().__class__.__name__"
    notebook.cells.append(nbformat.v4.new_code_cell(question))

    NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}).execute()

    assert notebook.cells[-1].outputs[0].data["text/plain"] == "'WarmKernelApp'"


def test_nbval_accepts_the_notebooks() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval-lax"]
    done = subprocess.run(
        [*command, *map(str, NOTEBOOKS)], cwd=APPS, capture_output=True, check=False, text=True
    )

    assert done.returncode == 0, done.stdout + done.stderr
