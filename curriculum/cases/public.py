"""The public half of a case: all that a student's form shows, in both languages, and no key.

Which option is right, what a move is worth, what a plan needs, why, rubric levels, anchors and the
debrief are not in it. Options, steps to order and targets to match come in an order that tells
nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from curriculum.cases.model import TOTAL, Case
from curriculum.cases.tasks import (
    AnyTask,
    Choose,
    Compute,
    Grid,
    Long,
    Match,
    Number,
    Order,
    Plan,
    Several,
    Short,
    Simulation,
)
from curriculum.catalog import CaseFile, Catalog
from curriculum.facts import filled, shown
from curriculum.model import Fact
from curriculum.named import HasId
from curriculum.typography import typeset
from question_bank.model import LOCALES, Record, Text

SCHEMA = 1

H = TypeVar("H", bound=HasId)


def public_half(catalog: Catalog, found: CaseFile) -> dict[str, Any]:
    """The object that is written beside a case's notebook; texts are `{en, fr}`."""
    case = found.case
    other = catalog.cases.get(case.alternative or "")
    data = {
        "schema": SCHEMA,
        "case": case.id,
        "revision": case.revision,
        "module": found.module.id,
        "points": TOTAL,
        "title": case.title,
        "summary": case.summary,
        "jurisdiction": case.jurisdiction,
        "minutes": case.minutes,
        "purpose": case.purpose,
        "paper": case.paper,
        "content_note": case.content_note,
        "alternative": None if other is None else {"id": other.id, "title": other.case.title},
        "help_lines": [
            {"title": one.title, "value": Text(en=shown(one, "en"), fr=shown(one, "fr"))}
            for one in (catalog.facts.get(name) for name in case.help_lines)
            if one is not None
        ],
        "critical": [{"text": one.text, "cap": one.cap} for one in case.critical],
        "steps": case.steps,
        "documents": case.documents,
        "tasks": [_task(task, case) for task in case.tasks],
    }
    return {name: _plain(value, catalog.facts) for name, value in data.items()}


def _task(task: AnyTask, case: Case) -> dict[str, Any]:
    return {
        "id": task.id,
        "step": task.step,
        "kind": task.kind,
        "prompt": task.prompt,
        "points": task.worked + task.read,
        **_asked(task, case),
    }


def _asked(task: AnyTask, case: Case) -> dict[str, Any]:  # noqa: PLR0911 - one return a kind
    match task:
        case Choose() | Several():
            return {"options": _named(_mixed(task.options, case, task))}
        case Order():
            return {"steps": _named(_mixed(task.steps, case, task))}
        case Match():
            targets = _named(_mixed(task.targets, case, task))
            return {"sources": _named(task.sources), "targets": targets}
        case Number():
            return {"unit": task.unit}
        case Grid():
            columns = [
                {"id": one.id, "label": one.label, "choices": _named(one.choices)}
                for one in task.columns
            ]
            return {"head": task.head, "columns": columns, "rows": _named(task.rows)}
        case Plan():
            columns = [
                {
                    "id": one.id,
                    "label": one.label,
                    "entry": one.entry,
                    "hint": one.hint,
                    "choices": _named(one.choices),
                }
                for one in task.columns
            ]
            plan = {"today": task.today.isoformat(), "until": task.until.isoformat()}
            return {**plan, "least": task.least, "most": task.most, "columns": columns} | (
                {"criteria": _criteria(task)} if task.rubric is not None else {}
            )
        case Short() | Long():
            return {"words": task.words, "criteria": _criteria(task)}
        case Simulation():
            return {
                "nodes": [
                    {
                        "id": node.id,
                        "axis": node.axis,
                        "text": node.text,
                        "next": node.next,
                        "moves": [
                            {
                                "id": move.id,
                                "text": move.text,
                                "reply": move.reply,
                                "next": node.leads_to(move),
                            }
                            for move in node.moves
                        ],
                    }
                    for node in task.script.nodes
                ]
            }
        case Compute():
            values = [
                {"name": one.name, "label": one.label, "unit": one.unit, "points": one.points}
                for one in task.values
            ]
            return {"data": list(task.data), "values": values}


def _criteria(task: Plan | Short | Long) -> list[dict[str, Any]]:
    criteria = () if task.rubric is None else task.rubric.criteria
    return [{"id": one.id, "title": one.title, "points": one.points} for one in criteria]


def _named(things: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"id": one.id, "text": one.text} for one in things]


def _mixed(things: tuple[H, ...], case: Case, task: AnyTask) -> list[H]:
    """In an order that rests on ids alone, and is never the one they are written in."""

    def place(turn: int) -> list[H]:
        keys = {
            one.id: hashlib.sha256(f"{case.id}/{task.id}/{one.id}/{turn}".encode()).digest()
            for one in things
        }
        return sorted(things, key=lambda one: keys[one.id])

    return next(mixed for turn in range(100) if (mixed := place(turn)) != list(things))


def _plain(value: Any, facts: Mapping[str, Fact]) -> Any:
    """Records and texts as JSON, facts filled in, each language set as it should be."""
    if isinstance(value, Text):
        return {lang: typeset(filled(value.in_(lang), facts, lang), lang) for lang in LOCALES}
    if isinstance(value, Record):
        return {name: _plain(getattr(value, name), facts) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {name: _plain(one, facts) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, facts) for one in value]
    return value
