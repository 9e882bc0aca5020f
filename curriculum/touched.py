"""What depends on a fact: the lessons, cases and items to look at again when it changes."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog, Lesson
from curriculum.facts import named
from question_bank.bank import Bank


def touched_by(fact_id: str, catalog: Catalog, bank: Bank) -> Iterator[str]:
    """Places that show or rest on the fact: `file: cell` of lessons, entries, files of the rest."""
    for lesson in catalog.lessons:
        yield from _of_lesson(fact_id, lesson)
    for found in catalog.cases.values():
        if fact_id in (*named(found.case.model_dump_json()), *found.case.help_lines):
            yield str(found.path)
    for name, entries in (("claims.yaml", catalog.claims), ("glossary.yaml", catalog.terms)):
        for entry in entries.values():
            if fact_id in named(entry.model_dump_json()):
                yield f"{name}: {entry.id}"
    for item in bank:
        if fact_id in item.facts:
            yield bank.path_of(item.id)


def _of_lesson(fact_id: str, lesson: Lesson) -> Iterator[str]:
    for notebook in lesson.notebooks.values():
        for cell in notebook.cells:
            if fact_id in named(cell.source):
                yield f"{notebook.path}: cell {cell.id}"
    if fact_id in named(lesson.sheet.model_dump_json()):
        yield str(lesson.data)
    if fact_id in named(lesson.entry.model_dump_json()):
        yield f"{lesson.folder / 'module.yaml'}: lesson {lesson.n}"
