"""Which case a notebook of a course is, and whether it is one at all."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import BaseCell, Gradebook, MissingEntry, SourceCell

from curriculum.catalog import CaseFile, Catalog
from curriculum.load import default_root, load_catalog
from graders.course.cells import CAP

_FILES = ("facts.yaml", "modules/*/module.yaml", "modules/*/cases/*.yaml")

Stamp = tuple[tuple[str, int, int], ...]

_loaded: dict[Path, tuple[Stamp, Catalog]] = {}


class NoSuchCase(Exception):
    """The notebook is that of a case which the installed curriculum does not have."""


def installed_catalog() -> Catalog:
    """The curriculum, read again only when one of its cases or facts has changed."""
    root = default_root()
    stamp = _stamp(root)
    held = _loaded.get(root)
    if held is None or held[0] != stamp:
        held = (stamp, load_catalog(root)[0])
        _loaded[root] = held
    return held[1]


def _stamp(root: Path) -> Stamp:
    """Names, times and sizes of the files that marks and feedback depend on."""
    found = []
    for pattern in _FILES:
        for path in sorted(root.glob(pattern)):
            status = path.stat()
            found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)


def case_named(name: str) -> CaseFile:
    """The case of that id; NoSuchCase where the curriculum lacks it: no marks, not wrong ones."""
    found = installed_catalog().cases.get(name)
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
    return str(cell.source) == f'case.graded("{CAP}")'


def source_cells(notebook: str, assignment: str, gradebook: Gradebook) -> dict[str, SourceCell]:
    """The cells of the generated notebook, as the gradebook recorded them, by their ids."""
    return {cell.name: cell for cell in gradebook.find_notebook(notebook, assignment).source_cells}


def grade_cells(notebook: str, assignment: str, gradebook: Gradebook) -> dict[str, BaseCell]:
    """The cells that earn points, by their ids."""
    return {cell.name: cell for cell in gradebook.find_notebook(notebook, assignment).grade_cells}
