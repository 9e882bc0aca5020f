"""Notebooks of other kinds in the same course, and marks on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from graders.cases.rubric_comment import Judgement
from graders.course.rubric_marks import RubricMarks
from tests.graders.course.course import CASE, QUIET, Course

pytestmark = QUIET


def cell(name: str, source: str, **marks: Any) -> Any:
    plain = {"grade": False, "locked": False, "solution": False, "task": False}
    meta = {"schema_version": 3, "grade_id": name, **plain, **marks}
    return new_code_cell(source, metadata={"nbgrader": meta})


@pytest.mark.slow
def test_another_notebook_is_cleared_run_and_scored_as_ever(course: Course) -> None:
    folder = course.root / "source" / "sums"
    folder.mkdir()
    answer = "### BEGIN SOLUTION\nx = 2\n### END SOLUTION"
    notebook = new_notebook(
        cells=[
            cell("answer", answer, solution=True),
            cell("test", "assert x == 2", grade=True, locked=True, points=3),
        ],
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "x"}},
    )
    nbformat.write(notebook, folder / "sums.ipynb")
    assert course.api().generate_assignment("sums")["success"]
    released = course.root / "release" / "sums" / "sums.ipynb"
    assert "x = 2" not in released.read_text()
    for student, line in (("ana", "x = 2"), ("bob", "x = 3")):
        handed = course.root / "submitted" / student / "sums"
        handed.mkdir(parents=True)
        copy = nbformat.read(released, as_version=4)
        copy.cells[0].source = line
        nbformat.write(copy, handed / "sums.ipynb")
        done = course.api().autograde("sums", student)
        assert done["success"], done
    with course.gradebook() as gradebook:
        scores = [gradebook.find_submission("sums", who).score for who in ("ana", "bob")]
    assert scores == [3, 0]


@pytest.mark.postgres
def test_marks_are_kept_on_postgresql(
    course: Course, new_postgres_url: Callable[[], str], tmp_path: Path
) -> None:
    url = new_postgres_url()
    config = course.config
    config.CourseDirectory.db_url = url
    course.generate(config)
    course.submit("ana", course.key() | {"to-ask": ["vote"]})
    assert course.autograde("ana", config)["success"]
    marks = RubricMarks(url)
    try:
        (copy,) = marks.copies(CASE, CASE, "message")
        now = datetime(2026, 11, 22, tzinfo=UTC)
        assert marks.claim(copy.id, "gil", now)
        good = Judgement({"wish": 2}, ("clear",))
        marks.save(course.case, {}, copy.id, good, grader="gil", digest=copy.digest, now=now)
        done = course.autograde("ana", config)
        assert done["success"], done
        copy = marks.copy(copy.id)
        assert (copy.points, copy.waiting) == (2, False)
        with Gradebook(url, "parcours") as gradebook:
            assert gradebook.find_submission(CASE, "ana").score == 8  # the cap
    finally:
        marks.close()
