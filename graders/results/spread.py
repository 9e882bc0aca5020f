"""How the marks of a case spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from curriculum.cases.model import TOTAL

WIDTH = 2  # points of a class; the last one holds the full mark too
FEWEST = 5  # copies under which nothing is said of a spread


@dataclass(frozen=True)
class Spread:
    """Final marks on 20: how many in each class of two points, and where the middle lies."""

    n: int
    classes: tuple[tuple[int, int, int], ...]  # from, to, how many
    median: float
    low: float  # a quarter of the marks is below
    high: float  # a quarter of the marks is above


def spread(marks: Sequence[float]) -> Spread | None:
    """The spread of marks on 20; None where there are too few of them to speak of one."""
    if len(marks) < FEWEST:
        return None
    edges = list(range(0, TOTAL + WIDTH, WIDTH))
    counts, _ = np.histogram(marks, bins=edges)
    low, median, high = (float(value) for value in np.percentile(marks, [25, 50, 75]))
    return Spread(
        n=len(marks),
        classes=tuple(
            (start, start + WIDTH, int(number))
            for start, number in zip(edges[:-1], counts, strict=True)
        ),
        median=median,
        low=low,
        high=high,
    )
