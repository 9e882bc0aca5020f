"""Reports as fragments of HTML, and as whole pages that load nothing from anywhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from curriculum.render.page import templates_in
from graders.results.view import View
from graders.results.words import count, say
from question_bank.model import Locale

TEMPLATES = Path(__file__).parent / "templates"


def student_html(view: View) -> str:
    """The report on a student (`student_view`), without style or script of its own."""
    return _rendered("student", view)


def cohort_html(view: View) -> str:
    """The report on a cohort (`cohort_view`), without style or script of its own."""
    return _rendered("cohort", view)


def similar_html(view: View) -> str:
    """The texts to look at (`similar_view`), without style or script of their own."""
    return _rendered("similar", view)


def whole_page(fragment: str, view: View) -> str:
    """A page with the fragment and its style in it."""
    style = (TEMPLATES / "results.css").read_text(encoding="utf-8")
    lang: Locale = view["lang"]
    return (
        _environment(lang)
        .get_template("page.html.j2")
        .render(title=view["title"], body=Markup(fragment), style=Markup(style))  # noqa: S704
    )


def _rendered(template: str, view: View) -> str:
    lang: Locale = view["lang"]
    return _environment(lang).get_template(f"{template}.html.j2").render(view=view).strip() + "\n"


@cache
def _environment(lang: Locale) -> Environment:
    environment = templates_in(TEMPLATES)

    def speak(message: str, **values: Any) -> str:
        return say(lang, message, **values)

    def number(one: str, many: str, n: int) -> str:
        return count(lang, one, many, n)

    environment.globals.update(t=speak, tn=number, lang=lang)
    return environment
