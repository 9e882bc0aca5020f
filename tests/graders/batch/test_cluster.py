"""Grading on a Dask cluster whose workers see nothing of the course."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from graders.batch.cluster import Cluster
from graders.batch.records import Refused, Request
from graders.batch.run import grade_assignment
from tests.graders.batch.courses import (
    CASE,
    Silent,
    files,
    make_forms,
    nbgrader,
    rows,
    submit_form,
)

pytestmark = pytest.mark.slow
STUDENTS = [f"s{number:02}" for number in range(12)]


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("GRADED_LOG", str(tmp_path / "graded.log"))
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=":0",
        local_directory=str(tmp_path),
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_same_rows_and_files(tmp_path, address):
    course, other = tmp_path / "ours" / "course", tmp_path / "theirs" / "course"
    make_forms(course, STUDENTS)
    make_forms(other, STUDENTS)
    submit_form(course, "s03", {"do": "kill"})
    request = Request(course=str(course), assignment=CASE)
    with Cluster(address, request, 60) as cluster:
        report = grade_assignment(request, cluster, Silent(), workers=2, elsewhere=True)
    assert [(one.student, one.status) for one in report.troubled] == [("s03", "stopped")]
    submit_form(course, "s03", {f"task-{n}": (3 + n) % 3 for n in range(6)})
    with Cluster(address, request, 60) as cluster:
        report = grade_assignment(request, cluster, Silent(), workers=2, elsewhere=True)
    assert [(one.student, one.status) for one in report.records] == [("s03", "graded")]
    assert nbgrader(other, "autograde", CASE) == 0
    assert rows(course) == rows(other)
    assert files(course) == files(other)


def test_a_scheduler_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(Refused, match="no Dask scheduler"):
        Cluster("tcp://127.0.0.1:9", Request(course=str(tmp_path), assignment=CASE), 60)
