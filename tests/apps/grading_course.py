"""A small course with copies to read, for whoever marks them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.graders.course.course import Course, write_curriculum

STUDENTS = ("ana", "ben", "cyd", "dov")
TEXTS = (
    "Votre mère veut rester chez elle, et elle accepte que je vous écrive.",
    "Elle veut rester. " * 25,  # longer than asked
    "Ne signez pas encore.\n\nVenez plutôt la voir avec moi.",
    "Bonjour.",
)


def make_course(base: Path, students: Sequence[str] = STUDENTS, more: str = "") -> Course:
    """A course with a copy of every task by each student, autograded; `more` configures it."""
    course = Course(base / "course", write_curriculum(base / "curriculum"), base / "exchange")
    course.build()
    if more:
        with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(f"{more}\n")
    course.generate()
    for student, text in zip(students, TEXTS, strict=False):
        hand_in(course, student, text)
    return course


def hand_in(course: Course, student: str, text: str) -> None:
    """Hand the case in with that message, and have it autograded."""
    course.submit(student, course.key() | {"message": text})
    done = course.autograde(student)
    assert done["success"], done


def copied(course: Course, to: Path) -> Course:
    """A course of one's own."""
    shutil.copytree(course.root, to)
    return Course(to, course.curriculum, course.exchange)
