"""Text that is not HTML - Markdown, or plain lines - as HTML."""

from __future__ import annotations

import re
from html import escape

_EMPTY_LINES = re.compile(r"\n[ \t\r]*\n\s*")


def as_html(text: str, kind: str) -> str:
    """The text as HTML; `kind` is Moodle's name of its format."""
    if kind == "markdown":
        from markdown_it import MarkdownIt

        return str(MarkdownIt("commonmark", {"html": False}).render(text))
    if kind in ("plain_text", "plain"):
        lines = escape(text, quote=False).split("\n")
        return "<br/>".join(lines)
    if kind in ("moodle_auto_format", "moodle"):
        return _EMPTY_LINES.sub("<br/>", text)
    return text
