"""Grading on a Dask cluster whose workers see nothing of the course."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from graders.batch import cluster as clusters
from graders.batch.cluster import Cluster
from graders.batch.records import Refused, Request
from graders.batch.run import grade_assignment
from tests.graders.batch.courses import CASE, Silent, assert_alike, form_answers, submit_form

pytestmark = pytest.mark.slow


@pytest.fixture
def address(tmp_path: Path, log: Path) -> Iterator[str]:
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=":0",
        local_directory=str(tmp_path),
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_same_rows_and_files(course, stock, address):
    submit_form(course, "s03", {"do": "kill"})
    request = Request(course=str(course), assignment=CASE)
    with Cluster(address, request, 60) as cluster:
        report = grade_assignment(request, cluster, Silent(), workers=2, elsewhere=True)
    assert [(one.student, one.status) for one in report.troubled] == [("s03", "stopped")]
    submit_form(course, "s03", form_answers("s03"))
    with Cluster(address, request, 60) as cluster:
        report = grade_assignment(request, cluster, Silent(), workers=2, elsewhere=True)
    assert [(one.student, one.status) for one in report.records] == [("s03", "graded")]
    assert_alike(course, stock)


def test_a_scheduler_that_is_not_there_is_said_so(tmp_path, monkeypatch):
    monkeypatch.setattr(clusters, "CONNECTING", "500ms")
    with pytest.raises(Refused, match="no Dask scheduler"):
        Cluster("tcp://127.0.0.1:9", Request(course=str(tmp_path), assignment=CASE), 60)
