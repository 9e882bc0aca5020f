"""Lessons as Sphinx reads them: notebooks whose code is gone and whose outputs are in place."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from curriculum.catalog import Lesson
from curriculum.notebook import Call, Cell
from question_bank.model import Locale

_PARTS = {"figure": "figures", "disagree": "claims"}


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
    if call.name == "check":
        return activity_html(public["check"], public) if public["check"]["items"] else ""
    if not call.arguments and call.name in {"activity", *_PARTS}:
        raise NotInLesson(f"lesson.{call.name}() names nothing")
    if call.name == "activity":
        return activity_html(_asked(public, "activities", call, call.arguments[0]), public)
    if call.name in _PARTS:
        found = [_asked(public, _PARTS[call.name], call, name) for name in call.arguments]
        return "\n".join(str(one["html"]) for one in found)
    try:
        return str(public[call.name]["html"])
    except KeyError:
        raise NotInLesson(f"lesson.{call.name}() is no call of a lesson") from None


def _asked(public: Mapping[str, Any], part: str, call: Call, name: object) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = public[part][name]
    except KeyError:
        raise NotInLesson(f'lesson.{call.name}("{name}"): the lesson has none of that id') from None
    return found


def activity_html(spec: Mapping[str, Any], public: Mapping[str, Any]) -> str:
    """An activity for the script to bring to life; without a script, its static form."""
    data = {key: value for key, value in spec.items() if key != "html"}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    lesson = html.escape(f"{public['module']}/{public['n']}")
    return (
        f'<div class="parcours-activity" data-lesson="{lesson}">'
        f'<script type="application/json">{text}</script>\n{spec["html"]}</div>'
    )
