"""Which questions of each form are scored, and which are pretest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from question_bank.forms.partition import (
    BASE,
    GAP,
    MEAN_DIFFICULTY,
    NODES,
    NOISE,
    keep_alike,
    keep_close,
)
from question_bank.forms.pool import MIXES, Pool
from question_bank.model import Item
from question_bank.program import Program

DRAFT = 10.0  # a scored item that nobody has answered blind, where a checked one was there

Sets = Sequence[Sequence[Item]]


def scored_of(pool: Pool, forms: Sets, seed: int) -> frozenset[str] | None:
    """Ids of the scored items of all forms; None where difficulty cannot be made alike.

    Checked items come first, then forms whose scored parts have the same topics, levels and
    key positions to within one question.
    """
    if all(quota.pretest == 0 for quota in pool.quotas.values()):
        return frozenset(item.id for form in forms for item in form)
    program = Program()
    random = np.random.default_rng(seed + 1)
    columns = {item.id: program.choice(NOISE * random.random()) for form in forms for item in form}
    for form in forms:
        for group, quota in pool.quotas.items():
            members = [item for item in form if pool.group(item) == group]
            row = {columns[item.id]: 1.0 for item in members}
            program.require(row, low=quota.scored, high=quota.scored)
            drafts = {columns[item.id]: 1.0 for item in members if item.review == "draft"}
            needed = quota.scored - (len(members) - len(drafts))  # however the form is split
            program.require(drafts | {program.slack(DRAFT): -1.0}, high=max(0, needed))
    difficulty = [{columns[item.id]: item.difficulty for item in form} for form in forms]
    keep_close(program, difficulty, MEAN_DIFFICULTY * pool.scored)
    for label in MIXES.values():
        for name in sorted({label(item) for form in forms for item in form}):
            found = [[item for item in form if label(item) == name] for form in forms]
            rows = [{columns[item.id]: 1.0 for item in items} for items in found]
            keep_alike(program, rows, max(map(len, rows)))
    program.always(BASE)
    values = program.solve(gap=GAP, nodes=NODES)
    if values is None:
        return None
    return frozenset(item_id for item_id, index in columns.items() if values[index] > 0.5)
