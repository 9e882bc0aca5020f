"""One page without a server: its text and the files it loads."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from playwright.sync_api import Locator, Page, Route


def open_bare(page: Page, site: str, text: str, folder: Path, names: Collection[str]) -> None:
    """Show that text as the first page of a site that has these files of the folder, too."""

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(f"{site}/")
        if name in names:
            route.fulfill(path=folder / name)
        elif name == "":
            route.fulfill(body=text, content_type="text/html")
        else:
            route.fulfill(status=204)

    page.route(f"{site}/**", serve)
    page.goto(f"{site}/")


def tab_to(page: Page, target: Locator) -> None:
    """Reach a control with Tab alone."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {target}")
