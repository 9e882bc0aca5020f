"""One course in the browser, from what `parcours course build` wrote to feedback that is read.

With PARCOURS_GUIDE_IMAGES set to a folder, the screenshots of the guides are written there.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect
from typer.testing import CliRunner

from apps.cli import app
from curriculum.cases.model import Case
from curriculum.cases.tasks import Choose, Several
from curriculum.load import load_catalog
from graders.course.opened import open_course
from question_bank.model import Locale
from tests.browser.test_activities import tab_to
from tests.browser.test_pages import prefer
from tests.course_lab import course_lab
from tests.graders.course.course import QUIET
from tests.server import running_server

CASE = "a-seat-at-the-wedding"
STUDENT = "ana"
WRITTEN = "note"  # the task that a person reads
TEXTS: dict[Locale, str] = {
    "fr": "Dimanche 23 mai, 7 h 10 : personne n’est venu. Le numéro de la fiche était le mien.",
    "en": "Sunday, May 23, 7:10 a.m.: nobody came. The number on the sheet was mine.",
}
IMAGES = os.environ.get("PARCOURS_GUIDE_IMAGES")
LOCALES: tuple[Locale, ...] = ("fr", "en") if IMAGES else ("fr",)
SLOW = 30_000  # milliseconds: nbgrader converts

pytestmark = [pytest.mark.browser, pytest.mark.slow, QUIET]


@dataclass
class Lab:
    """JupyterLab in a page."""

    page: Page

    def menu(self, entry: str) -> None:
        """An entry of the menu of nbgrader."""
        self.page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
        self.page.get_by_role("menuitem", name=entry, exact=True).click()

    def close_left(self) -> None:
        """Hide the list of files."""
        self.page.keyboard.press("Control+b")


class Formgrader(Lab):
    """Formgrader, in its tab of JupyterLab."""

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("#formgrader-iframe iframe")

    def press(self, row: Locator, button: str) -> None:
        """A button of a row, and what formgrader says when it is done."""
        row.locator(f".{button} a").click()
        said = self.frame.locator(".modal-dialog")
        expect(said.locator(".modal-title")).to_have_text("Success", timeout=SLOW)
        said.get_by_role("button", name="OK").click()
        expect(said).to_have_count(0)

    def assignment(self) -> Locator:
        return self.frame.locator("#main-table tr").filter(has_text=CASE)

    def submission(self) -> Locator:
        return self.frame.locator("#main-table tr").filter(has_text=STUDENT)


@dataclass(frozen=True)
class Shots:
    """Screenshots for the guide, in the language of a run."""

    folder: Path | None
    lang: Locale

    def take(self, page: Page, name: str, *, both: bool = False) -> None:
        """The page as it is; `both`: the same in either language."""
        if self.folder is not None:
            page.screenshot(path=self.folder / (f"{name}.png" if both else f"{name}-{self.lang}.png"))


def built(folder: Path) -> Path:
    """A course with one live case, by the command."""
    course = folder / "course"
    named = ["--case", CASE, "--course", "cases", "--exchange", str(folder / "exchange")]
    done = CliRunner().invoke(app, ["course", "build", "--out", str(course), *named])
    assert done.exit_code == 0, done.output
    return course


def work(page: Page, case: Case, lang: Locale) -> float:
    """Work some of the case by keyboard; the points that a machine gives for it."""
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    form = page.locator(".pk-form")
    expect(form).to_be_visible(timeout=SLOW)
    form.locator(f"button.pk-lang[lang={lang}]").press("Enter")
    form.locator(".pk-before button.pc-primary").press("Enter")
    go_on = {"fr": "Continuer", "en": "Go on"}[lang]
    for _ in case.steps[1:]:
        form.get_by_role("button", name=go_on, exact=True).press("Enter")
    points = 0.0
    for task in case.tasks:
        place = form.locator(".pk-task").nth(case.tasks.index(task))
        if isinstance(task, Choose | Several):
            for option, box in zip(task.options, place.locator("input").all(), strict=True):
                if option.right:
                    box.press("Space")
                    expect(box).to_be_checked()
            points += task.worked
    field = form.locator(".pk-task").nth([one.id for one in case.tasks].index(WRITTEN))
    field.locator("textarea").focus()
    page.keyboard.type(TEXTS[lang])
    expect(form.locator(".pk-status")).to_have_attribute("data-state", "saved")
    return points


@pytest.mark.parametrize("lang", LOCALES)
def test_a_course_from_its_folder_to_feedback(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Locale
) -> None:
    monkeypatch.delenv("PARCOURS_CURRICULUM", raising=False)
    shots = Shots(Path(IMAGES) if IMAGES else None, lang)
    case = load_catalog(None)[0].cases[CASE].case
    course, data = built(tmp_path), tmp_path / "data"
    page.set_viewport_size({"width": 1200, "height": 800})
    with ExitStack() as open_now:
        teacher = open_now.enter_context(course_lab(course, data))
        learner = open_now.enter_context(course_lab(course, data, student=STUDENT))
        page.goto(teacher)
        grader = Formgrader(page)
        grader.menu("Formgrader")
        grader.press(grader.assignment(), "assign")
        grader.press(grader.assignment(), "release")
        expect(grader.assignment().locator(".status")).to_have_text("released")
        shots.take(page, "formgrader", both=True)
        tab = page.context.new_page()
        tab.set_viewport_size({"width": 1200, "height": 800})
        tab.goto(learner)
        lab = Lab(tab)
        lab.menu("Assignment List")
        tab.pause() if os.environ.get("PWDEBUG") else None
        tab.screenshot(path="/tmp/w/guide/t1.png")
        page.screenshot(path="/tmp/w/guide/t0.png")
        tab.get_by_role("button", name="Fetch", exact=True).click()
        expect(tab.get_by_role("button", name="Submit", exact=True)).to_be_visible()
        tab.screenshot(path="/tmp/w/guide/t2.png")
        print(tab.locator("#nbgrader-assignment-list").inner_html())
