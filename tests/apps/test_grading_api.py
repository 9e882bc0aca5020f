"""Marking over HTTP: who may, what is refused, and that nbgrader stays out of the server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import httpx
import psutil
import pytest

from tests.apps.grading_course import make_course
from tests.graders.course.course import CASE, QUIET
from tests.server import Server, running_server, write_bank

pytestmark = [pytest.mark.slow, QUIET]
TASK = f"/api/grading/course/tasks/{CASE}/message"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    base = tmp_path_factory.mktemp("grading-api")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARCOURS_CURRICULUM", str(base / "curriculum"))
        course = make_course(base, ("ana", "ben"))
    started = running_server(
        base / "data", "--links", bank=write_bank(base / "bank"), PARCOURS_COURSES=str(course.root)
    )
    with started as running:
        yield running


@pytest.fixture(scope="module")
def ann(server: Server) -> httpx.Client:
    return server.client(server.add_user("Ann", "grader"))


def test_only_graders_and_administrators_may(server: Server, ann: httpx.Client) -> None:
    candidate = server.client(server.add_user("Cyd"))
    for route in ("/api/grading", "/api/grading/course/tasks", TASK):
        assert candidate.get(route).status_code == 403
    assert candidate.get("/rubric").status_code == 403
    assert candidate.get("/api/me").json()["marks"] is False
    assert ann.get("/rubric").status_code == 200
    assert ann.get("/api/me").json()["marks"] is True
    admin = server.client(server.add_user("Dov", "admin"))
    assert admin.get("/api/grading").status_code == 200
    assert admin.get("/rubric").status_code == 200


def test_nbgrader_is_imported_in_a_process_of_its_own(server: Server, ann: httpx.Client) -> None:
    assert ann.get("/api/grading/course/tasks").status_code == 200
    assert server.process is not None
    of_server = psutil.Process(server.process.pid).children()
    assert [child for child in of_server if "apps.grading.worker" in child.cmdline()]
    code = "import sys, apps.server.application; print('nbgrader' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False"]


def test_a_copy_is_claimed_marked_and_the_next_one_given(ann: httpx.Client) -> None:
    copy = ann.post(f"{TASK}/next", json={"number": 0}).json()["copy"]
    opened = ann.post(f"/api/grading/course/copies/{copy}/claim", json={}).json()
    assert opened["people"][opened["claim"]["by"]] == "Ann"
    judged = {
        "seq": 1,
        "digest": opened["digest"],
        "second": False,
        "levels": {"wish": 1},
        "remarks": [],
        "comment": "",
    }
    at = f"/api/grading/course/copies/{copy}"
    assert ann.put(f"{at}/draft", json=judged).json()["mine"]
    assert ann.put(f"{at}/mark", json=judged | {"levels": {}}).status_code == 400
    other = ann.put(f"{at}/mark", json=judged | {"digest": "0" * 64})
    assert (other.status_code, other.json()["error"]["code"]) == (409, "answer_changed")
    assert ann.put(f"{at}/mark", json=judged).json()["mark"]["points"] == 1
    following = ann.post(f"{TASK}/next", json={"number": opened["number"]}).json()["copy"]
    assert following not in (None, copy)
    early = ann.post(f"{TASK}/final", json={})
    assert (early.status_code, early.json()["error"]["code"]) == (409, "still_waiting")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/grading/another/tasks", None, 404),
        ("/api/grading/course/tasks/no-case/message", None, 404),
        (f"/api/grading/course/tasks/{CASE}/no-task", None, 404),
        (f"{TASK}/second", {"share": 2.0, "count": None}, 400),
        (f"{TASK}/second", {"share": 0.5, "count": 3}, 400),
        (f"/api/grading/course/copies/{'0' * 32}/cap", {"critical": [], "reason": " "}, 400),
    ],
)
def test_what_makes_no_sense_is_refused(
    ann: httpx.Client, path: str, body: dict[str, object] | None, status: int
) -> None:
    answer = ann.get(path) if body is None else ann.put(path, json=body)
    assert answer.status_code == status, answer.text
