"""The commands on a real course, and nbgrader's own export."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from apps.course_cli import course_app
from graders.results.research import KEY_FILE
from tests.graders.course.course import CASE, Course, nbgrader
from tests.graders.results.conftest import QUIET, read_all

pytestmark = QUIET


def run(course: Course, *arguments: object) -> Result:
    command, *rest = map(str, arguments)
    return CliRunner().invoke(course_app, [command, "--course", str(course.root), *rest])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_results_are_written_for_the_cohort_and_each_student(
    course: Course, tmp_path: Path
) -> None:
    done = run(course, "results", "--out", tmp_path / "out", "--lang", "fr")
    assert done.exit_code == 0, done.output
    names = sorted(
        path.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    )
    students = [
        f"students/{one}.fr.{kind}" for one in ("ana", "bob", "eve") for kind in ("html", "pdf")
    ]
    assert names == ["cohort.fr.html", "cohort.fr.pdf", *students]


def test_results_of_one_student_and_one_case(course: Course, tmp_path: Path) -> None:
    done = run(course, "results", "--out", tmp_path, "--student", "bob", "--case", CASE)
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "students").iterdir()} == {
        "bob.en.html",
        "bob.en.pdf",
        "bob.fr.html",
        "bob.fr.pdf",
    }
    assert not (tmp_path / "cohort.fr.html").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("results", "--out", "x", "--student", "nobody"), "no student 'nobody'"),
        (("results", "--out", "x", "--case", "nothing"), "no case 'nothing'"),
        (("similar", "--case", "nothing"), "no case 'nothing'"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(
    course: Course, arguments: tuple[str, ...], said: str
) -> None:
    done = run(course, *arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert not (course.root / "x").exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "moodle", "canvas", "research"])
def test_every_export_is_written(course: Course, tmp_path: Path, kind: str) -> None:
    read_all(course, "ana")
    path = tmp_path / f"out.{kind}"
    done = run(course, "export", "--format", kind, "--out", path)
    assert done.exit_code == 0, done.output
    content = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    if kind == "research":
        assert not any(one in content for one in (b"Lee", b"HYPERLINK", b"exemple.fr"))
        cells = {cell for row in rows_of(path) for cell in row.values()}
        assert not cells & {"ana", "bob", "eve", "zed", "Ana", "Zed"}
        assert (course.root / KEY_FILE).stat().st_mode & 0o777 == 0o600
        assert "may be recognised" in done.stderr
    elif kind != "xlsx":
        assert b'"\'=HYPERLINK(""http://x"")"' in content or b"'-x, =HYPERLINK" in content


def test_an_export_of_a_late_and_capped_copy_holds_its_final_mark(
    course: Course, tmp_path: Path
) -> None:
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    read_all(course, "eve")
    path = tmp_path / "marks.csv"
    assert run(course, "export", "--format", "csv", "--out", path).exit_code == 0
    eve = next(row for row in rows_of(path) if row["Student id"] == "eve")
    assert float(eve["Cap or adjustment"]) < 0
    assert float(eve["Late penalty"]) > 0
    assert (eve["State"], eve["Mark out of 20"]) == ("final", "0")


def test_nbgrader_export_writes_our_csv(course: Course, tmp_path: Path) -> None:
    read_all(course, "eve")
    path = tmp_path / "grades.csv"
    nbgrader("export", f"--to={path}", folder=course.root)
    rows = rows_of(path)
    assert {row["Student id"]: row["Last name"] for row in rows} == {
        "ana": "Lee, RN",
        "bob": "'-x",
        "eve": "",
        "zed": "'@x",
    }
    assert {row["State"] for row in rows} == {"final", "still being read", "not handed in"}
    eve = next(row for row in rows if row["Student id"] == "eve")
    assert float(eve["Mark out of 20"]) == course.score("eve")


def test_texts_alike_are_listed_with_a_page(course: Course, tmp_path: Path) -> None:
    done = run(course, "similar", "--case", CASE, "--out", tmp_path, "--lang", "fr")
    assert done.exit_code == 0, done.output
    assert "read both copies whole" in done.stdout
    page = (tmp_path / f"similar-{CASE}.fr.html").read_text(encoding="utf-8")
    assert "Un endroit où regarder" in page
