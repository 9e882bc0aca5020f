"""Templates of the static parts, with the words and the prose of one language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from curriculum.typography import typeset, typeset_title
from question_bank.catalogue import catalogue
from question_bank.model import Locale, Text

FOLDER = Path(__file__).parent

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def rendered(template: str, lang: Locale, **values: Any) -> str:
    """The HTML of a template; `t(message)` and `prose(text)` in it speak the language."""
    return _environment(lang).get_template(f"{template}.html.j2").render(**values).strip()


def inline(prose: str) -> Markup:
    """One line of prose with its emphasis; anything else of HTML is shown, not obeyed."""
    return Markup(_MARKDOWN.renderInline(prose))  # noqa: S704 - raw HTML is off


def paragraphs(prose: str) -> Markup:
    """Prose of several paragraphs."""
    return Markup(_MARKDOWN.render(prose).strip())  # noqa: S704 - raw HTML is off


def in_language(text: Text, lang: Locale) -> str:
    """The text as its language sets it."""
    return typeset(text.in_(lang), lang)


def number(value: float, lang: Locale) -> str:
    """A figure as the language writes it, no digit lost."""
    return str(format_decimal(value, locale=lang, decimal_quantization=False))


def templates_in(folder: Path) -> Environment:
    """An environment for templates of HTML: everything is escaped, nothing may be missing."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _environment(lang: Locale) -> Environment:
    environment = templates_in(FOLDER / "templates")
    words = catalogue(FOLDER)

    def say(message: str, **values: Any) -> str:
        return words.text(lang, message, **values)

    environment.globals.update(t=say, lang=lang)
    environment.filters.update(
        said=lambda text: inline(in_language(text, lang)),
        said_elsewhere=lambda text: inline(in_language(text, "en" if lang == "fr" else "fr")),
        titled=typeset_title,
        told=lambda text: paragraphs(in_language(text, lang)),
    )
    return environment
