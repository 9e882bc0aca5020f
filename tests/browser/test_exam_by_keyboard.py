"""A whole exam without a mouse."""

from __future__ import annotations

import random
import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import held
from tests.browser.exam_page import ExamPage
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def tab_to(page: Page, name: str, limit: int = 60) -> None:
    """Press Tab until the focus is on what has that accessible name."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (e === document.body) return "";
              const label = e.labels && e.labels[0];
              return e.getAttribute("aria-label") || (label ?? e).innerText || "";
            }"""
        )
        if name in focused:
            return
    raise AssertionError(f"Tab never reached {name!r}")


def test_a_whole_exam_by_keyboard_only(server: Server, client: httpx.Client, page: Page) -> None:
    page.goto(f"{server.url}/")
    expect(page.get_by_role("link", name="Start a mock exam")).to_be_visible()
    tab_to(page, "Start a mock exam")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mock exam")).to_be_visible()
    tab_to(page, "I have read")
    page.keyboard.press("Space")
    tab_to(page, "Start the exam")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("attempt="))
    attempt = page.url.split("attempt=")[1]
    exam = ExamPage(page, server, attempt)
    expect(exam.options).to_have_count(4)
    rng = random.Random(180)
    given: dict[int, str] = {}
    for n in range(1, 181):
        assert exam.number() == n
        given[n] = rng.choice("abcd")
        exam.press(given[n])
        if n % 20 == 0:
            exam.press("f")
        if n % 15 == 0:
            exam.press("s", "abcd"[(" abcd".index(given[n])) % 4])
        if n < 180:
            exam.press("n")
    exam.wait_saved()
    assert held(client, attempt) == given
    assert client.get(f"/api/attempts/{attempt}").json()["flagged"] == 9
    exam.press("r")
    expect(page.get_by_role("heading", name="Review")).to_be_visible()
    tab_to(page, "Hand in the exam")
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    tab_to(page, "Hand in", limit=5)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/report"), timeout=20_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Score report")
    assert client.get(f"/api/attempts/{attempt}").json()["state"] == "submitted"


def test_shortcuts_can_be_switched_off_and_rest_in_text_fields(
    server: Server, client: httpx.Client, page: Page
) -> None:
    from tests.server import start_attempt

    attempt = str(start_attempt(client)["id"])
    exam = ExamPage(page, server, attempt).open()
    exam.press("m")
    page.keyboard.type("a bad note")
    exam.wait_saved()
    assert held(client, attempt) == {}
    note = client.get(f"/api/attempts/{attempt}/form").json()["answers"][0]["note"]
    assert note == "a bad note"
    page.get_by_role("button", name="Keys").click()
    page.locator("dialog[open]").get_by_role("checkbox").uncheck()
    exam.press("Escape", "b", "n")
    assert exam.number() == 1
    assert held(client, attempt) == {}


def test_every_stop_of_the_tab_key_is_in_view(
    server: Server, client: httpx.Client, page: Page
) -> None:
    from tests.server import start_attempt

    attempt = str(start_attempt(client)["id"])
    page.set_viewport_size({"width": 640, "height": 480})
    exam = ExamPage(page, server, attempt).open()
    for _ in range(40):
        exam.press("Tab")
        hidden = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (e === document.body) return "";
              const box = e.getBoundingClientRect();
              if (!box.width) return "";
              const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
              const top = document.elementFromPoint(x, y);
              if (top === null) return e.outerHTML.slice(0, 120) + " is out of view";
              const own = e.contains(top) || top.contains(e) || top.closest("label")?.control === e;
              return own ? "" : e.outerHTML.slice(0, 120) + " under " + top.outerHTML.slice(0, 80);
            }"""
        )
        assert hidden == ""
