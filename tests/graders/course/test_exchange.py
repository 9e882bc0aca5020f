"""One course through nbgrader's own commands, from the source to the feedback of a student."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.graders.course.course import CASE, MACHINE, QUIET, Course, nbgrader

pytestmark = [
    QUIET,
    pytest.mark.slow,
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning"
    ),  # files left open
]


@pytest.fixture
def shared(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A new course with an exchange of its own, and nothing generated."""
    fresh = Course(tmp_path / "fresh", course.curriculum, course.exchange)
    fresh.build()
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "jupyter"))
    return fresh


def test_a_case_goes_out_comes_back_and_is_told(shared: Course, tmp_path: Path) -> None:
    course, student = shared, tmp_path / "student"
    student.mkdir()
    (student / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = 'parcours'\n"
        f"c.Exchange.root = {str(course.exchange)!r}\n"
        f"c.Exchange.cache = {str(tmp_path / 'cache')!r}\n"
    )
    nbgrader("generate_assignment", CASE, folder=course.root)
    nbgrader("release_assignment", CASE, folder=course.root)
    nbgrader("fetch_assignment", CASE, folder=student)
    answers = {"schema": 1, "case": CASE, "revision": 1, "lang": "en", "answers": course.key("en")}
    (student / CASE / f"{CASE}.answers.json").write_text(json.dumps(answers))
    nbgrader("submit", CASE, folder=student)
    nbgrader("collect", CASE, folder=course.root)
    nbgrader("autograde", CASE, folder=course.root)
    (who,) = (path.name for path in (course.root / "autograded").iterdir())
    assert course.score(who) == MACHINE
    nbgrader("generate_feedback", CASE, folder=course.root)
    nbgrader("release_feedback", CASE, folder=course.root)
    nbgrader("fetch_feedback", CASE, folder=student)
    (page,) = student.rglob("*.html")
    told = page.read_text()
    assert "A good colleague starts from what she wants" in told
    assert "14 of 20, that is 70 of 100." in told
    assert "Not final" in told


def test_archives_of_a_learning_platform_are_collected_with_their_answers(
    shared: Course,
) -> None:
    course = shared
    nbgrader("generate_assignment", CASE, folder=course.root)
    archive = course.root / "downloaded" / CASE / "archive"
    archive.mkdir(parents=True)
    notebook = (course.root / "release" / CASE / f"{CASE}.ipynb").read_text()
    head = {"schema": 1, "case": CASE, "revision": 1, "lang": "fr"}
    answers = json.dumps(head | {"answers": course.key()})
    with zipfile.ZipFile(archive / "ana_4_assignsubmission_file.zip", "w") as found:
        found.writestr(f"{CASE}/{CASE}.ipynb", notebook)
        found.writestr(f"{CASE}/{CASE}.answers.json", answers)
        found.writestr(f"{CASE}/{CASE}.case.json", "{}")
    (archive / f"bob_9_{CASE}.ipynb").write_text(notebook)
    (archive / f"bob_9_{CASE}.answers.json").write_text(answers)
    nbgrader("zip_collect", CASE, folder=course.root)
    nbgrader("autograde", CASE, folder=course.root)
    assert (course.score("ana"), course.score("bob")) == (MACHINE, MACHINE)
