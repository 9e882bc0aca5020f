"""The reading edition in a browser, from a server of files and from a folder."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.apps.book.course import FIRST, built, write_course

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": TAGS}}
PAGES = ["index", FIRST, "track-ccm", "facts", "search"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, built once."""
    folder = tmp_path_factory.mktemp("book")
    assert built(write_course(folder / "course"), folder / "out") == ()
    return folder / "out"


@pytest.fixture(scope="module")
def site(book: Path) -> Iterator[str]:
    """Where the book is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(book)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_are_accessible_and_fit(browser: Browser, site: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in PAGES:
        page.goto(f"{site}/{'fr' if width == 320 else 'en'}/{name}.html")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"{name} is {over} px too wide"
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    context.close()


def test_answers_are_kept_in_both_languages(page: Page, site: str) -> None:
    page.goto(f"{site}/en/{FIRST}.html")
    activity = page.locator(".parcours-mounted")
    expect(activity).to_have_count(1)
    activity.get_by_role("button", name="Check", exact=False).first.click()
    stored = page.evaluate("localStorage.getItem('parcours.book.first-steps/1/steps')")
    assert stored is not None
    page.goto(f"{site}/fr/{FIRST}.html")
    page.reload()
    assert page.evaluate("localStorage.getItem('parcours.book.first-steps/1/steps')") == stored
    expect(page.locator(".parcours-mounted")).to_contain_text("Les cinq premières minutes")


def test_the_book_works_from_a_folder(page: Page, book: Path) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((book / "index.html").as_uri())
    page.get_by_role("link", name="Français").click()
    page.get_by_role("link", name="Parcours CCM").first.click()
    page.get_by_role("main").get_by_role("link", name="La première visite").click()
    expect(page.locator(".parcours-mounted")).to_have_count(1)
    assert errors == []


def test_without_a_script_everything_can_be_read(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/fr/{FIRST}.html")
    expect(page.get_by_text("Demander à entrer").first).to_be_visible()
    page.locator("summary", has_text="Les réponses").first.click()
    expect(page.get_by_text("Vous êtes un invité.")).to_be_visible()
    context.close()


def test_the_other_language_opens_at_the_same_section(page: Page, site: str) -> None:
    page.goto(f"{site}/en/{FIRST}.html#second-section")
    page.locator("a.book-language:visible").click()
    page.wait_for_url(f"**/fr/{FIRST}.html#second-section")
    assert page.locator("html").get_attribute("lang") == "fr"


def test_search_finds_words_of_the_language(page: Page, site: str) -> None:
    page.goto(f"{site}/fr/index.html")
    page.get_by_role("textbox", name="Rechercher").fill("visites")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="La première visite").first).to_be_visible()
    expect(page.locator("#search-results li").first).to_be_visible()


def test_a_phone_opens_the_table_of_contents_by_keyboard(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{site}/fr/{FIRST}.html")
    drawer = page.get_by_role("link", name="Glossaire")
    expect(drawer).to_be_hidden()
    page.get_by_role("checkbox", name="Afficher la table des matières").focus()
    page.keyboard.press("Space")
    expect(drawer).to_be_visible()


def test_paper_shows_the_text_and_nothing_around(page: Page, site: str) -> None:
    page.goto(f"{site}/fr/{FIRST}.html")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Qui peut savoir")).to_be_visible()
    for around in (".sidebar-drawer", ".toc-drawer", ".mobile-header", ".book-steps"):
        expect(page.locator(around).first).to_be_hidden()
    expect(page.locator(".book-notices")).to_be_visible()
