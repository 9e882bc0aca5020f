"""What a case may not say: each broken file is refused with words that name the fault."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from curriculum.cases.model import Case
from curriculum.cases.tasks import Follow
from tests.curriculum.cases.sample_case import nine_tasks, sample_case


def task(data: dict[str, Any], kind: str) -> Any:
    return next(one for one in data["tasks"] if one["kind"] == kind)


def nodes(data: dict[str, Any]) -> Any:
    return task(data, "simulation")["script"]["nodes"]


def plan_column(data: dict[str, Any], role: str) -> Any:
    return next(one for one in task(data, "plan")["columns"] if one["role"] == role)


BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "at least two options must be right": lambda d: [
        one.pop("right", None) for one in task(d, "several")["options"]
    ],
    "neither harmful nor a critical error": lambda d: task(d, "several")["options"][0].update(
        harmful=True
    ),
    "is not announced": lambda d: task(d, "several")["options"][-1].update(critical="lies"),
    "ties name": lambda d: task(d, "order").update(ties=[["call-her", "nothing"]]),
    "are not next to each other": lambda d: task(d, "order").update(
        ties=[["call-her", "write-plan"]]
    ),
    "there is nothing to order": lambda d: task(d, "order").update(
        ties=[["call-her", "visit-her", "write-plan"]]
    ),
    "is tied twice": lambda d: task(d, "order").update(
        ties=[["call-her", "visit-her"], ["visit-her", "write-plan"]]
    ),
    "more targets than sources": lambda d: task(d, "match")["sources"].append(
        {**task(d, "match")["sources"][0], "id": "fourth"}
    ),
    "names the target": lambda d: task(d, "match")["sources"][0].update(target="nobody"),
    "must give what is right in each column": lambda d: task(d, "grid")["rows"][0].update(
        right={"known": ["known"]}
    ),
    "names a choice that is not there": lambda d: task(d, "grid")["rows"][0]["right"].update(
        known=["maybe"]
    ),
    "calls a harmful choice right": lambda d: task(d, "grid")["columns"][0]["choices"][0].update(
        harmful=True
    ),
    "each role is that of one column": lambda d: plan_column(d, "objective").update(role="need"),
    "a plan has columns for actor": lambda d: plan_column(d, "actor").update(role="other"),
    "`today` comes before `until`": lambda d: task(d, "plan").update(until="2026-01-01"),
    "just when its entry is `choice`": lambda d: plan_column(d, "actor").update(entry="text"),
    "has `entry: date`": lambda d: plan_column(d, "date").update(entry="text"),
    "fills every column": lambda d: task(d, "plan")["example"][0].pop("actor"),
    "levels rise, from 0 points": lambda d: task(d, "short")["rubric"]["criteria"][0][
        "levels"
    ].reverse(),
    "must give a level to each criterion": lambda d: task(d, "long")["rubric"]["anchors"][0].update(
        levels={}
    ),
    "no such level of both-sides": lambda d: task(d, "long")["rubric"]["anchors"][0].update(
        levels={"both-sides": 3}
    ),
    "must praise": lambda d: [
        one.pop("praise", None) for one in task(d, "long")["rubric"]["remarks"]
    ],
    "which is not there": lambda d: nodes(d)[1].update(next="nowhere"),
    "goes round": lambda d: nodes(d)[1].update(next="tea"),
    "an end (no moves) leads nowhere": lambda d: nodes(d)[2].update(next="tea"),
    "has one `next`, and its moves none": lambda d: nodes(d)[0]["moves"][0].update(next="end"),
    "needs a `next`": lambda d: nodes(d)[1].pop("next"),
    "nothing leads to": lambda d: nodes(d).append({**nodes(d)[2], "id": "lost"}),
    "two values have one name": lambda d: task(d, "compute")["values"][1].update(name="visits"),
    "each document arrives in exactly one step": lambda d: d["steps"][0].update(documents=[]),
    "not there": lambda d: task(d, "short").update(step="never"),
    "the tasks make 21 points, not 20": lambda d: task(d, "several").update(points=5.5),
    "no task": lambda d: d["trials"][0]["points"].update({"another-task": 1}),
    "every row has as many cells as the head": lambda d: d["documents"][1]["table"]["rows"][
        0
    ].pop(),
    "neither a text nor a table": lambda d: d["documents"][0].pop("text"),
    "use the id tea twice": lambda d: nodes(d)[1].update(id="tea"),
}


@pytest.mark.parametrize("said", BROKEN)
def test_a_broken_case_is_refused_and_the_fault_named(said: str) -> None:
    data = copy.deepcopy(nine_tasks())
    BROKEN[said](data)
    with pytest.raises(ValidationError) as refused:
        Case.model_validate(data)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("compute", "x", "expected"),
    [("2 * x + 1", 3, 7), ("-(x - 1) / 4", 9, -2), ("100 * (x - 20) / 20", 25, 25)],
)
def test_a_figure_follows_by_arithmetic(compute: str, x: float, expected: float) -> None:
    assert Follow(task="before", compute=compute).of(x) == expected


@pytest.mark.parametrize("compute", ["__import__('os')", "x ** 2", "y + 1", "x if x else 0", "'a'"])
def test_nothing_but_arithmetic_is_computed(compute: str) -> None:
    with pytest.raises(ValueError, match="arithmetic with x"):
        Follow(task="before", compute=compute)


def test_the_best_way_counts_what_can_be_earned() -> None:
    script = next(one for one in sample_case().tasks if one.kind == "simulation").script
    assert (script.best("gathering"), script.best("deciding")) == (3, 2)


def test_points_are_those_of_machine_and_person() -> None:
    case = sample_case()
    assert case.task("plan").worked == 1
    assert case.task("plan").read == 1
    assert (case.task("message").worked, case.task("message").read) == (0, 2)
    assert case.task("mean-hours").worked == 1
    with pytest.raises(KeyError, match="no task 'nothing' in the case the-key-upstairs"):
        case.task("nothing")
