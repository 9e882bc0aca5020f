"""New lessons, started from a skeleton that has every part."""

from __future__ import annotations

import re
from pathlib import Path

from curriculum.fmt import formatted
from curriculum.notebook import Cell, Notebook, opening
from question_bank.fmt import replace_text
from question_bank.model import LOCALES, Locale
from question_bank.yaml_file import parse_yaml

_TEXTS: dict[Locale, dict[str, str]] = {
    "fr": {
        "title": "# TODO titre\n\nCe module : France.",
        "scene": "## TODO une personne, un lieu, une phrase, une décision\n\nTODO",
        "first-section": "## TODO titre de la section\n\nTODO",
        "first-section-2": "TODO\n\n**À lire ailleurs :** TODO",
        "not-my-role": "> **Pas mon rôle**\n>\n> TODO",
        "on-monday": "> **Lundi matin**\n>\n> TODO",
        "scene-decided": "## TODO la décision, et le doute qui reste\n\nTODO",
        "examined": "## Comment cela s'évalue\n\nTODO",
        "check": "## Questions de révision\n\nTODO",
        "key-points": "## À retenir\n\n- TODO\n- TODO\n- TODO",
        "terms": "## Les mots",
        "sources": "## Sources",
    },
    "en": {
        "title": "# TODO title\n\nThis module: France.",
        "scene": "## TODO a person, a place, a sentence, a decision\n\nTODO",
        "first-section": "## TODO title of the section\n\nTODO",
        "first-section-2": "TODO\n\n**Read outside:** TODO",
        "not-my-role": "> **Not my role**\n>\n> TODO",
        "on-monday": "> **On Monday**\n>\n> TODO",
        "scene-decided": "## TODO the decision, and the doubt that remains\n\nTODO",
        "examined": "## How it is examined\n\nTODO",
        "check": "## Knowledge check\n\nTODO",
        "key-points": "## Key points\n\n- TODO\n- TODO\n- TODO",
        "terms": "## Words",
        "sources": "## Sources",
    },
}
_TAGS = {
    "title": ("jurisdiction",),
    "scene": ("opening-scene",),
    "first-section": ("section",),
    "not-my-role": ("not-my-role",),
    "on-monday": ("on-monday",),
    "scene-decided": ("scene-decided",),
    "examined": ("how-examined",),
    "key-points": ("key-points",),
}
_CODE = {
    "scene": ("open", ""),
    "first-section-2": ("do-first-activity", 'lesson.activity("first-activity")'),
    "key-points": ("check-items", "lesson.check()"),
}
_SHEET = """activities:
- id: first-activity
  kind: decide
  title: {en: TODO, fr: TODO}
  task: {en: TODO, fr: TODO}
  rounds:
  - id: first-round
    scene: {en: TODO, fr: TODO}
    options:
    - {id: first, text: {en: TODO, fr: TODO}, why: {en: TODO, fr: TODO}, best: true}
    - {id: second, text: {en: TODO, fr: TODO}, why: {en: TODO, fr: TODO}}
  debrief: {en: TODO, fr: TODO}
figures: []
"""
_MODULE = """id: {module}
title: {{en: TODO, fr: TODO}}
summary: {{en: TODO, fr: TODO}}
jurisdiction: [fr]
prerequisites: []
lessons:
"""
_ENTRY = """- n: {n}
  slug: {slug}
  title: {{en: TODO, fr: TODO}}
  objectives:
  - {{text: {{en: TODO, fr: TODO}}, competence: 1}}
  - {{text: {{en: TODO, fr: TODO}}, competence: 1}}
  - {{text: {{en: TODO, fr: TODO}}, competence: 1}}
  teaches: {{}}
  terms: []
  sources: []
"""


_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class NotNew(ValueError):
    """The lesson cannot be started; the message says why."""


def start_lesson(root: Path, module: str, slug: str) -> list[Path]:
    """The files of a new lesson, the next one of its module; nothing that exists is changed
    but `module.yaml`, which gets an entry more.
    """
    for name in (module, slug):
        if not _SLUG.fullmatch(name):
            raise NotNew(f"{name!r} is no name: use small letters, digits and single hyphens")
    folder = root / "modules" / module
    announced = folder / "module.yaml"
    n, announcement = _announced(announced, module, slug)
    files = {folder / "data" / f"{n}-{slug}.yaml": _SHEET}
    for lang in LOCALES:
        path = folder / "lessons" / f"{n}-{slug}.{lang}.ipynb"
        files[path] = formatted(_skeleton(path, module, n, lang), {})
    if not (folder / "design.md").exists():
        files[folder / "design.md"] = (
            f"# {module}\n\n## Teacher's note\n\n## Note pour qui enseigne\n"
        )
    if taken := [path for path in files if path.exists()]:
        raise NotNew(f"{taken[0]} exists: remove it, or choose another slug")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    replace_text(announced, announcement)
    return [announced, *files]


def _announced(path: Path, module: str, slug: str) -> tuple[int, str]:
    """The number of the new lesson and `module.yaml` with its entry at the end."""
    head = path.read_text(encoding="utf-8") if path.exists() else _MODULE.format(module=module)
    data, _ = parse_yaml(head, path)
    lessons = data.get("lessons") if isinstance(data, dict) else None
    n = len(lessons) + 1 if isinstance(lessons, list) else 1
    text = head.rstrip() + "\n" + _ENTRY.format(n=n, slug=slug)
    after, faults = parse_yaml(text, path)
    if faults or not isinstance(after, dict) or len(after.get("lessons") or ()) != n:
        raise NotNew(f"{path}: put `lessons:` last, its entries not indented, and try again")
    return n, text


def _skeleton(path: Path, module: str, n: int, lang: Locale) -> Notebook:
    cells: list[Cell] = []
    for cell_id, text in _TEXTS[lang].items():
        if cell_id in _CODE:
            name, code = _CODE[cell_id]
            cells.append(Cell(name, "code", code or opening(module, n, lang)))
        cells.append(Cell(cell_id, "markdown", text, _TAGS.get(cell_id, ())))
        if cell_id == "terms":
            cells.append(Cell("terms-list", "code", "lesson.glossary()"))
    cells.append(Cell("sources-list", "code", "lesson.sources()"))
    return Notebook(path=path, lang=lang, cells=tuple(cells))
