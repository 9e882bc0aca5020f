"""Caseload against workload: who carries most depends on what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# One row a professional: people followed by acuity; `travel` is minutes a visit,
# `hours` those a month that can be given to people, after meetings, leave and training.
COLUMNS = ("professional", "low", "medium", "high", "travel", "hours")
CONTROLS = {
    "count": ("people", "acuity", "acuity-and-travel"),
    "visits": ("by-need", "same-for-all"),
}

# Our own figures for the exercise, no norm: hours of work a month, and visits a month.
HOURS = {"low": 1.0, "medium": 2.5, "high": 5.0}
VISITS = {"low": 0.5, "medium": 1.0, "high": 2.0}


def weigh(table: pd.DataFrame, choices: Mapping[str, str]) -> pd.DataFrame:
    """Load of each professional, and its share of the hours there are (1 is full).

    `people` counts heads (one hour and a half each, whoever they are); `acuity` adds the hours
    that each level of acuity takes; `acuity-and-travel` adds the minutes on the road for the
    visits, which come by need or once a month for all.
    """
    import pandas as pd

    people = table["low"] + table["medium"] + table["high"]
    if choices["count"] == "people":
        hours = people * 1.5
    else:
        hours = sum((table[level] * HOURS[level] for level in HOURS), start=people * 0.0)
    if choices["count"] == "acuity-and-travel":
        by_need = choices["visits"] == "by-need"
        visits = sum(
            (table[level] * (VISITS[level] if by_need else 1.0) for level in VISITS),
            start=people * 0.0,
        )
        hours = hours + visits * table["travel"] / 60
    return pd.DataFrame(
        {
            "People followed": people.to_numpy(),
            "Hours needed a month": hours.to_numpy(),
            "Hours there are": table["hours"].to_numpy(),
            "Load": (hours / table["hours"]).to_numpy(),
        },
        index=table["professional"].to_list(),
    )
