"""`parcours grade` against `nbgrader autograde` with its default lists, on the same submissions.

Run: `python benchmarks/grading.py` (about eight minutes). Prints a table and, with `--json FILE`,
the figures. Time to start is kept apart on both sides: of nbgrader it is that of a run which finds
everything graded, of ours that until the first submission is given out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from rich.console import Console
from rich.progress import track
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent))

from curriculum.load import load_catalog
from graders.cases.reference import reference_answers

SCRIPTS = Path(sys.executable).parent
FORM = "a-seat-at-the-wedding"
COMPUTING = "length-of-stay"
HANDED_IN = "2026-11-01 10:00:00 UTC"
DEFAULTS = "c = get_config()\nc.CourseDirectory.course_id = 'parcours'\n"
WORKERS = 2
MANY = 1000
CODE = """import pandas
stays = pandas.read_csv("stays.csv")
{name} = stays.groupby("team").days.{name}().round(1)"""
out = Console()


def run(course: Path, *command: str) -> tuple[float, str]:
    """Seconds that a command takes in the course, and what it prints."""
    path = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"
    began = time.perf_counter()
    done = subprocess.run(
        [SCRIPTS / command[0], *command[1:]],
        cwd=course,
        env=dict(os.environ, PATH=path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return time.perf_counter() - began, done.stdout


def form_course(folder: Path) -> Path:
    """The course of cases with one assignment that needs no kernel."""
    course = folder / "forms"
    run(folder, "parcours", "course", "build", "--out", str(course), "--case", FORM)
    run(course, "nbgrader", "generate_assignment", FORM)
    return course


def hand_in_forms(course: Path, count: int) -> None:
    """So many submissions, in French and in English by turns, all answers those of the key."""
    catalog, _ = load_catalog()
    case = catalog.cases[FORM].case
    for number in range(count):
        lang = "fr" if number % 2 else "en"
        folder = course / "submitted" / f"s{number:04}" / FORM
        folder.mkdir(parents=True)
        shutil.copy(course / "release" / FORM / f"{FORM}.ipynb", folder)
        given = {
            "schema": 1,
            "case": FORM,
            "revision": case.revision,
            "lang": lang,
            "saved_at": "2026-11-01T09:00:00Z",
            "answers": reference_answers(case, lang),
        }
        (folder / f"{FORM}.answers.json").write_text(json.dumps(given), encoding="utf-8")
        (folder / "timestamp.txt").write_text(HANDED_IN)


def computing_course(folder: Path) -> Path:
    """A course with one assignment whose cells group and sum a table."""
    course = folder / "computing"
    source = course / "source" / COMPUTING
    source.mkdir(parents=True)
    rows = [f"{number},team {number % 7},{number % 23}" for number in range(2000)]
    (source / "stays.csv").write_text("\n".join(["id,team,days", *rows]) + "\n")
    cells = [new_markdown_cell("# Length of stay", id="title")]
    for name in ("mean", "median", "max", "std"):
        solution = CODE.format(name=name)
        test = f"assert len({name}) == 7\nassert {name}.notna().all()"
        cells += [
            _cell(solution, f"{name}-answer", solution=True),
            _cell(test, f"{name}-test", points=2.0),
        ]
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": spec})
    nbformat.write(notebook, source / f"{COMPUTING}.ipynb")
    (course / "nbgrader_config.py").write_text(DEFAULTS)
    run(course, "nbgrader", "generate_assignment", COMPUTING)
    return course


def _cell(source: str, name: str, *, points: float = 0.0, solution: bool = False) -> Any:
    described = {
        "grade": bool(points),
        "points": points,
        "solution": solution,
        "locked": not solution,
        "task": False,
        "grade_id": name,
        "schema_version": 3,
        "cell_type": "code",
    }
    return new_code_cell(source, id=name, metadata={"nbgrader": described})


def hand_in_notebooks(course: Path, count: int) -> None:
    """So many submissions with right answers."""
    for number in range(count):
        folder = course / "submitted" / f"s{number:04}" / COMPUTING
        shutil.copytree(course / "source" / COMPUTING, folder)
        (folder / "timestamp.txt").write_text(HANDED_IN)


def nbgrader(course: Path, assignment: str) -> tuple[float, float]:
    """Seconds that its own command takes with its default lists, and those until it begins."""
    with tempfile.TemporaryDirectory(dir=course.parent) as scratch:
        copy = Path(scratch) / "course"
        shutil.copytree(course, copy)
        (copy / "nbgrader_config.py").write_text(DEFAULTS)
        whole, _ = run(copy, "nbgrader", "autograde", assignment)
        start, _ = run(copy, "nbgrader", "autograde", assignment)
        return whole - start, start


def ours(course: Path, assignment: str) -> tuple[float, float]:
    """The same of `parcours grade`, with the course's own lists."""
    with tempfile.TemporaryDirectory(dir=course.parent) as scratch:
        copy = Path(scratch) / "course"
        shutil.copytree(course, copy)
        whole, said = run(copy, *_grade(copy, assignment))
        report = json.loads(said)
        assert report["graded"] == len(list(copy.glob(f"submitted/*/{assignment}"))), report
        return report["seconds"], whole - report["seconds"]


def _grade(course: Path, assignment: str) -> list[str]:
    options = ["--course", str(course), "--workers", str(WORKERS), "--json"]
    return ["parcours", "grade", assignment, *options]


def compare(course: Path, assignment: str, count: int, rounds: int) -> dict[str, float]:
    """Medians of both, by turns."""
    found: dict[str, list[tuple[float, float]]] = {"nbgrader": [], "ours": []}
    for _ in track(range(rounds), description=f"{count} of {assignment}"):
        found["nbgrader"].append(nbgrader(course, assignment))
        found["ours"].append(ours(course, assignment))
    return {
        "count": count,
        **{name: statistics.median(one for one, _ in times) for name, times in found.items()},
        **{f"{n}_start": statistics.median(one for _, one in t) for n, t in found.items()},
    }


def many(course: Path, count: int) -> dict[str, float]:
    """A thousand forms: one run that is killed halfway, and the one that goes on."""
    out.print(f"{count} forms, killed halfway and resumed")
    command = _grade(course, FORM)
    process = subprocess.Popen(
        [SCRIPTS / command[0], *command[1:]],
        cwd=course,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    began = 0.0
    while (done := len(list(course.glob(f"autograded/*/{FORM}")))) < count / 2:
        began = began or (time.perf_counter() if done else 0.0)
        assert process.poll() is None
        time.sleep(0.05)
    first = time.perf_counter() - began
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = {path: path.stat().st_mtime_ns for path in course.glob(f"autograded/*/{FORM}")}
    _, said = run(course, *command)
    report = json.loads(said)
    kept = sum(path.stat().st_mtime_ns == when for path, when in before.items())
    with sqlite3.connect(course / "gradebook.db") as gradebook:
        rows, students = gradebook.execute(
            "SELECT count(*), count(DISTINCT student_id) FROM submitted_assignment"
        ).fetchone()
    gradebook.close()
    assert rows == students == len(list(course.glob(f"autograded/*/{FORM}"))) == count
    assert kept == len(before)
    assert report["graded"] == count - len(before)
    return {
        "count": count,
        "before": len(before),
        "after": report["graded"],
        "seconds": first + report["seconds"],
    }


def measure(rounds: int, forms: int, notebooks: int) -> dict[str, Any]:
    """All figures of one run."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        course, computing = form_course(folder), computing_course(folder)
        crowd = folder / "crowd"
        shutil.copytree(course, crowd)
        hand_in_forms(course, forms)
        hand_in_notebooks(computing, notebooks)
        hand_in_forms(crowd, MANY)
        return {
            "cpu_count": os.cpu_count(),
            "workers": WORKERS,
            "forms": compare(course, FORM, forms, rounds),
            "notebooks": compare(computing, COMPUTING, notebooks, rounds),
            "many": many(crowd, MANY),
        }


def show(figures: dict[str, Any]) -> None:
    """The figures beside their targets."""
    table = Table("seconds for one submission", "nbgrader autograde", "ours", "ratio", "target")
    targets = {"forms": "at least 30", "notebooks": "at least 8"}
    for name, target in targets.items():
        one = figures[name]
        stock, own = one["nbgrader"] / one["count"], one["ours"] / one["count"]
        table.add_row(
            f"{name} ({one['count']:.0f})",
            f"{stock:.3f}",
            f"{own:.3f}",
            f"{stock / own:.1f}",
            target,
        )
    started, crowd = figures["forms"], figures["many"]
    stock, own = started["nbgrader"] / started["count"], crowd["seconds"] / crowd["count"]
    table.add_row(
        f"forms ({crowd['count']})", "as above", f"{own:.3f}", f"{stock / own:.1f}", "at least 30"
    )
    out.print(table)
    out.print(
        f"until the first submission: nbgrader {started['nbgrader_start']:.1f} s, "
        f"ours {started['ours_start']:.1f} s\n"
        f"{crowd['count']} forms: {crowd['seconds']:.1f} s (target: about 60), killed after "
        f"{crowd['before']}, {crowd['after']} by the second run; nothing lost or done twice"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--forms", type=int, default=80)
    parser.add_argument("--notebooks", type=int, default=30)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    figures = measure(asked.rounds, asked.forms, asked.notebooks)
    show(figures)
    if asked.json is not None:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
