"""What an answer earns: one rule a kind of task (docs/cases.md states them in words)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from curriculum.cases.simulation import AXES, WORTH, Axis, Script
from curriculum.cases.tasks import (
    AnyTask,
    Choose,
    Compute,
    Follow,
    Grid,
    Long,
    Match,
    Mistake,
    Number,
    Order,
    Plan,
    Several,
    Short,
    Simulation,
    Value,
)
from graders.cases.given import Row, Visit

FAILED_SHARE = 9 / 20  # of the points of a simulation, at most, when one of its scores fails


@dataclass(frozen=True)
class Scored:
    """What a machine gives an answer: `points` of `out_of`, and what weighed on it.

    `harmful` names the choices that took the task to 0, `critical` the announced errors made.
    """

    points: float
    out_of: float
    harmful: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanPart:
    """One thing that a machine checks in a plan; `rows` are those at fault, from 1."""

    name: str  # whole, actors, dates, agreement, fitting, required
    earned: bool
    rows: tuple[int, ...] = ()
    choices: tuple[str, ...] = ()  # at fault, or missing


@dataclass(frozen=True)
class Axes:
    """The two scores of a simulation, each a share (0 to 1) of the best that a way can reach."""

    shares: Mapping[Axis, float]
    passed: Mapping[Axis, bool]


def score(  # noqa: PLR0911 - one return a kind
    task: AnyTask, answer: Any, earlier: Mapping[str, float]
) -> Scored:
    """What the answer (as `given` returns it) earns; `earlier` holds numbers given before it."""
    if answer is None or isinstance(task, Short | Long):
        return Scored(0.0, task.worked)
    match task:
        case Choose():
            return _choose(task, frozenset({answer}))
        case Several():
            return _choose(task, answer)
        case Order():
            return Scored(task.points * order_share(task, answer), task.points)
        case Match():
            right = sum(answer.get(source.id) == source.target for source in task.sources)
            return Scored(task.points * right / len(task.sources), task.points)
        case Number():
            share = number_share(task, answer, earlier)
            return Scored(task.points * share, task.points)
        case Grid():
            return _grid(task, answer)
        case Plan():
            return _plan(task, answer)
        case Simulation():
            return _simulation(task, answer)
        case Compute():
            return Scored(
                sum(
                    value.points * figure_share(value, answer[value.name])
                    for value in task.values
                    if value.name in answer
                ),
                task.worked,
            )


def _choose(task: Choose | Several, chosen: frozenset[str]) -> Scored:
    options = [option for option in task.options if option.id in chosen]
    harmful = tuple(option.id for option in options if option.harmful)
    critical = tuple(option.critical for option in options if option.critical)
    right = sum(option.right for option in options)
    of = sum(option.right for option in task.options)
    share = 0.0 if harmful else max(0, right - (len(options) - right)) / of
    return Scored(task.points * share, task.points, harmful, critical)


def order_share(task: Order, order: Sequence[str]) -> float:
    """Pairs in their right order, less those in the wrong one, of the pairs not tied; 0 or more."""
    place = {step: index for index, step in enumerate(order)}
    pairs = task.pairs
    right = sum(place[first] < place[second] for first, second in pairs)
    return max(0, 2 * right - len(pairs)) / len(pairs)


def number_share(task: Number, figure: float, earlier: Mapping[str, float]) -> float:
    """As `figure_share`; all of it too where the figure follows from one given before it."""
    follows = task.follows
    if follows is not None and follows.task in earlier:
        expected = followed(follows, earlier[follows.task])
        if expected is not None and _close(figure, expected, task.tolerance):
            return 1.0
    return figure_share(task, figure)


def followed(follows: Follow, x: float) -> float | None:
    """The figure that follows from `x`, if there is one."""
    try:
        return follows.of(x)
    except ZeroDivisionError:
        return None


def figure_share(asked: Number | Value, figure: float) -> float:
    """1 within the tolerance of `asked.answer`, else the credit of a known mistake, else 0."""
    if _close(figure, asked.answer, asked.tolerance):
        return 1.0
    mistake = known_mistake(asked, figure)
    return 0.0 if mistake is None else mistake.credit


def known_mistake(asked: Number | Value, figure: float) -> Mistake | None:
    """The mistake that leads to this figure, if it is a known one."""
    found = (one for one in asked.mistakes if _close(figure, one.value, asked.tolerance))
    return next(found, None)


def _close(figure: float, to: float, tolerance: float) -> bool:
    return abs(figure - to) <= tolerance + 1e-9 * max(1.0, abs(to))


def _grid(task: Grid, answer: Mapping[str, Mapping[str, str]]) -> Scored:
    cells = {column.id: {one.id: one for one in column.choices} for column in task.columns}
    chosen = [cells[column][one] for row in answer.values() for column, one in row.items()]
    harmful = tuple(one.id for one in chosen if one.harmful)
    right = sum(
        answer.get(row.id, {}).get(column) in rights
        for row in task.rows
        for column, rights in row.right.items()
    )
    share = 0.0 if harmful else right / (len(task.rows) * len(task.columns))
    critical = tuple(one.critical for one in chosen if one.critical)
    return Scored(task.points * share, task.points, harmful, critical)


def _plan(task: Plan, rows: Sequence[Row]) -> Scored:
    parts = plan_parts(task, rows)
    choices = {
        (column.id, choice.id): choice for column in task.columns for choice in column.choices
    }
    taken = [choices[cell] for row in rows for cell in row.items() if cell in choices]
    critical = tuple(choice.critical for choice in taken if choice.critical)
    share = sum(part.earned for part in parts) / len(parts)
    return Scored(task.points * share, task.points, critical=critical)


def plan_parts(task: Plan, rows: Sequence[Row]) -> tuple[PlanPart, ...]:
    """What is checked of the structure of a plan; nothing is earned with fewer rows than asked."""
    enough = len(rows) >= task.least
    columns = {column.role: column for column in task.columns if column.role != "other"}
    ids = [column.id for column in task.columns]
    parts = []

    def part(name: str, rows_at_fault: list[int], choices: Sequence[str] = ()) -> None:
        earned = enough and not rows_at_fault and not choices
        parts.append(PlanPart(name, earned, tuple(rows_at_fault), tuple(choices)))

    gaps = [n for n, row in enumerate(rows, 1) if any(one not in row for one in ids)]
    part("whole", gaps + list(range(task.most + 1, len(rows) + 1)))
    actor, when = columns["actor"], columns["date"].id
    part("actors", *_wrong(task, rows, {actor.id}, empty=actor.id))
    part(
        "dates",
        [
            n
            for n, row in enumerate(rows, 1)
            if when not in row or not task.today < date.fromisoformat(row[when]) <= task.until
        ],
    )
    if "agreement" in columns:
        agreement = columns["agreement"].id
        part("agreement", [n for n, row in enumerate(rows, 1) if agreement not in row])
    others = {column.id for column in task.columns if column.id != actor.id}
    if any(choice.wrong for one in task.columns if one.id in others for choice in one.choices):
        part("fitting", *_wrong(task, rows, others))
    required = {
        (column.id, choice.id)
        for column in task.columns
        for choice in column.choices
        if choice.required
    }
    if required:
        there = {cell for row in rows for cell in row.items()}
        part("required", [], sorted(choice for _, choice in required - there))
    return tuple(parts)


def _wrong(
    task: Plan, rows: Sequence[Row], columns: set[str], *, empty: str = ""
) -> tuple[list[int], list[str]]:
    """Rows and choices that have no place in the plan; rows that leave `empty` empty too."""
    wrong = {
        (column.id, choice.id)
        for column in task.columns
        if column.id in columns
        for choice in column.choices
        if choice.wrong is not None
    }
    at_fault, choices = [], []
    for n, row in enumerate(rows, 1):
        found = [choice for column, choice in row.items() if (column, choice) in wrong]
        if found or (empty and empty not in row):
            at_fault.append(n)
        choices += found
    return at_fault, list(dict.fromkeys(choices))


def _simulation(task: Simulation, visits: Sequence[Visit]) -> Scored:
    axes = axes_of(task.script, visits)
    share = sum(axes.shares.values()) / len(AXES)
    if not all(axes.passed.values()):
        share = min(share, FAILED_SHARE)
    critical = tuple(
        move.critical
        for name, moves in visits
        for move in task.script.node(name).moves
        if move.id in moves and move.critical
    )
    return Scored(task.points * share, task.points, critical=critical)


def axes_of(script: Script, visits: Sequence[Visit]) -> Axes:
    """The two scores of a way through the interview."""
    sums: dict[Axis, int] = dict.fromkeys(AXES, 0)
    for name, moves in visits:
        node = script.node(name)
        sums[node.axis] += sum(WORTH[move.worth] for move in node.moves if move.id in moves)
    shares = {axis: max(0, sums[axis]) / script.best(axis) for axis in AXES}
    needed: dict[Axis, float] = {axis: getattr(script.needed, axis) for axis in AXES}
    return Axes(shares, {axis: shares[axis] >= needed[axis] - 1e-9 for axis in AXES})
