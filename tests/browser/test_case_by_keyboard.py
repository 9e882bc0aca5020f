"""A case from end to end by keyboard alone: every kind of task, and all of it after a reload."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from graders.cases.marking import work
from tests.browser.bare_page import tab_to
from tests.browser.case_page import HALF, TASKS, kept, open_form, task
from tests.curriculum.cases.sample_case import sample_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def press(page: Page, within: Locator, name: str) -> None:
    page.evaluate("document.activeElement.blur()")
    tab_to(page, within.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def pick(page: Page, within: Locator, label: str, words: str) -> None:
    """Choose from a list by typing what it begins with."""
    page.evaluate("document.activeElement.blur()")
    tab_to(page, within.get_by_role("combobox", name=label, exact=True))
    page.keyboard.type(words)


def seen(page: Page) -> list[str]:
    """What the tasks show, without what was only said to screen readers along the way."""
    text: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".pk-task")].map((task) => {
          const copy = task.cloneNode(true);
          for (const said of copy.querySelectorAll(".pc-visually-hidden, [hidden], [role=status]"))
            said.remove();
          return copy.textContent;
        })"""
    )
    return text


def by_keyboard_choose(page: Page, place: Locator) -> None:
    tab_to(page, place.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    expect(place.locator(".pk-state")).to_have_text("Answered")
    press(page, place, "Take my answer back")
    expect(place.locator(".pk-state")).to_have_text("Not answered")
    expect(place.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Space")


def by_keyboard_several(page: Page, place: Locator) -> None:
    for index in (0, 3):
        tab_to(page, place.get_by_role("checkbox").nth(index))
        page.keyboard.press("Space")


def by_keyboard_order(page: Page, place: Locator) -> None:
    press(page, place, "Keep this order")
    up = place.get_by_role("button", name="Move up: Call Mrs Marchand")
    while not place.get_by_role("listitem").first.inner_text().startswith("Call"):
        page.evaluate("document.activeElement.blur()")
        tab_to(page, up)
        page.keyboard.press("Enter")
        expect(up).to_be_focused()
    expect(place.get_by_role("status")).to_contain_text("now 1 of 3")


def by_keyboard_match(page: Page, place: Locator) -> None:
    pick(page, place, "The dressing", "D")
    expect(place.locator(".pk-state")).to_have_text("Not complete")
    for label, letter in (("The washing", "C"), ("The key", "B")):
        pick(page, place, label, letter)


def by_keyboard_number(page: Page, place: Locator) -> None:
    field = place.get_by_role("textbox", name="How many hours of presence")
    tab_to(page, field)
    page.keyboard.type("four")
    page.keyboard.press("Tab")
    expect(place.get_by_role("status")).to_contain_text("Write the figures only")
    expect(place.locator(".pk-state")).to_have_text("Not answered")
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("3,5 hours")
    expect(place.get_by_role("status")).to_have_text("Read as 3.5\u00a0hours")


def by_keyboard_grid(page: Page, place: Locator) -> None:
    for row in ("She needs a dressing.", "She does not go down any more.", "She wants to stay."):
        pick(page, place, f"{row} Is it known?", "K")
        pick(page, place, f"{row} Does she see it?", "She h")


def by_keyboard_simulation(page: Page, place: Locator) -> None:
    press(page, place, "Begin the interview")
    press(page, place, "“How did yesterday go?”")
    expect(place.locator(".pk-reply")).to_be_focused()
    expect(place.locator(".pk-reply")).to_contain_text("soup")
    expect(place.get_by_text("you cannot come back here")).to_be_visible()
    press(page, place, "Go on with the interview")
    expect(place.get_by_text("Your choice is final")).to_be_visible()
    press(page, place, "This is my choice")
    expect(place.get_by_text("Choose one first.")).to_be_visible()
    tab_to(page, place.get_by_role("radio").first)
    page.keyboard.press("Space")
    press(page, place, "This is my choice")
    expect(place.get_by_text("The interview is over.")).to_be_visible()
    press(page, place, "Begin the interview again")
    press(page, place, "No, keep it")
    expect(place.get_by_role("button", name="Begin the interview again")).to_be_focused()
    expect(place.get_by_text("The interview is over.")).to_be_visible()


def by_keyboard_plan(page: Page, place: Locator) -> None:
    press(page, place, "Add a row")
    second = place.get_by_role("group", name="Row 2")
    expect(second.get_by_label("Need")).to_be_focused()
    page.keyboard.type("E")
    tab_to(page, second.get_by_label("Objective"))
    page.keyboard.type("Soup she can open")
    pick(page, second, "Who", "Home")
    tab_to(page, second.get_by_label("By when"))
    page.keyboard.type("12012026")
    press(page, place, "Move row 2 up")
    expect(place.get_by_role("group", name="Row 1").get_by_label("Objective")).to_have_value(
        "Soup she can open"
    )
    press(page, place, "Take out row 1")
    expect(place.get_by_text("Row 1 was taken out.")).to_be_visible()
    expect(place.get_by_role("button", name="Put it back")).to_be_focused()
    page.keyboard.press("Enter")
    press(page, place, "Take out row 2")
    expect(place.locator(".pk-state")).to_have_text("Answered")


def by_keyboard_short(page: Page, place: Locator) -> None:
    tab_to(page, place.get_by_role("textbox"))
    page.keyboard.type("word " * 41)
    expect(place.locator(".pk-count")).to_have_text("41 words of 40 at most")
    expect(place.get_by_role("status")).to_contain_text("longer than 40 words")
    for _ in range(6):
        page.keyboard.press("Backspace")
    expect(place.get_by_role("status")).to_be_hidden()


def by_keyboard_long(page: Page, place: Locator) -> None:
    tab_to(page, place.get_by_role("textbox"))
    page.keyboard.type("On one side, *her* wish.")
    page.keyboard.press("Enter")
    page.keyboard.type("<b>On the other</b>, her neighbour.")


def by_keyboard_compute(page: Page, place: Locator) -> None:
    tab_to(page, place.get_by_label("Number of visits"))
    page.keyboard.type("3")
    expect(place.locator(".pk-state")).to_have_text("Not complete")
    tab_to(page, place.get_by_label("Mean length"))
    page.keyboard.type("1.33")


BY_KEYBOARD: dict[str, tuple[Callable[[Page, Locator], None], Any]] = {
    "first-words": (by_keyboard_choose, "promise"),
    "to-ask": (by_keyboard_several, ["income", "eats"]),
    "what-first": (by_keyboard_order, None),
    "who-does-what": (
        by_keyboard_match,
        {"dressing": "nurse", "washing": "helper", "key": "neighbour"},
    ),
    "hours": (by_keyboard_number, 3.5),
    "what-is-known": (
        by_keyboard_grid,
        {row: {"known": "known", "seen": "not-said"} for row in ("dressing", "stairs", "stay")},
    ),
    "first-visit": (
        by_keyboard_simulation,
        {"path": [["tea", ["ask-day"]], ["the-no", ["hear"]], ["end", []]], "at": "end"},
    ),
    "plan": (
        by_keyboard_plan,
        [
            {
                "need": "eating",
                "objective": "Soup she can open",
                "actor": "helper",
                "by-when": "2026-12-01",
            }
        ],
    ),
    "message": (by_keyboard_short, "word " * 39 + "word"),
    "reasoned": (by_keyboard_long, None),
    "mean-hours": (by_keyboard_compute, {"visits": 3, "mean_hours": 1.33}),
}


def test_a_case_is_worked_from_end_to_end_by_keyboard_and_is_there_after_a_reload(
    page: Page, complaints: list[str]
) -> None:
    open_form(page, HALF)
    expect(page.locator(".pk-step")).to_have_count(0)
    press(page, page.locator(".pk-before"), "Begin the case")
    expect(page.get_by_role("heading", name="Step 1 of 3 The first call")).to_be_focused()
    steps = 1
    for name, (answer, expected) in BY_KEYBOARD.items():
        if TASKS[name] > page.locator(".pk-task").count():
            press(page, page.locator(".pk-way-on"), "Go on")
            steps += 1
            expect(page.locator(".pk-step")).to_have_count(steps)
        page.evaluate("document.activeElement.blur()")
        answer(page, task(page, name))
        expect(task(page, name).locator(".pk-state")).to_have_text("Answered")
        page.wait_for_function(f"JSON.stringify(held.answers['{name}']) !== undefined")
        if expected is not None:
            page.evaluate("document.activeElement.blur()")
            assert page.evaluate(f"held.answers['{name}']") == expected
    expect(page.locator(".pk-end")).to_contain_text("11 tasks of 11 are answered.")
    expect(page.locator(".pk-status")).to_contain_text("Saved at")
    before = kept(page)
    assert list(work(sample_case(), before).misfits) == []
    assert before["reasoned"].endswith("\n<b>On the other</b>, her neighbour.")
    shown = seen(page)
    page.reload()
    expect(page.locator(".pk-step")).to_have_count(3)
    assert seen(page) == shown
    assert page.evaluate("saves.length") == 0
    expect(task(page, "reasoned").get_by_role("textbox")).to_have_value(before["reasoned"])
