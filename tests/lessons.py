"""A small curriculum: one module, one lesson in both languages, with what every lesson has."""

from __future__ import annotations

from pathlib import Path

import yaml

from curriculum.notebook import Cell, Notebook, opening, written
from question_bank.model import LOCALES, Locale

MODULE = "first-steps"
STEM = "1-first-visit"
NEXT = "next-steps"  # a module that lessons link to

TEXTS: dict[Locale, dict[str, str]] = {
    "en": {
        "title": "# The first visit\n\nThis module: France.",
        "scene": "## “I did not ask for anyone”\n\nMrs Morel keeps the chain on the door. "
        "The neighbour called the service; she did not. You have forty minutes.",
        "who-may-know": "## Who may know\n\n" + "You ask before you write anything down. " * 30,
        "who-may-know-2": "What you learn on the doorstep stays there. " * 40
        + "\n\n**Read outside:** the law of 4 March 2002.",
        "role": "> **Not my role**\n>\n> You do not diagnose. The doctor does.",
        "monday": "> **On Monday**\n>\n> Ask: “What would you like to happen today?”",
        "second-section": "## What comes next\n\n" + "A visit ends with a date. " * 60,
        "table": "| who | may read |\n|---|---|\n| the person | all |\n| the team | the plan |",
        "key-points": "## Key points\n\n- Ask first.\n- [Who may know](#who-may-know).\n"
        f"- [The next steps](lesson:{NEXT}/1#second-section).",
        "terms": "## Words",
        "sources": "## Sources",
    },
    "fr": {
        "title": "# La première visite\n\nCe module\u00a0: France.",
        "scene": "## «\u00a0Je n’ai demandé personne\u00a0»\n\n"
        "Mme Morel garde la chaîne à la porte. Sa voisine a appelé le service. "
        "Vous avez quarante minutes.",
        "who-may-know": "## Qui peut savoir\n\n" + "Vous demandez avant d’écrire. " * 30,
        "who-may-know-2": "Ce que vous apprenez sur le seuil y reste. " * 40
        + "\n\n**À lire ailleurs\u00a0:** la loi du 4 mars 2002.",
        "role": "> **Pas mon rôle**\n>\n> Vous ne posez pas de diagnostic. Le médecin le pose.",
        "monday": "> **Lundi matin**\n>\n> Demandez ce que la personne souhaite aujourd’hui.",
        "second-section": "## La suite\n\n" + "Une visite se termine par une date. " * 60,
        "table": "| qui | peut lire |\n|---|---|\n| la personne | tout |\n| l’équipe | le plan |",
        "key-points": "## À retenir\n\n- Demandez d’abord.\n- [Qui peut savoir](#who-may-know).\n"
        f"- [La suite](lesson:{NEXT}/1#second-section).",
        "terms": "## Les mots",
        "sources": "## Sources",
    },
}
TAGS = {
    "title": ("jurisdiction",),
    "scene": ("opening-scene",),
    "who-may-know": ("section",),
    "second-section": ("section",),
    "role": ("not-my-role",),
    "monday": ("on-monday",),
    "key-points": ("key-points",),
}
CODE = {
    "title": ("open", ""),
    "who-may-know": ("do-steps", 'lesson.activity("steps")'),
    "table": ("see-visits", 'lesson.figure("visits")'),
    "terms": ("terms-list", "lesson.glossary()"),
    "sources": ("sources-list", "lesson.sources()"),
}


def text(english: str, french: str) -> dict[str, str]:
    """A text in both languages."""
    return {"en": english, "fr": french}


SHEET = {
    "activities": [
        {
            "id": "steps",
            "kind": "order",
            "title": text("The first five minutes", "Les cinq premières minutes"),
            "task": text("Put the steps in order.", "Mettez les étapes dans l’ordre."),
            "steps": [
                {"id": "greet", "text": text("Say who you are", "Dire qui vous êtes")},
                {"id": "ask", "text": text("Ask whether you may come in", "Demander à entrer")},
                {"id": "listen", "text": text("Listen", "Écouter")},
                {"id": "date", "text": text("Agree on a date", "Convenir d’une date")},
            ],
            "why": text("You are a guest.", "Vous êtes un invité."),
        }
    ],
    "figures": [
        {
            "id": "visits",
            "kind": "bars",
            "title": text("Visits in a month", "Visites en un mois"),
            "alt": text("Two in May, three in June.", "Deux en mai, trois en juin."),
            "invented": True,
            "unit": text("visits", "visites"),
            "bars": [
                {"label": text("May", "Mai"), "value": 2},
                {"label": text("June", "Juin"), "value": 3},
            ],
        }
    ],
}
MODULE_FILE = {
    "id": MODULE,
    "title": text("First steps", "Premiers pas"),
    "summary": text("Two sentences. Here.", "Deux phrases. Ici."),
    "jurisdiction": ["fr"],
    "prerequisites": [],
    "lessons": [
        {
            "n": 1,
            "slug": STEM[2:],
            "title": text("The first visit", "La première visite"),
            "objectives": [
                {"text": text(f"Do thing {n}", f"Faire la chose {n}"), "competence": n}
                for n in (1, 2, 3)
            ],
            "teaches": {"diu-2012/1": ["who-may-know"]},
            "terms": [],
            "sources": [],
        }
    ],
}


def write_curriculum(root: Path, *others: str) -> Path:
    """The curriculum below a root, which is returned; `others` are modules of the same content."""
    for module in (MODULE, *others):
        _write_module(root, module)
    for name in ("facts", "sources", "glossary", "claims"):
        (root / f"{name}.yaml").write_text("[]\n", encoding="utf-8")
    return root


def _write_module(root: Path, module: str) -> None:
    folder = root / "modules" / module
    for part in ("lessons", "data"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    write_yaml(folder / "module.yaml", {**MODULE_FILE, "id": module})
    write_yaml(folder / "data" / f"{STEM}.yaml", SHEET)
    (folder / "data" / "visits.csv").write_text("month,visits\n5,2\n6,3\n", encoding="utf-8")
    for lang in LOCALES:
        write_lesson(root, lang, module)


def write_lesson(root: Path, lang: Locale, module: str = MODULE, **changed: str) -> Path:
    """The notebook of the lesson in a language, some of its cells with another text."""
    path = root / "modules" / module / "lessons" / f"{STEM}.{lang}.ipynb"
    cells: list[Cell] = []
    for name, usual in TEXTS[lang].items():
        said = changed.get(name.replace("-", "_"), usual)
        cells.append(Cell(id=name, kind="markdown", source=said, tags=TAGS.get(name, ())))
        if name in CODE:
            id_, code = CODE[name]
            cells.append(Cell(id=id_, kind="code", source=code or opening(module, 1, lang)))
    path.write_text(written(Notebook(path, lang, tuple(cells))), encoding="utf-8")
    return path


def write_yaml(path: Path, data: object) -> None:
    """A file of YAML, as authors write it."""
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
