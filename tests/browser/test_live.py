"""Interactive pages in the browser: widgets both ways, breaks, ends, languages, access."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, WebSocketRoute, expect

from tests.browser.test_pages import AXE, THEMES, prefer
from tests.live_server import NOTEBOOKS, LiveServer, running_live_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES = ("widgets", "table", "gallery")
SHOWN = "main[data-shown][data-state=open]"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server of one user with interactive pages."""
    notebooks = [NOTEBOOKS / f"{name}.ipynb" for name in NAMES]
    with running_live_server(tmp_path_factory.mktemp("live"), *notebooks) as run:
        yield run


@pytest.fixture
def said(page: Page) -> Iterator[list[str]]:
    """What the page complains of; must be nothing in the end."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    yield complaints
    assert complaints == []


def open_page(page: Page, server: LiveServer, name: str = "widgets") -> Page:
    page.goto(f"{server.url}/{name}")
    page.locator(SHOWN).wait_for()
    return page


def kernel_of(page: Page) -> str:
    return str(page.locator("main").get_attribute("data-kernel"))


def wait_for(claim: Callable[[], object], seconds: float = 8) -> None:
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.05)


def notice(page: Page) -> str:
    return page.locator(".notice").inner_text()


def test_widgets_work_both_ways_and_load_nothing_from_elsewhere(
    live: LiveServer, page: Page, said: list[str]
) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    open_page(page, live)
    main = page.locator("main")
    expect(page).to_have_title("Two widgets and more – Parcours")
    page.get_by_role("slider", name="Number").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(main).to_contain_text("2 squared is 4")
    page.get_by_role("button", name="Count").press("Enter")
    expect(main).to_contain_text("pressed 1 times")
    expect(page.locator(".widget-output")).to_have_text("line 0\nline 1 <b>\n")
    page.get_by_role("button", name="Fail").click()
    expect(page.locator(".widget-output")).to_contain_text("Something went wrong in this part")
    counter = page.locator(".any-counter")
    counter.click()
    expect(main).to_contain_text("python saw 1")
    assert counter.evaluate("node => getComputedStyle(node).letterSpacing") == "3px"
    binary = page.locator(".any-bytes")
    expect(binary).to_have_text("bytes 1,2,0")
    binary.click()
    expect(main).to_contain_text("holds [7, 0, 255]")
    expect(binary).to_have_attribute("title", "true:3,2,1")
    assert "do not show" not in page.content()
    assert hosts - {""} == {f"127.0.0.1:{live.port}"}  # blobs have no host


def test_tables_come_with_the_page_and_into_outputs(
    live: LiveServer, page: Page, said: list[str]
) -> None:
    open_page(page, live, "table")
    expect(page.locator("main table")).to_have_count(1)
    page.get_by_label("Choice").select_option("two")
    expect(page.locator(".widget-output table")).to_contain_text("two")


def test_a_reload_gives_a_new_kernel_and_closing_ends_it(live: LiveServer, page: Page) -> None:
    first = kernel_of(open_page(page, live))
    page.locator(".any-counter").click()
    page.reload()
    page.locator(SHOWN).wait_for()
    assert kernel_of(page) != first
    expect(page.locator(".any-counter")).to_have_text("any 0")
    wait_for(lambda: len(live.kernels()) == 1)
    page.close()
    wait_for(lambda: not live.kernels())


def test_a_page_restored_from_the_browsers_memory_begins_anew(live: LiveServer, page: Page) -> None:
    first = kernel_of(open_page(page, live))
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.locator(SHOWN).wait_for()
    assert kernel_of(page) != first


def test_what_is_done_during_a_break_is_sent_after_it(
    live: LiveServer, context: BrowserContext, page: Page
) -> None:
    open_page(page, live)
    page.get_by_role("button", name="Count").click()
    expect(page.locator("main")).to_contain_text("pressed 1 times")
    context.set_offline(True)
    expect(page.get_by_role("status").first).to_contain_text("Connection lost, trying again…")
    page.get_by_role("button", name="Count").click()
    page.locator(".any-counter").click()
    context.set_offline(False)
    page.locator(SHOWN).wait_for()
    expect(page.locator("main")).to_contain_text("pressed 2 times")
    expect(page.locator("main")).to_contain_text("python saw 1")
    assert notice(page) == ""
    page.get_by_role("button", name="Count").click()
    expect(page.locator("main")).to_contain_text("pressed 3 times")


def test_a_kernel_that_dies_is_told_and_a_reload_helps(live: LiveServer, page: Page) -> None:
    wait_for(lambda: not live.kernels())
    open_page(page, live)
    live.kernels()[0].kill()
    expect(page.locator(".notice")).to_contain_text("Session ended unexpectedly.")
    page.get_by_role("button", name="Reload").click()
    page.locator(SHOWN).wait_for()
    assert notice(page) == ""


def test_an_idle_end_is_told_in_both_languages(live: LiveServer, page: Page) -> None:
    routes: list[WebSocketRoute] = []

    def join(route: WebSocketRoute) -> None:
        route.connect_to_server()
        routes.append(route)

    page.route_web_socket("**/channels*", join)
    open_page(page, live)
    routes[0].close(code=4001, reason="idle")
    expect(page.locator(".notice")).to_contain_text(
        "Session ended because it was idle. Reload to go on."
    )
    page.get_by_role("button", name="Français").click()
    expect(page.locator(".notice")).to_contain_text("La session a pris fin faute d’activité.")
    expect(page.get_by_role("button", name="Recharger")).to_be_visible()
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()


def test_one_language_is_shown_and_switching_keeps_the_widgets(
    live: LiveServer, page: Page
) -> None:
    open_page(page, live)
    expect(page.locator("h1:visible")).to_have_text("Two widgets and more")
    page.locator(".any-counter").click()
    page.get_by_role("button", name="Français").click()
    expect(page.locator("h1:visible")).to_have_text("Deux widgets")
    expect(page).to_have_title("Deux widgets – Parcours")
    expect(page.locator(".any-counter")).to_have_text("any 1")


def test_the_keyboard_leads_past_the_header_to_the_widgets(live: LiveServer, page: Page) -> None:
    open_page(page, live)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("slider", name="Number")).to_be_focused()


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live: LiveServer, context: BrowserContext, theme: str
) -> None:
    prefer(context, theme=theme, language="fr" if theme == "dark" else "en")
    page = open_page(context.new_page(), live, "gallery")
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("document.documentElement.dataset.theme") == theme
