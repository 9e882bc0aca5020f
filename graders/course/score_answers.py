"""In place of running a student's notebook: its answers file is scored, and no kernel starts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.preprocessors import Execute

from graders.cases.answers import SUFFIX, read_answers
from graders.course.cells import is_case_notebook
from graders.course.found import case_named, installed_catalog
from graders.course.scored_cells import score_cells

COPY = "parcours_copy"  # where `KeepMarks` finds what was scored


def prepare() -> None:
    """Read the cases before the first submission waits for them (`parcours grade` asks)."""
    installed_catalog()


class ScoreAnswers(Execute):
    """Scores the notebooks of cases; runs other notebooks as `Execute` does."""

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """The notebook with a score and feedback in each grade cell, and texts to be read."""
        if not is_case_notebook(nb):
            executed: tuple[Any, Any] = super().preprocess(nb, resources, km)
            return executed
        of = resources["nbgrader"]
        catalog = installed_catalog()
        found = case_named(of["notebook"], catalog)
        path = self._submitted(of, resources) / f"{of['notebook']}{SUFFIX}"
        sheet = read_answers(path, found.case)
        copy = score_cells(nb, catalog, found, sheet)
        for finding in copy.findings:
            self.log.warning("%s, %s: %s", of["student"], of["notebook"], finding)
        resources[COPY] = copy
        return nb, resources

    def _submitted(self, of: Any, resources: Any) -> Path:
        """The folder of the submission itself.

        The copy in `autograded/` would do, but nbgrader follows links when it makes that.
        """
        course = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if course is None:
            return Path(resources["metadata"]["path"])
        path = course.format_path(course.submitted_directory, of["student"], of["assignment"])
        return Path(path)
