"""A generated course, made once and copied for each test that changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.graders.course.course import Course, write_curriculum


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course whose one assignment has been generated; not to be changed."""
    base = tmp_path_factory.mktemp("course")
    curriculum = write_curriculum(base / "curriculum")
    course = Course(base / "course", curriculum, base / "exchange")
    course.build()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARCOURS_CURRICULUM", str(curriculum))
        course.generate()
    return course


@pytest.fixture
def course(generated: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A copy of the generated course."""
    monkeypatch.setenv("PARCOURS_CURRICULUM", str(generated.curriculum))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    shutil.copytree(generated.root, tmp_path / "course")
    return Course(tmp_path / "course", generated.curriculum, tmp_path / "exchange")
