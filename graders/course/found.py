"""Which case a notebook of a course is, and whether it is one at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SourceCell,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, selectinload

from curriculum.catalog import CaseFile, Catalog
from curriculum.load import default_root, load_cases
from graders.course.build import NoSuchCase
from graders.course.cells import CAP

_OF_NOTEBOOK = (Notebook.name == bindparam("notebook"), Assignment.name == bindparam("assignment"))
_SOURCES = (
    select(SourceCell)
    .join(Notebook, Notebook.id == SourceCell.notebook_id)
    .join(Assignment, Assignment.id == Notebook.assignment_id)
    .where(*_OF_NOTEBOOK)
)
_POINTS = (
    select(GradeCell.name, GradeCell.max_score)
    .join(Notebook, Notebook.id == GradeCell.notebook_id)
    .join(Assignment, Assignment.id == Notebook.assignment_id)
    .where(*_OF_NOTEBOOK)
)
_COPY = (
    select(SubmittedNotebook)
    .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
    .join(SubmittedNotebook.assignment)
    .join(SubmittedAssignment.assignment)
    .where(*_OF_NOTEBOOK, SubmittedAssignment.student_id == bindparam("student"))
    .options(
        contains_eager(SubmittedNotebook.assignment).contains_eager(SubmittedAssignment.assignment)
    )
)
_WITH_ROWS = _COPY.options(
    selectinload(SubmittedNotebook.grades).joinedload(Grade.cell),
    selectinload(SubmittedNotebook.comments).joinedload(Comment.cell),
)

Stamp = tuple[tuple[str, int, int], ...]

_loaded: dict[Path, tuple[Stamp, Catalog]] = {}


def installed_catalog() -> Catalog:
    """The cases and facts of the curriculum, read again only when one of them has changed."""
    root = default_root()
    stamp = _stamp(root)
    held = _loaded.get(root)
    if held is None or held[0] != stamp:
        held = (stamp, load_cases(root))
        _loaded[root] = held
    return held[1]


def _stamp(root: Path) -> Stamp:
    """Names, times and sizes of the files that marks and feedback depend on."""
    return tuple(
        (str(path), status.st_mtime_ns, status.st_size)
        for path in _weighing(str(root))
        if (status := _status(path)) is not None
    )


def _weighing(root: str) -> Iterator[str]:
    yield f"{root}/facts.yaml"
    for module in _names(f"{root}/modules"):
        yield f"{root}/modules/{module}/module.yaml"
        for case in _names(f"{root}/modules/{module}/cases"):
            if case.endswith(".yaml"):
                yield f"{root}/modules/{module}/cases/{case}"


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - twice for each submission
    except (FileNotFoundError, NotADirectoryError):
        return []


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116
    except (FileNotFoundError, NotADirectoryError):
        return None


def case_named(name: str, catalog: Catalog | None = None) -> CaseFile:
    """The case of that id, of the installed catalog unless another is given.

    NoSuchCase where the curriculum lacks it: no marks, not wrong ones.
    """
    found = (catalog or installed_catalog()).cases.get(name)
    if found is None:
        raise NoSuchCase(
            f"no case {name!r} in {default_root()}; "
            "set PARCOURS_CURRICULUM to the folder that the course was built from"
        )
    return found


def was_generated_as_case(notebook: str, assignment: str, gradebook: Gradebook) -> bool:
    """Whether the gradebook recorded a case, whatever a student's copy says."""
    try:
        cell = gradebook.find_source_cell(CAP, notebook, assignment)
    except MissingEntry:
        return False
    return is_cap(cell)


def is_cap(cell: SourceCell | None) -> bool:
    """Whether a cell of a generated notebook is that which only a case has."""
    return cell is not None and cell.name == CAP and str(cell.source) == f'case.graded("{CAP}")'


def source_cells(notebook: str, assignment: str, gradebook: Gradebook) -> dict[str, SourceCell]:
    """The cells of the generated notebook, as the gradebook recorded them, by their ids."""
    asked = {"notebook": notebook, "assignment": assignment}
    return {cell.name: cell for cell in gradebook.db.scalars(_SOURCES, asked)}


def cell_points(notebook: str, assignment: str, gradebook: Gradebook) -> dict[str, float]:
    """The most that each cell earns, by the ids of those that are graded."""
    asked = {"notebook": notebook, "assignment": assignment}
    return dict(gradebook.db.execute(_POINTS, asked).all())


def submitted_notebook(
    of: Mapping[str, str], gradebook: Gradebook, *, with_rows: bool = False
) -> SubmittedNotebook:
    """What a student submitted of a notebook, as nbgrader's resources name the three.

    `with_rows` loads its grades and comments too. MissingEntry where there is no such submission.
    """
    asked = {name: of[name] for name in ("notebook", "assignment", "student")}
    found = gradebook.db.scalars(_WITH_ROWS if with_rows else _COPY, asked).one_or_none()
    if found is None:
        raise MissingEntry(f"{of['student']} submitted no {of['assignment']}/{of['notebook']}")
    return found
