"""A small curriculum that every rule accepts, and a way to break one thing of it.

`Draft(folder)` holds the data of one module with one lesson in both languages; a test changes what
it wants wrong, and `write` puts it on disk. Only the sizes are too small, unless `padded=True`.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from curriculum.activities import AnyActivity
from curriculum.catalog import Catalog, Lesson
from curriculum.checks import LESSON_RULES, WHOLE_RULES, check_curriculum
from curriculum.checks.rule import Setting
from curriculum.figures import AnyFigure
from curriculum.fmt import formatted
from curriculum.load import load_catalog
from curriculum.model import Fact
from curriculum.notebook import Cell, Notebook, read_notebook, written
from curriculum.sheet import Sheet
from question_bank.bank import Bank
from question_bank.checks.finding import Fault, Finding
from question_bank.model import LOCALES, Item, Locale
from tests.curriculum.sample import (
    LESSON,
    MODULE,
    SLUG,
    TODAY,
    Data,
    activities,
    bank_of,
    cells,
    claims,
    facts,
    figures,
    items,
    module,
    syllabus,
    terms,
    works,
)


@dataclass
class Draft:
    """The data of a curriculum before it is written; change anything, then `write`."""

    root: Path
    padded: bool = False
    module: Data = field(default_factory=module)
    activities: list[Data] = field(default_factory=activities)
    figures: list[Data] = field(default_factory=figures)
    facts: list[Data] = field(default_factory=facts)
    works: list[Data] = field(default_factory=works)
    terms: list[Data] = field(default_factory=terms)
    claims: list[Data] = field(default_factory=claims)
    syllabus: Data = field(default_factory=syllabus)
    note: str = "\n\n".join(
        f"## {heading}\n\n{'Ask what the students would say. ' * 15}"
        for heading in ("Teacher's note", "Note pour qui enseigne")
    )
    items: list[Item] = field(default_factory=items)
    cells: dict[Locale, list[Cell]] = field(init=False)

    def __post_init__(self) -> None:
        self.cells = {lang: cells(lang, padded=self.padded) for lang in LOCALES}

    @property
    def folder(self) -> Path:
        """The folder of the module."""
        return self.root / "modules" / MODULE

    @property
    def entry(self) -> Data:
        """What the module says of the lesson."""
        found: Data = self.module["lessons"][0]
        return found

    @property
    def bank(self) -> Bank:
        """The bank around it."""
        return bank_of(self.items)

    def notebook(self, lang: Locale) -> Path:
        """The file of the lesson's text."""
        return self.folder / "lessons" / f"1-{SLUG}.{lang}.ipynb"

    @property
    def data(self) -> Path:
        """The file of the lesson's activities."""
        return self.folder / "data" / f"1-{SLUG}.yaml"

    def activity(self, kind: str) -> Data:
        """The activity of a kind."""
        return next(one for one in self.activities if one["kind"] == kind)

    def figure(self, kind: str) -> Data:
        """The figure of a kind."""
        return next(one for one in self.figures if one["kind"] == kind)

    def edit(self, cell_id: str, lang: Locale | None = None, **changes: Any) -> Draft:
        """Another source, other tags or another id, in one language or in both."""
        for one in LOCALES if lang is None else (lang,):
            assert any(cell.id == cell_id for cell in self.cells[one])
            self.cells[one] = [
                replace(cell, **changes) if cell.id == cell_id else cell for cell in self.cells[one]
            ]
        return self

    def say(self, cell_id: str, more: str, lang: Locale | None = None) -> Draft:
        """More text at the end of a cell."""
        for one in LOCALES if lang is None else (lang,):
            source = next(cell.source for cell in self.cells[one] if cell.id == cell_id)
            self.edit(cell_id, one, source=f"{source}\n\n{more}")
        return self

    def drop(self, cell_id: str, lang: Locale | None = None) -> Draft:
        """Without a cell."""
        for one in LOCALES if lang is None else (lang,):
            self.cells[one] = [cell for cell in self.cells[one] if cell.id != cell_id]
        return self

    def add(self, cell: Cell, *, after: str, lang: Locale | None = None) -> Draft:
        """One cell more."""
        for one in LOCALES if lang is None else (lang,):
            place = [found.id for found in self.cells[one]].index(after)
            self.cells[one].insert(place + 1, cell)
        return self

    def write(self, *, canonical: bool = True) -> Draft:
        """All files on disk, notebooks formatted unless they are what is broken."""
        save_yaml(self.root / "facts.yaml", self.facts)
        save_yaml(self.root / "sources.yaml", self.works)
        save_yaml(self.root / "glossary.yaml", self.terms)
        save_yaml(self.root / "claims.yaml", self.claims)
        save_yaml(self.root / "syllabus.yaml", self.syllabus)
        lines = yaml.dump(self.module, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        save(self.folder / "module.yaml", lines)
        save_yaml(self.data, {"activities": self.activities, "figures": self.figures})
        save(self.folder / "design.md", self.note)
        for lang in LOCALES:
            path = self.notebook(lang)
            notebook = Notebook(path, lang, tuple(self.cells[lang]))
            save(path, formatted(notebook, _sound(self.facts)) if canonical else written(notebook))
        return self

    def catalog(self) -> Catalog:
        """What is on disk, which must load without a fault."""
        catalog, findings = load_catalog(self.root)
        assert [str(finding) for finding in findings] == []
        return catalog

    def lesson(self) -> Lesson:
        """The lesson on disk."""
        return self.catalog().lesson(LESSON)

    def findings(self, today: date = TODAY) -> tuple[Finding, ...]:
        """What all rules say."""
        return check_curriculum(self.root, self.catalog(), self.bank, today)

    def ruling(self, rule: str, today: date = TODAY) -> list[tuple[str, Fault]]:
        """File name and fault of everything that the rules of a name say, once written."""
        self.write()
        return self.ruling_of_disk(rule, today)

    def ruling_of_disk(self, rule: str, today: date = TODAY) -> list[tuple[str, Fault]]:
        """As `ruling`, of the files as they are."""
        setting = Setting(root=self.root, catalog=self.catalog(), bank=self.bank, today=today)
        found: list[tuple[Path, Fault]] = []
        for one in LESSON_RULES:
            if one.name == rule:
                for lesson in setting.catalog.lessons:
                    found += one.check(lesson, setting)
        for whole in WHOLE_RULES:
            if whole.name == rule:
                found += whole.check(setting)
        return [(path.name, fault) for path, fault in found]

    def places(self, rule: str) -> list[tuple[str, str, str]]:
        """File name, place and message of everything that the rules of a name say."""
        return [(name, fault.place, fault.message) for name, fault in self.ruling(rule)]


def _sound(found: list[Data]) -> dict[str, Fact]:
    """The facts that can be read; a test may have broken the others."""
    facts: dict[str, Fact] = {}
    for one in found:
        with suppress(ValidationError):
            facts[one["id"]] = Fact.model_validate(one)
    return facts


def activity_of(kind: str, **changes: Any) -> AnyActivity:
    """One activity, as read."""
    data = next(one for one in activities() if one["kind"] == kind)
    return Sheet.model_validate({"activities": [{**data, **changes}]}).activities[0]


def figure_of(kind: str, **changes: Any) -> AnyFigure:
    """One figure, as read."""
    data = next(one for one in figures() if one["kind"] == kind)
    return Sheet.model_validate({"activities": [], "figures": [{**data, **changes}]}).figures[0]


def save(path: Path, text: str) -> None:
    """A file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def save_yaml(path: Path, data: Any) -> None:
    """A data file; JSON is YAML, and written ten times as fast."""
    save(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def change_notebook(path: Path, **changes: Any) -> None:
    """Other values at the top of a notebook file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    save(path, json.dumps({**data, **changes}, ensure_ascii=False))


def read_back(found: str) -> Notebook:
    """A notebook from its text, through a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "1-x.fr.ipynb"
        path.write_text(found, encoding="utf-8", newline="")
        return read_notebook(path, "fr")
