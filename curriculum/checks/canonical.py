"""Whether a notebook is written in the one form."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Lesson
from curriculum.checks.rule import Placed, Setting
from curriculum.fmt import formatted
from question_bank.checks.finding import Fault


def canonical(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """Notebooks hold no outputs, present facts, French spaces, and nothing of any machine."""
    for notebook in lesson.notebooks.values():
        if formatted(notebook, setting.catalog.facts) != notebook.path.read_text("utf-8"):
            message = "is not in canonical form (outputs, facts, spaces or metadata)"
            yield notebook.path, Fault("", message, "Run `parcours curriculum fmt`.")
