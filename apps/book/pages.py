"""Pages that are not lessons: the start, the tracks, glossary, sources and facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from apps.book.contents import Contents, page_of
from curriculum.catalog import Lesson
from curriculum.render.page import in_language
from curriculum.render.parts import COUNTRIES
from curriculum.typography import alphabetical, typeset_title
from question_bank.catalogue import catalogue
from question_bank.model import Locale, Text

TEMPLATES = Path(__file__).parent / "templates"
PAGES = ("index", "glossary", "sources", "facts")

_KINDS = {
    "law": "Laws",
    "regulation": "Regulations",
    "official": "Official publications",
    "guideline": "Guidelines",
    "standard": "Standards",
    "book": "Books",
    "article": "Articles",
    "document": "Documents read critically",
}
_CONFIDENCES = {
    "A": "Several sources agree.",
    "B": "One source.",
    "I": "Inferred from the sources.",
    "C": "Not confirmed: to be checked.",
    "X": "Sources contradict each other.",
}
_MARK = re.compile(r"\bCCM\b")
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")


def write_pages(contents: Contents, minutes: Mapping[str, int], lang: Locale, source: Path) -> None:
    """Write the markdown of every page that is not a lesson."""
    catalog = contents.catalog
    environment = _environment(lang)
    shared: dict[str, Any] = {"contents": contents, "minutes": minutes, "page_of": page_of}

    def hours(lessons: tuple[Lesson, ...]) -> int:
        return max(1, round(sum(minutes[lesson.id] for lesson in lessons) / 60))

    shared["hours"] = hours
    works = sorted(catalog.works.values(), key=lambda w: alphabetical(w.title))
    values: dict[str, dict[str, Any]] = {
        "index": {},
        "glossary": {
            "terms": sorted(
                catalog.terms.values(),
                key=lambda t: alphabetical(t.fr if lang == "fr" else t.en),
            )
        },
        "sources": {"groups": [(k, [w for w in works if w.kind == k]) for k in _KINDS]},
        "facts": {
            "facts": sorted(catalog.facts.values(), key=lambda f: alphabetical(f.title.in_(lang))),
            "works": catalog.works,
        },
    }
    for name, more in values.items():
        text = environment.get_template(f"{name}.md.j2").render(**shared, **more)
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    for track in contents.tracks:
        numbers = {one.id: n for n, one in enumerate(contents.of_track(track), 1)}
        text = environment.get_template("track.md.j2").render(
            **shared, track=track, numbers=numbers
        )
        (source / f"track-{track.id}.md").write_text(text, encoding="utf-8")


@cache
def _environment(lang: Locale) -> Environment:
    """Templates of markdown: prose goes in as it is, `plain` makes titles safe."""
    environment = Environment(  # noqa: S701 - markdown, not HTML; Sphinx escapes it
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = catalogue(TEMPLATES)

    other: Locale = "en" if lang == "fr" else "fr"

    def said(text: Text | str) -> str:
        return typeset_title(text) if isinstance(text, str) else in_language(text, lang)

    environment.globals.update(
        t=lambda message, **values: words.text(lang, message, **values),
        tn=lambda one, many, n: words.count(lang, one, many, n),
        lang=lang,
        places=COUNTRIES,
        kinds=_KINDS,
        confidences=_CONFIDENCES,
        names_the_mark=lambda text: bool(_MARK.search(said(text))),
        headword=lambda term: in_language(Text(en=term.en, fr=term.fr), lang),
        otherword=lambda term: in_language(Text(en=term.en, fr=term.fr), other),
    )
    environment.filters.update(
        said=said,
        plain=lambda text: _SPECIAL.sub(r"\\\1", said(text)),
        month=lambda month: format_date(date.fromisoformat(f"{month}-01"), "MMMM y", locale=lang),
    )
    return environment
