"""A course whose gradebook is in PostgreSQL."""

from __future__ import annotations

import pytest

from tests.graders.batch.courses import (
    CASE,
    files,
    graded_here,
    make_forms,
    nbgrader,
    rows,
    submit_form,
)

pytestmark = [pytest.mark.slow, pytest.mark.postgres]
STUDENTS = [f"s{number:02}" for number in range(6)]


def test_the_rows_are_those_of_nbgrader(tmp_path, new_postgres_url, monkeypatch):
    database = new_postgres_url().replace("postgresql:", "postgresql+psycopg:")
    monkeypatch.setenv("GRADED_LOG", str(tmp_path / "graded.log"))
    ours, theirs = tmp_path / "ours" / "course", tmp_path / "theirs" / "course"
    make_forms(ours, STUDENTS, more=f"c.CourseDirectory.db_url = {database!r}\n")
    make_forms(theirs, STUDENTS)
    for when in ("2026-11-01 10:00:00 UTC", "2026-11-02 10:00:00 UTC"):
        for course in (ours, theirs):
            submit_form(course, "s02", {"task-0": 1, "read-0": when}, when)
        assert not graded_here(ours).troubled
        assert nbgrader(theirs, "autograde", CASE) == 0
        assert rows(ours, database) == rows(theirs)
        assert files(ours) == files(theirs)
