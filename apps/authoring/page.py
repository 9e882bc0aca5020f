"""The page of authors: the same document for everyone; its script asks the API for the rest."""

from __future__ import annotations

from IPython.display import HTML, display

from apps.web.body import page_body


def markup() -> str:
    """The body of the page; the preview shows what the pages of exam and report show."""
    return page_body("authoring", "exam", "report")


def show() -> None:
    """Display the page as the output of a notebook cell."""
    display(HTML(markup()))  # type: ignore[no-untyped-call]
