"""A case worked on the page of the server: saved, found again, handed in, told what came of it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browser.test_pages import AXE
from tests.curriculum.cases.sample_case import nine_tasks
from tests.curriculum.factory import Draft
from tests.server import Server, running_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASE = "the-key-upstairs"


def write_cases(root: Path) -> Path:
    """A small curriculum with two live cases: one for practice, one that an instructor marks."""
    draft = Draft(root, padded=True)
    draft.write()
    folder = draft.folder / "cases"
    folder.mkdir()
    for name, purpose in ((CASE, "formative"), ("the-other-stairs", "summative")):
        data = copy.deepcopy(nine_tasks()) | {"id": name, "status": "live", "purpose": purpose}
        data["title"] = {"en": f"{purpose.title()} stairs", "fr": f"Escalier {purpose}"}
        (folder / f"{name}.yaml").write_text(
            yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    return root


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cases(tmp_path_factory.mktemp("curriculum"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, bank: Path, cases: Path) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("casework") / "data"
    with running_server(data, bank=bank, PARCOURS_CURRICULUM=str(cases)) as started:
        yield started


@pytest.fixture(scope="module")
def class_server(
    tmp_path_factory: pytest.TempPathFactory, bank: Path, cases: Path
) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("class") / "data"
    curriculum = {"PARCOURS_CURRICULUM": str(cases)}
    with running_server(data, "--links", bank=bank, **curriculum) as started:
        yield started


def opened(page: Page, server: Server, case: str = CASE) -> None:
    """The page of a case, once the server has read the cases."""
    page.goto(f"{server.url}/casework?case={case}")
    expect(page.locator(".parcours-case")).to_be_visible(timeout=30_000)


def to_the_end(page: Page) -> None:
    """Open every step."""
    page.get_by_role("button", name="Begin the case").click()
    go_on(page)


def go_on(page: Page) -> None:
    """Open the steps that are left."""
    while page.get_by_role("button", name="Go on", exact=False).count() > 0:
        page.get_by_role("button", name="Go on", exact=False).first.click()


def saved(page: Page) -> None:
    expect(page.locator(".pk-status")).to_contain_text("Saved at", timeout=10_000)


def test_a_case_is_worked_found_again_and_handed_in(server: Server, page: Page) -> None:
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server.url)
    group = page.locator("#cases-list-fr")
    expect(group).to_be_visible(timeout=30_000)
    group.locator("summary").click()
    group.get_by_role("link", name="Formative stairs").click()
    to_the_end(page)
    page.get_by_label("Whether she eats").check()
    page.get_by_label("What she has in the bank").check()
    saved(page)
    page.reload()
    expect(page.get_by_label("Whether she eats")).to_be_checked()
    go_on(page)
    page.locator("textarea").last.fill("She wants to stay.\nRose is <b>tired</b>.")
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("tasks have no answer")
    page.get_by_role("button", name="Hand in now").click()
    expect(page.locator(".case-mark")).to_contain_text("Mark:")
    feedback = page.locator('[data-task="to-ask"]')
    expect(feedback).to_contain_text("Not today.")
    expect(feedback).to_contain_text("Points: 0 / 4.5")
    expect(page.locator(".case-text")).to_contain_text("Rose is <b>tired</b>.")
    expect(page.get_by_role("heading", name="The whole case")).to_be_visible()
    page.get_by_role("button", name="Français").click()
    expect(page.locator('[data-task="to-ask"]')).to_contain_text("Pas aujourd’hui.")
    page.get_by_role("button", name="Reprendre mes réponses").click()
    expect(page.locator(".parcours-case")).to_be_visible()
    expect(page.get_by_label("Si elle mange")).to_be_checked()
    assert errors == []


def test_what_is_written_while_the_server_is_away_is_not_lost(
    server: Server, intercepted: Page
) -> None:
    page = intercepted
    with server.client() as client:
        client.request("DELETE", f"/api/cases/{CASE}/end", json={"how": "anew"})
    opened(page, server)
    to_the_end(page)

    def away(route: Route) -> None:
        route.abort() if route.request.method == "PUT" else route.continue_()

    page.route("**/api/cases/**", away)
    page.get_by_label("Whether she has fallen").check()
    expect(page.locator(".pk-trouble")).to_contain_text("stays in this browser")
    page.reload()
    expect(page.get_by_label("Whether she has fallen")).to_be_checked(timeout=30_000)
    page.unroute("**/api/cases/**")
    saved(page)
    with server.client() as client:
        held = client.get(f"/api/cases/{CASE}").json()["work"]["answers"]
    assert held["to-ask"]["value"] == ["falls"]


def test_in_a_class_a_summative_case_waits_for_the_instructor(
    class_server: Server, page: Page
) -> None:
    token = class_server.add_user("Dina")
    page.goto(f"{class_server.url}/login#{token}")
    expect(page.locator("#cases-list-fr")).to_be_visible(timeout=30_000)
    opened(page, class_server, "the-other-stairs")
    to_the_end(page)
    page.get_by_label("Whether she eats").check()
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_role("heading", name="Handed in")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Points")


def test_an_address_without_a_case_says_so(server: Server, page: Page) -> None:
    for query in ("", "?case=no-such-case", "?case=../etc"):
        page.goto(f"{server.url}/casework{query}")
        expect(page.get_by_role("heading", name="No such case")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_and_its_outcome_meet_wcag(server: Server, page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    with server.client() as client:
        client.request("DELETE", f"/api/cases/{CASE}/end", json={"how": "anew"})
    opened(page, server)
    to_the_end(page)
    assert Axe().run(page, options=AXE).response["violations"] == []
    page.get_by_label("Whether she eats").check()
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("button", name="Hand in now").click()
    expect(page.locator(".case-mark")).to_be_visible()
    assert Axe().run(page, options=AXE).response["violations"] == []
    for width in (320, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
