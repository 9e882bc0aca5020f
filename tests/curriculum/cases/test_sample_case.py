from __future__ import annotations

from typing import get_args

from curriculum.cases.model import TOTAL, Case
from curriculum.cases.tasks import AnyTask
from graders.cases.trials import check_trials
from tests.curriculum.cases.sample_case import nine_tasks, sample_case, sample_half


def test_the_sample_has_each_kind_once_and_earns_what_it_says() -> None:
    case = sample_case()
    union, _ = get_args(AnyTask)
    assert {type(task) for task in case.tasks} == set(get_args(union))
    assert len(case.tasks) == 11
    assert case.points == TOTAL
    assert list(check_trials(case)) == []


def test_the_smaller_sample_is_one_that_a_file_may_hold() -> None:
    assert list(check_trials(Case.model_validate(nine_tasks()))) == []


def test_the_public_half_names_the_way_round() -> None:
    half = sample_half()
    assert half["alternative"]["id"] == "the-other-stairs"
    assert half["help_lines"][0]["value"]["fr"].startswith("3977")
