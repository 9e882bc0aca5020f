"""Formgrader's Autograde button, through the server that it runs in."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from apps.lessons.lab import free_port
from tests.graders.course.course import CASE, MACHINE, QUIET, Course

pytestmark = [QUIET, pytest.mark.slow]

TOKEN = "for-a-test"


@pytest.fixture
def server(course: Course, tmp_path: Path) -> Iterator[httpx.Client]:
    """A Jupyter server in the folder of the course."""
    port = free_port()
    log = (tmp_path / "server.log").open("w")
    process = subprocess.Popen(
        [
            sys.executable,
            *("-m", "jupyter_server", "--no-browser", "--allow-root", "--ip=127.0.0.1"),
            *(f"--port={port}", f"--IdentityProvider.token={TOKEN}"),
            "--ServerApp.jpserver_extensions=nbgrader=True",
        ],
        cwd=course.root,
        env={**os.environ, "JUPYTER_RUNTIME_DIR": str(tmp_path / "run")},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    headers = {"Authorization": f"token {TOKEN}"}
    try:
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60
        ) as client:
            _wait(client, process, tmp_path / "server.log")
            yield client
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _wait(client: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            client.get("/api/status").raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(log.read_text())


def test_the_button_gives_the_right_marks(course: Course, server: httpx.Client) -> None:
    course.submit("ana", course.key())
    course.submit("bob", {})
    for student in ("ana", "bob"):
        done = server.post(f"/formgrader/api/submission/{CASE}/{student}/autograde")
        assert done.json()["success"], done.text
    assert (course.score("ana"), course.score("bob")) == (MACHINE, 0)
    shown = {
        one["student"]: one for one in server.get(f"/formgrader/api/submissions/{CASE}").json()
    }
    assert shown["ana"]["score"] == MACHINE
    assert shown["ana"]["needs_manual_grade"]
    with course.gradebook() as gradebook:
        copy = gradebook.find_submission_notebook(CASE, CASE, "ana").id
    page = server.get(f"/formgrader/submissions/{copy}/")
    assert "Elle veut rester, et accepte que vous lui écriviez." in page.text
