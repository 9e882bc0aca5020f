"""The home page: the same document for everyone; its script asks the API for the rest."""

from __future__ import annotations

from apps.web.body import page_body


def markup() -> str:
    """The body of the page."""
    return page_body("home")
