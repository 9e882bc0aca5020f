"""Which unit goes into which form: one integer program over all forms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from question_bank.forms.pool import MIXES, Pool
from question_bank.program import Program

# Costs, in units of one question by which a topic, level or key position differs too much.
# The random cost of an assignment stays far below, and so decides only between equals.
NOISE = 1e-4
UNLIKE = 1.0
# A whole tolerance of difficulty or time costs this much; most of it is free.
FAR = 4.0
FREE = 0.9
MEAN_DIFFICULTY = 0.005  # between the means of any two forms
TIME = 0.01  # between the expected times of any two forms, as a share

# The first solution within this share of the best is taken. Every solution costs BASE, so that
# random costs fall within it, and the first questions too many do not.
GAP = 0.05
BASE = 1.0
NODES = 300

Rows = Sequence[dict[int, float]]  # one sum for each form


@dataclass
class Partition:
    """The program under construction; `taken[f][u]` is 1 when form `f` holds unit `u`."""

    pool: Pool
    program: Program = field(default_factory=Program)
    taken: list[list[int]] = field(default_factory=list)

    def row(self, form: int, weights: Mapping[int, float]) -> dict[int, float]:
        """The sum over the units of a form, each with its weight."""
        return {self.taken[form][unit]: weight for unit, weight in weights.items() if weight}


def divide(pool: Pool, seed: int) -> tuple[tuple[int, ...], ...] | None:
    """For each form its units, forms as alike as the pool allows; None where there are none."""
    draft = start(pool, np.random.default_rng(seed))
    require_counts(draft)
    require_enemies_apart(draft)
    require_close(draft)
    aim_alike(draft)
    draft.program.always(BASE)
    values = draft.program.solve(gap=GAP, nodes=NODES)
    if values is None:
        return None
    return tuple(
        tuple(unit for unit, index in enumerate(column) if values[index] > 0.5)
        for column in draft.taken
    )


def start(pool: Pool, random: np.random.Generator | None) -> Partition:
    """Variables for every unit and form, each unit in at most one form."""
    draft = Partition(pool)
    for _ in range(pool.forms):
        noise = np.zeros(len(pool.units)) if random is None else random.random(len(pool.units))
        draft.taken.append([draft.program.choice(NOISE * cost) for cost in noise])
    for unit in range(len(pool.units)):
        once = {column[unit]: 1.0 for column in draft.taken}
        draft.program.require(once, low=float(pool.is_all_used), high=1)
    return draft


def require_counts(draft: Partition) -> None:
    """Each form holds exactly the questions of each group."""
    for group, quota in draft.pool.quotas.items():
        weights = members(draft.pool, group)
        for form in range(draft.pool.forms):
            draft.program.require(draft.row(form, weights), low=quota.total, high=quota.total)


def members(pool: Pool, group: str) -> dict[int, float]:
    """How many questions of a group each unit brings."""
    return {
        n: float(sum(pool.group(item) == group for item in unit.items))
        for n, unit in enumerate(pool.units)
    }


def require_enemies_apart(draft: Partition) -> None:
    """No form holds an item and its enemy; enemies in one scenario are the linter's business."""
    for first, second in sorted(enemy_units(draft.pool)):
        for form in range(draft.pool.forms):
            draft.program.require(draft.row(form, {first: 1.0, second: 1.0}), high=1)


def enemy_units(pool: Pool) -> set[tuple[int, int]]:
    """Pairs of units that hold enemies, each pair once."""
    pairs = {
        (min(a, b), max(a, b))
        for a, b in ((pool.unit_of[x], pool.unit_of[y]) for x, y in pool.enemies)
    }
    return {(a, b) for a, b in pairs if a != b}


def require_close(draft: Partition, *, bounded: bool = True) -> dict[str, tuple[int, float]]:
    """Mean difficulty and time of any two forms stay within the tolerances.

    Unless `bounded`, a wider window only costs; returns the variable of each width beyond the
    free part, and the widest that is allowed for it.
    """
    pool = draft.pool
    difficulty = {n: unit.difficulty for n, unit in enumerate(pool.units)}
    seconds = {n: unit.seconds / 60 for n, unit in enumerate(pool.units)}
    # The shortest form is what others are compared with, so a little less than 1 % of the mean.
    usual = sum(item.seconds for item in pool.candidates) / 60 / len(pool.candidates)
    return {
        "difficulty": _close(draft, difficulty, MEAN_DIFFICULTY * pool.size, bounded=bounded),
        "time": _close(draft, seconds, 0.9 * TIME * usual * pool.size, bounded=bounded),
    }


def _close(
    draft: Partition, weights: Mapping[int, float], tolerance: float, *, bounded: bool
) -> tuple[int, float]:
    rows = [draft.row(form, weights) for form in range(draft.pool.forms)]
    return keep_close(draft.program, rows, tolerance, bounded=bounded), tolerance


def keep_close(program: Program, rows: Rows, tolerance: float, *, bounded: bool = True) -> int:
    """The sums of all rows lie in one window, narrow where that costs nothing; its width."""
    most = tolerance * (1 - FREE) if bounded else math.inf
    wider = program.slack(FAR / tolerance, upper=most)
    low = program.slack(0.0)
    for row in rows:
        program.require(row | {low: -1.0}, low=0.0)
        program.require(row | {low: -1.0, wider: -1.0}, high=tolerance * FREE)
    return wider


def aim_alike(draft: Partition) -> None:
    """Topics, levels, key positions and scenarios differ by at most one; more has a price."""
    for weights in _mixes(draft.pool):
        _aim_alike(draft, weights)


def _mixes(pool: Pool) -> Iterator[dict[int, float]]:
    """What each unit adds to each count that is to be alike in all forms."""
    for label in MIXES.values():
        for name in sorted({label(item) for item in pool.candidates}):
            yield {
                n: float(sum(label(item) == name for item in unit.items))
                for n, unit in enumerate(pool.units)
            }
    yield {n: float(unit.is_scenario) for n, unit in enumerate(pool.units)}


def _aim_alike(draft: Partition, weights: Mapping[int, float]) -> None:
    pool, program = draft.pool, draft.program
    rows = [draft.row(form, weights) for form in range(pool.forms)]
    if not pool.is_all_used:
        keep_alike(program, rows, pool.size)
        return
    more = program.slack(UNLIKE)
    share = sum(weights.values()) / pool.forms  # is known, which is much faster
    for row in rows:
        program.require(row | {more: 1.0}, low=float(math.floor(share)))
        program.require(row | {more: -1.0}, high=float(math.ceil(share)))


def keep_alike(program: Program, rows: Rows, most: int) -> None:
    """The sums of all rows, `most` at most, differ by one at most; more has a price."""
    more = program.slack(UNLIKE)
    least = program.number(0.0, upper=float(most))
    for row in rows:
        program.require(row | {least: -1.0}, low=0)
        program.require(row | {least: -1.0, more: -1.0}, high=1)
