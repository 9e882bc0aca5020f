"""A course without kernels and what nbgrader makes of it, made once and copied."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.graders.batch.courses import CASE, make_forms, nbgrader

STUDENTS = [f"s{number:02}" for number in range(24)]


@pytest.fixture(scope="session")
def students() -> list[str]:
    """Those who have handed something in."""
    return STUDENTS


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a submission from each student; not to be changed."""
    course = tmp_path_factory.mktemp("made") / "course"
    make_forms(course, STUDENTS)
    return course


@pytest.fixture(scope="session")
def stock(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same course, graded by `nbgrader autograde`; not to be changed."""
    course = tmp_path_factory.mktemp("stock") / "course"
    shutil.copytree(made, course)
    assert nbgrader(course, "autograde", CASE, log=course.parent / "graded.log") == 0
    return course


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is noted who is graded."""
    path = tmp_path / "graded.log"
    path.touch()
    monkeypatch.setenv("GRADED_LOG", str(path))
    return path


@pytest.fixture
def course(tmp_path: Path, made: Path, log: Path) -> Path:
    """A copy of the course."""
    shutil.copytree(made, tmp_path / "course")
    return tmp_path / "course"
