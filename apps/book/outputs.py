"""Lessons as Sphinx reads them: notebooks whose code is gone and whose outputs are in place."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from curriculum.catalog import Lesson
from curriculum.notebook import Call, Cell
from curriculum.public import asked
from question_bank.model import Locale


class NotInLesson(Exception):
    """A cell asks for something that its lesson does not have."""


def book_notebook(lesson: Lesson, lang: Locale, public: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook for the book; a code cell is nothing but its output."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"display_name": "", "language": "python", "name": "none"}},
        "cells": [_cell(cell, public) for cell in lesson.notebooks[lang].cells],
    }


def _cell(cell: Cell, public: Mapping[str, Any]) -> dict[str, Any]:
    if cell.kind == "markdown":
        return {"cell_type": "markdown", "id": cell.id, "metadata": {}, "source": cell.source}
    data = {"text/html": _html(cell, public)}
    return {
        "cell_type": "code",
        "id": cell.id,
        "metadata": {},
        "execution_count": None,
        "source": "...",  # MyST-NB drops cells without a source, and their outputs
        "outputs": [{"output_type": "display_data", "metadata": {}, "data": data}],
    }


def _html(cell: Cell, public: Mapping[str, Any]) -> str:
    call = cell.call
    if call is None:  # the cell that opens the lesson
        return str(public["head"]["html"])
    parts = _found(call, public)
    if call.name == "activity":
        return "\n".join(activity_html(part, public) for part in parts)
    if call.name == "check":
        return activity_html(parts[0], public) if parts[0]["items"] else ""
    return "\n".join(str(part["html"]) for part in parts)


def _found(call: Call, public: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What the call asks for, all of it; in print nobody is told later what is missing."""
    parts = asked(call, public)
    if not parts:
        raise NotInLesson(f"lesson.{call.name}() names nothing")
    for name, part in parts.items():
        if part is None:
            what = f'lesson.{call.name}("{name}")' if name in call.arguments else f"lesson.{name}()"
            raise NotInLesson(f"{what}: the lesson has none of that id")
    return [part for part in parts.values() if part is not None]


def activity_html(spec: Mapping[str, Any], public: Mapping[str, Any]) -> str:
    """An activity for the script to bring to life; without a script, its static form."""
    data = {key: value for key, value in spec.items() if key != "html"}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    lesson = html.escape(f"{public['module']}/{public['n']}")
    return (
        f'<div class="parcours-activity" data-lesson="{lesson}">'
        f'<script type="application/json">{text}</script>\n{spec["html"]}</div>'
    )
