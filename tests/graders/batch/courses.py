"""Courses of nbgrader to grade, and what is in them afterwards without ids and noise."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sqlalchemy import MetaData, create_engine, select

from graders.batch.records import Record, Request
from graders.batch.report import Report
from graders.batch.run import grade_assignment
from graders.batch.workers import LocalPool

SCRIPTS = Path(sys.executable).parent
# What nbgrader_config.py imports from beside it: marks without a kernel, and what a submission
# may do to who grades it.
MARKS = """
import json
import os
import signal
import time
from pathlib import Path

from nbformat.v4 import new_output
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import NbGraderPreprocessor


class FromFile(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        folder = Path(resources["metadata"]["path"])
        answers = json.loads((folder / "answers.json").read_text())
        with open(os.environ["GRADED_LOG"], "a") as log:
            log.write(resources["nbgrader"]["student"] + "\\n")
        match answers.get("do"):
            case "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "wait":
                time.sleep(answers["seconds"])
            case "exit":
                raise SystemExit(3)
            case "remember":
                raise MemoryError
        for cell in nb.cells:
            found = cell.metadata.get("nbgrader", {})
            if not found.get("grade"):
                continue
            given = answers.get(found["grade_id"], 0)
            if cell.cell_type == "code":
                data = {"text/plain": str(given)}
                cell.outputs = [new_output("execute_result", data=data, execution_count=1)]
                cell.execution_count = 1
            elif given:
                cell.source = given
        return nb, resources


class TenPercent(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return round(score * 0.1, 3)
"""
CONFIG = """
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import marks

c = get_config()
c.CourseDirectory.course_id = "trial"
c.AssignLatePenalties.plugin_class = marks.TenPercent
c.NotebookClient.shutdown_kernel = "immediate"
"""
NO_KERNEL = """
c.Autograde.autograde_preprocessors = [
    marks.FromFile,
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
"""
CASE = "a-case"


def nbgrader(course: Path, *arguments: str, log: Path | None = None) -> int:
    """Run one of nbgrader's own commands in the course; its exit code."""
    path = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"  # it runs alembic by name
    environment = dict(os.environ, PATH=path, GRADED_LOG=str(log or course / "graded.log"))
    done = subprocess.run(
        [SCRIPTS / "nbgrader", *arguments],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert "Traceback" not in done.stderr or done.returncode, done.stderr
    return done.returncode


def nbgrader_cell(
    source: str, name: str, *, points: float | None = None, written: bool = False
) -> Any:
    """A cell that is graded by its output, or, where `written`, read by a person."""
    described = {
        "grade": points is not None,
        "solution": written,
        "locked": not written,
        "task": False,
        "grade_id": name,
        "schema_version": 3,
        "cell_type": "markdown" if written else "code",
    }
    if points is not None:
        described["points"] = points
    make = new_markdown_cell if written else new_code_cell
    return make(source, id=name, metadata={"nbgrader": described})


def make_forms(course: Path, students: list[str], tasks: int = 6, more: str = "") -> None:
    """A course whose notebooks need no kernel, with a submission from each student."""
    cells = [new_markdown_cell("# A case", id="title")]
    cells += [nbgrader_cell(f'case.graded("{n}")', f"task-{n}", points=2) for n in range(tasks)]
    cells += [nbgrader_cell("To fill in.", "read-0", points=4, written=True)]
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": spec})
    source = course / "source" / CASE
    source.mkdir(parents=True)
    nbformat.write(notebook, source / f"{CASE}.ipynb")
    (source / "given.csv").write_text("a,b\n1,2\n")
    (course / "marks.py").write_text(MARKS)
    (course / "nbgrader_config.py").write_text(CONFIG + NO_KERNEL + more)
    assert nbgrader(course, "generate_assignment", CASE) == 0
    for student in students:
        submit_form(course, student, form_answers(student, tasks))


def form_answers(student: str, tasks: int = 6) -> dict[str, int]:
    """What a student of that name answers first; other students answer otherwise."""
    number = int(student.removeprefix("s"))
    return {f"task-{n}": (number + n) % 3 for n in range(tasks)}


def submit_form(
    course: Path, student: str, answers: dict[str, Any], when: str = "2026-11-01 10:00:00 UTC"
) -> None:
    """What a student hands in; over what was there."""
    folder = course / "submitted" / student / CASE
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(course / "release" / CASE / f"{CASE}.ipynb", folder)
    (folder / "answers.json").write_text(json.dumps(answers))
    (folder / "timestamp.txt").write_text(when)


def assert_alike(course: Path, stock: Path, url: str | None = None) -> None:
    """Rows and files are those of a course that nbgrader graded, and nothing hidden is left."""
    assert rows(course, url) == rows(stock)
    assert files(course) == files(stock)
    assert not list(course.glob("autograded/*/.g*"))


class Silent:
    """Who watches a run in tests."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def planned(self, count: int) -> None:
        """Nothing to show."""

    def finished(self, record: Record) -> None:
        """Keep it."""
        self.records.append(record)


def graded_here(
    course: Path, assignment: str = CASE, *, workers: int = 2, limit: float = 60, **asked: Any
) -> Report:
    """Grade with processes of this machine."""
    request = Request(course=str(course), assignment=assignment, **asked)
    with LocalPool(request, workers, limit) as pool:
        return grade_assignment(request, pool, Silent(), workers=workers)


def rows(course: Path, url: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """Every table of the gradebook; what an id refers to stands in its place."""
    engine = create_engine(url or f"sqlite:///{course / 'gradebook.db'}")
    tables = MetaData()
    tables.reflect(engine)
    labels: dict[tuple[str, Any], str] = {}
    found: dict[str, list[dict[str, Any]]] = {}
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            found[table.name] = []
            for row in connection.execute(select(table)).mappings():
                named = dict(row)
                for link in table.foreign_keys:
                    key = (link.column.table.name, named[link.parent.name])
                    named[link.parent.name] = labels.get(key, key[1])
                if _is_random(table, row):
                    named.pop("id")
                label = "/".join(
                    str(named[name])
                    for name in ("assignment_id", "student_id", "notebook_id", "cell_id", "name")
                    if name in named
                )
                labels[table.name, row.get("id")] = label or str(row.get("id"))
                found[table.name].append(named)
    engine.dispose()
    return {name: sorted(some, key=repr) for name, some in found.items()}


def _is_random(table: Any, row: Any) -> bool:
    own = "id" in table.c and not table.c.id.foreign_keys
    return own and re.fullmatch("[0-9a-f]{32}", str(row["id"])) is not None


def files(course: Path, step: str = "autograded") -> dict[str, Any]:
    """Every file and folder: its permissions, and its content without noise of execution."""
    top = course / step
    return {
        str(path.relative_to(top)): (oct(path.stat().st_mode), _content(path))
        for path in sorted(top.rglob("*"))
    }


def _content(path: Path) -> Any:
    if path.is_dir():
        return None
    if path.suffix != ".ipynb":
        return path.read_bytes()
    text = re.sub(r"ipykernel_\d+/\d+", "ipykernel", path.read_text(encoding="utf-8"))
    text = re.sub(r"0x[0-9a-f]{6,}", "0x", text)
    return json.loads(re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "then", text))
