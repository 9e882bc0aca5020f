"""Whether the two languages are the same lesson."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from curriculum.catalog import Lesson
from curriculum.checks.rule import Placed, Setting, in_cell
from curriculum.notebook import Cell, Notebook
from question_bank.checks.finding import Fault

APART = 0.35  # share by which one language may be longer


def same_cells(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """French and English have the same cells in the same order, with the same tags and calls."""
    french, english = lesson.notebooks.get("fr"), lesson.notebooks.get("en")
    if french is None or english is None:
        return
    for notebook in (french, english):
        ids = Counter(cell.id for cell in notebook.cells)
        for cell_id in sorted(found for found, count in ids.items() if count > 1):
            fault = Fault("", "its id is used twice", "Give one of them a new id.")
            yield in_cell(notebook, cell_id, fault)
    ours, theirs = [c.id for c in french.cells], [c.id for c in english.cells]
    if ours != theirs:
        only = [f"{one} (fr)" for one in ours if one not in theirs]
        only += [f"{one} (en)" for one in theirs if one not in ours]
        message = "has not the same cells in the same order as the French"
        fix = f"Only in one language: {', '.join(only)}." if only else "Put them in one order."
        yield english.path, Fault("", message, fix)
        return
    for here, there in zip(french.cells, english.cells, strict=True):
        yield from _compare(here, there, english)


def _compare(here: Cell, there: Cell, english: Notebook) -> Iterator[Placed]:
    if here.kind != there.kind or here.tags != there.tags:
        fault = Fault("", "has another kind or other tags than in French", "Make them the same.")
        yield in_cell(english, there.id, fault)
    elif here.kind == "code":
        if here.source.replace('"fr"', '"en"') != there.source:
            fault = Fault("", "has other code than in French", "Make them the same.")
            yield in_cell(english, there.id, fault)
    elif [level for level, _ in here.headings] != [level for level, _ in there.headings]:
        fault = Fault("", "has other headings than in French", "Make them the same.")
        yield in_cell(english, there.id, fault)
    elif abs(here.words - there.words) > max(60, APART * max(here.words, there.words)):
        message = f"has {there.words} words, the French {here.words}: is something missing?"
        yield in_cell(english, there.id, Fault("", message, "Compare them.", "warning"))
