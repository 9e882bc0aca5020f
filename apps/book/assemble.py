"""The source tree that Sphinx turns into one language of the book."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date

from apps.book.assets import write_assets
from apps.book.contents import Contents, page_of
from apps.book.flaw import Flaw
from apps.book.outputs import NotInLesson, book_notebook
from apps.book.pages import PAGES, TEMPLATES, write_pages
from curriculum.catalog import Lesson
from curriculum.public import build_lesson
from question_bank.bank import Bank
from question_bank.catalogue import catalogue
from question_bank.model import Locale

_NAMES = {"fr": "Français", "en": "English"}


def assemble(
    contents: Contents, bank: Bank, lang: Locale, source: Path, today: date
) -> tuple[Flaw, ...]:
    """Write the source tree of one language; what cannot be written is told, not raised."""
    flaws: list[Flaw] = []
    minutes: dict[str, int] = {}
    for lesson in contents.lessons:
        public = build_lesson(contents.catalog, bank, lesson, lang)
        minutes[lesson.id] = public["minutes"]
        try:
            data = book_notebook(lesson, lang, public)
        except NotInLesson as error:
            flaws.append(Flaw(str(lesson.notebook(lang)), str(error)))
            continue
        path = source / f"{page_of(lesson)}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    write_pages(contents, minutes, lang, source)
    course = _course(contents, lang, today)
    (source / "course.json").write_text(json.dumps(course, ensure_ascii=False), encoding="utf-8")
    write_assets(source)
    return tuple(flaws)


def _course(contents: Contents, lang: Locale, today: date) -> dict[str, Any]:
    """What the extension of Sphinx knows of the course."""
    other: Locale = "en" if lang == "fr" else "fr"
    tracks = [track.id for track in contents.tracks]
    day = format_date(today, "long", locale=lang)
    words = catalogue(TEMPLATES)
    return {
        "lang": lang,
        "date": day,
        "other": {"lang": other, "name": _NAMES[other]},
        "words": {"toggle": words.text(lang, "Show or hide the pages of")},
        "others": [*PAGES, *(f"track-{track}" for track in tracks), "search"],
        "lessons": {lesson.id: page_of(lesson) for lesson in contents.lessons},
        "pages": {page_of(lesson): _page(contents, lesson, lang) for lesson in contents.lessons},
    }


def _page(contents: Contents, lesson: Lesson, lang: Locale) -> dict[str, Any]:
    notebook = lesson.notebooks[lang]

    def step(one: Lesson | None) -> dict[str, str] | None:
        if one is None:
            return None
        return {"href": f"../{page_of(one)}.html", "title": one.notebooks[lang].title}

    return {
        "id": lesson.id,
        "file": str(notebook.path),
        "cells": [{"id": cell.id, "tags": list(cell.tags)} for cell in notebook.cells],
        "module": lesson.module.title.in_(lang),
        "tracks": [
            {
                "id": one.track.id,
                "title": one.track.title.in_(lang),
                "before": step(one.before),
                "after": step(one.after),
            }
            for one in contents.neighbours(lesson)
        ],
    }
