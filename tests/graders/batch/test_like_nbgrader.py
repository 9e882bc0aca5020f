"""The same rows and files as `nbgrader autograde`, on nbgrader's own example course."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import nbformat
import nbgrader as nbgrader_package
import pytest

from tests.graders.batch.courses import CONFIG, MARKS, files, graded_here, nbgrader, rows

pytestmark = pytest.mark.slow
EARLY, LATE, LATER = (f"2026-11-{day:02} 10:00:00 UTC" for day in (1, 3, 4))
DUE = "2026-11-02 00:00:00.000000"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = tmp_path_factory.mktemp("example") / "course"
    example = Path(nbgrader_package.__file__).parent / "docs/source/user_guide/source"
    shutil.copytree(example, course / "source")  # what `nbgrader quickstart` copies
    (course / "marks.py").write_text(MARKS)
    (course / "nbgrader_config.py").write_text(CONFIG)
    assert nbgrader(course, "generate_assignment", "ps1") == 0
    with sqlite3.connect(course / "gradebook.db") as gradebook:
        gradebook.execute("UPDATE assignment SET duedate = ?", [DUE])
    gradebook.close()
    _hand_in(course)
    return course


def _submit(course: Path, student: str, step: str = "release", when: str = EARLY) -> Path:
    folder = course / "submitted" / student / "ps1"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(course / step / "ps1", folder)
    (folder / "timestamp.txt").write_text(when)
    return folder


def _hand_in(course: Path) -> None:
    (_submit(course, "right", "source") / "jupyter.png").write_bytes(b"other")
    shutil.copy(course / "source" / "header.ipynb", _submit(course, "wrong") / "extra.ipynb")
    _change(_submit(course, "Zoé B", "source"), _tamper)
    _change(_submit(course, "late", "source", LATE), _warn)
    (_submit(course, "half") / "problem2.ipynb").unlink()
    (_submit(course, "broken") / "problem1.ipynb").write_text('{"cells": [')
    _change(_submit(course, "undated", "source"), lambda cells: cells.pop())
    (course / "submitted" / "undated" / "ps1" / "timestamp.txt").unlink()
    for path in _submit(course, "none").glob("*.ipynb"):
        path.unlink()
    # nbgrader takes a doubled cell for an old format and stops there: the last in its order
    _change(_submit(course, "zz-doubled", "source"), lambda cells: cells.append(cells[-1]))
    _change(_submit(course, "damaged", "source"), _damage)


def _change(folder: Path, change) -> None:
    path = folder / "problem1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook.cells)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _tamper(cells) -> None:
    for cell in cells:
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code":
            cell.source = "pass"
            cell.metadata["nbgrader"]["points"] = 100


def _warn(cells) -> None:
    solution = next(one for one in cells if one.metadata.get("nbgrader", {}).get("solution"))
    solution.source += "\nimport warnings\nwarnings.warn('old')"


def _damage(cells) -> None:
    for cell in cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"]["schema_version"] = "three"


def test_first_and_later_submissions_get_the_same_rows_and_files(course, tmp_path):
    theirs, ours = tmp_path / "theirs" / "course", tmp_path / "ours" / "course"
    shutil.copytree(course, theirs)
    shutil.copytree(course, ours)
    assert nbgrader(theirs, "autograde", "ps1") == 1  # one submission is broken
    report = graded_here(ours, "ps1", kernel="parcours-grading")
    assert rows(ours) == rows(theirs)
    assert files(ours) == files(theirs)
    assert {one.student for one in report.troubled} == {"broken", "damaged", "zz-doubled"}
    _mark_by_hand(theirs, ours)
    for where in (theirs, ours):
        _submit(where, "wrong", "source", LATER)
        _submit(where, "right", "release", LATER)
        (_submit(where, "late", "source", LATER) / "problem2.ipynb").write_text("{")
        _submit(where, "broken", "source", LATER)
    assert nbgrader(theirs, "autograde", "ps1") == 1
    report = graded_here(ours, "ps1")
    assert {one.student: one.status for one in report.records} == {
        "wrong": "graded",
        "right": "graded",
        "late": "failed",
        "broken": "graded",
        "damaged": "failed",
        "zz-doubled": "failed",
    }
    assert rows(ours) == rows(theirs)
    assert files(ours) == files(theirs)


def _mark_by_hand(*courses: Path) -> None:
    for course in courses:
        with sqlite3.connect(course / "gradebook.db") as gradebook:
            gradebook.execute("UPDATE grade SET manual_score = 1, needs_manual_grade = 0")
            gradebook.execute("UPDATE comment SET manual_comment = 'Read.'")
        gradebook.close()
