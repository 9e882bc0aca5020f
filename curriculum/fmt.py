"""The formatter: notebooks and cases in canonical form, notebooks with the facts as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from curriculum.cases import canonical
from curriculum.catalog import CaseFile, Lesson
from curriculum.facts import spanned
from curriculum.model import Fact
from curriculum.notebook import Cell, Notebook, written
from curriculum.typography import typeset
from question_bank.fmt import has_comment, replace_text, split_header
from question_bank.model import Locale

_HELD = "\ue000"  # stands for a verbatim piece while the spaces around it are set
_VERBATIM = re.compile(
    r"^ {0,3}(?P<fence>```+|~~~+)[^\n]*\n(?:.*?\n)?? {0,3}(?P=fence)[^\n]*$"  # a block of code
    r"|(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)"  # code in a line
    r"|^ {0,3}\[[^\]\n]+\]:"  # where a link or a footnote is defined
    r"|^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$"  # ruler of a table
    r"|<[^>\n]*>|&#?\w+;|\]\([^)\n]*\)|!\[|" + _HELD,
    re.MULTILINE | re.DOTALL,
)


def formatted(notebook: Notebook, facts: Mapping[str, Fact]) -> str:
    """The text of the notebook in canonical form."""
    cells = tuple(_cell(cell, facts, notebook.lang) for cell in notebook.cells)
    return written(replace(notebook, cells=cells))


def format_lessons(
    lessons: Iterable[Lesson], facts: Mapping[str, Fact], *, check: bool
) -> list[Path]:
    """Notebooks that change, written back unless `check`."""
    changed = []
    for lesson in lessons:
        for notebook in lesson.notebooks.values():
            text = formatted(notebook, facts)
            if text != notebook.path.read_text(encoding="utf-8"):
                changed.append(notebook.path)
                if not check:
                    replace_text(notebook.path, text)
    return changed


def format_cases(cases: Iterable[CaseFile], *, check: bool) -> tuple[list[Path], list[Path]]:
    """Files of cases that change, written back unless `check`; and those left alone.

    A file with comments below its top is left alone: they would be lost.
    """
    changed, left = [], []
    for found in cases:
        before = found.path.read_text(encoding="utf-8")
        header, body = split_header(before)
        text = header + canonical.written(found.case)
        if text == before:
            continue
        if has_comment(body):
            left.append(found.path)
            continue
        changed.append(found.path)
        if not check:
            replace_text(found.path, text)
    return changed, left


def _cell(cell: Cell, facts: Mapping[str, Fact], lang: Locale) -> Cell:
    source = "\n".join(line.rstrip() for line in cell.source.strip("\n").split("\n"))
    if cell.kind == "markdown":
        source = spanned(source, facts, lang)
        source = set_in(source, lang)
    return replace(cell, source=source)


def set_in(markdown: str, lang: Locale) -> str:
    """Markdown with the quotes and spaces of its language; code, markup and rulers untouched."""
    pieces = (found[0] for found in _VERBATIM.finditer(markdown))
    held = typeset(_VERBATIM.sub(_HELD, markdown), lang)
    return re.sub(_HELD, lambda _: next(pieces), held)
