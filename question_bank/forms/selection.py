"""Which candidates the forms use together, where there are more than they need."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from question_bank.form import SECONDS, TARGET, TOLERANCE
from question_bank.forms.pool import Pool, Unit, topic
from question_bank.program import Program

# Costs, in units of one random draw (0 to 1).
DRAFT = 3.0  # an item that nobody has answered blind
OFF_SHARE = 4.0  # each question of a topic beyond or below its share of the candidates
DIFFICULTY = 20.0  # per whole point of summed difficulty off the target
MINUTES = 10.0  # per minute beyond the aim


def select(pool: Pool, seed: int) -> Pool | None:
    """The pool cut down to what its forms need; None where no such choice exists.

    Checked items come first; topics keep their share of the candidates; difficulty is pulled
    to the target and time under its aim, for all forms together.
    """
    if pool.is_all_used:
        return pool
    program = Program()
    random = np.random.default_rng(seed)
    columns = [program.choice(_cost(unit) + random.random()) for unit in pool.units]
    for group, quota in pool.quotas.items():
        row = {
            column: float(sum(pool.group(item) == group for item in unit.items))
            for column, unit in zip(columns, pool.units, strict=True)
        }
        needed = float(pool.forms * quota.total)
        program.require({c: w for c, w in row.items() if w}, low=needed, high=needed)
    _aim(program, columns, pool)
    values = program.solve(gap=0.01)
    if values is None:
        return None
    kept = [unit for column, unit in zip(columns, pool.units, strict=True) if values[column] > 0.5]
    ids = {item.id for unit in kept for item in unit.items}
    return replace(
        pool,
        candidates=tuple(item for item in pool.candidates if item.id in ids),
        enemies=frozenset(pair for pair in pool.enemies if ids.issuperset(pair)),
    )


def _cost(unit: Unit) -> float:
    return DRAFT * sum(item.review == "draft" for item in unit.items)


def _aim(program: Program, columns: list[int], pool: Pool) -> None:
    """Rows for difficulty, time and the share of each topic, whose slacks cost something."""
    size = pool.forms * pool.size
    pairs = list(zip(columns, pool.units, strict=True))
    easier, harder = program.slack(DIFFICULTY), program.slack(DIFFICULTY)
    off = {column: unit.difficulty - TARGET * len(unit.items) for column, unit in pairs}
    margin = TOLERANCE * size
    program.require(off | {easier: -1.0, harder: 1.0}, low=-margin, high=margin)
    minutes = {column: unit.seconds / 60 for column, unit in pairs}
    program.require(minutes | {program.slack(MINUTES): -1.0}, high=SECONDS * size / 60)
    has, found = pool.has(), Counter(map(topic, pool.candidates))
    group_of = {topic(item): pool.group(item) for item in pool.candidates}
    for name, count in sorted(found.items()):
        group = group_of[name]
        share = count * pool.forms * pool.quotas[group].total / has[group]
        row = {
            column: float(sum(topic(item) == name for item in unit.items)) for column, unit in pairs
        }
        row = {column: weight for column, weight in row.items() if weight}
        over, under = program.slack(OFF_SHARE), program.slack(OFF_SHARE)
        program.require(row | {over: -1.0, under: 1.0}, low=share - 1, high=share + 1)
