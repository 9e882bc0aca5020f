"""Sources as a list of HTML, and back."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

from pydantic import ValidationError

from question_bank.exchange.html import clean
from question_bank.exchange.question import LICENCE, LICENCE_URL, TITLE
from question_bank.model import Source


def sources_html(sources: Sequence[Source]) -> str:
    """The sources of a question, then the licence it comes under."""
    rows = "".join(f"<li>{_row(source)}</li>" for source in sources)
    listed = f'<ul class="sources">{rows}</ul>' if rows else ""
    return (
        f'{listed}<p class="licence">{TITLE} contributors, '
        f'<a href="{LICENCE_URL}">{LICENCE}</a></p>'
    )


def sources_from(html: str) -> tuple[Source, ...]:
    """The sources in the HTML, of a list that `sources_html` wrote."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(source for row in reader.rows if (source := source_of(**row)) is not None)


def source_of(
    title: str | None = None, where: str | None = None, url: str | None = None
) -> Source | None:
    """The source of these words, or None where they name nothing; a bad address is left out."""
    if not title or not title.strip():
        return None
    fields = {"title": clean(title), "where": clean(where or "") or None, "url": url or None}
    try:
        return Source.model_validate(fields)
    except ValidationError:
        return Source.model_validate({**fields, "url": None})


def _row(source: Source) -> str:
    parts = [f"<cite>{escape(source.title)}</cite>"]
    if source.where is not None:
        parts.append(f'<span class="where">{escape(source.where)}</span>')
    if source.url is not None:
        parts.append(f'<a href="{escape(source.url)}">{escape(source.url)}</a>')
    return ", ".join(parts)


class _Reader(HTMLParser):
    """Collects the rows of lists of the class `sources`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[dict[str, str]] = []
        self._inside = False
        self._field: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag == "ul":
            self._inside = "sources" in classes
        elif self._inside and tag == "li":
            self.rows.append({})
        elif self._inside and self.rows and tag == "a":
            self.rows[-1]["url"] = given.get("href", "")
        elif self._inside and self.rows and (tag == "cite" or "where" in classes):
            self._field = "title" if tag == "cite" else "where"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("cite", "span"):
            self._field = None
        elif tag == "ul":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._field is not None:
            self.rows[-1][self._field] = self.rows[-1].get(self._field, "") + data
