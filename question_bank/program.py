"""A linear program with whole numbers, built row by row and solved by HiGHS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

GAP = 1e-4  # relative; well under the price of one seen item
NODES = 200_000  # a limit in nodes, unlike one in seconds, gives the same answer everywhere


@dataclass
class Program:
    """Variables with a cost, rows with bounds; minimises the total cost."""

    costs: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[Mapping[int, float]] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)

    def choice(self, cost: float) -> int:
        """A new variable that is 0 or 1; returns its index."""
        return self._variable(cost, upper=1.0, whole=1)

    def slack(self, cost: float, upper: float = np.inf) -> int:
        """A new variable from 0 to the upper bound; returns its index."""
        return self._variable(cost, upper=upper, whole=0)

    def number(self, cost: float, upper: float) -> int:
        """A new variable that is a whole number from 0 to the upper bound; returns its index."""
        return self._variable(cost, upper=upper, whole=1)

    def always(self, cost: float) -> None:
        """A cost that every solution has: what a gap is measured against."""
        self.require({self.choice(cost): 1.0}, low=1.0)

    def require(
        self, row: Mapping[int, float], *, low: float = -np.inf, high: float = np.inf
    ) -> None:
        """A new row: the weighted sum of its variables stays within the bounds."""
        self.rows.append(row)
        self.lows.append(low)
        self.highs.append(high)

    def solve(self, *, gap: float = GAP, nodes: int = NODES) -> NDArray[np.float64] | None:
        """The values of a solution within `gap` of the cheapest, or None where there is none."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        where = [(index, column) for index, row in enumerate(self.rows) for column in row]
        weights = [weight for row in self.rows for weight in row.values()]
        matrix = csr_array(
            (weights, ([row for row, _ in where], [column for _, column in where])),
            shape=(len(self.rows), len(self.costs)),
        )
        result = milp(
            c=np.array(self.costs),
            integrality=np.array(self.whole),
            bounds=Bounds(np.zeros(len(self.uppers)), np.array(self.uppers)),
            constraints=LinearConstraint(matrix, np.array(self.lows), np.array(self.highs)),
            options={"mip_rel_gap": gap, "node_limit": nodes},
        )
        return None if result.x is None else np.asarray(result.x, dtype=np.float64)

    def _variable(self, cost: float, *, upper: float, whole: int) -> int:
        self.costs.append(cost)
        self.uppers.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1
