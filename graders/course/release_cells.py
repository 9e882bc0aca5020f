"""When an assignment is generated: the cells of a case are released as they were built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.preprocessors import ClearSolutions

from graders.cases.answers import SUFFIX
from graders.course.cells import is_case_notebook


class ReleaseCells(ClearSolutions):
    """In place of `ClearSolutions`, which would take the code of computing tasks away.

    A case has no solution in its notebook. Other notebooks are cleared as ever.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook, without solutions; answers tried in the source folder are not released."""
        if not is_case_notebook(nb):
            cleared: tuple[Any, Any] = super().preprocess(nb, resources)
            return cleared
        of = resources["nbgrader"]
        released = Path(self.parent.parent._format_dest(of["assignment"], of["student"]))
        for tried in released.glob(f"*{SUFFIX}"):
            self.log.warning("Left out of the release: %s", tried.name)
            tried.unlink()
        return nb, resources
