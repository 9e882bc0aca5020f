"""The results of a course, read from its gradebook; caps and penalties are brought up to date.

Marks that were given in formgrader leave both as they were before. Nothing else is written.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import parse_utc
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from curriculum.cases.model import Case
from graders.cases.marking import lowest_cap
from graders.course.build import NoSuchCase
from graders.course.caps import apply_cap, earned_without_cap, standing_errors
from graders.course.cells import CAP, read_cell, task_cell
from graders.course.found import (
    case_named,
    cell_points,
    installed_catalog,
    was_generated_as_case,
)
from graders.course.late import PenaltiesWhenMarked, assign_penalty
from graders.course.mark_tables import create_tables, marks
from graders.course.marked_copies import utc
from graders.course.opened import course_app
from graders.results.records import CaseCopy, Person, Results, TaskPoints, Unscored
from question_bank.model import Locale

SUBMITTED = "submitted"

_ANYBODY = "\0"  # in a path, where the student stands
_LONGEST_STAMP = 100  # characters


def gather_course(folder: Path) -> Results:
    """The results of the course in that folder, for a process that does nothing else.

    NotACourse where there is none of ours, NoSuchCase where the curriculum lacks a case of it.
    """
    app = course_app(folder)
    with Gradebook(app.coursedir.db_url, app.coursedir.course_id) as gradebook:
        results = gather(gradebook, late_plugin(app))
    return replace(results, unscored=tuple(_unscored(app.coursedir, results)))


def gather_case(folder: Path, case: str) -> Results:
    """The same of one case; NoSuchCase where the course has none of that name."""
    results = gather_course(folder)
    if case not in results.cases:
        raise NoSuchCase(f"no case {case!r} in the gradebook of {folder}")
    return results.only([case])


def late_plugin(parent: Any) -> Any:
    """What the configuration of a course says of late submissions: by default, nothing."""
    penalties = PenaltiesWhenMarked(parent=parent)
    penalties.init_plugin()
    return penalties.plugin_inst


def gather(gradebook: Gradebook, plugin: Any) -> Results:
    """The results that a gradebook holds; `plugin` says what lateness costs."""
    create_tables(gradebook.engine)
    session = gradebook.db
    names = session.scalars(select(Assignment.name).order_by(Assignment.name)).all()
    known = [name for name in names if was_generated_as_case(name, name, gradebook)]
    cases = {name: case_named(name).case for name in known}
    people = {
        one.id: Person(
            one.id,
            one.first_name or "",
            one.last_name or "",
            one.email or "",
            one.lms_user_id or "",
        )
        for one in session.scalars(select(Student).order_by(Student.last_name, Student.id))
    }
    copies: list[CaseCopy] = []
    for case in cases.values():
        copies += _copies(gradebook, case, plugin)
        session.commit()  # the gradebook is not held for longer than one case takes
    return Results(
        course=gradebook.course_id,
        at=datetime.now(UTC),
        cases=cases,
        people=people,
        copies=tuple(copies),
        others=tuple(name for name in names if name not in cases),
        facts=installed_catalog().facts,
    )


def _copies(gradebook: Gradebook, case: Case, plugin: Any) -> Iterator[CaseCopy]:
    session = gradebook.db
    of_case = (Assignment.name == case.id, Notebook.name == case.id)
    notebooks = session.scalars(
        select(SubmittedNotebook)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .where(*of_case)
        .options(
            selectinload(SubmittedNotebook.grades).joinedload(Grade.cell),
            joinedload(SubmittedNotebook.assignment).joinedload(SubmittedAssignment.assignment),
        )
    ).all()
    limits = cell_points(case.id, case.id, gradebook)
    rows = {
        row.grade_id: row
        for row in session.execute(
            select(marks)
            .join(Grade, Grade.id == marks.c.grade_id)
            .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
            .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
            .join(Assignment, Assignment.id == Notebook.assignment_id)
            .where(*of_case)
        )
    }
    for notebook in notebooks:
        apply_cap(session, notebook, case)
        penalty = assign_penalty(notebook, plugin)
        yield _copy(notebook, case, rows, limits, penalty)


def _copy(
    notebook: SubmittedNotebook,
    case: Case,
    rows: Mapping[str, Any],
    limits: Mapping[str, float],
    penalty: float | None,
) -> CaseCopy:
    grades: dict[str, Grade] = {grade.name: grade for grade in notebook.grades}
    cap = grades.get(CAP)
    row = None if cap is None else rows.get(cap.id)
    standing = () if row is None else standing_errors(row)
    taken = 0.0 if cap is None else cap.extra_credit or 0.0
    waiting = sum(bool(grade.needs_manual_grade) for grade in grades.values())
    submission = notebook.assignment
    lang: Locale = "fr" if row is None else row.lang
    return CaseCopy(
        student=submission.student_id,
        case=case.id,
        lang=lang,
        tasks=tuple(_tasks(case, grades, rows, limits)),
        earned=earned_without_cap(grades),
        waiting=waiting,
        taken=taken,
        cap=lowest_cap(case, standing) if taken < 0 else None,
        penalty=None if waiting else penalty or 0.0,
        late_seconds=float(submission.total_seconds_late),
        handed_in=None if submission.timestamp is None else utc(submission.timestamp),
    )


def _tasks(
    case: Case, grades: Mapping[str, Grade], rows: Mapping[str, Any], limits: Mapping[str, float]
) -> Iterator[TaskPoints]:
    for number, task in enumerate(case.tasks, 1):
        names = [name for name in (task_cell(task.id), read_cell(task.id)) if name in grades]
        if not names:  # the case has gained a task since the course was generated
            continue
        read = grades.get(read_cell(task.id))
        row = None if read is None else rows.get(read.id)
        answer = None if row is None or not isinstance(row.answer, str) else row.answer
        yield TaskPoints(
            task=task.id,
            number=number,
            kind=task.kind,
            competence=task.competence,
            domain=task.domain,
            out_of=sum(limits.get(name, 0.0) for name in names),
            points=earned_without_cap({name: grades[name] for name in names}),
            waiting=any(grades[name].needs_manual_grade for name in names),
            answer=answer,
        )


def _unscored(course: Any, results: Results) -> Iterator[Unscored]:
    """Submitted folders that the gradebook does not know, or knows as they were earlier."""
    for case in results.cases:
        parts = Path(course.format_path(SUBMITTED, _ANYBODY, case)).parts
        place = parts.index(_ANYBODY)
        students = Path(*parts[:place])
        for student in sorted(students.iterdir()) if students.is_dir() else ():
            folder = student.joinpath(*parts[place + 1 :])
            copy = results.copy(student.name, case)
            if folder.is_dir() and (copy is None or _is_newer(folder, copy)):
                yield Unscored(student.name, case)


def _is_newer(folder: Path, copy: CaseCopy) -> bool:
    """By the file that came with the submission, in which a student can have written anything."""
    stamp = folder / "timestamp.txt"
    try:
        if not stat.S_ISREG(stamp.lstat().st_mode):
            return False
        with stamp.open(encoding="utf-8") as stream:
            written = utc(parse_utc(stream.read(_LONGEST_STAMP).strip()))
    except (OSError, ValueError, OverflowError):
        return False
    return copy.handed_in is None or written > copy.handed_in
