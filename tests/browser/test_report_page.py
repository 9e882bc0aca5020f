"""The score report page: what it shows of a report, and what it does when there is none."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from graders.exam import Report
from tests.graders.exam.sittings import make_report, past
from tests.server import Server, start_attempt

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ATTEMPT = "0123456789abcdef0123456789abcdef"
API = f"**/api/attempts/{ATTEMPT}/report"
FLAW = f"**/api/attempts/{ATTEMPT}/questions/*/flaw"


def answer_with(context: BrowserContext, report: Report) -> None:
    """Let the server's report be this one."""
    body = report.model_copy(update={"attempt": ATTEMPT}).model_dump_json()
    context.route(API, lambda route: route.fulfill(body=body, content_type="application/json"))


def open_report(context: BrowserContext, server: Server, hash_: str = "") -> Page:
    """The page, once its report is drawn."""
    page = context.new_page()
    page.goto(f"{server.url}/report?attempt={ATTEMPT}{hash_}")
    expect(page.locator("#review")).to_be_visible()
    return page


def refuse(route: Route, status: int, code: str, **headers: str) -> None:
    """A refusal as the API words it."""
    error = {"error": {"code": code, "message": {"en": "No.", "fr": "Non."}}}
    route.fulfill(
        status=status, body=json.dumps(error), content_type="application/json", headers=headers
    )


def in_words(page: Page, text: str) -> None:
    """The text is on the page, whatever the width of its spaces."""
    shown = " ".join(page.locator("main").inner_text().split())
    assert " ".join(text.split()) in shown


def test_every_sentence_and_caveat_of_the_report_is_shown_in_both_languages(
    server: Server, context: BrowserContext
) -> None:
    report = make_report("full", history=[past(9, 90), past(5, 97)], seen=12)
    answer_with(context, report)
    page = open_report(context, server)
    said = [
        report.total.sentence,
        report.domains.sentence,
        report.pace.sentence,
        report.changes.sentence,
        report.study.sentence,
        report.history.trend.sentence,
        report.outline.note,
        report.cut.label,
        *(note.text for note in report.notes),
        *(note.text for note in report.domains.notes),
        *(note.text for note in report.chance.assumptions),
        *(line.weight_note for line in report.domains.lines if line.weight_note is not None),
    ]
    for language, button in (("en", "Français"), ("fr", "English")):
        for text in said:
            in_words(page, text.in_(language))
        page.get_by_role("button", name=button).click()


def test_a_domain_under_25_questions_has_a_word_and_no_number(
    server: Server, context: BrowserContext
) -> None:
    report = make_report("full")
    answer_with(context, report)
    page = open_report(context, server)
    for line in report.domains.lines:
        row = page.locator(".domains tbody tr").filter(has_text=line.title.en)
        result = row.locator("td").nth(2)
        expect(result).to_contain_text(line.standing_short.en)
        assert ("%" in result.inner_text()) == (line.scored >= 25)
        expect(row.locator(".scale-point")).to_have_count(1 if line.scored >= 25 else 0)
        expect(row.locator(".scale-wide")).to_have_count(1)


def test_a_withheld_chance_shows_its_reason_and_no_figure(
    server: Server, context: BrowserContext
) -> None:
    report = make_report("full", seen=90)
    assert report.chance.withheld is not None
    answer_with(context, report)
    page = open_report(context, server)
    expect(page.locator("#chance")).to_contain_text(report.chance.withheld.text.en)
    expect(page.locator("#chance dd")).to_have_count(0)


def test_the_review_marks_key_and_choice_in_words_and_gives_every_reason(
    server: Server, context: BrowserContext
) -> None:
    report = make_report("full")
    wrong = next(question for question in report.review if question.outcome == "wrong")
    answer_with(context, report)
    page = open_report(context, server, f"#q-{wrong.position}")
    question = page.locator(f"#q-{wrong.position}")
    expect(question.locator("summary")).to_be_focused()
    options = question.locator("ol > li")
    for index, option in enumerate(wrong.options):
        expect(options.nth(index)).to_contain_text(option.why.en)
        mark = "Right answer" if option.key else "Your answer" if option.chosen else ""
        tags = options.nth(index).locator(".tag")
        assert [tag.inner_text() for tag in tags.all()] == ([mark] if mark else [])
    for link in question.locator(".sources a").all():
        assert link.get_attribute("rel") == "noopener noreferrer"
    for pretest in [one for one in report.review if not one.scored][:3]:
        expect(page.locator(f"#q-{pretest.position} summary")).to_contain_text("Pretest")


def test_filters_show_what_they_say_and_a_link_finds_a_hidden_question(
    server: Server, context: BrowserContext
) -> None:
    report = make_report("full")
    answer_with(context, report)
    page = open_report(context, server)
    shown = page.locator(".questions > li:visible")
    expect(shown).to_have_count(180)
    page.get_by_role("radio", name="All 180").focus()
    page.keyboard.press("ArrowRight")
    wrong = [question for question in report.review if question.outcome != "right"]
    expect(shown).to_have_count(len(wrong))
    domain = wrong[0].domain
    page.get_by_role("combobox", name="Domain").select_option(domain)
    expect(shown).to_have_count(sum(question.domain == domain for question in wrong))
    right = next(question for question in report.review if question.outcome == "right")
    page.evaluate(f"location.hash = '#q-{right.position}'")
    expect(shown).to_have_count(180)
    expect(page.locator(f"#q-{right.position}")).to_have_attribute("open", "")


def test_switching_language_keeps_filter_open_questions_and_place(
    server: Server, context: BrowserContext
) -> None:
    answer_with(context, make_report("full"))
    page = open_report(context, server, "#q-60")
    before = page.locator("#q-60").evaluate("e => e.getBoundingClientRect().top")
    box = page.locator("#language-switch").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 20, box["y"] + 20)
    expect(page.locator("#q-60 .options")).to_be_visible()
    expect(page.locator("#review h2")).to_have_text("Correction de toutes les questions")
    after = page.locator("#q-60").evaluate("e => e.getBoundingClientRect().top")
    assert abs(after - before) < 2


def test_reporting_a_question_keeps_the_text_until_the_server_has_it(
    server: Server, context: BrowserContext
) -> None:
    answer_with(context, make_report("half"))
    refusals = [True, False]
    sent: list[Any] = []

    def take(route: Route) -> None:
        sent.append(route.request.post_data_json)
        if refusals.pop(0):
            refuse(route, 429, "too_often", **{"Retry-After": "40"})
        else:
            route.fulfill(status=201, body="{}")

    context.route(FLAW, take)
    page = open_report(context, server, "#q-7")
    button = page.locator("#q-7").get_by_role("button", name="Report this question")
    button.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("A fact is wrong or out of date").check()
    dialog.get_by_role("textbox").fill("The fee changed in 2026.")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("alert")).to_contain_text("40 seconds")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    button.press("Enter")
    expect(dialog.get_by_role("textbox")).to_have_value("The fee changed in 2026.")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("Thank you")
    page.keyboard.press("Enter")
    expect(page.locator("#q-7 .flaw-state")).to_have_text("Reported. Thank you.")
    assert sent == [{"kind": "fact", "text": "The fee changed in 2026."}] * 2


@pytest.mark.parametrize(
    ("status", "code", "title", "way"),
    [
        (404, "not_found", "No such report", "/"),
        (409, "open", "This exam is still running", f"/exam?attempt={ATTEMPT}"),
        (401, "signed_out", "You are not signed in", "/login?next=%2Freport%3Fattempt%3D"),
    ],
)
def test_without_a_report_the_page_says_why_and_where_to_go(
    server: Server, context: BrowserContext, status: int, code: str, title: str, way: str
) -> None:
    context.route(API, lambda route: refuse(route, status, code))
    page = context.new_page()
    page.goto(f"{server.url}/report?attempt={ATTEMPT}")
    expect(page.locator("h1")).to_have_text(title)
    href = page.locator("main a.primary").get_attribute("href") or ""
    assert href.startswith(way)


def test_a_server_in_trouble_can_be_asked_again(server: Server, context: BrowserContext) -> None:
    body = make_report("half").model_dump_json()
    answers = [(500, ""), (200, body)]

    def fulfil(route: Route) -> None:
        status, text = answers.pop(0)
        route.fulfill(status=status, body=text, content_type="application/json")

    context.route(API, fulfil)
    page = context.new_page()
    page.goto(f"{server.url}/report?attempt={ATTEMPT}")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("h1")).to_have_text("Score report")


def test_180_questions_are_ready_within_half_a_second(
    server: Server, client: httpx.Client, context: BrowserContext
) -> None:
    attempt = start_attempt(client)["id"]
    client.post(f"/api/attempts/{attempt}/submit").raise_for_status()
    context.add_init_script(
        """new MutationObserver(() => {
             if (document.getElementById("q-180")) window.ready ??= performance.now();
           }).observe(document, {subtree: true, childList: true});"""
    )
    taken = []
    for _ in range(4):  # the first visit loads scripts and styles
        page = context.new_page()
        page.goto(f"{server.url}/report?attempt={attempt}")
        page.locator("#q-180 summary").click(trial=True)
        taken.append(page.evaluate("window.ready"))
        page.close()
    assert min(taken) < 500
