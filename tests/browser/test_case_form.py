"""The form of a case on a bare page: its steps, its languages, its documents, its texts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.case_page import HALF, open_form, ready, task

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_way_on_names_what_is_unanswered_and_spoils_nothing(page: Page) -> None:
    open_form(page, HALF)
    page.get_by_role("button", name="Begin the case").click()
    left = page.locator(".pk-left")
    expect(left).to_contain_text("Task 1Task 2Task 3")
    task(page, "first-words").get_by_role("radio").first.check()
    expect(left).not_to_contain_text("Task 1")
    left.get_by_role("button", name="Task 3").click()
    expect(page.get_by_role("heading", name="Task 3")).to_be_focused()
    assert "The visit" not in page.locator(".pk-form").inner_text()
    page.get_by_role("button", name="Your answers").click()
    panel = page.get_by_role("dialog", name="Your answers")
    expect(panel).to_contain_text("Not open yet.")
    expect(panel).not_to_contain_text("The visit")
    panel.get_by_role("button", name="Task 2").click()
    expect(page.get_by_role("heading", name="Task 2")).to_be_focused()


def test_the_other_language_has_the_same_answers_and_is_kept(page: Page) -> None:
    ready(page)
    task(page, "hours").get_by_role("textbox").fill("3.5")
    task(page, "message").get_by_role("textbox").fill("Bonjour")
    page.get_by_role("button", name="Français").press("Enter")
    expect(page.get_by_role("button", name="Français")).to_be_focused()
    expect(page.locator(".parcours-case")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("heading", name="La clé chez la voisine")).to_be_visible()
    expect(task(page, "hours").get_by_role("textbox")).to_have_value("3,5")
    expect(task(page, "hours")).to_contain_text("1,5 point")
    expect(task(page, "message").get_by_role("textbox")).to_have_value("Bonjour")
    page.wait_for_function("JSON.parse(localStorage.getItem('file'))?.lang === 'fr'")
    page.reload()
    expect(page.get_by_role("heading", name="Étape 3 sur 3")).to_be_visible()


def test_documents_stay_at_hand_beside_the_form_or_over_it(page: Page) -> None:
    ready(page)
    button = page.get_by_role("button", name="Documents 3")
    button.press("Enter")
    panel = page.get_by_role("dialog", name="Documents")
    expect(panel.get_by_role("heading", name="Documents")).to_be_focused()
    expect(panel).to_contain_text("Dear Mother")
    panel.get_by_role("button", name="Who came this week").click()
    expect(panel.get_by_role("cell", name="Dressing")).to_be_visible()
    field = task(page, "message").get_by_role("textbox")
    field.fill("Beside the paper")
    expect(panel).to_be_visible()
    panel.get_by_role("button", name="Close").press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    page.set_viewport_size({"width": 420, "height": 800})
    button.press("Enter")
    expect(panel).to_be_visible()
    assert panel.evaluate("node => node.matches(':modal')")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_only_an_exercise_lets_an_interview_begin_again(page: Page) -> None:
    ready(page, purpose="summative")
    place = task(page, "first-visit")
    place.get_by_role("button", name="Begin the interview").click()
    expect(place.get_by_role("button", name="Go on with the interview")).to_be_visible()
    expect(page.get_by_role("button", name="Begin the interview again")).to_have_count(0)
    page.evaluate("localStorage.clear()")
    ready(page)
    place.get_by_role("button", name="Begin the interview").click()
    place.get_by_role("button", name="“How did yesterday go?”").click()
    place.get_by_role("button", name="Begin the interview again").click()
    place.get_by_role("button", name="Yes, begin again").click()
    expect(place.locator(".pk-reply")).to_have_count(0)
    expect(place.locator(".pk-scene")).to_be_focused()


def test_the_way_round_and_the_announced_errors_come_before_the_story(page: Page) -> None:
    open_form(page, HALF, lang="fr", notes=({"en": "A note.", "fr": "Une remarque."},))
    shown = page.locator(".pk-main")
    for words in (
        "Format indicatif",
        "45 minutes",
        "20 points",
        "L’autre escalier",
        "3977",
        "La note est alors de 8 sur 20 au plus.",
        "Une remarque.",
    ):
        expect(shown).to_contain_text(words)
    assert "Rose Diallo" not in shown.inner_text()


def test_markup_in_a_text_is_shown_and_not_obeyed(page: Page, complaints: list[str]) -> None:
    evil = "<img src=x onerror=alert(1)> **bold** <b>"

    def poisoned(value: Any) -> Any:
        if isinstance(value, dict) and set(value) == {"en", "fr"}:
            return {"en": evil, "fr": evil}
        if isinstance(value, dict):
            return {name: poisoned(one) for name, one in value.items()}
        return [poisoned(one) for one in value] if isinstance(value, list) else value

    ready(page, **poisoned(HALF))
    for button in ("Documents 3", "Your answers"):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator(".pk-form img")).to_have_count(0)
    expect(page.locator(".pk-title")).to_have_text("<img src=x onerror=alert(1)> bold <b>")
