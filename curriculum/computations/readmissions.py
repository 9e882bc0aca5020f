"""Readmissions before and after a program: what the choice of measure and of months does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# One row a month and group; `group` is "program" or "comparison", `period` "before" or "after".
COLUMNS = ("month", "group", "period", "members", "discharges", "readmissions")
CONTROLS = {
    "measure": ("count", "per-100-discharges", "per-1000-members"),
    "baseline": ("all-months", "last-three", "worst-three"),
}
BASELINE_MONTHS = 3

_PER = {"per-100-discharges": ("discharges", 100), "per-1000-members": ("members", 1000)}


def compare(table: pd.DataFrame, choices: Mapping[str, str]) -> pd.DataFrame:
    """Before, after and change of each group, and the change that the comparison does not share.

    Counts are monthly means; rates are sums over the months divided by the sums of what they
    are per. `baseline` says which months stand for "before": all of them, the last three, or
    the program's three worst, which is how regression to the mean gets in.
    """
    import pandas as pd

    before = _baseline(table[table["period"] == "before"], choices["baseline"])
    after = table[table["period"] == "after"]
    rows = {}
    for group, label in (("program", "Program"), ("comparison", "Comparison group")):
        first = _level(before[before["group"] == group], choices["measure"])
        second = _level(after[after["group"] == group], choices["measure"])
        rows[label] = [first, second, second - first]
    shared = rows["Program"][2] - rows["Comparison group"][2]
    rows["Difference between the two changes"] = [float("nan"), float("nan"), shared]
    return pd.DataFrame.from_dict(rows, orient="index", columns=["Before", "After", "Change"])


def _baseline(before: pd.DataFrame, which: str) -> pd.DataFrame:
    if which == "all-months":
        return before
    program = before[before["group"] == "program"]
    if which == "last-three":
        months = program["month"].sort_values().tail(BASELINE_MONTHS)
    else:
        months = program.nlargest(BASELINE_MONTHS, "readmissions")["month"]
    return before[before["month"].isin(months)]


def _level(rows: pd.DataFrame, measure: str) -> float:
    """Mean readmissions a month, or readmissions per 100 discharges or 1,000 member-months."""
    if measure == "count":
        return float(rows["readmissions"].mean())
    of, times = _PER[measure]
    return float(rows["readmissions"].sum() / rows[of].sum() * times)
