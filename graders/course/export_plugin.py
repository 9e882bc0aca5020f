"""`nbgrader export`: the marks of cases as CSV in which every cell is quoted as it has to be."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin

from graders.course.gathered import gather, late_plugin
from graders.results.files import write_private
from graders.results.tables import marks_csv


class CaseExport(ExportPlugin):
    """In place of nbgrader's `CsvExportPlugin`, for the assignments that are cases."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the marks to `--to`, by default `grades.csv`."""
        results = gather(gradebook, late_plugin(self.parent))
        asked = [str(name) for name in self.assignment]
        if asked:
            results = results.only(asked)
        left = [name for name in results.others if not asked or name in asked]
        if left:
            self.log.warning(
                "No case, and left out: %s; nbgrader.plugins.CsvExportPlugin exports them",
                ", ".join(left),
            )
        target = Path(self.to or "grades.csv")
        students = [str(student) for student in self.student] or None
        self.log.info("Exporting marks of cases to %s", target)
        write_private(target, marks_csv(results, "en", students))
