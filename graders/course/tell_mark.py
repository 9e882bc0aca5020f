"""When feedback is generated: the mark as it stands then, with what persons gave and what caps."""

from __future__ import annotations

from copy import copy
from typing import Any

from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades, NbGraderPreprocessor
from sqlalchemy import select

from graders.cases.feedback_html import mark_html
from graders.cases.marking import Mark
from graders.course.caps import apply_cap, earned_without_cap
from graders.course.cells import CAP, grade_id, is_case_notebook
from graders.course.found import case_named
from graders.course.mark_tables import create_tables, marks
from question_bank.model import Locale


class TellMark(NbGraderPreprocessor):
    """Puts the mark of a case into its last cell; other notebooks stay as they are."""

    # The HTML exporter sets this option for every preprocessor, and warns of one without it.
    display_data_priority = copy(GetGrades.display_data_priority)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook, with the mark."""
        if not is_case_notebook(nb):
            return nb, resources
        of = resources["nbgrader"]
        with Gradebook(of["db_url"]) as gradebook:
            create_tables(gradebook.engine)
            notebook = gradebook.find_submission_notebook(
                of["notebook"], of["assignment"], of["student"]
            )
            extra = apply_cap(gradebook.db, notebook, case_named(of["notebook"]).case) or 0.0
            gradebook.db.commit()
            grades = {grade.name: grade for grade in notebook.grades}
            earned = earned_without_cap(grades)
            waiting = tuple(name for name, grade in grades.items() if grade.needs_manual_grade)
            asked = select(marks.c.lang).where(marks.c.grade_id == grades[CAP].id)
            lang: Locale = gradebook.db.execute(asked).scalar_one_or_none() or "fr"
        mark = (
            Mark(earned, earned + extra, waiting)
            if extra < 0
            else Mark(earned + extra, None, waiting)
        )
        for cell in nb.cells:
            if grade_id(cell) == CAP:
                shown = new_output("display_data", {"text/html": mark_html(mark, lang)})
                cell.outputs.append(shown)
        return nb, resources
