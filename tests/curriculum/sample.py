"""The data of a small curriculum that every rule accepts, one sound thing of every kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from curriculum.notebook import Cell, opening
from question_bank.bank import Bank, Origin
from question_bank.blueprint import Blueprint
from question_bank.model import Item, Locale
from tests.factories import make_item

TODAY = date(2026, 11, 22)
MODULE, SLUG = "home-visits", "first-visit"
LESSON = f"{MODULE}/1"
SECTIONS = ("before-going", "at-the-door", "listening", "writing-down", "going-back")
CLAIMS = tuple(f"claim-{number}" for number in range(1, 13))

Data = dict[str, Any]


def both(text: str) -> Data:
    """A text whose two languages can be told apart."""
    return {"en": f"{text} en", "fr": f"{text} fr"}


def activities() -> list[Data]:
    """One sound activity of every kind."""
    head = {"title": both("Title"), "task": both("Task")}
    why = both("Because")
    ids = ("one", "two", "three", "four")
    lines = [
        {"id": one, "text": both(f"Line {one}"), "fault": one == "two", "why": why} for one in ids
    ]
    return [
        {
            "id": "sort-calls",
            "kind": "classify",
            **head,
            "bins": [{"id": one, "label": both(f"Bin {one}")} for one in ("now", "later")],
            "cards": [
                {"id": f"card-{one}", "text": both(f"Card {one}"), "bin": bin_, "why": why}
                for one, bin_ in zip(ids, ("now", "later") * 2, strict=True)
            ],
        },
        {
            "id": "order-steps",
            "kind": "order",
            **head,
            "steps": [{"id": one, "text": both(f"Step {one}")} for one in ids],
            "ties": [["two", "three"]],
            "why": why,
        },
        {
            "id": "match-words",
            "kind": "match",
            **head,
            "pairs": [
                {"id": one, "left": both(f"Left {one}"), "right": both(f"Right {one}"), "why": why}
                for one in ids
            ],
            "extra": [{"id": "spare", "text": both("Right spare")}],
        },
        {
            "id": "decide-door",
            "kind": "decide",
            **head,
            "rounds": [
                {
                    "id": "door",
                    "scene": both("The door stays shut; the fee is {fact:visit-fee}."),
                    "options": [
                        {"id": "wait", "text": both("Wait"), "why": why, "best": True},
                        {"id": "leave", "text": both("Leave"), "why": why},
                    ],
                }
            ],
            "debrief": both("Debrief"),
        },
        {
            "id": "compare-notes",
            "kind": "compare",
            **head,
            "documents": [
                {"title": both(f"Note {one}"), "text": both(f"Body {one}")} for one in ids[:2]
            ],
            "statements": [
                {"id": answer, "text": both(f"Said {answer}"), "answer": answer, "why": why}
                for answer in ("first", "second", "both", "neither")
            ],
        },
        {
            "id": "find-faults",
            "kind": "contradiction",
            **head,
            "documents": [{"title": both("Letter"), "lines": lines}],
            "debrief": both("Debrief"),
            "claims": list(CLAIMS),
        },
        {
            "id": "count-hours",
            "kind": "number",
            **head,
            "scene": both("Scene"),
            "question": both("How many"),
            "answer": 1234.5678,
            "unit": both("hours"),
            "mistakes": [{"value": 0.0375, "why": why}],
            "why": why,
        },
    ]


def figures() -> list[Data]:
    """One sound figure of every kind."""
    head = {"title": both("Figure title"), "alt": both("What it shows"), "source": "act-a"}
    return [
        {
            "id": "dates",
            "kind": "timeline",
            **head,
            "events": [
                {"when": both("In May"), "text": both("Event one"), "note": both("Aside")},
                {"when": both("In June"), "text": both("Event two")},
            ],
        },
        {
            "id": "models",
            "kind": "steps",
            **head,
            "columns": [both("Column one"), both("Column two")],
            "rows": [{"label": both("Model"), "steps": [both("Cell one"), None]}],
        },
        {
            "id": "which-way",
            "kind": "path",
            **head,
            "nodes": [
                {"id": "ask", "text": both("Ask first"), "kind": "question"},
                {"id": "go", "text": both("Then go"), "kind": "end"},
            ],
            "links": [{"from": "ask", "to": "go", "text": both("If yes")}],
        },
        {
            "id": "amounts",
            "kind": "bars",
            **head,
            "unit": both("Euros"),
            "bars": [
                {"label": both("Bar one"), "value": 1234.5},
                {"label": both("Bar two"), "value": 2},
            ],
        },
        {
            "id": "run-chart",
            "kind": "lines",
            **head,
            "x": ["2024", both("Spring"), "2026"],
            "unit": both("Visits"),
            "series": [{"label": both("Series"), "values": [1, None, 2.5]}],
            "marks": [{"x": "Spring en", "text": both("Mark")}],
        },
    ]


def facts() -> list[Data]:
    """A fact that is confirmed, and one that is not."""
    return [
        {
            "id": "visit-fee",
            "title": both("Fee of a visit"),
            "value": {"en": "€30 & more", "fr": "30 € & plus"},
            "confidence": "A",
            "sources": ["act-a"],
            "as_of": "2026-11",
            "match": [r"€30\b", r"\b30\s?€"],
        },
        {
            "id": "waiting-time",
            "title": both("Waiting time"),
            "value": {"en": "two weeks", "fr": "deux semaines"},
            "confidence": "C",
            "sources": [],
            "as_of": "2026-11",
        },
    ]


def works() -> list[Data]:
    """Two sources, one with an address."""
    return [
        {
            "id": "act-a",
            "title": "Act A",
            "author": "Parliament",
            "date": "2020",
            "where": both("section 4"),
            "url": "https://example.org/act-a",
            "kind": "law",
            "checked": "2026-11",
        },
        {"id": "guide-b", "title": "Guide B", "kind": "document"},
    ]


def claims() -> list[Data]:
    """Twelve claims; the first shows a fact."""
    return [
        {
            "id": one,
            "ref": number,
            "document": "guide-b",
            "lines": "12" if number == 1 else "12-14",
            "says": both(f"Says {number}"),
            "holds": both("It costs {fact:visit-fee}." if number == 1 else f"Holds {number}"),
            "check": both(f"Check {number}"),
            "sources": ["act-a"],
            "reason": "contradicted",
        }
        for number, one in enumerate(CLAIMS, 1)
    ]


def module() -> Data:
    """The module as it is announced, with one lesson."""
    return {
        "id": MODULE,
        "title": both("Home visits"),
        "summary": both("Summary"),
        "jurisdiction": ["fr"],
        "prerequisites": [],
        "lessons": [
            {
                "n": 1,
                "slug": SLUG,
                "title": both("The first visit"),
                "objectives": [
                    {"text": both("Say who comes"), "competence": 1},
                    {"text": both("Say what it costs: {fact:visit-fee}"), "competence": 2},
                    {"text": both("Write a note"), "topic": "care/notes"},
                ],
                "teaches": {
                    "ccm-test/care/notes": ["writing-down"],
                    "ccm-test/care/visits": ["before-going"],
                },
                "terms": ["visit"],
                "sources": ["act-a", "guide-b"],
            }
        ],
    }


def terms() -> list[Data]:
    """One term, whose definition shows a fact."""
    return [
        {
            "id": "visit",
            "en": "visit",
            "fr": "visite",
            "definition": both("A call at home, for {fact:visit-fee}."),
            "context": "fr",
        }
    ]


def syllabus() -> Data:
    """One track with the one module."""
    track = {"id": "short", "title": both("Short"), "summary": both("Summary")}
    return {"tracks": [{**track, "stops": [{"module": MODULE}]}]}


_SAID: dict[Locale, dict[str, str]] = {
    "en": {
        "title": "# The first visit\n\nThis module: France.",
        "scene": "## A door\n\n“Not today,” says Ms Martin.",
        "outside": "**Read outside:** Act A, section 4.",
        "not-my-role": "> **Not my role**\n>\n> The physician decides.",
        "on-monday": "> **On Monday**\n>\n> Call before you go.",
        "scene-decided": "## The door again\n\nShe opens.",
        "examined": "## How it is examined\n\nAs a case.",
        "check": "## Knowledge check\n\nAnswer.",
        "key-points": "## Key points\n\n- Call.\n- Listen.\n- Write.",
        "terms": "## Words",
        "sources": "## Sources",
        "section": "A visit costs {fact:visit-fee}. See [the scene](#scene).",
        "pad": "Ms Martin talks about her house and her sister. ",
    },
    "fr": {
        "title": "# La première visite\n\nCe module\u00a0: France.",
        "scene": "## Une porte\n\n«\u00a0Pas aujourd’hui\u00a0», dit Mme Martin.",
        "outside": "**À lire ailleurs\u00a0:** loi A, article 4.",
        "not-my-role": "> **Pas mon rôle**\n>\n> Le médecin décide.",
        "on-monday": "> **Lundi matin**\n>\n> Appelez avant de venir.",
        "scene-decided": "## La porte, encore\n\nElle ouvre.",
        "examined": "## Comment cela s’évalue\n\nPar un cas.",
        "check": "## Questions de révision\n\nRépondez.",
        "key-points": "## À retenir\n\n- Appeler.\n- Écouter.\n- Écrire.",
        "terms": "## Les mots",
        "sources": "## Sources",
        "section": "Une visite coûte {fact:visit-fee}. Voir [la scène](#scene).",
        "pad": "Madame Martin parle de sa maison, de sa sœur. ",
    },
}
_TAGGED = {
    "title": "jurisdiction",
    "scene": "opening-scene",
    "not-my-role": "not-my-role",
    "on-monday": "on-monday",
    "scene-decided": "scene-decided",
    "examined": "how-examined",
    "key-points": "key-points",
}


def cells(lang: Locale, *, padded: bool = False) -> list[Cell]:
    """The cells of the lesson: five sections, every activity, figure and part."""
    said = _SAID[lang]
    found: list[Cell] = []

    def text(cell_id: str, more: str = "") -> None:
        tags = (_TAGGED[cell_id],) if cell_id in _TAGGED else ()
        found.append(Cell(cell_id, "markdown", said[cell_id] + more, tags))

    def call(cell_id: str, code: str) -> None:
        found.append(Cell(cell_id, "code", code))

    text("title")
    call("open", opening(MODULE, 1, lang))
    text("scene", "\n\n" + (said["pad"] * 12).strip() if padded else "")
    todo = [one["id"] for one in activities()]
    shown = [one["id"] for one in figures()]
    for number, section in enumerate(SECTIONS):
        source = f"## Section {number + 1}\n\n{said['section']}"
        found.append(Cell(section, "markdown", source, ("section",)))
        for one in todo[number :: len(SECTIONS)]:
            call(f"do-{one}", f'lesson.activity("{one}")')
        call(f"see-{shown[number]}", f'lesson.figure("{shown[number]}")')
        more = (said["pad"] * (78 if padded else 2)).strip() + "\n\n"
        found.append(Cell(f"{section}-2", "markdown", more + said["outside"]))
    text("not-my-role")
    call("claim-first", 'lesson.disagree("claim-1")')
    for one in ("on-monday", "scene-decided", "examined", "check"):
        text(one)
    call("check-items", "lesson.check()")
    for one in ("key-points", "terms"):
        text(one)
    call("terms-list", "lesson.glossary()")
    text("sources")
    call("sources-list", "lesson.sources()")
    return found


def blueprint() -> Blueprint:
    """An outline of one domain with two topics."""
    quota = {"scored": 1, "pretest": 0}
    return Blueprint.model_validate(
        {
            "id": "ccm-test",
            "exam": "ccm",
            "status": "current",
            "title": both("Outline"),
            "note": both("Note"),
            "sources": [],
            "modes": {},
            "domains": [
                {
                    "id": "care",
                    "title": both("Care"),
                    "weight": 100,
                    "confidence": "estimate",
                    "source": None,
                    "full": quota,
                    "half": quota,
                    "topics": [
                        {"id": "notes", "title": both("Notes")},
                        {"id": "visits", "title": both("Visits")},
                    ],
                }
            ],
        }
    )


def practice(item_id: str, **changes: Any) -> Item:
    """A practice item that the lesson teaches."""
    own = {"use": "practice", "module": f"{LESSON}#before-going"}
    return make_item(item_id, **{**own, **changes})


def items() -> list[Item]:
    """Six practice items of the lesson, and a mock item that nobody may see."""
    questions = [practice(f"question-{number}") for number in range(1, 7)]
    return [*questions, practice("secret", use="mock")]


def bank_of(found: list[Item]) -> Bank:
    """A bank of these items with the outline of `blueprint`."""
    return Bank(
        items={item.id: item for item in found},
        blueprints={"ccm-test": blueprint()},
        origins={
            item.id: Origin(Path("bank/ccm/care") / f"{item.id}.yaml", "ccm") for item in found
        },
        cases={},
        case_origins={},
    )
