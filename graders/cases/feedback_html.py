"""Feedback on a case as HTML fragments: escaped, without style or script of their own.

nbgrader's feedback and the page of a solo learner show the same fragments.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from curriculum.render.page import inline, paragraphs
from graders.cases.marking import Mark
from graders.cases.told import CaseFeedback, TaskFeedback, Verdict
from graders.cases.words import points, say
from question_bank.model import Locale

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
    return _environment(lang).get_template(f"{template}.html.j2").render(**values).strip()


@cache
def _environment(lang: Locale) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def speak(message: str, **values: Any) -> str:
        return say(lang, message, **values)

    def verdict(name: Verdict) -> str:
        return say(lang, VERDICTS[name])

    environment.globals.update(t=speak, lang=lang, verdict=verdict)
    environment.filters.update(
        said=inline, told=paragraphs, points=lambda value: points(value, lang)
    )
    return environment
