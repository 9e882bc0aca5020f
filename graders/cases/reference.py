"""The answers that the key of a case holds: they earn every point that a machine gives."""

from __future__ import annotations

from functools import cache
from typing import Any

from curriculum.cases.model import Case
from curriculum.cases.simulation import AXES, WORTH, Node, Script
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
from question_bank.model import Locale, Text


def reference_answers(case: Case, lang: Locale) -> dict[str, Any]:
    """Answers as the form saves them; a text is that of its strongest anchor, or its points."""
    return {task.id: _reference(task, lang) for task in case.tasks}


def _reference(task: AnyTask, lang: Locale) -> Any:  # noqa: PLR0911 - one return a kind
    match task:
        case Choose():
            return next(option.id for option in task.options if option.right)
        case Several():
            return [option.id for option in task.options if option.right]
        case Order():
            return [step.id for step in task.steps]
        case Match():
            return {source.id: source.target for source in task.sources}
        case Number():
            return task.answer
        case Grid():
            return {
                row.id: {column: right[0] for column, right in row.right.items()}
                for row in task.rows
            }
        case Plan():
            return [
                {
                    name: cell.in_(lang) if isinstance(cell, Text) else cell
                    for name, cell in row.items()
                }
                for row in task.example
            ]
        case Short() | Long():
            strong = [one.text for one in task.rubric.anchors if one.strength == "strong"]
            texts = strong[:1] or task.rubric.points_list
            return "\n".join(text.in_(lang) for text in texts)
        case Simulation():
            return {"path": [[name, moves] for name, moves in best_way(task.script)]}
        case Compute():
            return {value.name: value.answer for value in task.values}


def best_way(script: Script) -> list[tuple[str, list[str]]]:
    """A way through the interview that reaches the best mean of the two scores."""
    best = {axis: script.best(axis) for axis in AXES}

    @cache
    def from_here(node_id: str) -> tuple[float, tuple[tuple[str, tuple[str, ...]], ...]]:
        node = script.node(node_id)
        if node.is_end:
            return 0.0, ((node_id, ()),)
        found = []
        for moves, target in _ways(node):
            earned = sum(WORTH[one.worth] for one in node.moves if one.id in moves)
            later, way = from_here(target)
            found.append((earned / best[node.axis] + later, ((node_id, moves), *way)))
        return max(found, key=lambda one: one[0])

    return [(name, list(moves)) for name, moves in from_here(script.nodes[0].id)[1]]


def _ways(node: Node) -> list[tuple[tuple[str, ...], str]]:
    if node.axis == "gathering":
        return [(tuple(one.id for one in node.moves if WORTH[one.worth] > 0), node.next or "")]
    return [((one.id,), node.leads_to(one) or "") for one in node.moves]
