"""The activities of lessons on a bare page: accessible, by keyboard alone, kept over a reload."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.bare_page import open_bare, tab_to
from tests.browser.test_pages import AXE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "apps" / "lessons" / "static"
SPECS: dict[str, dict[str, dict[str, Any]]] = json.loads(
    (ROOT / "tests" / "apps" / "lessons" / "specs.json").read_text(encoding="utf-8")
)
SITE = "http://lesson.test"
PAGE = """<!doctype html>
<html lang="{lang}" data-theme="{theme}"><head><meta charset="utf-8"><title>Lesson</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/lessons.css">
<style>
  :root {{ color-scheme: {theme}; background: light-dark(#ffffff, #111111); }}
  body {{ max-width: 50rem; margin: auto; padding: 1rem; color: light-dark(#111, #eee); }}
</style></head>
<body><main><h1>Lesson</h1><h2>Section</h2>{places}</main>
<script type="module">
  import {{ mount }} from "/activity.js";
  const specs = {specs};
  globalThis.mounted = [...document.querySelectorAll("[data-id]")].map((element) => {{
    const {{ id }} = element.dataset;
    return mount(element, {{
      spec: specs[id],
      lang: "{lang}",
      state: JSON.parse(localStorage.getItem(id))?.state,
      onChange: (state, done) => localStorage.setItem(id, JSON.stringify({{ state, done }})),
    }});
  }});
</script></body></html>"""


def open_lesson(page: Page, *names: str, lang: str = "en", theme: str = "light") -> Page:
    """A page with these activities, or all."""
    places = "".join(f'<div data-id="{name}"><p>text</p></div>' for name in names or SPECS[lang])
    specs = json.dumps(SPECS[lang])
    text = PAGE.format(lang=lang, theme=theme, places=places, specs=specs)
    open_bare(page, SITE, text, STATIC, {"activity.js", "lessons.css"})
    expect(page.locator(".parcours-mounted")).to_have_count(len(names or SPECS[lang]))
    return page


def press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    tab_to(page, button)
    page.keyboard.press("Enter")


def choose(page: Page, question: str, down: int) -> None:
    """The first radio of a group with Space, or one further down with the arrow."""
    group = page.get_by_role("group", name=question)
    tab_to(page, group.get_by_role("radio").first)
    page.keyboard.press("Space")
    for _ in range(down):
        page.keyboard.press("ArrowDown")
    expect(group.get_by_role("radio").nth(down)).to_be_checked()


def by_keyboard_classify(page: Page) -> None:
    for card in SPECS["en"]["who-does-it"]["cards"]:
        choose(page, plain(card["text"]), 0)
    press(page, "Check")
    expect(page.get_by_text("2 of 4 in the right place.")).to_be_visible()
    dose = page.get_by_role("group", name="Lower the dose")
    expect(dose).to_contain_text("It is tempting, because you see the falls")
    expect(dose).not_to_contain_text("Right answer")
    page.evaluate("document.activeElement.blur()")
    for name, down in (("Lower the dose", 1), ("Decide on", 2)):
        group = page.get_by_role("group", name=name)
        tab_to(page, group.get_by_role("radio").first)
        for _ in range(down):
            page.keyboard.press("ArrowDown")
    press(page, "Check")
    expect(page.get_by_role("status")).to_have_text("All 4 are right.")
    expect(page.get_by_role("status")).to_be_focused()


def by_keyboard_order(page: Page) -> None:
    press(page, "Check")
    expect(page.get_by_text("does not come before").first).to_be_visible()
    steps = [step["text"] for step in SPECS["en"]["first-week"]["steps"]]
    for place, step in enumerate(steps):
        up = page.get_by_role("button", name=f"Move up: {step}")
        page.evaluate("document.activeElement.blur()")
        tab_to(page, up)
        while page.get_by_role("listitem").nth(place).inner_text().strip() != step:
            page.keyboard.press("Enter")
            expect(up).to_be_focused()
    expect(page.get_by_role("status").first).to_contain_text("now 4 of 5")
    press(page, "Check")
    expect(page.get_by_text("All in the right order.")).to_be_visible()
    expect(page.get_by_text("These may change places")).to_be_visible()


def by_keyboard_match(page: Page) -> None:
    for pair in SPECS["en"]["words-and-needs"]["pairs"]:
        choose(page, pair["left"], 2)
    press(page, "Check")
    press(page, "Show the answer")
    expect(page.get_by_text("Right answer:").first).to_be_visible()
    expect(page.get_by_role("button", name="Check")).to_be_hidden()


def by_keyboard_decide(page: Page) -> None:
    press(page, "“Then I will go. Here is my card.”")
    expect(page.get_by_text("leaves him without knowing")).to_be_visible()
    expect(page.get_by_text("Situation 2")).to_be_hidden()
    press(page, "“Your doctor asked me to come. May I tell you why, here at the door?”")
    press(page, "Continue")
    expect(page.get_by_role("heading", name="Situation 2 of 2")).to_be_focused()
    press(page, "Show the consent form.")
    press(page, "Show the answer")
    expect(page.get_by_text("A refusal is an answer to a question.")).to_be_visible()


def by_keyboard_compare(page: Page) -> None:
    for statement, down in (("It speaks of a fall.", 1), ("It speaks of food.", 2)):
        choose(page, statement, down)
    press(page, "Check")
    expect(page.get_by_role("status")).to_have_text("2 of 3 right. 1 still without an answer.")
    page.evaluate("document.activeElement.blur()")
    choose(page, "It speaks of her memory.", 3)
    press(page, "Check")
    expect(page.get_by_role("status")).to_have_text("All 3 are right.")


def by_keyboard_contradiction(page: Page) -> None:
    press(page, "Compare")
    expect(page.get_by_text("Tick at least one line first.")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    for line in ("Thank you for your call", "I attach your mother"):
        tab_to(page, page.get_by_role("checkbox", name=line))
        page.keyboard.press("Space")
    press(page, "Compare")
    for word in ("Found", "Missed", "Nothing wrong here", "Read what was promised"):
        expect(page.get_by_text(word, exact=word == "Found")).to_be_visible()


def by_keyboard_number(page: Page) -> None:
    field = page.get_by_role("textbox", name="How many hours a month are left?")
    tab_to(page, field)
    for text, said in (
        ("", "Write a number first."),
        ("nine", "Write the figures only"),
        ("14", "You counted four weeks"),
        ("90", "the decimal mark is not in its place"),
        ("20", "It is too high."),
        ("9,0 hours", "54 − 45 = 9"),
    ):
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text(said)


def by_keyboard_check(page: Page) -> None:
    choose(page, "A neighbour asks", 2)
    press(page, "Answer")
    for said in ("Listening gives nothing away.", "Facts checked in October 2026.", "Not signed"):
        expect(page.get_by_text(said)).to_be_visible()
    press(page, "Next question")
    expect(page.get_by_role("heading", name="Question 2 of 2")).to_be_focused()
    choose(page, "Who signs the plan?", 0)
    press(page, "Answer")
    expect(page.get_by_text("Not signed")).to_have_count(0)
    press(page, "See the summary")
    expect(page.get_by_text("1 of 2 questions answered rightly.")).to_be_visible()


def by_keyboard_explore(page: Page) -> None:
    expect(page.get_by_role("cell", name="0.6")).to_be_visible()
    choose(page, "What is counted", 1)
    expect(page.get_by_role("cell", name="1.2")).to_be_visible()
    expect(page.get_by_text("2 results seen of 2")).to_be_visible()
    press(page, "Look back")
    expect(page.get_by_text("Ana follows the fewest people")).to_be_visible()


def plain(text: str) -> str:
    return text.replace("*", "")


def seen(page: Page) -> str:
    """What the page shows, without what was only said to screen readers along the way."""
    text: str = page.evaluate(
        """() => {
          const copy = document.querySelector("main").cloneNode(true);
          for (const said of copy.querySelectorAll("p.pc-visually-hidden")) said.remove();
          return copy.textContent;
        }"""
    )
    return text


BY_KEYBOARD: dict[str, Callable[[Page], None]] = {
    "who-does-it": by_keyboard_classify,
    "first-week": by_keyboard_order,
    "words-and-needs": by_keyboard_match,
    "at-the-door": by_keyboard_decide,
    "two-notes": by_keyboard_compare,
    "the-letter": by_keyboard_contradiction,
    "hours-left": by_keyboard_number,
    "what-is-counted": by_keyboard_explore,
    "check": by_keyboard_check,
}


@pytest.mark.parametrize("name", BY_KEYBOARD)
def test_each_kind_is_completed_by_keyboard_kept_over_a_reload_and_started_again(
    page: Page, complaints: list[str], name: str
) -> None:
    open_lesson(page, name)
    BY_KEYBOARD[name](page)
    assert json.loads(page.evaluate(f"localStorage.getItem('{name}')"))["done"] is True
    before = seen(page)
    page.reload()
    expect(page.locator(".parcours-mounted")).to_have_count(1)
    assert seen(page) == before
    page.evaluate("document.activeElement.blur()")
    press(page, "Start again")
    expect(page.get_by_role("heading", level=3)).to_be_focused()
    assert json.loads(page.evaluate(f"localStorage.getItem('{name}')"))["done"] is False
    expect(page.get_by_role("button", name="Start again")).to_be_hidden()


def answer_everything(page: Page) -> None:
    """A first try at every activity of the page, mostly wrong."""
    for group in page.locator(".pc-row").all():
        group.get_by_role("radio").first.check()
    for name in SPECS["en"]:
        place = page.locator(f"[data-id={name}]")
        if name == "at-the-door":
            place.locator(".pc-option-button").first.click()
        elif name == "the-letter":
            place.get_by_role("checkbox").nth(0).check()
            place.get_by_role("checkbox").nth(1).check()
        elif name == "hours-left":
            place.get_by_role("textbox").fill("14")
        elif name == "what-is-counted":
            place.get_by_role("radio").last.check()
        elif name == "check":
            place.get_by_role("radio").first.check()
        for button in place.locator(".pc-primary:visible").all():
            button.click()


def show_everything(page: Page, lang: str) -> None:
    name = {"en": "Show the answer", "fr": "Afficher la réponse"}[lang]
    for button in reversed(page.get_by_role("button", name=name).all()):
        button.click()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(context: BrowserContext, theme: str) -> None:
    lang = "fr" if theme == "dark" else "en"
    page = open_lesson(context.new_page(), lang=lang, theme=theme)
    for step in (lambda _: None, answer_everything, lambda p: show_everything(p, lang)):
        step(page)
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_nothing_scrolls_sideways_at_320_pixels(page: Page, lang: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_lesson(page, lang=lang)
    for step in (lambda _: None, answer_everything, lambda p: show_everything(p, lang)):
        step(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_target_is_large_enough(page: Page) -> None:
    open_lesson(page)
    answer_everything(page)
    small = page.evaluate(
        """[...document.querySelectorAll("main :is(button, .pc-chip, .pc-line-label, [type=text])")]
          .filter((node) => node.checkVisibility())
          .map((node) => [node.textContent, node.getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 32 || height < 32)
          .map(([text, { width, height }]) => `${text}: ${width} by ${height}`)"""
    )
    assert small == []


def test_markup_in_a_text_is_shown_and_not_obeyed(page: Page, complaints: list[str]) -> None:
    open_lesson(page, "hours-left")
    page.evaluate(
        """async () => {
          const { mount } = await import("/activity.js");
          const text = "<img src=x onerror=alert(1)> **bold**";
          const texts = { title: text, task: text, scene: text, question: text, why: text };
          const spec = { id: "x", kind: "number", ...texts, answer: 1 };
          const place = document.createElement("div");
          document.querySelector("main").append(place);
          mount(place, { spec, lang: "fr", state: {} });
        }"""
    )
    place = page.locator(".parcours-mounted").nth(1)
    expect(place.locator("img")).to_have_count(0)
    expect(place.get_by_role("heading")).to_have_text("<img src=x onerror=alert(1)> bold")
    expect(place).to_have_attribute("lang", "fr")
    expect(place.get_by_role("button", name="Vérifier")).to_be_visible()


def test_an_activity_taken_out_leaves_what_was_there(page: Page) -> None:
    open_lesson(page, "first-week")
    page.evaluate("mounted[0]()")
    expect(page.locator("[data-id]")).to_have_text("text")
    expect(page.locator(".parcours-mounted")).to_have_count(0)


def test_documents_stand_side_by_side_where_there_is_room(page: Page) -> None:
    open_lesson(page, "two-notes")
    papers = page.locator(".pc-paper")
    for width, beside in ((1000, True), (640, False)):
        page.set_viewport_size({"width": width, "height": 800})
        first, second = papers.nth(0).bounding_box(), papers.nth(1).bounding_box()
        assert first is not None
        assert second is not None
        assert (first["y"] == second["y"]) is beside


def test_the_widget_tells_its_kernel_soon_and_at_once_when_it_is_left(page: Page) -> None:
    open_lesson(page, "first-week")
    page.evaluate(
        """async (spec) => {
          const { default: widget } = await import("/activity.js");
          const held = { spec, lang: "en", state: {}, done: false, trouble: "" };
          globalThis.saves = [];
          globalThis.listeners = {};
          const model = {
            get: (name) => held[name],
            set: (name, value) => { held[name] = value; },
            save_changes: () => saves.push({ state: held.state, done: held.done }),
            on: (name, heard) => { listeners[name] = heard; },
            off: () => {},
          };
          const el = document.createElement("div");
          el.id = "widget";
          document.querySelector("main").append(el);
          globalThis.held = held;
          globalThis.leave = widget.render({ model, el });
        }""",
        SPECS["en"]["hours-left"],
    )
    place = page.locator("#widget")
    place.get_by_role("textbox").press_sequentially("12")
    assert page.evaluate("saves.length") <= 1
    page.wait_for_function("saves.length > 0 && saves.at(-1).state.text === '12'")
    place.get_by_role("textbox").press_sequentially("3")
    place.get_by_role("button", name="Check").focus()
    assert page.evaluate("saves.at(-1).state.text") == "123"
    marked = page.evaluate("document.activeElement.dataset.lmSuppressShortcuts")
    assert marked == "true"  # so that JupyterLab leaves its keys alone
    page.evaluate("held.trouble = 'The disk is full.'; listeners['change:trouble']()")
    expect(place.get_by_role("alert")).to_have_text("The disk is full.")
    place.get_by_role("textbox").press("End")
    place.get_by_role("textbox").press_sequentially("4")
    expect(place.get_by_role("alert")).to_contain_text("not being kept", timeout=9_000)
    page.evaluate("held.kept = held.sent; listeners['change:kept']()")
    expect(place.get_by_role("alert")).to_have_text("The disk is full.")
    place.get_by_role("textbox").press_sequentially("5")
    page.evaluate("leave()")
    assert page.evaluate("saves.at(-1).state.text") == "12345"
