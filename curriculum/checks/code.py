"""What a lesson's code may be: the opening, and one call a cell."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Lesson
from curriculum.checks.rule import Placed, Setting, in_cell
from curriculum.notebook import CALLS, Cell, opening
from question_bank.checks.finding import Fault


def code(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """Code cells hold the opening or one call to `lesson`: no imports, nothing to write."""
    for notebook in lesson.notebooks.values():
        cells = [cell for cell in notebook.cells if cell.kind == "code"]
        expected = opening(lesson.module.id, lesson.n, notebook.lang)
        if not cells or cells[0].source.strip() != expected:
            message = "the first code cell does not open this lesson"
            yield notebook.path, Fault("", message, f"Write: {expected!r}.")
        for cell in cells[1:]:
            if not _is_allowed(cell):
                message = "is not one call to `lesson`"
                fix = f"Write one of lesson.{', lesson.'.join(CALLS)}, with the ids it takes."
                yield in_cell(notebook, cell.id, Fault("", message, fix))


def _is_allowed(cell: Cell) -> bool:
    call = cell.call
    return (
        call is not None
        and call.name in CALLS
        and CALLS[call.name][0] <= len(call.arguments) <= CALLS[call.name][1]
        and all(isinstance(argument, str) for argument in call.arguments)
    )
