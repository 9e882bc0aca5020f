"""What a student is told of a plan: each part that a machine checks, and the rows at fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from curriculum.cases.tables import Plan, PlanColumn
from graders.cases.given import Row
from graders.cases.scoring import PlanPart, plan_parts
from graders.cases.told import Point, Rows
from graders.cases.voice import Voice, as_written
from graders.cases.words import count, day
from question_bank.model import Text

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "whole": "Enough rows, and every row whole",
        "actors": "Somebody who is there for each row",
        "dates": "Dates that lie ahead, within the time that was set",
        "agreement": "Agreement noted in every row",
        "fitting": "Nothing that has no place in this plan",
        "required": "What this plan cannot leave out",
    }
)


def plan_points(task: Plan, rows: Sequence[Row], voice: Voice) -> tuple[Point, ...]:
    """One point a part, with what is at fault in it."""
    return tuple(_point(task, part, len(rows), voice) for part in plan_parts(task, rows))


def _point(task: Plan, part: PlanPart, written: int, voice: Voice) -> Point:
    said = []
    if part.rows:
        places = ", ".join(str(row) for row in part.rows)
        said.append(voice.say("Rows to look at again: {rows}.", rows=places))
    choices = [
        (choice, choice.id in part.choices) for column in task.columns for choice in column.choices
    ]
    if part.name == "required":
        missing = [voice.prose(one.text) for one, named in choices if named and one.required]
        if missing:
            said.append(voice.say("Not in the plan: {what}.", what=voice.listed(missing)))
    else:
        said += [
            f"{voice.prose(one.text)}{voice.say(': ')}{voice.prose(one.wrong)}"
            for one, named in choices
            if named and one.wrong is not None
        ]
    if written < task.least and not part.rows and not part.choices:
        said.append(
            count(
                voice.lang,
                "The plan needs at least {n} row.",
                "The plan needs at least {n} rows.",
                task.least,
            )
        )
    return Point(
        "right" if part.earned else "wrong",
        voice.say(PARTS[part.name]),
        why="\n\n".join(said),
    )


def plan_rows(
    task: Plan,
    rows: Sequence[Mapping[str, str | Text]],
    title: str,
    voice: Voice,
    written: Callable[[str], str] = as_written,
) -> Rows:
    """A plan as a table, with the labels of what was chosen; `written` shows a student's words."""
    head = tuple(voice.prose(column.label) for column in task.columns)
    return Rows(
        title,
        head,
        tuple(
            tuple(_cell(column, row.get(column.id, ""), voice, written) for column in task.columns)
            for row in rows
        ),
    )


def _cell(column: PlanColumn, cell: str | Text, voice: Voice, written: Callable[[str], str]) -> str:
    if isinstance(cell, Text):
        return voice.prose(cell)
    if column.entry == "choice":
        labels = {choice.id: choice.text for choice in column.choices}
        return voice.prose(labels[cell]) if cell in labels else ""
    if column.entry == "date" and cell:
        return day(cell, voice.lang)
    return written(cell)
