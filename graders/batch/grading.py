"""Grades one submission after the other in this process, with the course's own configuration.

nbgrader changes the working folder, the environment and singletons of its process: one grader a
process, never threads.
"""

from __future__ import annotations

import contextlib
import glob
import importlib
import logging
import os
import re
import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_notebook
from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url

from graders.batch.folders import clear, files_of, pack
from graders.batch.quick import Kept, quick, warm_kernel
from graders.batch.records import Job, Place, Plan, Record, Refused, Request, Snapshot
from graders.batch.scratch import Scratch

STAGED = ".grading-"  # what a submission's folder is called until all of it is there
ASIDE = ".graded-"  # and the one it replaces, until it is gone
KEPT_LOG = 40  # lines
LONGEST_LINE = 2_000  # characters


class PrivateCourse(CourseDirectory):
    """The course, but autograded folders have a hidden name, of the same depth beside the real."""

    hidden = STAGED

    def format_path(
        self, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False
    ) -> str:
        """As nbgrader's."""
        if nbgrader_step == self.autograded_directory and assignment_id != ".":
            hidden = re.escape(self.hidden) if escape else self.hidden
            assignment_id = f"{hidden}{assignment_id}"
        return str(super().format_path(nbgrader_step, student_id, assignment_id, escape=escape))


class Grader:
    """nbgrader's converter for one assignment of one course; `scratch` is a folder of its own."""

    def __init__(self, request: Request, scratch: Path) -> None:
        os.chdir(request.course)
        self.request = request
        self._folder = scratch
        self.app = AutogradeApp.instance(raise_config_file_errors=True)
        self.app.initialize(["--log-level=WARN"])
        defaults = type(self.app.config)()
        defaults.NotebookClient.shutdown_kernel = "immediate"
        defaults.merge(self.app.config)
        self.app.config = defaults
        self.real = self.app.coursedir
        if request.private:
            self.real.root = request.course
        self.real.assignment_id = request.assignment
        if self.real.notebook_id != "*":
            raise Refused("c.CourseDirectory.notebook_id is set: only whole submissions are graded")
        self._import_preprocessors()
        nbformat.validate(new_notebook())  # its schemas are compiled here
        self._log = _Warnings()
        self.app.log.handlers = [self._log]
        self.app.log.propagate = False

    def plan(self) -> Plan:
        """Which submissions there are, and which of them are to be graded."""
        found = Autograde(coursedir=self.real, parent=self.app)
        submitted: dict[str, str] = {}
        for pattern in self.request.students:
            self.real.student_id = pattern
            with contextlib.suppress(NbGraderException):
                found.init_notebooks()
                submitted |= {self._student(folder): folder for folder in found.assignments}
        excluded = set(filter(None, self.real.student_id_exclude.split(",")))
        students = sorted(submitted.keys() - excluded)
        aside = self._private("sqlite://", hidden=ASIDE)
        staged = self._private("sqlite://")
        places = {
            one: Place(
                Path(submitted[one]),
                self._autograded(self.real, one),
                self._autograded(staged, one),
                self._autograded(aside, one),
            )
            for one in students
        }
        waiting = [
            one for one in students if self.request.force or not self._is_graded(places[one])
        ]
        return Plan(
            root=Path(self.real.root),
            source=Path(
                self.real.format_path(self.real.source_directory, ".", self.request.assignment)
            ),
            database=_absolute(self.real.db_url),
            places=places,
            waiting=tuple(waiting),
            done=tuple(sorted(places.keys() - set(waiting))),
            leftovers=(str(self._autograded(staged, "*")), str(self._autograded(aside, "*"))),
        )

    def open(self, snapshot: Snapshot) -> None:
        """Make the private gradebook that `grade` works with."""
        self._scratch = Scratch(self._folder, snapshot)
        self.course = self._private(self._scratch.url)
        self.app.coursedir = self.course
        self._kept = Kept(
            self._scratch.url,
            self._scratch.engine,
            courses=[one["id"] for one in snapshot.rows.get("course", ())],
        )
        config = self.app.config
        named = any(
            "kernel_name" in config[section]
            for section in ("Execute", "ExecutePreprocessor", "NotebookClient")
        )
        of = [
            one["id"]
            for one in snapshot.rows["assignment"]
            if one["name"] == self.request.assignment
        ]
        specs = [
            one["kernelspec"] for one in snapshot.rows["notebook"] if one["assignment_id"] in of
        ]
        kernel = None if named else warm_kernel(self.request.kernel, specs)
        if kernel is not None:
            config.Execute.kernel_name = kernel

    def grade(self, job: Job) -> Record:
        """Grade one submission; whatever goes wrong with it is in the record."""
        began = time.perf_counter()
        self._kept.forget()
        self._scratch.seed(job.rows)
        self._log.clear()
        os.environ.pop("NBGRADER_EXECUTION", None)  # a failure leaves it behind
        self.course.student_id = glob.escape(job.student)
        staged = self._autograded(self.course, job.student)
        clear(staged)
        with files_of(job.files, self._submitted(job.student)):
            message = self._convert()
        files = None
        if job.files is not None and not message:
            files = pack(staged)
            clear(staged)
        return Record(
            student=job.student,
            status="failed" if message else "graded",
            message=message,
            log=tuple(self._log.lines[-KEPT_LOG:]),
            changes=self._scratch.changes(job.rows),
            tables=self._scratch.added(),
            files=files,
            seconds=time.perf_counter() - began,
            worker=str(os.getpid()),
        )

    def _convert(self) -> str:
        """Run nbgrader's converter; what went wrong in one line, or nothing."""
        converter = Autograde(coursedir=self.course, parent=self.app)
        converter.sanitize_preprocessors = quick(converter.sanitize_preprocessors)
        converter.autograde_preprocessors = quick(converter.autograde_preprocessors)
        try:
            converter.start()
        except KeyboardInterrupt:
            raise
        except NbGraderException as error:
            return self._log.error or _first_line(error)
        except BaseException as error:  # a hook or a preprocessor may even exit
            return f"{type(error).__name__}: {_first_line(error)}"
        return ""

    def _import_preprocessors(self) -> None:
        """Here, and not while the first submission waits; what has a `prepare` is prepared."""
        converter = Autograde(coursedir=self.real, parent=self.app)
        for one in (*converter.sanitize_preprocessors, *converter.autograde_preprocessors):
            name = one.rpartition(".")[0] if isinstance(one, str) else one.__module__
            prepare = getattr(importlib.import_module(name), "prepare", None)
            if prepare is not None:
                prepare()

    def _private(self, url: str, hidden: str = STAGED) -> PrivateCourse:
        course = PrivateCourse(
            parent=self.app,
            root=self.real.root,
            db_url=url,
            assignment_id=self.request.assignment,
        )
        course.hidden = hidden
        return course

    def _autograded(self, course: CourseDirectory, student: str) -> Path:
        return Path(
            course.format_path(course.autograded_directory, student, self.request.assignment)
        )

    def _submitted(self, student: str) -> Path:
        return Path(
            self.course.format_path(
                self.course.submitted_directory, student, self.request.assignment
            )
        )

    def _student(self, folder: str) -> str:
        pattern = self.real.format_path(
            self.real.submitted_directory, "(?P<student>.*)", self.request.assignment, escape=True
        )
        match = re.match(pattern, folder)
        if match is None:
            raise Refused(f"{folder} does not fit c.CourseDirectory.directory_structure")
        return match["student"]

    def _is_graded(self, place: Place) -> bool:
        """As the converter sees it: the folder is there, and of no older submission."""
        if not place.autograded.exists():
            return False
        new, old = (
            self.real.get_existing_timestamp(str(one))
            for one in (place.submitted, place.autograded)
        )
        return new is None or old is None or new <= old


class _Warnings(logging.Handler):
    """Keeps what nbgrader warns of, and the error of the last stack trace."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.error = ""

    def clear(self) -> None:
        self.lines.clear()
        self.error = ""

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if "Traceback (most recent call last)" in message:
            self.error = message.strip().splitlines()[-1]
        self.lines.append(message[-LONGEST_LINE:])


def _absolute(url: str) -> str:
    """The same database, whatever folder one is in."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return url
    return parsed.set(database=str(Path(parsed.database).resolve())).render_as_string()


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
