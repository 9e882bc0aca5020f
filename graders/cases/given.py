"""What a student answered to each kind of task, made safe to score.

Whatever comes out of `given` fits its task; what does not fit is said in words and left out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from curriculum.cases.simulation import Script
from curriculum.cases.tables import PlanColumn
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

LONGEST = 20_000  # characters of one text

Row = Mapping[str, str]
Visit = tuple[str, tuple[str, ...]]  # a node, and the moves made there


class Misfit(ValueError):
    """An answer that does not fit its task; the message says how."""


def given(task: AnyTask, raw: object) -> Any:
    """The answer as its kind is scored, None where nothing is answered; Misfit where it cannot be.

    choose: an option id; several: a frozenset of them; order: a tuple of step ids, all of them;
    match: source to target; number: a float; grid: row to column to choice; plan: rows of strings;
    short and long: the text; simulation: visits in order; compute: variable to float.
    """
    if raw is None:
        return None
    return _KINDS[type(task)](task, raw)


def _choose(task: Choose, raw: object) -> str:
    return _one_of(raw, {option.id for option in task.options}, "option")


def _several(task: Several, raw: object) -> frozenset[str] | None:
    known = {option.id for option in task.options}
    chosen = frozenset(_one_of(one, known, "option") for one in _list(raw))
    return chosen or None


def _order(task: Order, raw: object) -> tuple[str, ...] | None:
    known = {step.id for step in task.steps}
    order = tuple(_one_of(one, known, "step") for one in _list(raw))
    if not order:
        return None
    if len(order) != len(known) or set(order) != known:
        raise Misfit("does not hold each step once")
    return order


def _match(task: Match, raw: object) -> dict[str, str] | None:
    sources = {one.id for one in task.sources}
    targets = {one.id for one in task.targets}
    return {
        _one_of(source, sources, "source"): _one_of(target, targets, "target")
        for source, target in _dict(raw).items()
        if target not in (None, "")
    } or None


def _number(_: Number, raw: object) -> float | None:
    return _figure(raw)


def _grid(task: Grid, raw: object) -> dict[str, dict[str, str]] | None:
    rows = {row.id for row in task.rows}
    columns = {one.id: {choice.id for choice in one.choices} for one in task.columns}
    found = {}
    for row, cells in _dict(raw).items():
        filled = {
            _one_of(column, set(columns), "column"): _one_of(choice, columns[column], "choice")
            for column, choice in _dict(cells).items()
            if choice not in (None, "")
        }
        if filled:
            found[_one_of(row, rows, "row")] = filled
    return found or None


def _plan(task: Plan, raw: object) -> tuple[Row, ...] | None:
    columns = {column.id: column for column in task.columns}
    rows = _list(raw)
    if len(rows) > 4 * task.most:
        raise Misfit(f"has {len(rows)} rows, of {task.most} at most")
    found = []
    for row in rows:
        cells: dict[str, str] = {}
        for name, value in _dict(row).items():
            column = columns[_one_of(name, set(columns), "column")]
            if said := _cell(column, value):
                cells[column.id] = said
        if cells:
            found.append(cells)
    return tuple(found) or None


def _cell(column: PlanColumn, value: object) -> str:
    said = _text(value)
    if said and column.entry == "choice":
        return _one_of(said, {choice.id for choice in column.choices}, "choice")
    if said and column.entry == "date":
        try:
            return date.fromisoformat(said).isoformat()
        except ValueError:
            raise Misfit(f"{said[:40]!r} is not a date (year-month-day)") from None
    return said


def _words(_: Short | Long, raw: object) -> str | None:
    return _text(raw) or None


def _simulation(task: Simulation, raw: object) -> tuple[Visit, ...] | None:
    """The visits that follow from one another; the rest of a path that jumps is left out."""
    path = _list(_dict(raw).get("path", []))
    if len(path) > len(task.script.nodes):
        raise Misfit("is longer than any way through the interview")
    visits: list[Visit] = []
    expected: str | None = task.script.nodes[0].id
    for step in path:
        if not isinstance(step, list | tuple) or len(step) != 2:
            raise Misfit("holds a step that is not a node and its moves")
        name, moves = step
        if name != expected:
            raise Misfit(f"goes to {str(name)[:40]!r}, where {expected!r} comes next")
        visit, expected = _visit(task.script, str(name), _list(moves))
        visits.append(visit)
    return tuple(visits) or None


def _visit(script: Script, name: str, moves: Sequence[object]) -> tuple[Visit, str | None]:
    node = script.node(name)
    known = {move.id for move in node.moves}
    made = tuple(dict.fromkeys(_one_of(one, known, "move") for one in moves))
    if node.axis == "gathering" or node.is_end:
        return (name, made), node.next
    if len(made) != 1:
        raise Misfit(f"makes {len(made)} moves at {name!r}, where one is made")
    move = node.move(made[0])
    return (name, made), None if move is None else node.leads_to(move)


def _compute(task: Compute, raw: object) -> dict[str, float] | None:
    known = {value.name for value in task.values}
    found = {}
    for name, value in _dict(raw).items():
        figure = _figure(value)
        if figure is not None:
            found[_one_of(name, known, "value")] = figure
    return found or None


_KINDS: Mapping[type, Callable[[Any, object], Any]] = {
    Choose: _choose,
    Several: _several,
    Order: _order,
    Match: _match,
    Number: _number,
    Grid: _grid,
    Plan: _plan,
    Short: _words,
    Long: _words,
    Simulation: _simulation,
    Compute: _compute,
}


def _one_of(value: object, known: set[str], what: str) -> str:
    if not isinstance(value, str) or value not in known:
        raise Misfit(f"names the {what} {str(value)[:40]!r}, which is not there")
    return value


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise Misfit("is not a list")
    return value


def _dict(value: object) -> Mapping[Any, object]:
    if not isinstance(value, Mapping):
        raise Misfit("is not an object")
    return value


def _figure(value: object) -> float | None:
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Misfit("is not a number")
    try:
        figure = float(value)
    except OverflowError:
        figure = math.inf
    if not math.isfinite(figure):
        raise Misfit("is not a finite number")
    return figure


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Misfit("is not a text")
    if len(value) > LONGEST:
        raise Misfit(f"is longer than {LONGEST} characters")
    return value.strip()
