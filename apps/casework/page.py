"""The page on which a case is worked: the same document for everyone; its script asks the API."""

from __future__ import annotations

from IPython.display import HTML, display

from apps.web.body import page_body


def markup() -> str:
    """The body of the page."""
    return page_body("casework")


def show() -> None:
    """Display the page as the output of a notebook cell."""
    display(HTML(markup()))  # type: ignore[no-untyped-call]
