"""What `parcours course lab` refuses, and what it tells nbgrader for a student."""

from __future__ import annotations

from pathlib import Path

import pytest
from traitlets.config import PyFileConfigLoader
from typer.testing import CliRunner

from apps.cli import app
from apps.course_lab import student_config
from graders.course.build import CONFIG, config_text


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is a course, as far as one can see."""
    monkeypatch.setenv("PARCOURS_DATA", str(tmp_path / "data"))
    folder = tmp_path / "course"
    folder.mkdir()
    text = config_text(course_id="cases", exchange=tmp_path / "exchange", curriculum=None)
    (folder / CONFIG).write_text(text)
    return folder


def test_another_folder_is_refused(course: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["course", "lab", "--course", str(tmp_path)])
    assert done.exit_code == 2
    assert "is no course" in " ".join(done.output.split())


@pytest.mark.parametrize("name", ["../ana", "a b", "ana+bob", "*", "..", ".", "-x"])
def test_a_name_that_is_no_name_of_a_folder_is_refused(course: Path, name: str) -> None:
    done = CliRunner().invoke(app, ["course", "lab", "--course", str(course), f"--student={name}"])
    assert done.exit_code == 2
    assert repr(name) in done.output


def test_a_student_is_told_of_the_course_and_of_the_exchange(tmp_path: Path) -> None:
    text = student_config("cases", "ana", "/srv/it's here", tmp_path)
    (tmp_path / CONFIG).write_text(text)
    found = PyFileConfigLoader(CONFIG, str(tmp_path)).load_config()
    assert found == {
        "CourseDirectory": {"course_id": "cases", "student_id": "ana"},
        "Exchange": {"cache": str(tmp_path), "root": "/srv/it's here"},
    }
