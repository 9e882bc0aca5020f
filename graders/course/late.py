"""Penalties for late submissions, from the whole mark and not from what a machine gave."""

from __future__ import annotations

from copy import copy
from typing import Any

from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, GetGrades

from graders.course.found import submitted_notebook


def assign_penalty(notebook: SubmittedNotebook, plugin: Any) -> float | None:
    """Set the penalty of a notebook as nbgrader's plugin says; none while a person has to read it.

    Returns the penalty (0 to the score), None where there is none or not yet.
    """
    notebook.late_submission_penalty = None
    late = notebook.assignment.total_seconds_late
    if late <= 0 or notebook.needs_manual_grade:
        return None
    penalty = plugin.late_submission_penalty(notebook.student.id, notebook.score, late)
    if penalty is not None:
        notebook.late_submission_penalty = min(max(penalty, 0), max(notebook.score, 0))
    found: float | None = notebook.late_submission_penalty
    return found


class PenaltiesWhenMarked(AssignLatePenalties):
    """In place of `AssignLatePenalties`; in the list of feedback too, when marks have come in."""

    # The HTML exporter sets this option for every preprocessor, and warns of one without it.
    display_data_priority = copy(GetGrades.display_data_priority)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook as it was; the gradebook has its penalty."""
        of = resources["nbgrader"]
        self.init_plugin()
        with Gradebook(of["db_url"]) as gradebook:
            notebook = submitted_notebook(of, gradebook)
            assign_penalty(notebook, self.plugin_inst)
            gradebook.db.commit()
        return nb, resources
