"""The exam page as a candidate handles it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.server import Server


class ExamPage:
    """One tab that shows an attempt."""

    def __init__(self, page: Page, server: Server, attempt: str) -> None:
        self.page = page
        self._url = f"{server.url}/exam?attempt={attempt}"

    def open(self) -> ExamPage:
        """Open the attempt and wait for its question."""
        self.page.goto(self._url)
        expect(self.options.first).to_be_visible(timeout=20_000)
        return self

    @property
    def heading(self) -> Locator:
        """The heading that names the question."""
        return self.page.get_by_role("heading", level=1)

    @property
    def options(self) -> Locator:
        """The radio buttons of the question."""
        return self.page.locator("fieldset input[type=radio]")

    @property
    def state(self) -> Locator:
        """The line that says whether everything is saved."""
        return self.page.locator("header p").first

    def number(self) -> int:
        """Which question is shown."""
        found = re.search(r"\d+", self.heading.inner_text())
        assert found is not None
        return int(found[0])

    def press(self, *keys: str) -> None:
        """Keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def answer(self, choices: str) -> None:
        """Answer the shown question and those after it, by keyboard."""
        for choice in choices:
            self.press(choice, "n")

    def wait_saved(self) -> None:
        """Wait until nothing is on its way."""
        expect(self.state).to_have_text(re.compile("^(Saved|Enregistré)$"), timeout=30_000)
