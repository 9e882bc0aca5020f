"""Interactive pages: whose their kernels are, what browsers may send, how they end."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from websocket import WebSocketBadStatusException

from apps.server.identity import REMEMBER_SECONDS
from tests.live_server import NOTEBOOKS, LiveServer, Socket, running_live_server
from tests.server import XSRF

pytestmark = pytest.mark.slow

NAMES = ("small", "broken", "environment", "slow", "table", "widgets")
KERNEL = "parcours"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    notebooks = [NOTEBOOKS / f"{name}.ipynb" for name in NAMES]
    with running_live_server(
        tmp_path_factory.mktemp("live"),
        *notebooks,
        kernel=KERNEL,
        arguments=("--links",),
        PARCOURS_LIVE_KERNELS="4",
        PARCOURS_LIVE_KERNELS_PER_USER="2",
        DATABASE_SECRET="not for kernels",
    ) as started:
        yield started


class Visitor(httpx.Client):
    """A signed-in browser that remembers the kernels of the pages which it opened."""

    def __init__(self, server: LiveServer, token: str) -> None:
        headers = {"X-XSRFToken": XSRF}
        cookies = server.cookies(token)
        super().__init__(base_url=server.url, cookies=cookies, headers=headers, timeout=30)
        self.event_hooks = {"response": [self._note]}
        self.opened: list[str] = []

    def _note(self, response: httpx.Response) -> None:
        found = re.search(
            r'data-kernel="([0-9a-f-]{36})"', response.read().decode(errors="replace")
        )
        if found is not None:
            self.opened.append(found[1])

    def leave(self) -> None:
        """Close all of its pages."""
        for kernel in self.opened:
            self.delete(f"/api/kernels/{kernel}")
        self.opened.clear()


@pytest.fixture(scope="module")
def tokens(server: LiveServer) -> dict[str, str]:
    """Personal links."""
    return {name: server.add_user(name) for name in ("ada", "eve", "other")}


@pytest.fixture
def ada(server: LiveServer, tokens: dict[str, str]) -> Iterator[Visitor]:
    with Visitor(server, tokens["ada"]) as client:
        yield client
        client.leave()


@pytest.fixture
def eve(server: LiveServer, tokens: dict[str, str]) -> Iterator[Visitor]:
    with Visitor(server, tokens["eve"]) as client:
        yield client
        client.leave()


def open_page(client: Visitor, page: str = "/small") -> str:
    """The kernel of a new visit."""
    response = client.get(page)
    assert response.status_code == 200, response.text
    return client.opened[-1]


def lives(client: Visitor, kernel: str) -> bool:
    return client.get(f"/api/kernels/{kernel}").status_code == 200


def wait_for(claim: Callable[[], object], seconds: float = 8) -> None:
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.05)


def socket(server: LiveServer, kernel: str, client: Visitor, **options: Any) -> Socket:
    return Socket(server, kernel, dict(client.cookies), **options)


def test_each_visit_has_a_kernel_that_stays_until_its_page_says_goodbye(
    server: LiveServer, ada: Visitor
) -> None:
    first, second = open_page(ada), open_page(ada)
    assert first != second
    assert lives(ada, first)
    assert lives(ada, second)
    assert len(server.kernels()) == 2
    assert ada.delete(f"/api/kernels/{first}").status_code == 204
    assert not lives(ada, first)
    assert lives(ada, second)
    wait_for(lambda: len(server.kernels()) == 1)


def test_a_document_is_complete_and_escapes_what_cells_print(ada: Visitor) -> None:
    response = ada.get("/widgets")
    text = response.text
    assert "printed &lt;i&gt;plainly&lt;/i&gt;" in text
    assert "<em>slider</em>" in text
    assert '"model_name":"IntSliderModel"' in text
    assert "line 0" in text  # what an Output widget caught
    policy = response.headers["content-security-policy"]
    assert "script-src 'self' blob:;" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.findall(r'(?:src|href)="https?://', text)
    assert not re.findall(r"<[^>]*\sstyle=|<style", ada.get("/table").text)


def test_a_page_that_fails_ends_its_kernel_and_shows_no_traceback(
    server: LiveServer, ada: Visitor
) -> None:
    response = ada.get("/broken")
    assert response.status_code == 500
    assert "could not be opened" in response.text
    assert "n’a pas pu s’ouvrir" in response.text
    assert "secret of the cell" not in response.text
    assert "secret of the cell" in server.log()
    wait_for(lambda: not server.kernels())


def test_a_kernel_sees_no_secret_of_the_server(ada: Visitor) -> None:
    text = ada.get("/environment").text
    assert "HOME" in text
    for secret in ("DATABASE_SECRET", "PARCOURS_DATA", "LIVE_PAGES"):
        assert secret not in text


def test_a_slow_page_lets_others_pass(server: LiveServer, ada: Visitor) -> None:
    with ThreadPoolExecutor(1) as other:
        slow = other.submit(ada.get, "/slow")
        wait_for(server.kernels)
        begun = time.monotonic()
        assert ada.get("/api/me").status_code == 200
        assert time.monotonic() - begun < 1
        assert not slow.done()
        assert slow.result().status_code == 200


def test_a_visitor_who_leaves_before_the_page_is_there_leaves_no_kernel(
    server: LiveServer, ada: Visitor
) -> None:
    with pytest.raises(httpx.ReadTimeout):
        ada.get("/slow", timeout=0.7)
    wait_for(lambda: not server.kernels())


def test_a_kernel_does_not_exist_for_anybody_else(
    server: LiveServer, ada: Visitor, eve: Visitor
) -> None:
    kernel = open_page(ada)
    assert eve.get(f"/api/kernels/{kernel}").status_code == 404
    assert eve.delete(f"/api/kernels/{kernel}").status_code == 404
    with pytest.raises(WebSocketBadStatusException) as refused:
        socket(server, kernel, eve)
    assert refused.value.status_code == 404
    assert lives(ada, kernel)


def test_strangers_and_forged_requests_are_refused(server: LiveServer, ada: Visitor) -> None:
    kernel = open_page(ada)
    path = f"/api/kernels/{kernel}"
    with server.client() as stranger:
        assert stranger.get("/small").status_code == 302
        assert stranger.get(path).status_code == 401
        assert stranger.delete(path).status_code == 401
        with pytest.raises(WebSocketBadStatusException) as refused:
            socket(server, kernel, stranger)
        assert refused.value.status_code == 401
    assert ada.delete(path, headers={"X-XSRFToken": "f" * 16}).status_code == 403
    foreign = {"Origin": "https://elsewhere.example", "X-XSRFToken": XSRF}
    assert ada.delete(path, headers=foreign).status_code in {403, 404}
    with pytest.raises(WebSocketBadStatusException) as refused:
        socket(server, kernel, ada, origin="https://elsewhere.example")
    assert refused.value.status_code == 403
    with pytest.raises(WebSocketBadStatusException) as refused:
        socket(server, kernel, ada, subprotocols=["another"])
    assert refused.value.status_code == 400
    assert lives(ada, kernel)


def test_a_grader_who_is_no_candidate_opens_no_page_of_candidates(server: LiveServer) -> None:
    with server.client(server.add_user("grace", "grader")) as grader:
        assert grader.get("/small").status_code == 403
    assert not server.kernels()


FORBIDDEN: dict[str, dict[str, Any]] = {
    "execute_request": {"code": "import os; os._exit(1)", "silent": False},
    "shutdown_request": {"restart": False},
    "interrupt_request": {},
    "debug_request": {"type": "request", "command": "debugInfo"},
    "complete_request": {"code": "imp", "cursor_pos": 3},
    "inspect_request": {"code": "open", "cursor_pos": 3},
    "history_request": {"hist_access_type": "tail", "n": 9},
    "input_reply": {"value": "x"},
    "create_subshell_request": {},
}


def test_a_browser_executes_nothing(server: LiveServer, ada: Visitor) -> None:
    kernel = open_page(ada)
    with socket(server, kernel, ada) as opened:
        opened.answers(opened.send("kernel_info_request", {}))
        for channel in ("shell", "control", "stdin", "iopub", "other"):
            refused = [opened.send(kind, said, channel) for kind, said in FORBIDDEN.items()]
            fence = opened.send("kernel_info_request", {})
            heard = opened.heard(fence)
            assert [kind for about, kind, _ in heard if about in refused] == []
            lost = opened.send("kernel_info_request", {}, "control")
            heard = opened.heard(opened.send("kernel_info_request", {}))
            assert [kind for about, kind, _ in heard if about == lost] == []
    assert lives(ada, kernel)


def test_widget_messages_pass_both_ways(server: LiveServer, ada: Visitor) -> None:
    kernel = open_page(ada)
    with socket(server, kernel, ada) as opened:
        opened.answers(opened.send("kernel_info_request", {}))
        target = {"comm_id": "c1", "target_name": "jupyter.widget.control", "data": {}}
        opened.answers(opened.send("comm_open", target, metadata={"version": "1.0.0"}))
        asked = {"comm_id": "c1", "data": {"method": "request_states"}}
        answers = opened.answers(opened.send("comm_msg", asked))
    states = next(content["data"]["states"] for kind, content in answers if kind == "comm_msg")
    assert "TextModel" in {state["model_name"] for state in states.values()}


def test_no_traceback_and_no_error_stream_reaches_the_browser(
    server: LiveServer, ada: Visitor
) -> None:
    page = ada.get("/widgets").text
    saved = re.search(r'widget-state\+json">(.*?)</script>', page)
    assert saved is not None
    models = json.loads(saved[1])["state"]
    (button,) = [i for i, m in models.items() if m["state"].get("description") == "Fail"]
    with socket(server, ada.opened[-1], ada) as opened:
        opened.answers(opened.send("kernel_info_request", {}))
        click = {"comm_id": button, "data": {"method": "custom", "content": {"event": "click"}}}
        answers = opened.answers(opened.send("comm_msg", click))
    assert ("error", {"ename": "Error", "evalue": "", "traceback": []}) in answers
    assert "do not show" not in str(answers)


def test_one_more_page_than_allowed_ends_the_oldest_that_is_not_connected(
    server: LiveServer, ada: Visitor
) -> None:
    oldest, second = open_page(ada), open_page(ada)
    with socket(server, oldest, ada) as connected, socket(server, second, ada):
        third = open_page(ada)  # one more, for a moment: it may be a page that is reloaded
        assert lives(ada, oldest)
        fourth = open_page(ada)
        assert connected.close_code() == 4002
        assert not lives(ada, oldest)
        assert [lives(ada, kernel) for kernel in (second, third, fourth)] == [True, True, True]


def test_a_full_server_asks_to_try_again_but_lets_everybody_reload(
    server: LiveServer, tokens: dict[str, str], ada: Visitor, eve: Visitor
) -> None:
    with Visitor(server, tokens["other"]) as other:
        others = [open_page(other), open_page(other)]
        mine = [open_page(ada), open_page(ada)]
        refused = eve.get("/small")
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert "Too many interactive pages" in refused.text
        assert "Trop de pages interactives" in refused.text
        assert ada.get("/small").status_code == 200
        assert [lives(ada, kernel) for kernel in mine] == [False, True]
        assert all(lives(other, kernel) for kernel in others)
        other.leave()
        assert eve.get("/small").status_code == 200


def test_a_revoked_link_ends_the_kernels_of_its_user(server: LiveServer) -> None:
    with Visitor(server, server.add_user("mallory")) as client:
        kernel = open_page(client)
        identifier = client.get("/api/me").json()["id"]
        with socket(server, kernel, client) as opened:
            server.command("user", "revoke", identifier)
            assert opened.close_code(REMEMBER_SECONDS + 8) == 4004
    wait_for(lambda: not server.kernels())


def test_a_kernel_that_is_killed_is_not_started_again(server: LiveServer, ada: Visitor) -> None:
    wait_for(lambda: not server.kernels())
    kernel = open_page(ada)
    with socket(server, kernel, ada) as opened:
        server.kernels()[0].kill()
        assert opened.close_code() == 4003
    assert not lives(ada, kernel)
    assert not server.kernels()


def test_unused_kernels_end_soon_without_a_page_and_late_with_one(tmp_path: Path) -> None:
    with running_live_server(
        tmp_path,
        NOTEBOOKS / "small.ipynb",
        kernel=KERNEL,
        arguments=("--links",),
        PARCOURS_LIVE_ABANDONED_SECONDS="0.4",
        PARCOURS_LIVE_IDLE_SECONDS="1.5",
    ) as short:
        client = Visitor(short, short.add_user("one"))
        begun = time.monotonic()
        with socket(short, open_page(client), client) as opened:
            abandoned = open_page(client)
            wait_for(lambda: not lives(client, abandoned))
            assert opened.close_code() == 4001
            assert time.monotonic() - begun >= 1.5
        wait_for(lambda: not short.kernels())
        left = open_page(client)
        kernels = short.kernels()
        assert lives(client, left)
        client.close()
    assert [kernel for kernel in kernels if kernel.is_running()] == []  # with the server
