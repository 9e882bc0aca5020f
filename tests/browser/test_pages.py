"""Every page in every theme, both languages, at every width: accessible and complete."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from question_bank.catalogue import catalogue
from tests.browser.exam_page import ExamPage
from tests.server import Server, answer, start_attempt

pytestmark = [pytest.mark.browser, pytest.mark.slow]

APPS = Path(__file__).parent.parent.parent / "apps"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": TAGS}}
Opener = Callable[[Page, str, str], None]


@pytest.fixture(scope="module")
def attempts(server: Server) -> Iterator[dict[str, str]]:
    """An open and a closed attempt."""
    with server.client() as client:
        closed = str(start_attempt(client)["id"])
        for n in range(1, 170):
            answer(client, closed, n, "abcd"[n % 4], n)
        yield {"open": str(start_attempt(client)["id"]), "closed": closed}


def open_home(page: Page, url: str, _: str) -> None:
    page.goto(f"{url}/")
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_load_state("networkidle")


def open_login(page: Page, url: str, _: str) -> None:
    page.goto(f"{url}/login")
    expect(page.locator("h1")).to_be_visible()


def open_start(page: Page, url: str, _: str) -> None:
    page.goto(f"{url}/exam")
    expect(page.get_by_role("radio").first).to_be_visible()


def open_question(page: Page, url: str, attempts: str) -> None:
    page.goto(f"{url}/exam?attempt={json.loads(attempts)['open']}")
    expect(page.locator("fieldset input[type=radio]")).to_have_count(4)


def open_review(page: Page, url: str, attempts: str) -> None:
    open_question(page, url, attempts)
    page.keyboard.press("r")
    expect(page.get_by_role("table")).to_be_visible()


def open_keys(page: Page, url: str, attempts: str) -> None:
    open_question(page, url, attempts)
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()


def open_report(page: Page, url: str, attempts: str) -> None:
    page.goto(f"{url}/report?attempt={json.loads(attempts)['closed']}")
    expect(page.get_by_role("table").first).to_be_visible(timeout=20_000)


PAGES: dict[str, Opener] = {
    "home": open_home,
    "login": open_login,
    "start": open_start,
    "question": open_question,
    "review": open_review,
    "keys": open_keys,
    "report": open_report,
}
THEMES = ("light", "dark", "contrast")


def prefer(context: BrowserContext, **preferences: str) -> None:
    """Preferences as the pages keep them in this browser."""
    stored = json.dumps(preferences)
    context.add_init_script(f"localStorage.setItem('parcours.preferences', {json.dumps(stored)})")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    server: Server, attempts: dict[str, str], context: BrowserContext, name: str, theme: str
) -> None:
    prefer(context, theme=theme, language="fr" if theme == "dark" else "en")
    page = context.new_page()
    PAGES[name](page, server.url, json.dumps(attempts))
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_at_320_pixels(
    server: Server, attempts: dict[str, str], context: BrowserContext, name: str
) -> None:
    prefer(context, language="fr")
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    PAGES[name](page, server.url, json.dumps(attempts))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", PAGES)
def test_one_language_is_shown_and_the_other_is_not(
    server: Server, attempts: dict[str, str], context: BrowserContext, name: str
) -> None:
    app = {"start": "exam", "question": "exam", "review": "exam", "keys": "exam"}.get(name, name)
    french = catalogue(APPS / "web").as_json() | catalogue(APPS / app).as_json()
    pairs = [
        (english, translation)
        for english, translation in french.items()
        if isinstance(translation, str) and len(english) > 14 and "{" not in english
        if english not in translation and translation not in english
    ]
    for language in ("fr", "en"):
        page = context.new_page()
        page.add_init_script(
            f"localStorage.setItem('parcours.preferences', '{{\"language\": \"{language}\"}}')"
        )
        PAGES[name](page, server.url, json.dumps(attempts))
        assert page.evaluate("document.documentElement.lang") == language
        shown = re.sub(r"\s+", " ", page.locator("body").inner_text())
        wanted = [pair[language == "fr"] for pair in pairs]
        unwanted = [pair[language == "en"] for pair in pairs]
        assert [text for text in wanted if text in shown], "nothing of this language is shown"
        assert [text for text in unwanted if text in shown] == []
        page.close()


def test_switching_language_keeps_the_place_and_the_answer(
    server: Server, client: httpx.Client, page: Page
) -> None:
    attempt = str(start_attempt(client)["id"])
    exam = ExamPage(page, server, attempt).open()
    exam.answer("ab")
    exam.press("c")
    english = page.locator("legend").inner_text()
    page.get_by_role("button", name="Français").click()
    expect(page.locator("legend")).to_contain_text("États-Unis")
    assert exam.number() == 3
    expect(exam.options.nth(2)).to_be_checked()
    page.get_by_role("button", name="English").click()
    expect(page.locator("legend")).to_have_text(english)


def test_the_clock_is_right_when_the_browser_is_an_hour_off(
    server: Server, client: httpx.Client, context: BrowserContext
) -> None:
    attempt = str(start_attempt(client)["id"])
    for hours in (1, -1):
        page = context.new_page()
        page.add_init_script(
            f"""{{
              const Real = Date, off = {hours} * 3600e3;
              globalThis.Date = class extends Real {{
                constructor(...g) {{ g.length ? super(...g) : super(Real.now() + off); }}
                static now() {{ return Real.now() + off; }}
              }};
            }}"""
        )
        exam = ExamPage(page, server, attempt).open()
        page.wait_for_timeout(1_500)
        shown = exam.page.get_by_role("timer").inner_text()
        remaining = client.get(f"/api/attempts/{attempt}").json()["remaining_ms"] / 1000
        h, m, s = (int(part) for part in re.findall(r"\d+", shown))
        assert abs(h * 3600 + m * 60 + s - remaining) <= 2
        page.close()


def test_more_time_granted_during_the_exam_shows(
    server: Server, client: httpx.Client, page: Page
) -> None:
    attempt = str(start_attempt(client)["id"])
    exam = ExamPage(page, server, attempt).open()
    client.post(f"/api/attempts/{attempt}/accommodation", json={"factor": 1.5})
    exam.press("a")  # any acknowledgement carries the clock; without one, the minute's check does
    expect(page.get_by_role("timer")).to_contain_text("4:29:", timeout=15_000)


def test_not_a_byte_before_the_end_gives_an_answer_away(
    server: Server, client: httpx.Client, page: Page, bank: Path
) -> None:
    import yaml

    attempt = str(start_attempt(client)["id"])
    bodies: list[str] = []
    frames: list[str] = []

    def keep(response: object) -> None:
        bodies.append(response.text())  # type: ignore[attr-defined]

    page.on("requestfinished", lambda request: keep(request.response()))
    page.on("websocket", lambda socket: frames.append(socket.url))
    exam = ExamPage(page, server, attempt).open()
    exam.answer("abcdabcd")
    exam.wait_saved()
    exam.press("r")
    page.wait_for_timeout(500)
    assert len(bodies) > 5
    assert frames == []
    everything = "\n".join(bodies)
    for path in bank.rglob("*.yaml"):
        item = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert item["id"] not in everything
        for choice in item["choices"]:
            assert choice["why"]["en"] not in everything
            assert choice["why"]["fr"] not in everything
    for word in (
        '"difficulty"',
        '"scored"',
        '"pretest"',
        '"correct"',
        '"why"',
        '"topic"',
        '"item"',
    ):
        assert word not in everything


def test_a_published_form_is_offered_and_asked_for_by_its_id(
    server: Server, client: httpx.Client, page: Page
) -> None:
    for attempt in client.get("/api/attempts").json()["attempts"]:
        client.post(f"/api/attempts/{attempt['id']}/submit").raise_for_status()
    offered = client.get("/api/exams").json()
    title = {"en": "Form A", "fr": "Sujet A"}
    form = {**offered["exams"][0], "form": "ccm-2025-08-a", "title": title, "seen": True}
    offered["exams"].append(form)
    page.route("**/api/exams", lambda route: route.fulfill(json=offered))
    page.goto(f"{server.url}/exam")
    page.get_by_role("radio", name="Form A").check()
    expect(page.get_by_text("you have sat it")).to_be_visible()
    page.get_by_role("checkbox").check()
    with page.expect_request(
        lambda request: request.method == "POST" and request.url.endswith("/api/attempts")
    ) as asked:
        page.get_by_role("button", name="Start the exam").click()
    sent = asked.value.post_data_json
    assert sent["form"] == "ccm-2025-08-a"
    assert "mode" not in sent
    banner = page.locator("p[role=alert]")  # Vuetify keeps an empty alert beside it
    expect(banner).to_be_visible()  # this server has published no such form
