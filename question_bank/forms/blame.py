"""Why parallel forms are impossible: the families of constraints to blame, with numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from question_bank.form import Shortage
from question_bank.forms.partition import (
    FREE,
    MEAN_DIFFICULTY,
    TIME,
    Partition,
    enemy_units,
    members,
    require_close,
    require_counts,
    require_enemies_apart,
    start,
)
from question_bank.forms.pool import Pool

# Costs of breaking a constraint: a question too few is the last thing to put up with.
COUNT = 1000.0
ENEMIES = 10.0
GIVEN_UP = "each constraint can be met, but no way to meet all was found; try another seed"


def blame(pool: Pool) -> tuple[Shortage, ...]:
    """The families to blame; by plain counting where there are too few candidates."""
    few = tuple(_too_few(pool))
    if few:
        return few
    found = _Relaxed(pool).broken()
    if not found:
        return tuple(_too_far_apart(pool)) or (Shortage("search", GIVEN_UP),)
    if any(one.family == "counts" for one in found) and _is_possible_apart(pool):
        sets = sum(len(unit.items) > 1 for unit in pool.units)
        message = f"the {sets} scenarios are too large to be taken whole in these numbers"
        found = (*found, Shortage("scenarios", message))
    return found


def _too_few(pool: Pool) -> Iterator[Shortage]:
    has = pool.has()
    for group, quota in pool.quotas.items():
        needs = pool.forms * quota.total
        if has[group] < needs:
            forms = f"{pool.forms} forms" if pool.forms > 1 else "one form"
            message = f"{group}: {forms} need {needs}, there are {has[group]}"
            yield Shortage("counts", f"{message} ({needs - has[group]} too few)")


@dataclass
class _Relaxed:
    """The program without difficulty and time, in which counts and enemies have a price."""

    pool: Pool
    slacks: list[tuple[Shortage, int]] = field(default_factory=list)

    def broken(self) -> tuple[Shortage, ...]:
        """What is broken in the cheapest solution, once each."""
        draft = start(self.pool, None)
        self._counts(draft)
        self._enemies(draft)
        values = draft.program.solve(gap=0.05, nodes=300)
        if values is None:  # pragma: no cover - every hard row has a slack
            return (Shortage("counts", "no combination of items was found"),)
        return tuple(dict.fromkeys(found for found, index in self.slacks if values[index] > 1e-6))

    def _slack(self, draft: Partition, found: Shortage, price: float) -> int:
        index = draft.program.slack(price)
        self.slacks.append((found, index))
        return index

    def _counts(self, draft: Partition) -> None:
        has = self.pool.has()
        for group, quota in self.pool.quotas.items():
            weights = members(self.pool, group)
            needs = self.pool.forms * quota.total
            message = f"{group} needs {needs} of {has[group]}, which cannot be divided so"
            found = Shortage("counts", message)
            for form in range(self.pool.forms):
                few, many = (self._slack(draft, found, COUNT) for _ in range(2))
                row = draft.row(form, weights) | {few: 1.0, many: -1.0}
                draft.program.require(row, low=quota.total, high=quota.total)

    def _enemies(self, draft: Partition) -> None:
        for first, second in sorted(enemy_units(self.pool)):
            names = [self.pool.units[n].items[0].id for n in (first, second)]
            found = Shortage("enemies", f"{names[0]} and {names[1]} must stand in one form")
            for form in range(self.pool.forms):
                extra = self._slack(draft, found, ENEMIES)
                row = draft.row(form, {first: 1.0, second: 1.0}) | {extra: -1.0}
                draft.program.require(row, high=1)


def _is_possible_apart(pool: Pool) -> bool:
    """Whether the counts can be met once scenarios may be cut up."""
    items = tuple(item.model_copy(update={"case": None}) for item in pool.candidates)
    draft = start(replace(pool, candidates=items), None)
    require_counts(draft)
    require_enemies_apart(draft)
    return draft.program.solve(gap=1.0) is not None


def _too_far_apart(pool: Pool) -> Iterator[Shortage]:
    """Counts and enemies hold: what is left is difficulty or time."""
    draft = start(pool, None)
    require_counts(draft)
    require_enemies_apart(draft)
    widths = require_close(draft, bounded=False)
    values = draft.program.solve(gap=0.001, nodes=300)
    bounds = {"difficulty": MEAN_DIFFICULTY, "time": TIME}
    for family, (width, tolerance) in widths.items():
        share = 0.0 if values is None else FREE + values[width] / tolerance
        if share > 1:
            reached = share * bounds[family]
            message = f"forms are {reached:.3f} apart at best, {bounds[family]:g} is allowed"
            yield Shortage(family, message)
