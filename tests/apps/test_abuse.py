"""What somebody with bad intentions, or bad software, may try; the server says no."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websocket import WebSocketBadStatusException, create_connection

from apps.server.identity import REMEMBER_SECONDS
from tests.server import XSRF, Server, answer, running_server, start_attempt, write_bank

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("abuse")
    with running_server(
        folder / "data",
        "--links",
        bank=write_bank(folder / "bank"),
        PARCOURS_SAVES_PER_SECOND="1000",
    ) as started:
        yield started


@pytest.fixture(scope="module")
def ada(server: Server) -> httpx.Client:
    return server.client(server.add_user("ada"))


@pytest.fixture(scope="module")
def eve(server: Server) -> httpx.Client:
    return server.client(server.add_user("eve"))


@pytest.fixture(scope="module")
def attempt(ada: httpx.Client) -> str:
    return str(start_attempt(ada)["id"])


def code(response: httpx.Response) -> str:
    return str(response.json()["error"]["code"])


def test_strangers_see_the_sign_in_page_only(server: Server) -> None:
    with server.client() as stranger:
        for page in ("/", "/exam", "/report"):
            response = stranger.get(page)
            assert response.status_code == 302
            assert response.headers["location"].startswith("/login?next=%2F")
        for route in ("/api/me", "/api/attempts", "/api/exams", "/api/history"):
            assert stranger.get(route).status_code == 401
        assert stranger.get("/login").status_code == 200


def test_the_attempt_of_another_does_not_exist(eve: httpx.Client, attempt: str) -> None:
    base = f"/api/attempts/{attempt}"
    responses = [
        eve.get(base),
        eve.get(f"{base}/form"),
        eve.get(f"{base}/report"),
        eve.get(f"{base}/report.pdf"),
        eve.get(f"{base}/report.csv"),
        eve.post(f"{base}/submit"),
        eve.post(f"{base}/questions/1/flaw", json={"kind": "key", "text": ""}),
        answer(eve, attempt, 1, "a", 1),
    ]
    assert {response.status_code for response in responses} == {404}


def test_a_candidate_grants_nobody_more_time(ada: httpx.Client, attempt: str) -> None:
    response = ada.post(f"/api/attempts/{attempt}/accommodation", json={"factor": 2})
    assert (response.status_code, code(response)) == (403, "role")


def test_an_instructor_who_is_no_candidate_sits_no_exam(server: Server, attempt: str) -> None:
    with server.client(server.add_user("grace", "grader")) as grader:
        page = grader.get("/exam")
        assert page.status_code == 403
        assert "does not have the role" in page.text
        assert grader.get("/api/attempts").status_code == 403
        assert grader.get("/api/me").json()["roles"] == ["grader"]
        granted = grader.post(f"/api/attempts/{attempt}/accommodation", json={"factor": 1.25})
        assert granted.json()["factor"] == 1.25


def test_a_cookie_of_another_jupyter_on_the_host_changes_nothing(
    server: Server, ada: httpx.Client, attempt: str
) -> None:
    cookies = {**dict(ada.cookies), "_xsrf": "2|somebody|elses|1"}
    headers = {"X-XSRFToken": XSRF}
    with httpx.Client(base_url=server.url, cookies=cookies, headers=headers) as browser:
        assert answer(browser, attempt, 180, None, 1).status_code == 200


def test_markup_and_control_characters_in_names_and_texts_are_printed_as_they_are(
    server: Server,
) -> None:
    assert "Ann [/b] X" in server.command("user", "add", "Ann [/b] X")
    assert "Ann [/b] X" in server.command("user", "list")


def test_forged_and_stolen_requests_are_refused(
    server: Server, ada: httpx.Client, attempt: str
) -> None:
    url = f"/api/attempts/{attempt}/submit"
    assert ada.post(url, headers={"X-XSRFToken": "f" * 16}).status_code == 403
    cookies = {"parcours_session": ada.cookies["parcours_session"], "parcours_xsrf": XSRF}
    with httpx.Client(base_url=server.url, cookies=cookies) as no_header:
        assert no_header.post(url).status_code == 403
    foreign = {"Origin": "https://elsewhere.example", "X-XSRFToken": XSRF}
    assert ada.post(url, headers=foreign).status_code in {403, 404}
    for forged in ("solo", "2|1:0|10:1|16:parcours_session|4:c29sbw==|" + "0" * 64, '"'):
        with httpx.Client(
            base_url=server.url, headers={"Cookie": f"parcours_session={forged}"}
        ) as c:
            assert c.get("/api/me").status_code == 401
    assert ada.get(f"/api/attempts/{attempt}").json()["state"] == "open"


def test_guessing_links_is_slowed_down(server: Server, tmp_path: Path) -> None:
    bank = Path(server.environment["PARCOURS_BANK"])
    with running_server(tmp_path / "guessed", "--links", bank=bank) as guessed:
        token = guessed.add_user("grace")
        for _ in range(15):  # a class behind one address signs in without being slowed down
            guessed.client(token)
        guesser = guessed.client()
        statuses = [guesser.post("/api/login", json={"token": f"guess{n}"}) for n in range(15)]
    refused = [response for response in statuses if response.status_code == 429]
    assert refused
    assert int(refused[-1].headers["retry-after"]) >= 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"{",
        b"\xff\xfe",
        b'{"client": "t", "saves": []}',
        b'{"client": "../x", "saves": [{"n": 1, "seq": 1, "choice": "a", "flagged": false}]}',
        b'{"client": "t", "saves": [{"n": 0, "seq": 1, "choice": "a", "flagged": false}]}',
        b'{"client": "t", "saves": [{"n": 181, "seq": 1, "choice": "a", "flagged": false}]}',
        b'{"client": "t", "saves": [{"n": 1, "seq": -1, "choice": "a", "flagged": false}]}',
        b'{"client": "t", "saves": [{"n": 1, "seq": 1e300, "choice": "a", "flagged": false}]}',
        b'{"client": "t", "saves": [{"n": 1, "seq": 1, "choice": "f", "flagged": false}]}',
        b'{"client": "t", "saves": [{"n": 1, "seq": 1, "choice": "a", "flagged": "yes"}]}',
        b'{"client": "t", "saves": [{"n": 1, "seq": 1, "choice": "a", "flagged": false, "x": 1}]}',
        b'{"client": "t", "saves": [{"n": true, "seq": 1, "choice": "a", "flagged": false}]}',
    ],
)
def test_forged_values_change_nothing(ada: httpx.Client, attempt: str, body: bytes) -> None:
    response = ada.put(f"/api/attempts/{attempt}/answers", content=body)
    assert (response.status_code, code(response)) == (400, "invalid")
    assert ada.get(f"/api/attempts/{attempt}").json()["answered"] == 0


def test_a_forged_start_is_refused(ada: httpx.Client) -> None:
    good = {"mode": "full", "language": "en", "factor": 1, "agreed": True}
    for wrong in (
        {"agreed": False},
        {"factor": 9},
        {"factor": "2"},
        {"mode": "quick"},
        {"mode": "domain"},
        {"domain": "psychosocial"},
        {"mode": "domain", "domain": "astrology"},
        {"language": "de"},
        {"user_id": "solo"},
    ):
        assert ada.post("/api/attempts", json={**good, **wrong}).status_code in {400, 429}, wrong


def test_an_oversized_body_is_cut_off(server: Server, ada: httpx.Client, attempt: str) -> None:
    body = json.dumps({"client": "t", "saves": [], "x": "y" * 2_000_000}).encode()
    try:
        response = ada.put(f"/api/attempts/{attempt}/answers", content=body)
    except httpx.TransportError:
        pass  # cut while we were still talking
    else:
        assert response.status_code in {400, 413}
    assert ada.get("/api/me").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/question_bank/items/ccm/care-management/plan-eight-visits.yaml",
        "/voila/files/parcours.db",
        "/voila/files/..%2f..%2fetc%2fpasswd",
        "/voila/tree",
        "/voila/render/exam/exam.ipynb",
        "/voila/api/contents/exam/exam.ipynb",
        "/voila/static/voila.js",
        "/voila/templates/lab/static/voila.js",
        "/api/kernels",
        "/api/contents/exam.ipynb",
        "/static/exam/../page.py",
        "/static/exam/..%2fpage.py",
        "/static/exam/%2e%2e/%2e%2e/settings.py",
        "/static/exam//etc/passwd",
        "/static/server/application.py",
        "/exam.ipynb",
        "/exam/exam.ipynb",
        "/files/parcours.db",
    ],
)
def test_no_address_leads_to_a_file_of_ours(ada: httpx.Client, path: str) -> None:
    response = ada.get(path)
    assert response.status_code in {400, 403, 404}
    assert b"import" not in response.content


def test_another_template_cannot_be_asked_for(ada: httpx.Client) -> None:
    plain, other = ada.get("/exam"), ada.get("/exam?template=lab&theme=dark")
    assert plain.status_code == 200
    assert other.content == plain.content
    assert b"://" not in plain.content.replace(b"http://www.w3.org", b"")


def test_no_kernel_can_be_reached_or_ended(server: Server, ada: httpx.Client) -> None:
    kernel = "01234567-89ab-cdef-0123-456789abcdef"
    for path in (f"/api/kernels/{kernel}", f"/voila/api/shutdown/{kernel}"):
        assert ada.delete(path).status_code == 404
        assert ada.post(path).status_code == 404
    session = f"parcours_session={ada.cookies['parcours_session']}"
    for path in (f"/api/kernels/{kernel}/channels", f"/voila/query/{kernel}"):
        with pytest.raises(WebSocketBadStatusException):
            create_connection(f"ws://127.0.0.1:{server.port}{path}", cookie=session, timeout=10)


def test_a_revoked_link_ends_its_sessions(server: Server) -> None:
    with server.client(server.add_user("mallory")) as mallory:
        identifier = mallory.get("/api/me").json()["id"]
        server.command("user", "revoke", identifier)
        time.sleep(REMEMBER_SECONDS + 0.5)
        assert mallory.get("/api/me").status_code == 401


def test_every_answer_carries_the_security_headers(server: Server, ada: httpx.Client) -> None:
    for path in ("/", "/exam", "/report", "/login", "/api/me", "/nowhere"):
        headers = ada.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "tornado" not in headers.get("server", "").lower()


def test_solo_mode_answers_to_this_machine_only(tmp_path: Path, server: Server) -> None:
    with running_server(tmp_path / "solo", bank=Path(server.environment["PARCOURS_BANK"])) as solo:
        assert httpx.get(f"{solo.url}/api/me").json()["solo"] is True
        rebound = httpx.get(f"{solo.url}/api/me", headers={"Host": "rebound.example"})
        assert rebound.status_code == 403
    with (
        pytest.raises(RuntimeError, match="--links"),
        running_server(tmp_path / "open", "--ip", "0.0.0.0"),
    ):
        pass


def test_secrets_are_private_and_no_personal_link_is_in_the_log(server: Server) -> None:
    token = server.add_user("carol")
    with server.client(token):
        assert token not in server.log()
    assert (server.data / "cookie_secret").stat().st_mode & 0o077 == 0
    assert (server.data / "parcours.db").stat().st_mode & 0o077 == 0
