"""The way in, the home page of somebody with attempts and of a newcomer, and the way out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.server import Server, answer, running_server, start_attempt

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory, bank: Path) -> Iterator[Server]:
    """A server whose users sign in by personal links."""
    data = tmp_path_factory.mktemp("links") / "data"
    with running_server(data, "--links", bank=bank, PARCOURS_SAVES_PER_SECOND="1000") as started:
        yield started


def test_a_personal_link_signs_in_and_leaves_no_trace_in_the_address(
    links: Server, page: Page
) -> None:
    token = links.add_user("Amélie")
    addresses: list[str] = []
    page.on("framenavigated", lambda frame: addresses.append(frame.url))
    page.goto(f"{links.url}/login#{token}")
    expect(page.locator("h1")).to_have_text("Where case managers train")
    assert page.url == f"{links.url}/"
    expect(page.locator("header")).to_contain_text("Amélie")
    page.go_back()
    assert token not in page.url
    assert token not in json.dumps(addresses[1:])


def test_a_pasted_link_leads_back_to_the_page_that_asked_for_it(links: Server, page: Page) -> None:
    token = links.add_user("Basile")
    page.goto(f"{links.url}/login?next=%2Fexam")
    page.get_by_label("Your personal link").fill(f"  {links.url}/login#{token}\n")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{links.url}/exam")


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org/", "/login"])
def test_signing_in_never_leads_elsewhere(links: Server, page: Page, wanted: str) -> None:
    token = links.add_user("Chloé")
    page.goto(f"{links.url}/login?next={wanted}")
    page.get_by_label("Your personal link").fill(token)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{links.url}/")


def test_a_link_that_does_not_work_is_told_in_both_languages(links: Server, page: Page) -> None:
    page.goto(f"{links.url}/login#not-a-token")
    expect(page.get_by_role("alert")).to_contain_text("not valid")
    expect(page.get_by_label("Your personal link")).to_be_focused()
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("alert")).to_contain_text("pas valable")
    assert "#" not in page.url


def test_too_many_tries_are_told_with_the_wait(
    links: Server, context: BrowserContext, page: Page
) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=429, headers={"Retry-After": "75"}, body="{}")

    context.route("**/api/login", refuse)
    page.goto(f"{links.url}/login#some-token")
    expect(page.get_by_role("alert")).to_contain_text("2 minutes")
    expect(page.get_by_label("Your personal link")).to_have_value("some-token")


def test_a_newcomer_is_told_how_to_begin(links: Server, page: Page) -> None:
    page.goto(f"{links.url}/login#{links.add_user('Denise')}")
    expect(page.locator("main")).to_contain_text("None has ended yet")
    link = page.get_by_role("link", name="Start a mock exam")
    assert link.get_attribute("href") == "/exam"


def test_an_open_exam_comes_first_and_a_closed_one_leads_to_its_report(
    links: Server, page: Page
) -> None:
    token = links.add_user("Émile")
    with links.client(token) as client:
        closed = str(start_attempt(client)["id"])
        for n in range(1, 61):
            answer(client, closed, n, "a", n)
        client.post(f"/api/attempts/{closed}/submit").raise_for_status()
        running = str(start_attempt(client, mode="half")["id"])
        answer(client, running, 1, "b", 1)
        history = client.get("/api/history").json()["attempts"]
    page.goto(f"{links.url}/login#{token}")
    first = page.locator("main > section").first
    expect(first).to_contain_text("An exam is under way")
    expect(first).to_contain_text("1 of 90 answered")
    expect(first).to_contain_text("left")
    resume = first.get_by_role("link", name="Resume")
    assert resume.get_attribute("href") == f"/exam?attempt={running}"
    line = page.locator(".past-list li")
    expect(line).to_have_count(1)
    expect(line).to_contain_text(f"{history[0]['correct']} right of 150 scored")
    assert line.get_by_role("link").get_attribute("href") == f"/report?attempt={closed}"


def test_signing_out_ends_the_session(links: Server, page: Page) -> None:
    page.goto(f"{links.url}/login#{links.add_user('Farid')}")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{links.url}/login")
    page.goto(f"{links.url}/")
    page.wait_for_url(f"{links.url}/login**")


def test_one_user_alone_has_nothing_to_sign_out_of(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/")
    expect(page.locator("main")).to_contain_text("One person uses this server")
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)


def test_the_notices_are_there_for_everyone(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/")
    for words in ("independent of the Commission", "signed by a certified", "CC BY 4.0"):
        expect(page.locator("main")).to_contain_text(words)


def test_home_offers_to_try_again_when_the_server_is_in_trouble(
    server: Server, context: BrowserContext, page: Page
) -> None:
    broken = [True]

    def fulfil(route: Route) -> None:
        if broken.pop() if broken else False:
            route.fulfill(status=503, body="")
        else:
            route.continue_()

    context.route("**/api/history", fulfil)
    page.goto(f"{server.url}/")
    expect(page.get_by_role("alert")).to_contain_text("could not be fetched")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="Your attempts")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
