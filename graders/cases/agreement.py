"""How far two graders agree, who marked the same copies without seeing each other's marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from curriculum.cases.rubric import Rubric

Levels = Mapping[str, int]


@dataclass(frozen=True)
class Agreement:
    """Agreement of two graders on one criterion, over `n` copies.

    `kappa` is None where it is not defined: no copies, or all marks of both at one level.
    `exact` and `adjacent` are shares (0 to 1): the same level, at most one level apart.
    """

    criterion: str
    n: int
    kappa: float | None
    exact: float | None
    adjacent: float | None


def agreement(rubric: Rubric, pairs: Sequence[tuple[Levels, Levels]]) -> tuple[Agreement, ...]:
    """The agreement on each criterion; `pairs` are the levels that first and second grader gave."""
    found = []
    for criterion in rubric.criteria:
        first = [one[criterion.id] for one, _ in pairs]
        second = [other[criterion.id] for _, other in pairs]
        apart = np.abs(np.array(first, dtype=float) - np.array(second, dtype=float))
        found.append(
            Agreement(
                criterion.id,
                len(pairs),
                weighted_kappa(first, second, len(criterion.levels)),
                float(np.mean(apart == 0)) if pairs else None,
                float(np.mean(apart <= 1)) if pairs else None,
            )
        )
    return tuple(found)


def weighted_kappa(first: Sequence[int], second: Sequence[int], levels: int) -> float | None:
    """Cohen's kappa with quadratic weights, for levels from 0; None where it is not defined.

    One minus the observed over the expected mean of squared distances, expected from the two
    graders' own distributions: J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968),
    213-220, with the weights of J. L. Fleiss and J. Cohen, Educational and Psychological
    Measurement 33 (1973), 613-619.
    """
    if not first:
        return None
    table = np.zeros((levels, levels))
    np.add.at(table, (np.array(first), np.array(second)), 1 / len(first))
    place = np.arange(levels)
    apart = (place[:, None] - place[None, :]) ** 2
    expected = float((apart * np.outer(table.sum(axis=1), table.sum(axis=0))).sum())
    return None if expected == 0 else 1 - float((apart * table).sum()) / expected
