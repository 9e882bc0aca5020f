"""The form of a case is accessible, and fits, at every width and in both languages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from graders.cases.reference import reference_answers
from tests.browser.case_page import HALF, open_form, ready
from tests.browser.test_pages import AXE
from tests.curriculum.cases.sample_case import sample_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def answer_everything(page: Page, lang: str) -> None:
    """As if a student of the key had worked the case up to the middle of its interview."""
    answers = reference_answers(sample_case(), "fr" if lang == "fr" else "en")
    answers["first-visit"] = {"path": [["tea", ["ask-day"]]], "at": "the-no"}
    answers["message"] = "word " * 60
    page.evaluate("answers => say('answers', answers)", answers)
    expect(page.locator(".pk-reply")).to_be_visible()


@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("fr", "dark")])
def test_axe_finds_nothing(context: BrowserContext, lang: str, theme: str) -> None:
    page = context.new_page()
    open_form(page, HALF, lang=lang, theme=theme)

    def check() -> None:
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, found.generate_report()

    check()
    ready(page, lang=lang, theme=theme)
    check()
    page.wait_for_timeout(500)
    answer_everything(page, lang)
    page.locator(".pk-open").first.click()
    check()
    page.locator(".pk-open").nth(1).click()
    check()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 400, "height": 800})
    check()
    page.locator(".pk-open").first.click()
    check()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_nothing_scrolls_sideways_at_any_width(page: Page, lang: str) -> None:
    ready(page, lang=lang)
    page.wait_for_timeout(500)
    answer_everything(page, lang)
    for width in (320, 420, 640, 900, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 640})
        for button in (0, 1):
            page.locator(".pk-open").nth(button).click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.keyboard.press("Escape")
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_target_is_large_enough(page: Page) -> None:
    ready(page)
    page.wait_for_timeout(500)
    answer_everything(page, "en")
    small = page.evaluate(
        """[...document.querySelectorAll(
            "main :is(button, .pk-option, select, textarea, [type=text], [type=date])")]
          .filter((node) => node.checkVisibility())
          .map((node) => [node.textContent, node.getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 32 || height < 32)
          .map(([text, { width, height }]) => `${text}: ${width} by ${height}`)"""
    )
    assert small == []
