"""The items of the bank as authors look for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from question_bank.bank import Bank
from question_bank.checks.prose import normalised
from question_bank.model import LOCALES, Item

PAGE = 60  # lines at a time
BEGINNING = 220  # characters of a stem in a line

FIELDS: dict[str, Callable[[Item], tuple[str, ...]]] = {
    "domain": lambda item: (item.domain,),
    "topic": lambda item: (item.topic,),
    "status": lambda item: (item.status,),
    "review": lambda item: (item.review,),
    "use": lambda item: (item.use,),
    "level": lambda item: (item.level,),
    "leadin": lambda item: (item.leadin,),
    "population": lambda item: item.population,
    "module": lambda item: (item.module or "none",),
    "case": lambda item: (item.case or "none",),
}


def listed(bank: Bank, asked: Mapping[str, str], *, start: int = 0) -> dict[str, Any]:
    """The items that answer to every filter and hold every word asked for, a page of them.

    The whole id of an item finds that item alone.
    """
    exam = asked.get("exam", "")
    text = asked.get("text", "").strip()
    wanted = [normalised(word) for word in text.split()]
    filters = {name: asked[name] for name in FIELDS if asked.get(name)}
    found = [
        item
        for item in bank.select(exam=exam or None)
        if all(value in FIELDS[name](item) for name, value in filters.items())
        and (item.id == text if text in bank.items else not wanted or _holds(bank, item, wanted))
    ]
    page = found[start : start + PAGE]
    return {
        "total": len(found),
        "start": start,
        "items": [_line(bank, item) for item in page],
    }


def _holds(bank: Bank, item: Item, wanted: list[str]) -> bool:
    """Whether the words stand in the id or in the item's prose, in one of the languages."""
    case = bank.cases.get(item.case) if item.case is not None else None
    for locale in LOCALES:
        parts = [item.stem.in_(locale)]
        for choice in item.choices:
            parts += [choice.text.in_(locale), choice.why.in_(locale)]
        if case is not None:
            parts.append(case.text.in_(locale))
        text = " ".join([item.id.replace("-", " "), item.id, *map(normalised, parts)])
        if all(word in text for word in wanted):
            return True
    return False


def _line(bank: Bank, item: Item) -> dict[str, Any]:
    kept = {"id", "domain", "topic", "status", "review", "use", "level", "leadin", "revision"}
    line = item.model_dump(mode="json", include=kept)
    stem = {locale: item.stem.in_(locale)[:BEGINNING] for locale in LOCALES}
    return line | {"exam": bank.exam_of(item.id), "stem": stem, "case": item.case}
