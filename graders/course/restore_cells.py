"""Before scoring: the notebook of a case as it was released, with nothing of the student's copy.

Answers are in the answers file. Of the notebook only the code of computing tasks is the student's;
anything else that was changed, added, doubled or deleted cannot weigh on the marks.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import nbformat
from nbgrader.api import Gradebook, SourceCell
from nbgrader.preprocessors import NbGraderPreprocessor, OverwriteCells

from graders.course.cells import CAP, case_notebook, grade_id
from graders.course.found import case_named, cell_points, is_cap, source_cells

RESTORED = "parcours_restored"
LONGEST = 20_000  # characters of a student's cell of code; a longer one is not run


class RestoreCells(NbGraderPreprocessor):
    """First in the list: the notebooks of cases; `OverwriteOthers` sees to the rest."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook, restored."""
        of = resources["nbgrader"]
        name, assignment = of["notebook"], of["assignment"]
        with Gradebook(of["db_url"]) as gradebook:
            known = source_cells(name, assignment, gradebook)
            if not is_cap(known.get(CAP)):
                return nb, resources
            case = case_named(name).case
            points = cell_points(name, assignment, gradebook)
            written = _codes(nb)
            answered = {
                cell_name: str(cell.source) if cell.locked else written.get(cell_name, cell.source)
                for cell_name, cell in known.items()
                if cell.cell_type == "code"
            }
            fresh = nbformat.from_dict(case_notebook(case))
            fresh.cells = _merged(fresh.cells, known, points, answered)
        resources[RESTORED] = True
        return fresh, resources


class OverwriteOthers(OverwriteCells):
    """nbgrader's own preprocessor, for notebooks that are no case."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook, its locked cells as they were released."""
        if RESTORED in resources:
            return nb, resources
        overwritten: tuple[Any, Any] = super().preprocess(nb, resources)
        return overwritten


def _codes(nb: Any) -> dict[str, str]:
    """The code cells of a student's notebook that have a name, whatever else it holds."""
    found = {}
    for cell in nb.cells:
        with suppress(AttributeError, KeyError, TypeError):
            name = grade_id(cell)
            if name is not None and cell["cell_type"] == "code" and len(cell["source"]) <= LONGEST:
                found[name] = _storable(cell["source"])
    return found


def _merged(
    cells: list[Any],
    known: dict[str, SourceCell],
    points: dict[str, float],
    answered: dict[str, str],
) -> list[Any]:
    """The cells of the case as it is now, where they were in the release, then the others of it."""
    merged, placed = [], set()
    for cell in cells:
        name = grade_id(cell)
        if name is not None and name not in known:
            continue  # a task that came after the release
        if name is None:
            merged.append(cell)
        else:
            placed.add(name)
            merged.append(_as_released(known[name], points.get(name), answered.get(name)))
    left = [name for name in known if name not in placed]
    return merged + [
        _as_released(known[name], points.get(name), answered.get(name)) for name in sorted(left)
    ]


def _as_released(cell: SourceCell, points: float | None, source: str | None) -> Any:
    """The cell, not validated by itself: the exporter validates the notebook."""
    marks: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": cell.name,
        "grade": points is not None,
        "locked": bool(cell.locked),
        "solution": not cell.locked,
        "task": False,
        "cell_type": cell.cell_type,
        "checksum": cell.checksum,
    }
    if points is not None:
        marks["points"] = points
    code: dict[str, Any] = (
        {"execution_count": None, "outputs": []} if cell.cell_type == "code" else {}
    )
    return nbformat.from_dict(
        {
            "id": cell.id,
            "cell_type": cell.cell_type,
            "metadata": {"nbgrader": marks},
            "source": cell.source if source is None else source,
            **code,
        }
    )


def _storable(source: str) -> str:
    return source.encode("utf-8", "replace").decode("utf-8")
