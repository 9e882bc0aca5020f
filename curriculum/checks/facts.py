"""Facts that go out of date: shown from one place, and looked at again in time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from curriculum.catalog import Lesson
from curriculum.checks.rule import Placed, Setting, in_cell
from curriculum.facts import named, without_facts
from curriculum.model import Fact
from question_bank.checks.finding import Fault
from question_bank.checks.prose import all_texts

OLD = 12  # months


def facts_known(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """Facts that a lesson shows exist."""
    for notebook in lesson.notebooks.values():
        for cell in notebook.cells:
            for one in _unknown(cell.source, setting.catalog.facts):
                yield in_cell(notebook, cell.id, one)
    for text in _texts(lesson.sheet.model_dump(mode="json")):
        for one in _unknown(text, setting.catalog.facts):
            yield lesson.data, one


def by_hand(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """No lesson states by hand what facts.yaml holds."""
    for notebook in lesson.notebooks.values():
        for cell in notebook.cells:
            if cell.kind == "markdown":
                for fault in _stated(cell.source, setting.catalog.facts):
                    yield in_cell(notebook, cell.id, fault)
    for text in _texts(lesson.sheet.model_dump(mode="json")):
        for fault in _stated(text, setting.catalog.facts):
            yield lesson.data, fault


def items_by_hand(setting: Setting) -> Iterator[Placed]:
    """Items name the facts they depend on, so that a changed fact flags them."""
    facts = setting.catalog.facts
    for item in setting.bank:
        path = setting.bank.origins[item.id].path
        for one in item.facts:
            if one not in facts:
                yield path, Fault("facts", f"{one!r} is not in facts.yaml", "Mend the id.")
        stated: set[str] = set()
        for _, _, text in all_texts(item):
            stated |= {fact.id for fact in facts.values() if _match(fact, text)}
        for one in sorted(stated - set(item.facts)):
            message = f"states the fact {one!r} without naming it"
            yield path, Fault("facts", message, f"Add {one} to `facts`.")


def stale(setting: Setting) -> Iterator[Placed]:
    """Facts older than a year are looked at again."""
    for fact in setting.catalog.facts.values():
        year, month = (int(part) for part in fact.as_of.split("-"))
        age = (setting.today.year - year) * 12 + setting.today.month - month
        if age > OLD:
            fix = "Check it at its source and set `as_of`."
            fault = Fault(fact.id, f"was checked {age} months ago", fix, "warning")
            yield setting.root / "facts.yaml", fault


def _unknown(text: str, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    for one in named(text):
        if one not in facts:
            yield Fault("", f"the fact {one!r} is not in facts.yaml", "Add it, or mend the id.")


def _stated(text: str, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    bare = without_facts(text)
    for fact in facts.values():
        found = _match(fact, bare)
        if found is not None:
            fix = f"Write {{fact:{fact.id}}} instead, and run `parcours curriculum fmt`."
            yield Fault("", f"states {fact.id} by hand: {found!r}", fix)


def _match(fact: Fact, text: str) -> str | None:
    for pattern in fact.match:
        found = re.search(pattern, text)
        if found is not None:
            return found[0]
    return None


def _texts(data: Any) -> Iterator[str]:
    """Every string of some data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
