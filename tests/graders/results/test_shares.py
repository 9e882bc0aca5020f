"""Shares by competence and domain, and when nothing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.results.cohort import cohort_view
from graders.results.records import CaseCopy
from graders.results.shares import Share, by_competence, by_domain, by_task
from graders.results.spread import spread
from graders.results.student import NoSuchStudent, student_view
from tests.curriculum.cases.sample_case import sample_case
from tests.graders.results.made import a_cohort, copy_of, results_of

CASE = sample_case()
ALL = [1.0] * len(CASE.tasks)


@given(st.lists(st.floats(0, 1), min_size=len(CASE.tasks), max_size=len(CASE.tasks)))
def test_every_point_is_in_one_competence_and_one_domain(shares: list[float]) -> None:
    copy = copy_of(CASE, "ana", shares)
    for found in (by_competence([copy]), by_domain([copy]), by_task([copy])):
        assert sum(one.points for one in found.values()) == pytest.approx(copy.earned)
        assert sum(one.out_of for one in found.values()) == 20
        assert sum(one.tasks for one in found.values()) == len(copy.tasks)
        assert all(0 <= one.value <= 1 for one in found.values())


def test_what_waits_is_in_no_share() -> None:
    copy = copy_of(CASE, "ana", ALL)
    waiting = replace(copy, tasks=tuple(replace(task, waiting=True) for task in copy.tasks))
    assert by_competence([waiting]) == {}


def test_a_student_needs_eight_tasks_of_two_cases() -> None:
    def says(tasks: int, cases: int) -> bool:
        return Share(5, 10, tasks, cases, 1).says_of_student

    assert says(8, 2)
    assert not says(7, 2)
    assert not says(20, 1)


def test_a_cohort_needs_five_students_and_three_tasks() -> None:
    def says(tasks: int, students: int) -> bool:
        return Share(5, 10, tasks, 1, students).says_of_cohort

    assert says(3, 5)
    assert not says(2, 5)
    assert not says(3, 4)


def test_under_the_threshold_no_share_is_shown_anywhere() -> None:
    results = results_of([copy_of(CASE, "ana", ALL)])
    for line in student_view(results, "ana", "en")["competences"]:
        assert (line["share"], line["bar"], line["other"]) == ("too few", None, None)
        assert line["points"]
    view = cohort_view(results, "fr")
    assert {line["share"] for line in view["domains"]} == {"trop peu"}
    assert view["lowest"] == []
    assert all(case["spread"] is None and case["median"] is None for case in view["cases"])


def test_the_share_of_the_cohort_stands_beside_that_of_the_student() -> None:
    results = a_cohort()
    lines = student_view(results, "student-03", "en")["domains"]
    enough = [line for line in lines if line["enough"]]
    assert enough
    assert all(line["other"] is not None for line in enough)


def test_penalties_and_caps_change_marks_and_no_share() -> None:
    plain = copy_of(CASE, "ana", ALL)
    copy = copy_of(CASE, "ana", ALL, taken=-12.0, cap=8.0, penalty=1.5, late_seconds=3700.0)
    assert by_competence([copy]) == by_competence([plain])
    assert (copy.before_penalty.on_20, copy.mark.on_20, copy.mark.on_100) == (8, 6.5, 32.5)
    (case,) = student_view(results_of([copy]), "ana", "en")["cases"]
    assert case["notes"] == [
        "an announced error caps the mark at 8 of 20 (the tasks earned 20)",
        "1\u00a0h\u00a002\u00a0min late: 1.5 points taken away (before: 8 of 20)",
    ]


@pytest.mark.parametrize(
    ("earned", "on_20"), [(9.24, 9), (9.25, 9.5), (0.1, 0), (19.75, 20), (-3, 0)]
)
def test_marks_are_to_the_nearest_half_point(earned: float, on_20: float) -> None:
    assert CaseCopy("ana", "c", "fr", (), earned, 0).mark.on_20 == on_20


def test_the_lowest_tasks_come_first() -> None:
    lowest = cohort_view(a_cohort(), "en")["lowest"]
    bars = [task["bar"] for task in lowest]
    assert len(bars) == 10
    assert bars == sorted(bars)


def test_every_mark_is_in_one_class() -> None:
    assert spread([10, 11, 12, 13]) is None
    found = spread([0, 1.5, 2, 19.5, 20])
    assert found is not None
    assert [number for *_, number in found.classes] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (found.n, found.median) == (5, 2)


def test_a_student_whom_nobody_knows() -> None:
    with pytest.raises(NoSuchStudent):
        student_view(results_of([]), "nobody", "en")
