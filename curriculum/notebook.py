"""A lesson's notebook: its cells as values, and the one form in which it is written."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from question_bank.checks.prose import word_count
from question_bank.model import Locale

# What a lesson's code cells may call, and how many ids each takes: at least, at most.
CALLS: Mapping[str, tuple[int, int]] = {
    "activity": (1, 1),
    "figure": (1, 1),
    "disagree": (1, 9),
    "check": (0, 0),
    "glossary": (0, 0),
    "sources": (0, 0),
}
OPENING = "from apps.lessons import open_lesson"
HIDDEN = "hide-input"

KERNELSPEC = {"display_name": "Parcours", "language": "python", "name": "parcours"}

_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$", re.MULTILINE)
_MARKUP = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r"\]\([^)]*\)")


class Unreadable(Exception):
    """The file is no notebook; the message says what it is instead."""


@dataclass(frozen=True)
class Call:
    """What a code cell asks for: `lesson.activity("sort")` is `Call("activity", ("sort",))`."""

    name: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Cell:
    """One cell, without outputs."""

    id: str
    kind: Literal["markdown", "code"]
    source: str
    tags: tuple[str, ...] = ()

    @cached_property
    def words(self) -> int:
        """Words of a markdown cell; code has none."""
        return prose_words(self.source) if self.kind == "markdown" else 0

    @cached_property
    def headings(self) -> tuple[tuple[int, str], ...]:
        """Level and text of each heading."""
        if self.kind != "markdown":
            return ()
        return tuple((len(marks), text) for marks, text in _HEADING.findall(self.source))

    @cached_property
    def call(self) -> Call | None:
        """What the cell asks the lesson for; None where it is no such call."""
        return called(self.source) if self.kind == "code" else None


@dataclass(frozen=True)
class Section:
    """A section: its id for ever, its heading, and its cells."""

    id: str
    title: str
    cells: tuple[Cell, ...]

    @property
    def words(self) -> int:
        """Words of its text."""
        return sum(cell.words for cell in self.cells)

    @property
    def activities(self) -> tuple[str, ...]:
        """Ids of its activities, in their order."""
        calls = [cell.call for cell in self.cells]
        return tuple(
            str(call.arguments[0])
            for call in calls
            if call is not None and call.name == "activity" and call.arguments
        )


@dataclass(frozen=True)
class Notebook:
    """A lesson in one language."""

    path: Path
    lang: Locale
    cells: tuple[Cell, ...]

    @property
    def title(self) -> str:
        """Its first heading."""
        return next((text for cell in self.cells for _, text in cell.headings), "")

    @property
    def words(self) -> int:
        """Words of all its text."""
        return sum(cell.words for cell in self.cells)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its sections: from a cell tagged `section` to the next heading of the same rank."""
        found: list[Section] = []
        cells: list[Cell] = []
        for cell in self.cells:
            opens = any(level <= 2 for level, _ in cell.headings)
            if opens and cells:
                found.append(_section(cells))
                cells = []
            if "section" in cell.tags or (cells and not opens):
                cells.append(cell)
        if cells:
            found.append(_section(cells))
        return tuple(found)

    def cell(self, cell_id: str) -> Cell | None:
        """The cell of that id, if there is one."""
        return next((cell for cell in self.cells if cell.id == cell_id), None)

    def tagged(self, tag: str) -> tuple[Cell, ...]:
        """Cells that bear a tag."""
        return tuple(cell for cell in self.cells if tag in cell.tags)

    def calls(self, name: str) -> tuple[Call, ...]:
        """Every call of that name, in order."""
        return tuple(
            cell.call for cell in self.cells if cell.call is not None and cell.call.name == name
        )


def prose_words(markdown: str) -> int:
    """Words that a reader reads: no markup, no addresses, no marks that stand alone."""
    bare = _MARKUP.sub(" ", _ADDRESS.sub("]", markdown))
    return word_count(bare)


def read_notebook(path: Path, lang: Locale) -> Notebook:
    """The notebook of a file; Unreadable when it is none.

    nbformat's own reader is not used: it gives a cell without an id, or with one that is taken,
    another at random, and an id is for ever.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from error
    except ValueError as error:
        raise Unreadable(f"is not a notebook: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise Unreadable("is not a notebook: it has no list of cells")
    if data.get("nbformat") != 4:
        raise Unreadable("is not a notebook of format 4")
    cells = [_cell(cell, number) for number, cell in enumerate(data["cells"], 1)]
    return Notebook(path=path, lang=lang, cells=tuple(cells))


def _cell(data: Any, number: int) -> Cell:
    try:
        cell_id, kind, source = data["id"], data["cell_type"], data["source"]
        tags = data.get("metadata", {}).get("tags", [])
        source = source if isinstance(source, str) else "".join(source)
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"cell {number} has no id, kind or source as a notebook has") from error
    if kind not in ("markdown", "code"):
        raise Unreadable(f"cell {number} is of the kind {kind!r}: write markdown or code")
    if not isinstance(cell_id, str) or not cell_id:
        raise Unreadable(f"cell {number} has no id")
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise Unreadable(f"the tags of cell {number} are not a list of words")
    return Cell(cell_id, kind, source, tuple(tag for tag in tags if tag != HIDDEN))


def called(code: str) -> Call | None:
    """The one call to `lesson` that the code is, or None."""
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return None
    if len(body) != 1 or not isinstance(body[0], ast.Expr):
        return None
    value = body[0].value
    if not (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and isinstance(value.func.value, ast.Name)
        and value.func.value.id == "lesson"
        and not value.keywords
        and all(isinstance(argument, ast.Constant) for argument in value.args)
    ):
        return None
    arguments = tuple(a.value for a in value.args if isinstance(a, ast.Constant))
    return Call(value.func.attr, arguments)


def opening(module: str, n: int, lang: Locale) -> str:
    """The code that opens a lesson."""
    return f'{OPENING}\n\nlesson = open_lesson("{module}", {n}, "{lang}")'


def written(notebook: Notebook) -> str:
    """The canonical text of a notebook: no outputs, no counts, one source line a line."""
    cells = []
    for cell in notebook.cells:
        metadata: dict[str, Any] = {}
        tags = list(cell.tags)
        data: dict[str, Any] = {"cell_type": cell.kind, "id": cell.id, "metadata": metadata}
        if cell.kind == "code":
            data |= {"execution_count": None, "outputs": []}
            metadata["jupyter"] = {"source_hidden": True}
            tags.insert(0, HIDDEN)
        if tags:
            metadata["tags"] = tags
        data["source"] = cell.source.strip("\n").splitlines(keepends=True)
        cells.append(data)
    whole = {
        "cells": cells,
        "metadata": {
            "kernelspec": KERNELSPEC,
            "language_info": {"name": "python"},
            "parcours": {"lang": notebook.lang},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _section(cells: list[Cell]) -> Section:
    first = cells[0]
    title = next((text for _, text in first.headings), first.id)
    return Section(id=first.id, title=title, cells=tuple(cells))
