"""A course whose gradebook is in PostgreSQL."""

from __future__ import annotations

import shutil

import pytest

from tests.graders.batch.courses import (
    CASE,
    assert_alike,
    graded_here,
    make_forms,
    nbgrader,
    submit_form,
)

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


def test_the_rows_are_those_of_nbgrader(tmp_path, new_postgres_url, stock, students, log):
    database = new_postgres_url().replace("postgresql:", "postgresql+psycopg:")
    ours, theirs = tmp_path / "ours" / "course", tmp_path / "theirs" / "course"
    make_forms(ours, students, more=f"c.CourseDirectory.db_url = {database!r}\n")
    shutil.copytree(stock, theirs)
    assert not graded_here(ours, workers=1).troubled
    assert_alike(ours, theirs, database)
    for course in (ours, theirs):
        submit_form(course, "s02", {"task-0": 1, "read-0": "Read."}, "2026-11-02 10:00:00 UTC")
    assert not graded_here(ours, workers=1).troubled
    assert nbgrader(theirs, "autograde", CASE, log=log) == 0
    assert_alike(ours, theirs, database)
