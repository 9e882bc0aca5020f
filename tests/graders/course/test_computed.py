from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import nbformat
import pytest

from curriculum.catalog import CaseFile
from graders.course.cells import case_notebook
from graders.course.computed import CouldNotRun, with_computed
from graders.sandbox import Level, strongest
from tests.curriculum.cases.sample_case import MODULE, TABLE, sample_case, sample_catalog
from tests.graders.course.course import CASE, QUIET, Course

pytestmark = QUIET

TASK = "mean-hours"


@dataclass
class Ran:
    """What cells are said to have given."""

    values: Mapping[str, float]
    error: str | None = None
    how: Any = None
    calls: list[tuple[Any, ...]] = field(default_factory=list)

    def __call__(self, cells: Sequence[str], files: Mapping[str, bytes], names: Any) -> Any:
        self.calls.append((cells, files, names))
        return self


def cells(changed: bool) -> Any:
    """The cells of the released notebook, the first one of code changed or not."""
    from nbgrader.utils import compute_checksum

    notebook = nbformat.from_dict(case_notebook(sample_case()))
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    if changed:
        next(c for c in notebook.cells if c.id == f"cells-{TASK}-1").source += "\n# mine"
    return notebook.cells


@pytest.fixture
def found(tmp_path: Any) -> CaseFile:
    case = sample_case()
    path = tmp_path / MODULE / "cases" / f"{case.id}.yaml"
    (tmp_path / MODULE / "data").mkdir(parents=True)
    (tmp_path / MODULE / "data" / TABLE.name).write_bytes(TABLE.read_bytes())
    return CaseFile(sample_catalog().modules[MODULE], case, path)


def test_an_empty_field_takes_what_changed_cells_give(found: CaseFile) -> None:
    ran = Ran({"mean_hours": 1.33, "visits": 9.0})
    computed = with_computed(found, {TASK: {"visits": 3}}, cells(changed=True), ran)
    assert computed.answers[TASK] == {"visits": 3, "mean_hours": 1.33}
    assert [finding.code for finding in computed.findings] == ["taken"]
    ((sources, files, names),) = ran.calls
    assert len(sources) == 2
    assert (list(files), names) == ([TABLE.name], ["mean_hours"])


@pytest.mark.parametrize(
    ("answers", "changed"),
    [({}, False), ({TASK: {"visits": 3, "mean_hours": 1}}, True), ({TASK: "odd"}, True)],
)
def test_cells_are_run_only_where_they_were_changed_and_a_field_is_empty(
    found: CaseFile, answers: dict[str, Any], changed: bool
) -> None:
    ran = Ran({"mean_hours": 1.33})
    assert with_computed(found, answers, cells(changed), ran).answers == answers
    assert ran.calls == []


def test_cells_that_stop_are_said_to(found: CaseFile) -> None:
    computed = with_computed(found, {}, cells(changed=True), Ran({}, error="cell 1: NameError"))
    assert computed.findings[0].said("fr").endswith("cell 1: NameError")
    assert computed.left == []


def test_cells_that_could_not_be_run_are_left_to_a_person(found: CaseFile) -> None:
    def refuse(*_: Any) -> Any:
        raise CouldNotRun("no sandbox here")

    computed = with_computed(found, {}, cells(changed=True), refuse)
    assert computed.left == [TASK]
    assert [finding.code for finding in computed.findings] == ["not-run"]


@pytest.mark.slow
def test_changed_cells_earn_what_they_compute_and_cannot_read_the_key(course: Course) -> None:
    if strongest().level in {Level.WEAK, Level.NONE}:
        pytest.skip("no sandbox that hides files on this machine")
    key = course.curriculum / "modules" / "home-visits" / "cases" / f"{CASE}.yaml"
    code = {
        "ana": "visits = len(table) + 0\n",
        "bob": f"visits = 3 if open({str(key)!r}).read() else 3\n",
    }
    for student, line in code.items():
        folder = course.submit(student, {})
        path = folder / f"{CASE}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        cell = next(c for c in notebook.cells if c.id == f"cells-{TASK}-1")
        cell.source = cell.source.replace("visits = len(table)", line)
        nbformat.write(notebook, path)
        done = course.autograde(student)
        assert done["success"], done
    assert course.score("ana") == 1
    assert course.score("bob") == 0
