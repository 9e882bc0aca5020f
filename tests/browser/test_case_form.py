"""The form of a case on a bare page: every kind of task by keyboard, kept over anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from graders.cases.marking import work
from graders.cases.reference import reference_answers
from tests.browser.case_page import kept, open_form
from tests.browser.test_activities import tab_to
from tests.browser.test_pages import AXE
from tests.curriculum.cases.sample_case import sample_case, sample_half

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HALF = sample_half()
TASKS = {task["id"]: number for number, task in enumerate(HALF["tasks"], 1)}


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the page complains of; must be nothing in the end."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    yield said
    assert said == []


def task(page: Page, name: str) -> Locator:
    return page.locator(".pk-task").nth(TASKS[name] - 1)


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


def ready(page: Page, *, lang: str = "en", theme: str = "light", **changes: Any) -> Page:
    """The form with every step open and nothing answered but the last word."""
    open_form(page, {**HALF, **changes}, lang=lang, theme=theme)
    begin, on = {"en": ("Begin the case", "Go on"), "fr": ("Commencer", "Continuer")}[lang]
    page.get_by_role("button", name=begin, exact=True).click()
    for _ in range(2):
        page.get_by_role("button", name=on, exact=True).click()
    expect(page.locator(".pk-end")).to_be_visible()
    return page


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
