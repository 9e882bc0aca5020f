"""A lesson in JupyterLab: it opens as a page, runs by itself, and is read with keys alone."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import nbformat
import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.lessons import MODULE, NEXT, STEM, write_curriculum
from tests.live_server import is_kernel
from tests.server import Server, running_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIVE = "[data-parcours-live]"
SCROLLER = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer"


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory, bank: Path) -> Iterator[Server]:
    """A server with a lesson, once that can be opened."""
    folder = tmp_path_factory.mktemp("lessons")
    curriculum = str(write_curriculum(folder / "curriculum", NEXT))
    with running_server(
        folder / "data", bank=bank, lab=True, PARCOURS_CURRICULUM=curriculum
    ) as started:
        end = time.monotonic() + 60
        while httpx.get(f"{started.url}/lessons/{MODULE}/1").status_code != 302:
            assert time.monotonic() < end, started.log()[-500:]
            time.sleep(0.1)
        yield started


@pytest.fixture(scope="module")
def context(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """One browser for all: JupyterLab is large, and is fetched once."""
    with browser.new_context(**browser_context_args) as opened:
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A window of it, in which the reading view is on."""
    with context.new_page() as opened:
        opened.add_init_script("sessionStorage.fresh ??= localStorage.clear() ?? 1")
        yield opened


@pytest.fixture
def said(page: Page) -> Iterator[list[str]]:
    """What the page complains of; must be nothing in the end."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: message.type in {"error", "warning"} and complaints.append(message.text),
    )
    yield complaints
    assert complaints == []


def open_lesson(page: Page, server: Server, lang: str = "en", section: str = "") -> Page:
    page.goto(f"{server.url}/lessons/{MODULE}/1?lang={lang}&section={section}")
    page.locator(LIVE).wait_for(timeout=30_000)
    return page


def copy_of(server: Server, lang: str) -> Path:
    return server.data / "lessons" / MODULE / f"{STEM}.{lang}.ipynb"


def top_of(page: Page, cell: str) -> float:
    """How far below the top of the page a cell is."""
    box = page.locator(f"[data-cell-id={cell}]").bounding_box()
    frame = page.locator(SCROLLER).bounding_box()
    assert box is not None
    assert frame is not None
    return box["y"] - frame["y"]


def test_a_lesson_opens_at_its_section_runs_by_itself_and_calls_nobody(
    lessons: Server, page: Page, said: list[str]
) -> None:
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    before = copy_of(lessons, "fr").read_bytes()
    open_lesson(page, lessons, "fr", "who-may-know")
    expect(page).to_have_title("La première visite – Parcours")
    assert page.url.endswith(f"/doc/tree/{MODULE}/{STEM}.fr.ipynb#cell=who-may-know")
    assert -60 < top_of(page, "who-may-know") < 120
    activity = page.locator(".parcours-activity")
    expect(activity).to_contain_text("Mettez les étapes dans l’ordre")
    expect(activity.get_by_role("button").first).to_be_visible()
    expect(page.locator(".jp-InputArea-editor:visible")).to_have_count(0)
    expect(page.locator(".jp-SideBar:visible, #jp-menu-panel:visible")).to_have_count(0)
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    assert copy_of(lessons, "fr").read_bytes() == before
    assert hosts - {None} == {"127.0.0.1"}


def test_keys_belong_to_the_page_and_to_the_activity(
    lessons: Server, page: Page, said: list[str]
) -> None:
    open_lesson(page, lessons, "en", "who-may-know")
    cells = page.locator(".jp-Cell").count()
    for key in ("x", "d", "d", "b", "m", "Enter"):
        page.keyboard.press(key)
    assert page.locator(".jp-Cell").count() == cells
    expect(page.locator(".jp-mod-editMode")).to_have_count(0)
    for _ in range(4):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.getAttribute('aria-label')") or ""
        if name.startswith("Move down"):
            break
    page.keyboard.press("Enter")
    progress = lessons.data / "lessons" / MODULE / "data" / f"{STEM}.progress.json"
    end = time.monotonic() + 10
    while not progress.exists():
        assert time.monotonic() < end, "pressing a button of the activity was not kept"
        page.wait_for_timeout(50)
    assert list(json.loads(progress.read_text())["activities"]) == ["steps"]
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)


def test_the_other_language_opens_at_the_same_section(
    lessons: Server, page: Page, said: list[str]
) -> None:
    open_lesson(page, lessons, "fr", "second-section")
    page.get_by_role("button", name="Vue de lecture").press("Enter")
    expect(page.locator("#jp-menu-panel")).to_contain_text("Fichier")
    page.get_by_role("button", name="Vue de lecture").press("Enter")
    page.get_by_role("button", name="English").click()
    page.wait_for_url(f"**/{STEM}.en.ipynb*")
    page.locator(LIVE).wait_for()
    assert page.url.endswith("#cell=second-section")
    expect(page.locator("[data-cell-id=second-section] h2")).to_contain_text("What comes next")
    expect(page.get_by_role("button", name="Français")).to_be_visible()


def test_the_reading_view_is_switched_by_keyboard_and_remembered(
    lessons: Server, page: Page, said: list[str]
) -> None:
    open_lesson(page, lessons)
    view = page.get_by_role("button", name="Reading view")
    expect(view).to_have_attribute("aria-pressed", "true")
    view.press("Space")
    expect(view).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#jp-menu-panel")).to_be_visible()
    page.reload()
    page.locator(LIVE).wait_for()
    expect(page.locator("#jp-menu-panel")).to_be_visible()
    page.get_by_role("button", name="Reading view").press("Enter")
    expect(page.locator("#jp-menu-panel")).to_be_hidden()


def test_links_inside_a_lesson_lead_to_their_section(
    lessons: Server, page: Page, said: list[str]
) -> None:
    open_lesson(page, lessons, "en", "key-points")
    page.get_by_role("link", name="Who may know").click()
    expect(page.locator("[data-cell-id=who-may-know]")).to_be_in_viewport()
    assert -60 < top_of(page, "who-may-know") < 120
    assert page.url.endswith("#cell=who-may-know")
    page.get_by_role("link", name="The next steps").click()
    page.wait_for_url(f"**/doc/tree/{NEXT}/{STEM}.en.ipynb*")
    page.locator(LIVE).wait_for()
    assert page.url.endswith("#cell=second-section")


def test_a_kernel_that_dies_comes_back_with_its_activities(lessons: Server, page: Page) -> None:
    open_lesson(page, lessons)
    assert lessons.process is not None
    for child in psutil.Process(lessons.process.pid).children(recursive=True):
        if is_kernel(child):
            child.kill()
    page.locator("[data-parcours-live='2']").wait_for(timeout=20_000)
    expect(page.locator(".jp-Dialog")).to_contain_text("appears to have died")
    page.locator(".jp-Dialog").get_by_role("button", name="Ok").click()
    expect(page.locator(".parcours-activity").get_by_role("button").first).to_be_visible()


def test_what_the_reader_wrote_is_kept_and_its_code_not_run(
    lessons: Server, page: Page, said: list[str]
) -> None:
    path = copy_of(lessons, "en")
    before = path.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    code = "open('ran', 'w').close()"
    notebook.cells.insert(2, nbformat.v4.new_code_cell(code, id="mine"))
    nbformat.write(notebook, path)
    open_lesson(page, lessons)
    expect(page.locator("[data-cell-id=mine] .cm-content")).to_be_visible()
    assert not (path.parent / "ran").exists()
    path.write_bytes(before)


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_page(lessons: Server, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_lesson(page, lessons, "fr")
    sizes: Any = page.locator(SCROLLER).evaluate("node => [node.scrollWidth, node.clientWidth]")
    assert sizes[0] <= sizes[1]
