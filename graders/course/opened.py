"""Where the marks of a course are, as its own configuration says."""

from __future__ import annotations

import os
from pathlib import Path

from nbgrader.apps import NbGraderApp

from graders.course.build import need_course
from graders.course.rubric_marks import RubricMarks


def open_course(folder: Path) -> RubricMarks:
    """The marks of the course in that folder; as `course_app` opens it."""
    app = course_app(folder)
    return RubricMarks(app.coursedir.db_url, app.coursedir.course_id)


def course_app(folder: Path) -> NbGraderApp:
    """The course in that folder as nbgrader sees it; NotACourse where there is none of ours.

    Reads the configuration as nbgrader's commands do, in that folder: for a process that does
    nothing else, and opens one course.
    """
    need_course(folder)
    os.chdir(folder)
    app = NbGraderApp.instance()
    app.initialize(["--log-level=ERROR"])
    return app
