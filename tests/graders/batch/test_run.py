"""Isolated failures, and runs that are stopped in every way and go on.

A process that grades takes long to start: most runs here have one.
"""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from apps.cli import app
from graders.batch.folders import STATE, locked
from graders.batch.records import Refused
from tests.graders.batch.courses import (
    CASE,
    SCRIPTS,
    assert_alike,
    form_answers,
    graded_here,
    submit_form,
)

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    yield
    assert not list((tmp_path / "scratch").iterdir())  # no student's rows stay anywhere


@pytest.fixture
def graded(tmp_path: Path, stock: Path, log: Path) -> Path:
    """A copy of the course that nbgrader has graded."""
    shutil.copytree(stock, tmp_path / "course")
    return tmp_path / "course"


def _options(course: Path, *options: str) -> list[str]:
    return ["grade", CASE, "--course", str(course), *options]


def _command(course: Path, *options: str) -> list[str]:
    return [str(SCRIPTS / "parcours"), *_options(course, *options)]


def _graded(log: Path) -> list[str]:
    return log.read_text().split()


def _wait(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def _autograded(course: Path) -> set[str]:
    return {path.parent.name for path in course.glob(f"autograded/*/{CASE}")}


def test_what_one_submission_does_is_reported_and_the_rest_go_on(course, stock, students):
    submit_form(course, "s03", {"do": "kill"})
    submit_form(course, "s05", {"do": "exit"})
    submit_form(course, "s07", {"do": "wait", "seconds": 60})
    submit_form(course, "s09", {"do": "remember"})
    (course / "submitted" / "s11" / CASE / "answers.json").write_text("{")
    report = graded_here(course, limit=5)
    troubled = {record.student: (record.status, record.message) for record in report.troubled}
    assert troubled.keys() == {"s03", "s05", "s07", "s09", "s11"}
    assert troubled["s03"][0] == "stopped"
    assert "SIGKILL" in troubled["s03"][1]
    assert troubled["s05"] == ("failed", "SystemExit: 3")
    assert troubled["s07"] == ("stopped", "took longer than 5 s")
    assert troubled["s09"] == ("failed", "MemoryError")
    assert "JSONDecodeError" in troubled["s11"][1]
    assert _autograded(course) == set(students) - troubled.keys()
    for student in troubled:
        submit_form(course, student, form_answers(student))
    again = graded_here(course, workers=1)
    assert {record.student for record in again.records} == troubled.keys()
    assert not again.troubled
    assert_alike(course, stock)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_goes_on(course, stock, students, log, number):
    run = subprocess.Popen(
        _command(course, "--workers", "2"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _wait(lambda: len(_autograded(course)) >= 5)
    run.send_signal(number)
    assert run.wait(30) == (-9 if number == signal.SIGKILL else 130)
    done = _autograded(course)
    assert 5 <= len(done) < len(students)
    _wait(lambda: not _graders(course))
    begun = Counter(_graded(log))
    again = CliRunner().invoke(app, _options(course, "--json", "--workers", "1"))
    assert again.exit_code == 0, again.output
    report = json.loads(again.stdout)
    assert set(report["done_before"]) == done
    assert {one["student"] for one in report["submissions"]} == set(students) - done
    twice = {student for student, times in Counter(_graded(log)).items() if times > 1}
    assert twice <= begun.keys() - done  # only what was not written yet
    assert len(twice) <= 4  # two in hand, two on their way
    assert_alike(course, stock)


def _graders(course: Path) -> list[str]:
    """Processes that still grade in the course."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            where = str((process / "cwd").readlink())
        except OSError:
            continue
        if where.startswith(str(course)):
            found.append(where)
    return found


def test_a_forced_run_that_is_stopped_goes_on(graded, stock, students):
    course = graded
    run = subprocess.Popen(
        _command(course, "--force", "--workers", "2"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    done = course / STATE / f"{CASE}.forced-done"
    _wait(lambda: done.exists() and len(done.read_text().split()) >= 5)
    run.send_signal(signal.SIGTERM)
    assert run.wait(30) == 130
    anew = set(done.read_text().split())
    assert 5 <= len(anew) < len(students)
    report = graded_here(course, workers=1)
    assert {record.student for record in report.records} == set(students) - anew
    assert not graded_here(course, workers=1).records
    assert_alike(course, stock)


def test_a_change_by_somebody_else_meanwhile_is_kept(graded):
    course = graded
    submit_form(course, "s00", {"do": "wait", "seconds": 2}, "2026-11-05 10:00:00 UTC")
    run = subprocess.Popen(
        _command(course, "--workers", "1"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _wait(lambda: list(course.glob("autograded/s00/.grading-*")))
    gradebook = sqlite3.connect(course / "gradebook.db")
    with gradebook:
        gradebook.execute(
            "UPDATE grade SET manual_score = 3, needs_manual_grade = 0 WHERE notebook_id IN "
            "(SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a "
            "ON n.assignment_id = a.id WHERE a.student_id = 's00')"
        )
    assert run.wait(60) == 0
    found = gradebook.execute(
        "SELECT DISTINCT manual_score, needs_manual_grade FROM grade WHERE notebook_id IN "
        "(SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a "
        "ON n.assignment_id = a.id WHERE a.student_id = 's00')"
    ).fetchall()
    gradebook.close()
    assert found == [(3, 1)]  # a new mark of the machine: nbgrader asks the grader to look again


def test_students_can_be_chosen_and_left_out(course):
    with (course / "nbgrader_config.py").open("a") as config:
        config.write('c.CourseDirectory.student_id_exclude = "s01,s12"\n')
    report = graded_here(course, students=("s0*", "s12", "s13"), workers=1)
    assert {record.student for record in report.records} == {
        *(f"s0{n}" for n in range(10) if n != 1),
        "s13",
    }


def test_two_runs_of_one_assignment_are_refused(course):
    with locked(course, CASE), pytest.raises(Refused, match="somebody else"):
        graded_here(course, workers=1)


def test_what_cannot_be_graded_is_refused_in_words(course, tmp_path):
    for options, said in (
        (["grade", "other", "--course", str(course)], "no assignment other"),
        (_options(tmp_path / "nowhere"), "no nbgrader_config.py"),
    ):
        done = CliRunner().invoke(app, [*options, "--workers", "1"])
        assert done.exit_code == 2
        assert said in " ".join(done.stderr.split())
    (course / "nbgrader_config.py").write_text("raise ValueError('broken')")
    done = subprocess.run(
        _command(course, "--workers", "1"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr


def test_rows_of_tables_that_others_added_travel_along(course, students):
    """A preprocessor that keeps rows of its own beside nbgrader's."""
    with (course / "marks.py").open("a") as module:
        module.write(_KEEPER)
    config = course / "nbgrader_config.py"
    config.write_text(
        config.read_text().replace(
            '    "nbgrader.preprocessors.AssignLatePenalties",', "    marks.Keeper,"
        )
    )
    for force in (False, True):
        assert not graded_here(course, force=force, workers=1).troubled
    gradebook = sqlite3.connect(course / "gradebook.db")
    found = gradebook.execute("SELECT text, count(*) FROM notes GROUP BY text").fetchall()
    joined = gradebook.execute(
        "SELECT count(*) FROM notes JOIN submitted_notebook n ON n.id = notes.notebook_id"
    ).fetchone()
    nothing = gradebook.execute("SELECT count(*) FROM notes WHERE more IS NOT NULL").fetchone()
    gradebook.close()
    assert nothing == (0,)
    assert found == [("first", len(students)), ("next", len(students))]
    assert joined == (2 * len(students),)


_KEEPER = """

from nbgrader.api import Gradebook
from sqlalchemy import text


NOTES = (
    "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, more JSON, "
    "notebook_id TEXT REFERENCES submitted_notebook (id), text TEXT)"
)


class Keeper(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        of = resources["nbgrader"]
        with Gradebook(of["db_url"]) as gradebook:
            with gradebook.engine.begin() as connection:
                connection.execute(text(NOTES))
            mine = gradebook.find_submission_notebook(
                of["notebook"], of["assignment"], of["student"]
            )
            given = {"id": mine.id}
            known = gradebook.db.execute(
                text("SELECT count(*) FROM notes WHERE notebook_id = :id"), given
            ).scalar()
            gradebook.db.execute(
                text("INSERT INTO notes (notebook_id, text) VALUES (:id, :text)"),
                given | {"text": "next" if known else "first"},
            )
            gradebook.db.commit()
        return nb, resources
"""
