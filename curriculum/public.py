"""The public half of a lesson: all that its notebook shows, as one JSON object a language.

The reader's kernel reads this object and nothing else: no bank, no key of a mock exam. The
questions of the knowledge check are practice items, whose keys are public.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from curriculum.activities import Activity, Explore
from curriculum.catalog import MINUTES_A_QUESTION, Catalog, Lesson
from curriculum.explore import explored
from curriculum.facts import filled
from curriculum.model import Fact
from curriculum.notebook import CALLS, Call
from curriculum.render import parts
from curriculum.render.page import FOLDER, in_language
from question_bank.bank import Bank
from question_bank.catalogue import catalogue
from question_bank.model import LOCALES, Item, Locale, Record, Text

SCHEMA = 1
QUESTIONS = 10  # at most, in one knowledge check

# Calls that name parts by id, and where the public half holds them.
GROUPS = {"activity": "activities", "figure": "figures", "disagree": "claims"}

R = TypeVar("R", bound=Record)


def lesson_items(bank: Bank, lesson: Lesson) -> tuple[Item, ...]:
    """Live practice items that the lesson teaches, in the order of its sections.

    Where there are too many, each section gives one after the other until the check is full.
    """
    places = {section.id: place for place, section in enumerate(lesson.sections("en"))}
    found: dict[int, list[Item]] = defaultdict(list)
    for item in bank.select(use="practice", status="live"):
        taught, _, section = (item.module or "").partition("#")
        if taught == lesson.id:
            found[places.get(section, len(places))].append(item)
    turns = sorted((turn, place) for place, items in found.items() for turn in range(len(items)))
    chosen = sorted((place, turn) for turn, place in turns[:QUESTIONS])
    return tuple(found[place][turn] for place, turn in chosen)


def build_lesson(catalog: Catalog, bank: Bank, lesson: Lesson, lang: Locale) -> dict[str, Any]:
    """The public half of a lesson in one language; `schema` says which shape this is."""
    items = lesson_items(bank, lesson)
    minutes = lesson.minutes(lang, len(items))
    sheet = with_facts(lesson.sheet, catalog.facts)
    lesson = replace(lesson, sheet=sheet, entry=with_facts(lesson.entry, catalog.facts))
    terms = [with_facts(one, catalog.facts) for one in _known(lesson.entry.terms, catalog.terms)]
    words = catalogue(FOLDER)
    notebook = lesson.notebooks.get(lang)
    claims = {
        str(name): catalog.claims[str(name)]
        for call in (notebook.calls("disagree") if notebook is not None else ())
        for name in call.arguments
        if str(name) in catalog.claims
    }
    return {
        "schema": SCHEMA,
        "module": lesson.module.id,
        "n": lesson.n,
        "slug": lesson.slug,
        "lang": lang,
        "title": in_language(lesson.title, lang),
        "minutes": minutes,
        "sections": [
            {"id": section.id, "title": section.title, "activities": list(section.activities)}
            for section in lesson.sections(lang)
        ],
        "head": {"html": parts.head_html(lesson, catalog, bank, minutes=minutes, lang=lang)},
        "activities": {one.id: _activity(one, lesson, lang) for one in sheet.activities},
        "figures": {
            one.id: {"html": parts.figure_html(one, catalog.works, lang)} for one in sheet.figures
        },
        "claims": {
            name: {"html": parts.claim_html(with_facts(claim, catalog.facts), catalog.works, lang)}
            for name, claim in claims.items()
        },
        "check": {
            "kind": "check",
            "id": "check",
            "title": words.text(lang, "Knowledge check"),
            "task": words.text(lang, "Answer, then read the reason for every option."),
            "minutes": MINUTES_A_QUESTION * len(items),
            "items": [_question(item, lang) for item in items],
            "html": parts.check_html(items, lang),
        },
        "glossary": {"html": parts.glossary_html(terms, lang)},
        "sources": {"html": parts.sources_html(_known(lesson.entry.sources, catalog.works), lang)},
    }


def _activity(activity: Activity, lesson: Lesson, lang: Locale) -> dict[str, Any]:
    found: dict[str, Any] = _one_language(activity.model_dump(mode="json"), lang)
    found["minutes"] = activity.time
    if isinstance(activity, Explore):
        results = explored(activity, lesson.folder / "data", lang)
        return found | {"results": results, "html": parts.explore_html(activity, results, lang)}
    return found | {"html": parts.activity_html(activity, lang)}


def asked(call: Call, public: Mapping[str, Any]) -> dict[str, Mapping[str, Any] | None]:
    """The parts of the public half that a cell's call shows, by name; None where one is missing."""
    if call.name in GROUPS:
        group = public.get(GROUPS[call.name], {})
        return {str(name): group.get(name) for name in call.arguments}
    return {call.name: public.get(call.name) if call.name in CALLS else None}


def with_facts(record: R, facts: Mapping[str, Fact]) -> R:
    """The record with every fact that its texts name filled in."""
    return type(record).model_validate(
        _filled(record.model_dump(mode="json", by_alias=True), facts)
    )


def _filled(data: Any, facts: Mapping[str, Fact]) -> Any:
    if isinstance(data, dict):
        if set(data) == set(LOCALES):
            return {lang: filled(data[lang], facts, lang) for lang in LOCALES}
        return {key: _filled(value, facts) for key, value in data.items()}
    return [_filled(value, facts) for value in data] if isinstance(data, list) else data


def _one_language(data: Any, lang: Locale) -> Any:
    """The data with each pair of texts replaced by the one of the language."""
    if isinstance(data, dict):
        if set(data) == set(LOCALES):
            return in_language(Text.model_validate(data), lang)
        return {key: _one_language(value, lang) for key, value in data.items()}
    return [_one_language(value, lang) for value in data] if isinstance(data, list) else data


def _question(item: Item, lang: Locale) -> dict[str, Any]:
    fields = {"id", "revision", "stem", "choices", "correct", "sources", "as_of", "review"}
    data: dict[str, Any] = _one_language(item.model_dump(mode="json", include=fields), lang)
    return data


def _known(ids: Sequence[str], entries: Mapping[str, R]) -> list[R]:
    return [entries[one] for one in ids if one in entries]
