"""Writing questions in the browser: by keyboard, with findings, two authors, and no server.

With PARCOURS_GUIDE_IMAGES set to a folder, the screenshots of CONTRIBUTING.md are written there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from question_bank.canonical import written
from question_bank.load import load_item
from tests.browser.test_pages import AXE, prefer
from tests.factories import SOUND, altered, make_case, make_item
from tests.server import Server, running_server, write_bank

pytestmark = [pytest.mark.browser, pytest.mark.slow]

IMAGES = os.environ.get("PARCOURS_GUIDE_IMAGES")
SHARED = {"case": "return-from-hospital", "review": "checked"}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root of the authors' own, with questions for each test."""
    root = write_bank(tmp_path_factory.mktemp("authors") / "bank", 60)
    (root / "ccm" / "cases").mkdir()
    (root / "ccm" / "cases" / "return-from-hospital.yaml").write_text(written(make_case()))
    for name in ("to-mend", "to-fight-over", "to-lose", "to-see"):
        put(root, name)
    for name in ("shared-one", "shared-two"):
        put(root, name, **SHARED)
    return root


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, own: Path) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("authoring") / "data"
    with running_server(data, bank=own, PARCOURS_SAVES_PER_SECOND="1000") as started:
        yield started


def path_of(root: Path, name: str) -> Path:
    return root / "ccm" / "care-management" / f"{name}.yaml"


def put(root: Path, name: str, **changes: object) -> None:
    item = make_item(name, **{"review": "checked", **changes})
    stem = f"{SOUND['stem']['en']} The client of {name} waits."
    path_of(root, name).write_text(written(altered(item, "stem.en", stem)), encoding="utf-8")


def open_item(page: Page, server: Server, name: str) -> None:
    page.goto(f"{server.url}/authoring?item={name}")
    expect(page.locator("#editor-title")).to_have_text(name)
    expect(page.locator(".tally")).not_to_have_text("Looking…", timeout=20_000)


def field(page: Page, place: str):  # type: ignore[no-untyped-def]
    return page.locator(f"[id='f-{place}']")


def write(page: Page, text: str) -> None:
    """Type into what has the focus."""
    page.keyboard.insert_text(text)


def next_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press a key until a field has the focus."""
    for _ in range(60):
        if page.evaluate("document.activeElement?.id") == f"f-{wanted}":
            return
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} cannot be reached with {key}")


def test_a_new_question_by_keyboard_only(
    server: Server, page: Page, own: Path, complaints: list[str]
) -> None:
    page.goto(server.url)
    page.get_by_role("link", name="Write questions").focus()
    page.keyboard.press("Enter")
    page.locator("#new").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#editor-title")).to_be_focused()
    expect(page.locator(".finding.error").first).to_be_visible()
    next_to(page, "domain")
    write_select(page, "Care management")
    next_to(page, "topic")
    write_select(page, "Transitions of care")
    for place, text in texts():
        next_to(page, place)
        write(page, text)
    next_to(page, "key-0", "Shift+Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#f-key-1")).to_be_focused()
    next_to(page, "sources[0].title")
    write(page, "Heart failure discharge follow-up")
    next_to(page, "setting")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    next_to(page, "population")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#suggestion button")).to_be_visible()
    expect(page.locator(".tally")).to_contain_text("1 error")
    page.locator(".finding.error button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#f-id")).to_be_focused()
    write(page, "transitions-by-keyboard")
    expect(page.locator(".tally")).not_to_contain_text("error")
    page.keyboard.press("Control+s")
    expect(page.locator("#editor-title")).to_have_text("transitions-by-keyboard")
    expect(page.locator("#save-state")).to_have_text("As saved")
    assert "item=transitions-by-keyboard" in page.url
    found, faults = load_item(path_of(own, "transitions-by-keyboard"))
    assert faults == ()
    assert found is not None
    assert (found.status, found.key, found.stem.en) == (
        "draft",
        "call-the-prescribers",
        SOUND["stem"]["en"],
    )
    assert (found.setting, found.population) == (("acute-hospital",), ("child",))
    page.reload()
    expect(field(page, "stem.fr")).to_have_value(re.compile("^\\(États-Unis\\)"))
    assert (
        page.evaluate("Object.keys(localStorage).some((key) => key.includes('authoring'))") is False
    )


def write_select(page: Page, label: str) -> None:
    """Choose in a list by typing what it says, as one does without a pointer."""
    page.keyboard.type(label)
    page.wait_for_function(
        "label => document.activeElement.selectedOptions[0].textContent.startsWith(label)",
        arg=label,
    )


def texts() -> Iterator[tuple[str, str]]:
    for lang in ("en", "fr"):
        yield f"stem.{lang}", SOUND["stem"][lang]
    for at, choice in enumerate(SOUND["choices"]):
        for part in ("text", "why"):
            for lang in ("en", "fr"):
                yield f"choices[{at}].{part}.{lang}", choice[part][lang]


def test_findings_and_likeness_come_as_one_types(
    server: Server, page: Page, complaints: list[str]
) -> None:
    open_item(page, server, "to-mend")
    expect(page.locator(".similar .near").first).to_be_visible()
    field(page, "choices[0].text.en").fill("All of the above")
    expect(page.locator(".finding.error", has_text="all-or-none")).to_be_visible()
    expect(page.locator("[id='f-choices[0].text.en-count']")).to_have_text("4 words (4 to 16)")
    page.locator(".finding.error", has_text="all-or-none").get_by_role("button").click()
    expect(field(page, "choices[0].text.en")).to_be_focused()
    page.locator("#save").click()
    expect(page.locator(".foot-bar .problem")).to_contain_text(
        "A live question may not have errors"
    )
    expect(page.locator("#save-state")).to_have_text("Not saved. Kept in this browser.")
    page.reload()
    expect(field(page, "choices[0].text.en")).to_have_value("All of the above")
    expect(page.get_by_text("Your unsaved work of")).to_be_visible()
    page.locator("#discard").click()
    expect(field(page, "choices[0].text.en")).to_have_value(SOUND["choices"][0]["text"]["en"])
    page.locator("#down-0").click()
    expect(page.locator("#down-1")).to_be_focused()
    expect(field(page, "choices[1].text.en")).to_have_value(SOUND["choices"][0]["text"]["en"])
    expect(page.locator("#f-key-0")).to_be_checked()
    page.wait_for_timeout(100)
    complaints[:] = [said for said in complaints if "409" not in said]


def test_two_authors_see_both_versions(
    server: Server, page: Page, own: Path, complaints: list[str]
) -> None:
    open_item(page, server, "to-fight-over")
    field(page, "choices[0].why.en").fill(f"{SOUND['choices'][0]['why']['en']} Mine.")
    put(own, "to-fight-over", difficulty=0.41)
    page.keyboard.press("Control+s")
    expect(page.locator("#conflict-title")).to_be_visible()
    expect(page.locator("#keep-mine")).to_be_focused()
    rows = page.locator(".versions tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="Difficulty")).to_contain_text("0.41")
    found, _ = load_item(path_of(own, "to-fight-over"))
    assert found is not None
    assert found.difficulty == 0.41
    page.reload()
    expect(page.locator("#conflict-title")).to_be_visible()
    field(page, "difficulty").fill("0.41")
    page.locator("#keep-mine").click()
    page.keyboard.press("Control+s")
    expect(page.locator("#save-state")).to_have_text("As saved")
    expect(page.locator(".news")).to_contain_text("it is now revision 2")
    found, _ = load_item(path_of(own, "to-fight-over"))
    assert found is not None
    assert found.choices[0].why.en.endswith("Mine.")
    assert (found.difficulty, found.revision, found.review) == (0.41, 2, "checked")
    complaints[:] = [said for said in complaints if "409" not in said]


def test_nothing_is_lost_when_the_server_stops(server: Server, page: Page, own: Path) -> None:
    open_item(page, server, "to-lose")
    server.kill()
    field(page, "stem.fr").fill("(États-Unis) Écrit sans serveur. Que faire **en premier**\u202f?")
    expect(page.locator("#save-state")).to_contain_text("cannot be reached")
    page.keyboard.press("Control+s")
    expect(page.locator("#save-state")).to_contain_text("it will be saved when the server is back")
    server.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")  # what a browser tells
    expect(page.locator("#save-state")).to_have_text("As saved", timeout=40_000)
    found, _ = load_item(path_of(own, "to-lose"))
    assert found is not None
    assert "Écrit sans serveur" in found.stem.fr
    assert (found.revision, found.review) == (2, "draft")


def test_the_preview_is_the_question_of_the_exam(
    server: Server, page: Page, complaints: list[str]
) -> None:
    open_item(page, server, "shared-one")
    expect(page.get_by_text("1 other questions show this scenario")).to_be_visible()
    field(page, "stem.en").fill("What should she do **now**?")
    page.locator("#preview").click()
    expect(page.locator("#exam-root .stem strong")).to_have_text("now")
    expect(page.locator("#exam-root .case")).to_contain_text("A woman of 70")
    assert page.locator(".reveal").count() == 0
    page.locator(".option-label").first.click()
    page.locator("#reveal").click()
    expect(page.locator(".reveal .key .why")).to_have_text(SOUND["choices"][1]["why"]["en"])
    page.locator("#language-switch").click()
    expect(page.locator("#exam-root .case")).to_contain_text("Une femme de 70 ans")
    expect(page.get_by_role("heading", name="Ce qu’en dira le relevé")).to_be_visible()
    page.locator("#preview-back").click()
    expect(field(page, "stem.en")).to_have_value("What should she do **now**?")
    expect(page.locator("#preview")).to_be_focused()


def test_a_question_of_the_package_opens_without_errors(
    server: Server, page: Page, complaints: list[str]
) -> None:
    open_item(page, server, "levels-eight-days-of-elevator")
    expect(page.locator(".similar a")).to_have_count(5)
    assert page.locator(".finding.error").count() == 0
    page.locator("#options-title").scroll_into_view_if_needed()
    page.mouse.wheel(0, 420)
    picture(page, "authoring-en")


def test_the_list_filters_and_the_bank_page_leads_to_it(
    server: Server, page: Page, complaints: list[str]
) -> None:
    page.goto(f"{server.url}/bank")
    expect(page.locator("#exam-ccm")).to_be_visible(timeout=20_000)
    picture(page, "bank-en")
    page.get_by_role("link", name="Transitions of care", exact=True).last.click()
    expect(page.locator("#by-topic")).to_have_value("transitions-of-care")
    page.locator("#by-text").fill("to-see diuretic")
    expect(page.locator(".line")).to_have_count(1)
    assert "text=to-see" in page.url
    page.reload()
    expect(page.locator(".line-id")).to_have_text("to-see")
    page.locator(".line-id").click()
    expect(page.locator("#editor-title")).to_have_text("to-see")
    page.go_back()
    expect(page.locator("#by-text")).to_have_value("to-see diuretic")


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    server: Server, context: BrowserContext, theme: str
) -> None:
    prefer(context, theme=theme, language="fr" if theme == "dark" else "en")
    page = context.new_page()
    if theme == "contrast":
        page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{server.url}/authoring?item=to-see")
    expect(page.locator(".similar a").first).to_be_visible(timeout=20_000)
    field(page, "choices[0].text.en").fill("All of the above")
    expect(page.locator(".finding.error").first).to_be_visible()
    page.locator("#f-setting").click()
    check(page)
    if theme == "dark":
        page.locator("#preview").click()
        page.locator("#reveal").click()
        check(page)
    page.goto(f"{server.url}/{'bank' if theme == 'contrast' else 'authoring'}")
    expect(page.locator(".line, .holdings").first).to_be_visible(timeout=20_000)
    check(page)


def test_in_french_nothing_of_the_page_is_english(server: Server, context: BrowserContext) -> None:
    prefer(context, theme="light", language="fr")
    page = context.new_page()
    open_item(page, server, "to-see")
    expect(page.get_by_role("heading", name="Points relevés")).to_be_visible()
    page.locator("#f-population").click()
    shown = page.evaluate(
        """() => {
          const copy = document.querySelector("#authoring-root").cloneNode(true);
          const others = "[lang=en], .similar, option, textarea";
          copy.querySelectorAll(others).forEach((one) => one.remove());
          return copy.textContent;
        }"""
    )
    assert not re.search(r"\b(Question asked|Right answer|English|Save|words|older adult)\b", shown)
    page.goto(f"{server.url}/bank")
    expect(page.get_by_role("heading", name="Contenu de la banque")).to_be_visible()
    expect(page.get_by_role("heading", name="Ce qui manque").first).to_be_visible(timeout=20_000)


def test_findings_speak_the_language_of_the_page(
    server: Server, context: BrowserContext, own: Path
) -> None:
    prefer(context, theme="light", language="fr")
    page = context.new_page()
    open_item(page, server, "to-see")
    field(page, "choices[0].text.en").fill("All of the above")
    found = page.locator(".finding.error", has_text="all-or-none")
    expect(found).to_contain_text("englobe ou rejette les autres options. Écrivez une option")
    english = page.locator(".finding p").filter(has_text=re.compile(r"\b(?:the|words)\b"))
    expect(english).to_have_count(0)
    page.locator("#save").click()
    expect(page.locator(".foot-bar .problem")).to_contain_text("englobe ou rejette")
    page.locator("#language-switch").click()
    expect(found).to_contain_text("takes in or rejects the other options. Write an option")
    page.locator("#language-switch").click()
    expect(found).to_contain_text("englobe ou rejette les autres options")
    (own / "ccm" / "care-management" / "unreadable.yaml").write_text("id: [", encoding="utf-8")
    page.goto(f"{server.url}/authoring")
    page.locator(".faults summary").click()
    expect(page.locator(".faults li")).to_contain_text("une valeur manque à cet endroit")
    (own / "ccm" / "care-management" / "unreadable.yaml").unlink()


def check(page: Page) -> None:
    """No barrier that a program can find, and no scroll bar below the page."""
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def picture(page: Page, name: str) -> None:
    """A screenshot for the guides, when they are wanted."""
    if IMAGES is not None:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.wait_for_timeout(300)
        page.screenshot(path=Path(IMAGES) / f"{name}.png")
