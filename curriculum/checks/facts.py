"""Facts that go out of date: shown from one place, and looked at again in time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from curriculum.catalog import CaseFile, Lesson
from curriculum.checks.prose import all_texts, data_texts
from curriculum.checks.rule import Placed, Setting, in_cell
from curriculum.facts import named, without_facts
from curriculum.model import Fact
from question_bank.checks.finding import Fault
from question_bank.checks.prose import all_texts as texts_of_item

OLD = 12  # months

_FIGURE = re.compile(r"\d")


def facts_known(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """Facts that a lesson shows exist."""
    for notebook in lesson.notebooks.values():
        for cell in notebook.cells:
            for one in _unknown(cell.source, setting.catalog.facts):
                yield in_cell(notebook, cell.id, one)
    for path, place, text in data_texts(lesson):
        for one in _unknown(text, setting.catalog.facts):
            yield path, replace(one, place=place)


def shared_facts(setting: Setting) -> Iterator[Placed]:
    """Facts that claims and terms show exist."""
    catalog = setting.catalog
    for name, entries in (("claims.yaml", catalog.claims), ("glossary.yaml", catalog.terms)):
        for entry in entries.values():
            for place, text in all_texts(entry):
                for one in _unknown(text, catalog.facts):
                    yield setting.root / name, replace(one, place=f"[{entry.id}].{place}")


def by_hand(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """No lesson states by hand what facts.yaml holds."""
    for notebook in lesson.notebooks.values():
        for cell in notebook.cells:
            if cell.kind == "markdown":
                for fault in _stated(cell.source, setting.catalog.facts):
                    yield in_cell(notebook, cell.id, fault)
    for path, place, text in data_texts(lesson):
        for fault in _stated(text, setting.catalog.facts):
            yield path, replace(fault, place=place)


def case_facts(found: CaseFile, setting: Setting) -> Iterator[Fault]:
    """Facts that a case shows exist, and none is stated by hand."""
    for place, text in all_texts(found.case):
        for one in (*_unknown(text, setting.catalog.facts), *_stated(text, setting.catalog.facts)):
            yield replace(one, place=place)


def items_by_hand(setting: Setting) -> Iterator[Placed]:
    """Items name the facts they depend on, so that a changed fact flags them."""
    facts = setting.catalog.facts
    for item in setting.bank:
        path = setting.bank.origins[item.id].path
        for one in item.facts:
            if one not in facts:
                yield path, Fault("facts", f"{one!r} is not in facts.yaml", "Mend the id.")
        stated: set[str] = set()
        for _, _, text in texts_of_item(item):
            stated |= {fact.id for fact, _ in _matches(text, facts)}
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
    for fact, found in _matches(without_facts(text), facts):
        fix = f"Write {{fact:{fact.id}}} instead, and run `parcours curriculum fmt`."
        yield Fault("", f"states {fact.id} by hand: {found!r}", fix)


def _matches(text: str, facts: Mapping[str, Fact]) -> Iterator[tuple[Fact, str]]:
    """Facts that the text states, each with the words that do.

    Most patterns need a figure: they are looked for in the lines that have one, which is most
    of the time this rule takes.
    """
    figures = "\n".join(line for line in text.splitlines() if _FIGURE.search(line))
    for fact in facts.values():
        for pattern in fact.match:
            found = re.search(pattern, figures if _FIGURE.search(pattern) else text)
            if found is not None:
                yield fact, found[0]
                break
