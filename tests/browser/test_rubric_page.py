"""Marking written answers in the browser: by keyboard, by two graders, through lost networks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.apps.grading_course import copied, hand_in, make_course
from tests.browser.test_pages import AXE, prefer
from tests.graders.course.course import CASE, MACHINE, QUIET, Course
from tests.server import Server, running_server

pytestmark = [pytest.mark.browser, pytest.mark.slow, QUIET]


@dataclass
class School:
    """A server with two graders and two courses of the same copies."""

    server: Server
    courses: dict[str, Course]
    tokens: dict[str, str]

    def grader(self, page: Page, name: str = "Ann") -> Page:
        """The page of a grader who is signed in."""
        page.goto(f"{self.server.url}/login#{self.tokens[name]}")
        page.wait_for_url(f"{self.server.url}/")
        return page

    def open(self, page: Page, course: str, task: str, copy: str = "") -> Page:
        """A task, or a copy of it."""
        more = f"&copy={copy}" if copy else ""
        page.goto(f"{self.server.url}/rubric?course={course}&case={CASE}&task={task}{more}")
        heading = page.locator("#copy-title" if copy else "#copies-title")
        expect(heading).to_be_visible(timeout=30_000)
        return page


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, bank: Path) -> Iterator[School]:
    base = tmp_path_factory.mktemp("school")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARCOURS_CURRICULUM", str(base / "curriculum"))
        autumn = make_course(base)
        courses = {"course": autumn, "spring": copied(autumn, base / "spring")}
        named = [part for one in courses.values() for part in ("--course", str(one.root))]
        data = base / "data"
        with running_server(
            data, "--links", *named, bank=bank, PARCOURS_SAVES_PER_SECOND="1000"
        ) as server:
            tokens = {name: server.add_user(name, "grader", "candidate") for name in ("Ann", "Bob")}
            yield School(server, courses, tokens)


def begin(page: Page) -> None:
    """Go to the next copy by its button."""
    page.locator(".go-on .primary").click()
    expect(page.locator("#copy-title")).to_be_focused()


def sum_of(page: Page) -> str:
    return page.locator(".sum").inner_text()


def test_three_copies_by_keyboard_only(school: School, page: Page) -> None:
    school.grader(page)
    page.get_by_role("link", name="Mark written answers").focus()
    page.keyboard.press("Enter")
    tasks = page.locator(".task-link[href*='course=course']")  # courses come in any order
    expect(tasks.first).to_be_visible(timeout=30_000)
    tasks.nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#copies-title")).to_be_visible()
    page.locator(".go-on .primary").focus()
    page.keyboard.press("Enter")
    seen = []
    for level, points in (("3", "2 / 2"), ("2", "1 / 2"), ("1", "0 / 2")):
        expect(page.locator("#copy-title")).to_be_focused()
        seen.append(page.locator("#copy-title").inner_text())
        page.keyboard.press("s")  # nothing happens: a level is missing
        page.keyboard.press(level)
        assert sum_of(page) == points
        page.keyboard.press("r")
        page.keyboard.type("qui fait")
        page.keyboard.press("Enter")
        expect(page.get_by_label("On voit qui fait quoi.")).to_be_checked()
        page.keyboard.press("Escape")
        page.keyboard.press("c")
        page.keyboard.type("Merci.")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#copy-title")).not_to_have_text(seen[-1])
    assert len(set(seen)) == 3
    page.keyboard.press("n")
    expect(page.get_by_text("No other copy waits for you.")).to_be_visible()
    expect(page.locator(".task-progress")).to_contain_text("3 of 4")
    scores = sorted(
        school.courses["course"].score(student) - MACHINE
        for student in ("ana", "ben", "cyd", "dov")
    )
    assert scores == [0, 0, 1, 2]


def test_two_graders_do_not_mark_the_same_copy(
    school: School, page: Page, browser: Browser
) -> None:
    school.open(school.grader(page), "course", "reasoned")
    begin(page)
    address = page.url
    page.keyboard.press("2")
    expect(page.locator(".save-state")).to_have_text("Draft saved")
    context = browser.new_context(locale="en-US")
    other = school.grader(context.new_page(), "Bob")
    other.goto(address)
    expect(other.get_by_text("Ann is marking this copy.")).to_be_visible()
    expect(other.locator("#save")).to_be_disabled()
    expect(other.get_by_role("radio").first).to_be_disabled()
    other.keyboard.press("1")
    assert sum_of(other) == "0 / 3"
    other.locator("#skip").click()
    expect(other.get_by_text("Ann is marking this copy.")).to_have_count(0)
    expect(other.get_by_role("radio").first).to_be_enabled()
    context.close()


def test_a_changed_text_is_flagged_and_its_earlier_levels_are_there(
    school: School, page: Page
) -> None:
    spring = school.courses["spring"]
    school.open(school.grader(page), "spring", "message")
    begin(page)
    while "Bonjour." not in page.locator(".student-text").inner_text():
        before = page.url
        page.keyboard.press("n")
        page.wait_for_url(lambda url, before=before: url != before)
        expect(page.locator("#copy-title")).to_be_focused()
    page.keyboard.press("2")
    address = page.url
    page.keyboard.press("s")
    page.wait_for_url(lambda url: url != address)
    hand_in(spring, "dov", "Bonjour Paul. Ta mère veut rester.")
    page.goto(address)
    expect(page.get_by_text("The text has changed since it was marked.")).to_be_visible()
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    expect(page.locator(".student-text")).to_have_text("Bonjour Paul. Ta mère veut rester.")
    page.keyboard.press("3")
    page.keyboard.press("s")
    page.wait_for_url(lambda url: url != address)
    assert spring.score("dov") == MACHINE + 2
    spring.change("dov", "read-message", manual_score=0.5)
    page.goto(address)
    expect(page.get_by_text("Formgrader says 0.5 points")).to_be_visible()
    page.keyboard.press("s")
    page.wait_for_url(lambda url: url != address)
    assert spring.score("dov") == MACHINE + 2


def test_nothing_is_lost_when_the_network_is(
    school: School, page: Page, context: BrowserContext
) -> None:
    school.open(school.grader(page), "course", "plan")
    begin(page)
    context.set_offline(True)
    page.keyboard.press("2")
    page.keyboard.press("c")
    page.keyboard.type("Écrit sans réseau")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".save-state")).to_have_text("Kept on this device, not sent yet")
    expect(page.get_by_text("1 copy waits on this device")).to_be_visible()
    context.set_offline(False)
    page.reload()
    expect(page.locator("#comment")).to_have_value("Écrit sans réseau")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    expect(page.locator(".save-state")).to_have_text("Mark saved")
    page.reload()
    expect(page.locator("#comment")).to_have_value("Écrit sans réseau")
    scores = [
        school.courses["course"].grades(one)["read-plan"] for one in ("ana", "ben", "cyd", "dov")
    ]
    assert sorted(one["manual_score"] or 0 for one in scores) == [0, 0, 0, 1]


def test_a_second_grader_marks_blind_and_the_names_come_last(
    school: School, page: Page, browser: Browser
) -> None:
    school.open(school.grader(page), "spring", "plan")
    page.locator("#second-how").select_option("count")
    page.locator("#second-amount").fill("1")
    page.locator("#second-save").click()
    expect(page.get_by_text("0 of 1 copy read twice so far.")).to_be_visible()
    begin(page)
    for _ in range(4):
        before = page.url
        expect(page.locator("#copy-title")).to_be_focused()
        page.keyboard.press("2")
        page.keyboard.press("s")
        page.wait_for_url(lambda url, before=before: url != before)
    context = browser.new_context(locale="en-US")
    other = school.open(school.grader(context.new_page(), "Bob"), "spring", "plan")
    begin(other)
    expect(other.get_by_text("you are the second grader")).to_be_visible()
    expect(other.get_by_role("radio", checked=True)).to_have_count(0)
    other.keyboard.press("1")
    other.keyboard.press("s")
    expect(other.get_by_text("1 copy on which they differ")).to_be_visible()
    expect(other.get_by_role("columnheader", name="Student")).to_have_count(0)
    other.locator("#final-button").click()
    expect(other.get_by_role("columnheader", name="Student")).to_be_visible()
    expect(other.get_by_role("cell", name="ana")).to_be_visible()
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    school: School, context: BrowserContext, theme: str
) -> None:
    prefer(context, theme=theme, language="fr" if theme == "dark" else "en")
    page = school.grader(context.new_page())
    page.goto(f"{school.server.url}/rubric")
    expect(page.locator(".task-link").first).to_be_visible(timeout=30_000)
    check(page)
    school.open(page, "spring", "reasoned")
    check(page)
    begin(page)
    page.keyboard.press("2")
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.keyboard.type("zzz")
    page.locator("#cap summary").click()
    check(page)
    page.keyboard.press("Escape")
    page.locator("#copy-title").focus()
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()
    check(page)


def check(page: Page) -> None:
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    size = page.viewport_size
    for width in (360, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert size is not None
    page.set_viewport_size(size)


def test_one_language_is_shown_and_the_other_is_not(school: School, page: Page) -> None:
    school.open(school.grader(page), "spring", "message")
    page.locator("#language-switch").click()
    expect(page.locator("#copies-title")).to_have_text("Copies")
    expect(page.get_by_role("columnheader", name="Langue")).to_be_visible()
    shown = page.locator("body").inner_text()
    assert not re.search(r"\b(Copy|Waiting|Marked|Second grader)\b", shown)
