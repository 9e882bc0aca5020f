"""A course in which three students have handed in, made once and copied for whoever changes it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.apps import NbGraderApp
from traitlets.config import Config

from graders.course.gathered import gather, late_plugin
from graders.results.records import Results
from tests.graders.course.conftest import generated  # noqa: F401 - a fixture
from tests.graders.course.course import CASE, Course

QUIET = pytest.mark.filterwarnings("ignore:Object of type <Submitted")


@pytest.fixture(scope="session")
def handed_in(generated: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:  # noqa: F811
    """Ana (French) and bob (English) with the key, eve with an announced error and late."""
    root = tmp_path_factory.mktemp("marked") / "course"
    shutil.copytree(generated.root, root)
    course = Course(root, generated.curriculum, root.parent / "exchange")
    wrong = course.key() | {"to-ask": ["eats", "falls", "vote"]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARCOURS_CURRICULUM", str(course.curriculum))
        course.submit("ana", course.key())
        course.submit("bob", course.key("en"), lang="en")
        course.submit("eve", wrong, at="2026-11-24 12:00:00 UTC")
        api = course.api()
        for student in ("ana", "bob", "eve"):
            assert api.autograde(CASE, student)["success"]
        with course.gradebook() as gradebook:
            gradebook.update_or_create_student("ana", first_name="Ana", last_name="Lee, RN")
            gradebook.update_or_create_student(
                "bob", first_name='=HYPERLINK("http://x")', last_name="-x", email="bob@exemple.fr"
            )
            gradebook.update_or_create_student("zed", first_name="Zed", last_name="@x")
            gradebook.update_or_create_assignment(CASE, duedate="2026-11-22 12:00:00 UTC")
    return course


@pytest.fixture
def course(handed_in: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Course]:
    """A copy of that course."""
    monkeypatch.setenv("PARCOURS_CURRICULUM", str(handed_in.curriculum))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    shutil.copytree(handed_in.root, tmp_path / "course")
    here = Path.cwd()
    yield Course(tmp_path / "course", handed_in.curriculum, tmp_path / "exchange")
    os.chdir(here)
    NbGraderApp.clear_instance()


def gathered(course: Course, **config: dict[str, object]) -> Results:
    """The results of a course as it stands, with these changes of its configuration."""
    made = Config(course.config)
    made.merge(Config(config))
    with course.gradebook() as gradebook:
        return gather(gradebook, late_plugin(NbGraderApp(config=made)))


def read_all(course: Course, student: str, share: float = 1.0) -> None:
    """A person reads all that waits: so much of the points that it can earn."""
    for name, grade in course.grades(student).items():
        if grade["needs_manual_grade"]:
            values = {"manual_score": share * grade["max_score"], "needs_manual_grade": False}
            course.change(student, name, **values)
