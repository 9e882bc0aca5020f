"""What is written in the form of a case is sent, kept, and not lost with its kernel."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.case_page import kept, ready, task

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_kernel_that_is_gone_is_said_and_loses_no_word_even_over_a_reload(page: Page) -> None:
    ready(page)
    field = task(page, "message").get_by_role("textbox")
    field.fill("Kept")
    expect(page.locator(".pk-status")).to_contain_text("Saved at")
    page.wait_for_function("JSON.parse(localStorage.getItem('file')).answers.message === 'Kept'")
    page.evaluate("deaf = true; localStorage.setItem('deaf', 'true')")
    field.press_sequentially(" and more")
    expect(page.locator(".pk-status")).to_have_text("Saving…")
    expect(page.get_by_role("alert")).to_contain_text("does not answer", timeout=9_000)
    expect(page.locator(".pk-status")).to_have_text("Not saved")
    assert kept(page)["message"] == "Kept"
    page.reload()
    expect(field).to_have_value("Kept and more")
    expect(page.get_by_role("alert")).to_contain_text("does not answer", timeout=9_000)
    field.press_sequentially(" still")
    page.evaluate("deaf = false; localStorage.removeItem('deaf')")
    expect(page.get_by_role("alert")).to_be_hidden(timeout=9_000)
    expect(page.locator(".pk-status")).to_contain_text("Saved at")
    assert kept(page)["message"] == "Kept and more still"
    assert page.evaluate("sessionStorage.length") == 0


def test_typing_is_sent_soon_and_at_once_when_the_field_is_left(page: Page) -> None:
    ready(page)
    page.wait_for_timeout(500)
    page.evaluate("saves.length = 0")
    field = task(page, "message").get_by_role("textbox")
    field.press_sequentially("Dear Paul")
    assert page.evaluate("saves.length") <= 1
    page.wait_for_function("saves.at(-1)?.message === 'Dear Paul'", timeout=500)
    field.press_sequentially(", hello")
    field.evaluate("node => node.blur()")
    assert page.evaluate("saves.at(-1).message") == "Dear Paul, hello"
    assert field.get_attribute("data-lm-suppress-shortcuts") == "true"
    page.evaluate("say('trouble', {en: 'the disk is full', fr: 'le disque est plein'})")
    expect(page.get_by_role("alert")).to_have_text("Not saved: the disk is full")
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("alert")).to_contain_text("le disque est plein")
    page.evaluate("say('trouble', {})")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_what_is_written_in_another_view_of_the_form_is_shown(page: Page) -> None:
    ready(page)
    page.wait_for_timeout(500)
    page.evaluate("say('answers', {message: 'From the other view'})")
    field = task(page, "message").get_by_role("textbox")
    expect(field).to_have_value("From the other view")
