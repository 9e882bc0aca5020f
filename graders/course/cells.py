"""The notebook of a case: one for both languages, the same bytes for the same case."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from curriculum.cases.model import Case
from curriculum.cases.tasks import Compute
from curriculum.typography import typeset_text

Cell = dict[str, Any]

CAP = "cap"  # the grade cell in which a mark that an announced error caps is shown
STUB = (
    "*This cell is filled in by the form: write in the form above.*\n\n"
    "*Le formulaire remplit cette cellule\u00a0: écrivez dans le formulaire ci-dessus.*"
)


def task_cell(task_id: str) -> str:
    """The id of the cell that holds what a machine gives the task."""
    return f"task-{task_id}"


def read_cell(task_id: str) -> str:
    """The id of the cell that holds what a person reads of the task."""
    return f"read-{task_id}"


def code_cell(task_id: str, place: int) -> str:
    """The id of a cell of code of the task, from 1."""
    return f"cells-{task_id}-{place}"


def is_case_notebook(notebook: Mapping[str, Any]) -> bool:
    """Whether a notebook, generated or restored, is that of a case."""
    return any(grade_id(cell) == CAP for cell in notebook["cells"])


def grade_id(cell: Mapping[str, Any]) -> str | None:
    """The name that nbgrader knows a cell by, None where it has none."""
    found = cell["metadata"].get("nbgrader", {}).get("grade_id")
    return found if isinstance(found, str) else None


def case_notebook(case: Case) -> dict[str, Any]:
    """The notebook as nbformat 4.5, with nbgrader's metadata (schema 3)."""
    return {
        "cells": list(_cells(case)),
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def written(notebook: dict[str, Any]) -> str:
    """The text of a notebook file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cells(case: Case) -> Iterator[Cell]:
    title = typeset_text(case.title)
    yield _fixed(_markdown("title", f"# {title.en}\n\n# {title.fr}"))
    opened = f'from apps.cases import open_case\n\ncase = open_case("{case.id}")'
    yield _fixed(_code("form", opened))
    for task in case.tasks:
        if isinstance(task, Compute):
            for place, source in enumerate(task.cells, 1):
                name = code_cell(task.id, place)
                yield _marked(_code(name, source.rstrip("\n")), solution=True)
        if task.worked:
            yield _graded(task_cell(task.id), f'case.graded("{task.id}")', task.worked)
        if task.read:
            cell = _markdown(read_cell(task.id), STUB)
            yield _marked(cell, grade=True, solution=True, points=task.read)
    yield _graded(CAP, f'case.graded("{CAP}")', 0)


def _graded(name: str, source: str, points: float) -> Cell:
    return _fixed(_marked(_code(name, source), grade=True, locked=True, points=points))


def _marked(cell: Cell, **marks: Any) -> Cell:
    """The cell with nbgrader's metadata; its id is the id of the cell."""
    plain = {"grade": False, "locked": False, "solution": False, "task": False}
    cell["metadata"]["nbgrader"] = {
        "schema_version": 3,
        "grade_id": cell["metadata"].pop("name"),
        **plain,
        **marks,
    }
    return cell


def _fixed(cell: Cell) -> Cell:
    """The cell as one that can be run, and neither edited nor deleted."""
    cell["metadata"].pop("name", None)
    cell["metadata"] |= {"deletable": False, "editable": False}
    return cell


def _markdown(name: str, source: str) -> Cell:
    return {"cell_type": "markdown", "id": _id(name), "metadata": {"name": name}, "source": source}


def _code(name: str, source: str) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": _id(name),
        "metadata": {"name": name},
        "outputs": [],
        "source": source,
    }


def _id(name: str) -> str:
    """A cell id as nbformat allows it: 64 characters at most."""
    if len(name) <= 64:
        return name
    return name[:47] + "-" + hashlib.sha256(name.encode()).hexdigest()[:16]
