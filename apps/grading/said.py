"""Tasks and copies as JSON for the page of graders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from curriculum.cases.rubric import Rubric
from curriculum.cases.tasks import AnyTask, Plan
from curriculum.catalog import Catalog
from curriculum.model import Fact
from graders.cases.plan_feedback import plan_rows
from graders.cases.rubric_comment import Judgement
from graders.cases.voice import Voice
from question_bank.model import LOCALES, Locale, Text

Json = dict[str, Any]


def task_said(catalog: Catalog, case_id: str, task_id: str) -> Json:
    """What every view of a task begins with."""
    case = catalog.cases[case_id].case
    task = case.task(task_id)
    return {
        "case": case_id,
        "task": task_id,
        "n": [one.id for one in case.tasks].index(task_id) + 1,
        "title": both(case.title, catalog.facts),
        "prompt": both(task.prompt, catalog.facts),
        "kind": task.kind,
        "points": task.read,
        "minutes": rubric_of(task).minutes,
        "words": getattr(task, "words", None),
    }


def rubric_said(rubric: Rubric, facts: Mapping[str, Fact]) -> Json:
    """All of a rubric in both languages."""
    return {
        "criteria": [
            {
                "id": criterion.id,
                "title": both(criterion.title, facts),
                "points": criterion.points,
                "levels": [
                    {"points": level.points, "text": both(level.text, facts)}
                    for level in criterion.levels
                ],
            }
            for criterion in rubric.criteria
        ],
        "points_list": [both(one, facts) for one in rubric.points_list],
        "alternatives": [both(one, facts) for one in rubric.alternatives],
        "anchors": [
            {
                "id": anchor.id,
                "strength": anchor.strength,
                "text": both(anchor.text, facts),
                "levels": anchor.levels,
                "points": sum(one.levels[anchor.levels[one.id]].points for one in rubric.criteria),
                "why": both(anchor.why, facts),
            }
            for anchor in rubric.anchors
        ],
        "remarks": [
            {"id": one.id, "text": both(one.text, facts), "praise": one.praise}
            for one in rubric.remarks
        ],
    }


def answer_said(catalog: Catalog, task: AnyTask, answer: Any, lang: Locale) -> Json | None:
    """What the student wrote: `text`, or the `head` and `rows` of a plan; null for nothing."""
    if answer is None:
        return None
    if isinstance(task, Plan):
        table = plan_rows(task, answer, "", Voice(lang, catalog.facts), written=str)
        return {"head": list(table.head), "rows": [list(row) for row in table.rows]}
    return {"text": str(answer)}


def judgement_said(judgement: Judgement) -> Json:
    """Levels, remarks, comment."""
    return {
        "levels": dict(judgement.levels),
        "remarks": list(judgement.remarks),
        "comment": judgement.comment,
    }


def both(text: Text, facts: Mapping[str, Fact]) -> dict[str, str]:
    """A text of the case in both languages, facts filled in."""
    return {lang: Voice(lang, facts).prose(text) for lang in LOCALES}


def moment(at: datetime | None) -> str | None:
    """A moment as the API gives it."""
    return None if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")


def rubric_of(task: AnyTask) -> Rubric:
    """The rubric of a task that a person reads; KeyError where nobody does."""
    rubric: Rubric | None = getattr(task, "rubric", None)
    if rubric is None:
        raise KeyError(f"nobody reads the task {task.id!r}")
    return rubric
