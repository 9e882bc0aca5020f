"""Feedback on a case as HTML fragments: escaped, without style or script of their own.

nbgrader's feedback and the page of a solo learner show the same fragments.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup

from curriculum.render.page import inline, paragraphs, templates_in
from graders.cases.marking import Mark
from graders.cases.told import CaseFeedback, TaskFeedback, Verdict
from graders.cases.words import points, say
from question_bank.model import Locale

KEPT, SHORT = 4096, 4000  # texts that stay converted, and how many characters they may have

VERDICTS: dict[Verdict, str] = {
    "right": "right",
    "partly": "partly right",
    "wrong": "wrong",
    "missed": "missing",
    "harmful": "harmful",
}


def task_html(told: TaskFeedback, lang: Locale, *, number: int) -> str:
    """What is told of one task; `number` is its place in the case, from 1."""
    return _rendered("task", lang, task=told, number=number)


def whole_html(told: CaseFeedback, *, texts: bool = True) -> str:
    """What is told of the case as a whole: findings, errors that cap, debrief, where to read.

    With `texts`, also what was looked for in the tasks that only a person marks: nbgrader has no
    cell of ours for them.
    """
    written = [task for task in told.tasks if texts and task.read and not task.out_of]
    return _rendered("whole", told.lang, told=told, written=written)


def mark_html(mark: Mark, lang: Locale) -> str:
    """The mark on 20 and on 100, what caps it and whether somebody has still to read."""
    return _rendered("mark", lang, mark=mark)


def _rendered(template: str, lang: Locale, **values: Any) -> str:
    return _template(template, lang).render(**values).strip()


@cache
def _template(name: str, lang: Locale) -> Template:
    return _environment(lang).get_template(f"{name}.html.j2")


_kept_inline = lru_cache(KEPT)(inline)
_kept_paragraphs = lru_cache(KEPT)(paragraphs)


def _said(prose: str) -> Markup:
    """Nearly all prose is that of the case, and the same for every student."""
    return _kept_inline(prose) if len(prose) <= SHORT else inline(prose)


def _told(prose: str) -> Markup:
    return _kept_paragraphs(prose) if len(prose) <= SHORT else paragraphs(prose)


@cache
def _environment(lang: Locale) -> Environment:
    environment = templates_in(Path(__file__).parent / "templates")

    def speak(message: str, **values: Any) -> str:
        return say(lang, message, **values)

    def verdict(name: Verdict) -> str:
        return say(lang, VERDICTS[name])

    environment.globals.update(t=speak, lang=lang, verdict=verdict)
    environment.filters.update(said=_said, told=_told, points=lambda value: points(value, lang))
    return environment
