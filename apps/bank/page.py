"""The bank page: the same document for everyone; its script asks the API for the rest."""

from __future__ import annotations

from IPython.display import HTML, display

from apps.web.body import page_body


def markup() -> str:
    """The body of the page, which names the words of an item as the page of authors does."""
    return page_body("bank", "authoring")


def show() -> None:
    """Display the page as the output of a notebook cell."""
    display(HTML(markup()))  # type: ignore[no-untyped-call]
