"""Whatever happens between the browser and the server, no answer is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import held, move_clock
from tests.browser.exam_page import ExamPage
from tests.server import Server, answer, running_server, start_attempt

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def attempt(client: httpx.Client) -> str:
    return str(start_attempt(client)["id"])


@pytest.fixture
def own_server(tmp_path: Path, bank: Path) -> Iterator[Server]:
    with running_server(
        tmp_path / "data", "--links", bank=bank, PARCOURS_SAVES_PER_SECOND="1000"
    ) as started:
        yield started


def test_the_same_browser_goes_on_after_the_server_was_killed(
    own_server: Server, page: Page
) -> None:
    token = own_server.add_user("ada")
    page.goto(f"{own_server.url}/login#{token}")
    page.wait_for_url(f"{own_server.url}/")
    client = own_server.client(token)
    attempt = str(start_attempt(client)["id"])
    exam = ExamPage(page, own_server, attempt).open()
    exam.answer("abc")
    exam.wait_saved()
    own_server.kill()
    exam.answer("dab")
    expect(exam.state).not_to_have_text("Saved")
    own_server.start()
    exam.wait_saved()
    assert held(client, attempt) == dict(enumerate("abcdab", start=1))
    page.reload()
    expect(exam.heading).to_contain_text("7")


def test_ten_answers_without_a_network_then_a_reload(
    server: Server, client: httpx.Client, attempt: str, page: Page, context: BrowserContext
) -> None:
    exam = ExamPage(page, server, attempt).open()
    context.set_offline(True)
    exam.answer("abcdabcdab")
    expect(exam.state).to_contain_text("10")
    assert held(client, attempt) == {}
    context.set_offline(False)
    page.reload()
    exam.wait_saved()
    assert held(client, attempt) == dict(enumerate("abcdabcdab", start=1))


def test_answers_wait_through_a_reload_while_the_server_cannot_be_reached(
    server: Server, client: httpx.Client, attempt: str, intercepted: Page
) -> None:
    page = intercepted
    exam = ExamPage(page, server, attempt).open()
    page.route("**/api/**", lambda route: route.abort())
    exam.answer("cccc")
    page.evaluate("window.onbeforeunload = null")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.unroute("**/api/**")
    exam.open()
    exam.wait_saved()
    assert held(client, attempt) == dict.fromkeys(range(1, 5), "c")


def test_two_tabs_show_the_same_and_the_later_answer_stands(
    server: Server, client: httpx.Client, attempt: str, context: BrowserContext
) -> None:
    first = ExamPage(context.new_page(), server, attempt).open()
    second = ExamPage(context.new_page(), server, attempt).open()
    first.press("a")
    first.wait_saved()
    expect(second.options.nth(0)).to_be_checked()
    second.press("b")
    second.wait_saved()
    expect(first.options.nth(1)).to_be_checked()
    first.press("c")
    first.wait_saved()
    assert held(client, attempt) == {1: "c"}


def test_an_answer_given_on_another_computer_arrives(
    server: Server, client: httpx.Client, attempt: str, page: Page
) -> None:
    exam = ExamPage(page, server, attempt).open()
    answer(client, attempt, 1, "d", 10**9)
    exam.press("n", "a")  # the acknowledgement shows that something else has changed
    exam.wait_saved()
    exam.press("p")
    expect(exam.options.nth(3)).to_be_checked(timeout=20_000)


def test_a_page_closed_while_an_answer_is_in_flight(
    server: Server, client: httpx.Client, attempt: str, context: BrowserContext
) -> None:
    page = context.new_page()
    exam = ExamPage(page, server, attempt).open()
    exam.press("b")
    page.close()
    again = ExamPage(context.new_page(), server, attempt).open()
    again.wait_saved()
    assert held(client, attempt) == {1: "b"}
    expect(again.options.nth(1)).to_be_checked()


def test_leaving_with_unsaved_answers_warns(
    server: Server, attempt: str, page: Page, context: BrowserContext
) -> None:
    ExamPage(page, server, attempt).open()
    warned: list[str] = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    context.set_offline(True)
    page.get_by_role("radio").first.click()
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert warned == ["beforeunload"]


def test_a_full_disk_shows_and_the_answer_waits(
    server: Server, client: httpx.Client, attempt: str, intercepted: Page
) -> None:
    refused = {
        "error": {"code": "not_saved", "message": {"en": "No room.", "fr": "Plus de place."}}
    }
    page = intercepted
    exam = ExamPage(page, server, attempt).open()
    page.route("**/answers", lambda route: route.fulfill(status=503, json=refused))
    exam.press("a")
    expect(exam.state).to_contain_text("1")
    page.unroute("**/answers")
    exam.wait_saved()
    assert held(client, attempt) == {1: "a"}


def test_at_zero_the_exam_ends_and_what_was_answered_counts(
    server: Server, client: httpx.Client, attempt: str, page: Page
) -> None:
    exam = ExamPage(page, server, attempt).open()
    exam.answer("ab")
    exam.wait_saved()
    move_clock(server, attempt, 180 * 60_000 - 4_000)
    page.reload()
    page.wait_for_url(re.compile("/report"), timeout=40_000)
    view = client.get(f"/api/attempts/{attempt}").json()
    assert view["state"] in {"expired", "submitted"}
    assert view["answered"] == 2


def test_answers_that_came_too_late_are_shown_and_not_counted(
    server: Server, client: httpx.Client, attempt: str, intercepted: Page
) -> None:
    page = intercepted
    exam = ExamPage(page, server, attempt).open()
    page.route("**/api/**", lambda route: route.abort())
    exam.answer("a")
    move_clock(server, attempt, 181 * 60_000)
    page.unroute("**/api/**")
    expect(page.get_by_text("too late").first).to_be_visible(timeout=30_000)
    assert client.get(f"/api/attempts/{attempt}").json()["answered"] == 0
    report = client.get(f"/api/attempts/{attempt}/report").json()
    assert report["late_answers"] == 1
