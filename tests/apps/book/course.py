"""A course of two modules and two tracks, small enough to build a book of."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from apps.book.build import build_book
from apps.book.flaw import Flaw
from curriculum.load import load_catalog
from question_bank.bank import Bank
from question_bank.model import LOCALES
from tests.lessons import (
    MODULE,
    MODULE_FILE,
    STEM,
    text,
    write_curriculum,
    write_lesson,
    write_yaml,
)

EMPTY = Bank(items={}, blueprints={}, origins={}, cases={}, case_origins={})
FIRST = f"{MODULE}/{STEM}"
SECOND = f"next-steps/{STEM}"

TRACKS = [
    {
        "id": "diu",
        "title": text("DIU track", "Parcours DIU"),
        "summary": text("For the French diploma.", "Pour le diplôme."),
        "stops": [{"module": MODULE}, {"module": "next-steps"}],
    },
    {
        "id": "ccm",
        "title": text("CCM track", "Parcours CCM"),
        "summary": text("For the American exam.", "Pour l’examen américain."),
        "stops": [{"module": "next-steps", "optional": True}],
    },
]
FACTS = [
    {
        "id": "line",
        "title": text("Telephone line", "Numéro d’appel"),
        "value": text("3919", "3919"),
        "confidence": "C",
        "sources": ["law"],
        "as_of": "2026-10",
    }
]
WORKS = [{"id": "law", "title": "Loi du 4 mars 2002", "kind": "law", "checked": "2026-10"}]
TERMS = [
    {
        "id": "aidant",
        "en": "informal carer",
        "fr": "proche aidant",
        "definition": text("Someone close who helps.", "Une personne proche qui aide."),
        "context": "fr",
    }
]


def write_course(root: Path, **changed: str) -> Path:
    """The curriculum; `changed` replaces the text of cells of the first English lesson."""
    root.mkdir(parents=True, exist_ok=True)
    write_curriculum(root)
    fact = '<span data-fact="line">3919 (to be checked)</span>'
    far = f"[the visit](lesson:{MODULE}/1#who-may-know)"
    write_lesson(root, "en", second_section=f"## What comes next\n\nCall {fact}. See {far}.")
    folder = root / "modules" / "next-steps"
    shutil.copytree(root / "modules" / MODULE, folder)
    write_yaml(folder / "module.yaml", {**MODULE_FILE, "id": "next-steps"})
    for lang in LOCALES:
        path = folder / "lessons" / f"{STEM}.{lang}.ipynb"
        path.write_text(path.read_text().replace(f'\\"{MODULE}\\"', '\\"next-steps\\"'))
    write_lesson(root, "en", **changed)
    lists: dict[str, Any] = {"facts": FACTS, "sources": WORKS, "glossary": TERMS}
    for name, entries in lists.items():
        _dump(root / f"{name}.yaml", entries)
    _dump(root / "syllabus.yaml", {"tracks": TRACKS})
    return root


def built(root: Path, out: Path) -> tuple[Flaw, ...]:
    """Build the book of a curriculum that has no faults of its own."""
    catalog, findings = load_catalog(root)
    assert [str(found) for found in findings] == []
    return build_book(catalog, EMPTY, out)


def _dump(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
