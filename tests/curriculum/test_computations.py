"""Computations: what they count, by hand."""

from __future__ import annotations

import io
import math

import pandas as pd
import pytest

from curriculum.computations import COMPUTATIONS, BadTable, read_table
from curriculum.computations.caseload import weigh
from curriculum.computations.readmissions import compare

MONTHS = """month,group,period,members,discharges,readmissions
2024-01,program,before,1000,50,10
2024-02,program,before,1000,50,20
2024-03,program,before,1000,50,30
2024-04,program,before,1000,100,12
2024-01,comparison,before,2000,100,20
2024-02,comparison,before,2000,100,20
2024-03,comparison,before,2000,100,20
2024-04,comparison,before,2000,100,20
2024-05,program,after,1000,40,10
2024-05,comparison,after,2000,100,10
"""
TEAM = """professional,low,medium,high,travel,hours
Ana,10,0,4,60,40
Ben,20,4,0,15,60
"""


def table(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text))


def test_counts_are_monthly_means_and_the_last_line_is_the_change_nobody_else_had():
    found = compare(table(MONTHS), {"measure": "count", "baseline": "all-months"})
    assert found.loc["Program"].tolist() == [18, 10, -8]
    assert found.loc["Comparison group"].tolist() == [20, 10, -10]
    assert found.loc["Difference between the two changes"]["Change"] == 2
    assert math.isnan(found.loc["Difference between the two changes"]["Before"])


def test_rates_are_sums_over_sums():
    found = compare(table(MONTHS), {"measure": "per-100-discharges", "baseline": "all-months"})
    assert found.loc["Program"]["Before"] == pytest.approx(72 / 250 * 100)
    found = compare(table(MONTHS), {"measure": "per-1000-members", "baseline": "last-three"})
    assert found.loc["Program"]["Before"] == pytest.approx(62 / 3000 * 1000)
    assert found.loc["Comparison group"]["Before"] == pytest.approx(10)


def test_the_worst_months_flatter_a_program():
    shown = {
        which: compare(table(MONTHS), {"measure": "count", "baseline": which}).loc["Program"]
        for which in ("all-months", "worst-three")
    }
    assert shown["worst-three"]["Before"] == pytest.approx((20 + 30 + 12) / 3)
    assert shown["worst-three"]["Change"] < shown["all-months"]["Change"]


@pytest.mark.parametrize(
    ("count", "visits", "hours"),
    [
        ("people", "by-need", [21, 36]),
        ("acuity", "by-need", [30, 30]),
        ("acuity-and-travel", "by-need", [30 + 13, 30 + 3.5]),
        ("acuity-and-travel", "same-for-all", [30 + 14, 30 + 6]),
    ],
)
def test_hours_follow_what_is_counted(count: str, visits: str, hours: list[float]):
    found = weigh(table(TEAM), {"count": count, "visits": visits})
    assert found["Hours needed a month"].tolist() == pytest.approx(hours)
    assert found["Load"].tolist() == pytest.approx([hours[0] / 40, hours[1] / 60])
    assert found.index.tolist() == ["Ana", "Ben"]


def test_every_combination_of_choices_is_computed(tmp_path):
    for name, text in (("readmissions", MONTHS), ("caseload", TEAM)):
        computation = COMPUTATIONS[name]
        combinations = list(computation.combinations())
        assert len(combinations) == math.prod(len(one) for one in computation.controls.values())
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        data = read_table(path, computation)
        assert all(not computation.run(data, choices).empty for choices in combinations)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "lacks the column professional"),
        (TEAM.split("\n", maxsplit=1)[0], "holds no row"),
        ("", "cannot be read"),
    ],
)
def test_bad_data_are_refused_with_what_they_lack(tmp_path, text: str, said: str):
    path = tmp_path / "caseload.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadTable, match=said):
        read_table(path, COMPUTATIONS["caseload"])
