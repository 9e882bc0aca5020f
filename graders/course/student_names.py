"""Names of students, for whoever may know them."""

from __future__ import annotations

from collections.abc import Collection

from nbgrader.api import Student
from sqlalchemy import select
from sqlalchemy.orm import Session


def student_names(session: Session, ids: Collection[str]) -> dict[str, str]:
    """First and last name of each student, or the id where the gradebook has no name."""
    asked = select(Student.id, Student.first_name, Student.last_name).where(Student.id.in_(ids))
    return {
        student: " ".join(filter(None, (first, last))) or student
        for student, first, last in session.execute(asked)
    }
