"""One course in the browser, from what `parcours course build` wrote to feedback that is read.

With PARCOURS_GUIDE_IMAGES set to a folder, the screenshots of the guides are written there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect
from typer.testing import CliRunner

from apps.cli import app
from curriculum.cases.model import Case
from curriculum.cases.public import public_half
from curriculum.cases.tasks import Choose, Several
from curriculum.load import load_catalog
from question_bank.model import Locale, Text
from tests.browser.test_pages import prefer
from tests.course_lab import course_labs
from tests.graders.course.course import QUIET
from tests.server import running_server

CASE = "a-seat-at-the-wedding"
STUDENT = "ana"
WRITTEN = "note"  # a task that a person reads
MISTAKEN = "law-answer"  # a task of one choice that the student gets wrong
TEXTS: dict[Locale, str] = {
    "fr": "Le 12 février, j’ai donné mon numéro. Dimanche 23 mai, 7 h 10 : personne n’est venu.",
    "en": "On February 12 I gave my number. On Sunday, May 23, at 7:10 a.m., nobody came.",
}
GO_ON: dict[Locale, str] = {"fr": "Continuer", "en": "Go on"}
IMAGES = os.environ.get("PARCOURS_GUIDE_IMAGES")
LOCALES: tuple[Locale, ...] = ("fr", "en") if IMAGES else ("fr",)
SLOW = 30_000  # milliseconds: nbgrader converts, kernels start

pytestmark = [pytest.mark.browser, pytest.mark.slow, QUIET]


@dataclass(frozen=True)
class Shots:
    """Screenshots for the guides, in the language of a run."""

    lang: Locale

    def take(self, page: Page, name: str, *, shared: bool = False) -> None:
        """The page as it is; `shared`: in the guides of both languages."""
        if IMAGES:
            page.screenshot(path=Path(IMAGES) / f"{name}{'' if shared else '-' + self.lang}.png")


class Formgrader:
    """Formgrader, in its tab of JupyterLab."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @property
    def frame(self) -> FrameLocator:
        """Its own pages."""
        return self._page.frame_locator("#formgrader-iframe iframe")

    def row(self, name: str) -> Locator:
        """The row of an assignment or of a student."""
        return self.frame.locator("#main-table tr").filter(has_text=name)

    def press(self, name: str, button: str) -> None:
        """A button of a row, until formgrader says that it is done."""
        self.row(name).locator(f".{button} a").click()
        said = self.frame.locator(".modal-dialog")
        expect(said.locator(".modal-title")).to_have_text("Success", timeout=SLOW)
        said.get_by_role("button", name="OK").click()
        expect(said).to_have_count(0)

    def submissions(self) -> None:
        """Go to what students have handed in."""
        self.frame.get_by_role("link", name="Manage Assignments").click()
        self.row(CASE).locator(".num-submissions a").click()

    def expect(self, score: float, status: str) -> None:
        """The student's row says so."""
        expect(self.row(STUDENT).locator(".score")).to_have_text(f"{score:g} / 20")
        expect(self.row(STUDENT).locator(".status")).to_have_text(status)


class AssignmentList:
    """The list of assignments, in its tab of JupyterLab."""

    def __init__(self, page: Page) -> None:
        self._node = page.locator("#nbgrader-assignment-list")
        self.submitted = self._node.locator("#submitted_assignments_list .nested_list_item")
        self._fetched = self._node.locator("#fetched_assignments_list")

    def fetch(self) -> None:
        """Fetch the assignment, and show its notebook."""
        self._node.get_by_role("button", name="Fetch", exact=True).click()
        self._fetched.locator(".assignment-notebooks-link").click()
        expect(self._fetched.locator(".nested_list_item a")).to_be_visible()

    def open(self) -> None:
        """Open its notebook."""
        self._fetched.locator(".nested_list_item a").click()

    def submit(self) -> None:
        """Hand it in."""
        self._node.get_by_role("button", name="Submit", exact=True).click()
        expect(self.submitted).to_have_count(1)

    def fetch_feedback(self) -> None:
        """Fetch the feedback, and go to its folder."""
        self._node.locator("#refresh_assignments_list").click()
        expect(self.submitted).to_contain_text("feedback available to fetch")
        self._node.get_by_role("button", name="Fetch Feedback", exact=True).click()
        self.submitted.get_by_text("view feedback").click()


def built(folder: Path) -> Path:
    """A course with one live case, by the command."""
    course = folder / "course"
    named = ["--case", CASE, "--course", "cases", "--exchange", str(folder / "exchange")]
    done = CliRunner().invoke(app, ["course", "build", "--out", str(course), *named])
    assert done.exit_code == 0, done.output
    return course


def begun(context: BrowserContext, address: str) -> Page:
    """A page that has begun to load."""
    page = context.new_page()
    page.set_viewport_size({"width": 1200, "height": 800})
    page.goto(address, wait_until="commit")
    return page


def turned(page: Page, entry: str) -> Page:
    """JupyterLab at an entry of nbgrader's menu, without the list of files."""
    page.bring_to_front()
    page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    page.get_by_role("menuitem", name=entry, exact=True).click()
    page.keyboard.press("Control+b")
    expect(page.locator("#filebrowser")).to_be_hidden()
    return page


def chosen(task: Choose | Several) -> list[str]:
    """The right options; the first wrong one of the task that the student gets wrong."""
    if task.id == MISTAKEN:
        return [next(one.id for one in task.options if not one.right)]
    return [one.id for one in task.options if one.right]


def work(page: Page, case: Case, half: dict[str, Any], lang: Locale) -> float:
    """Work some of the case by keyboard; the points that a machine gives for it."""
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=SLOW)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    form = page.locator(".pk-form")
    expect(form).to_be_visible(timeout=SLOW)
    form.locator(f"button.pk-lang[lang={lang}]").press("Enter")
    form.locator(".pk-before button.pc-primary").press("Enter")
    for _ in case.steps[1:]:
        form.get_by_role("button", name=GO_ON[lang], exact=True).press("Enter")
    points = 0.0
    for place, task in enumerate(case.tasks):
        inputs = form.locator(".pk-task").nth(place)
        if isinstance(task, Choose | Several):
            shown = [one["id"] for one in half["tasks"][place]["options"]]
            for name in chosen(task):
                box = inputs.locator("input").nth(shown.index(name))
                box.press("Space")
                expect(box).to_be_checked()
            points += 0 if task.id == MISTAKEN else task.worked
        elif task.id == WRITTEN:
            inputs.locator("textarea").focus()
            page.keyboard.type(TEXTS[lang])
    expect(form.locator(".pk-status")).to_have_attribute("data-state", "saved")
    return points


def mark(page: Page, case: Case, shots: Shots) -> float:
    """Mark what was written with the highest levels; the points given."""
    task: Any = case.task(WRITTEN)
    expect(page.locator(".task-link").first).to_be_visible(timeout=SLOW)
    shots.take(page, "written-answers")
    page.locator(f".task-link[href*='task={WRITTEN}']").click()
    page.locator(".go-on .primary").click()
    expect(page.locator("#copy-title")).to_be_focused()
    expect(page.locator(".student-text")).to_have_text(TEXTS[shots.lang])
    for place, criterion in enumerate(task.rubric.criteria):
        page.keyboard.press(str(len(criterion.levels)))
        if place == 0:
            expect(page.locator(".save-state")).to_have_attribute("data-look", "saved")
            shots.take(page, "rubric")
    marked = page.url
    page.keyboard.press("s")
    page.wait_for_url(lambda url: url != marked)
    given: float = task.read
    return given


def beginning(text: Text, lang: Locale) -> str:
    """The first words of a text, as far as they are plain."""
    return (text.fr if lang == "fr" else text.en).split("*")[0][:50]


def mistake(case: Case) -> Text:
    """What is said of the wrong choice of the student."""
    task = case.task(MISTAKEN)
    assert isinstance(task, Choose)
    return next(one.why for one in task.options if not one.right)


@pytest.mark.parametrize("lang", LOCALES)
def test_a_course_from_its_folder_to_feedback(
    context: BrowserContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Locale
) -> None:
    monkeypatch.delenv("PARCOURS_CURRICULUM", raising=False)
    catalog, shots = load_catalog(None)[0], Shots(lang)
    case = catalog.cases[CASE].case
    course, data = built(tmp_path), tmp_path / "data"
    prefer(context, theme="light", language=lang)
    with course_labs(course, data, None, STUDENT) as (teacher, learner):
        teaching, learning = begun(context, teacher), begun(context, learner)
        turned(teaching, "Formgrader")
        formgrader = Formgrader(teaching)
        formgrader.press(CASE, "assign")
        formgrader.press(CASE, "release")
        expect(formgrader.row(CASE).locator(".status")).to_have_text("released")
        shots.take(teaching, "formgrader", shared=True)

        turned(learning, "Assignment List")
        assignments = AssignmentList(learning)
        assignments.fetch()
        shots.take(learning, "assignment-list", shared=True)
        assignments.open()
        machine = work(learning, case, public_half(catalog, catalog.cases[CASE]), lang)
        shots.take(learning, "form")
        learning.get_by_role("tab", name="Assignments").click()
        assignments.submit()

        teaching.bring_to_front()
        formgrader.press(CASE, "collect")
        formgrader.submissions()
        formgrader.press(STUDENT, "autograde")
        formgrader.expect(machine, "needs manual grading")
        shots.take(teaching, "submissions", shared=True)

        with running_server(data / "server", "--course", str(course)) as server:
            read = mark(begun(context, f"{server.url}/rubric"), case, shots)
        teaching.bring_to_front()
        formgrader.submissions()
        formgrader.expect(machine + read, "graded")
        formgrader.press(STUDENT, "generate-feedback")
        formgrader.press(STUDENT, "release-feedback")

        learning.bring_to_front()
        assignments.fetch_feedback()
        expect(assignments.submitted).to_contain_text("view feedback")
        shots.take(learning, "feedback-list", shared=True)
        learning.locator(".jp-DirListing-item").filter(has_text=f"{CASE}.html").dblclick()
        told = learning.frame_locator(".jp-HTMLViewer iframe").locator("body")
        expect(told).to_contain_text(beginning(case.debrief, lang))
        why = told.get_by_text(beginning(mistake(case), lang)).first
        why.scroll_into_view_if_needed()
        expect(why).to_be_in_viewport()
        shots.take(learning, "feedback")
