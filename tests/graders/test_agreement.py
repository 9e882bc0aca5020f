"""Agreement of two graders: known values, and what holds of any marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.cases.agreement import agreement, weighted_kappa
from tests.curriculum.cases.sample_case import sample_case

MARKS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40)


def test_kappa_of_a_worked_example() -> None:
    first, second = [0, 1, 2, 2, 2], [0, 1, 1, 2, 0]
    observed = (0 + 0 + 1 + 0 + 4) / 5
    by_chance = 0.64 + 0.56 + (1.4 - 0.8) ** 2  # of the two variances and means
    assert weighted_kappa(first, second, 3) == pytest.approx(1 - observed / by_chance)


def test_kappa_is_one_where_all_agree_and_none_where_there_is_one_level_only() -> None:
    assert weighted_kappa([0, 1, 2], [0, 1, 2], 3) == 1
    assert weighted_kappa([1, 1], [1, 1], 3) is None
    assert weighted_kappa([], [], 3) is None
    assert weighted_kappa([0, 2], [2, 0], 3) == -1


@given(MARKS)
def test_kappa_is_what_variances_and_means_say(marks: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in marks], [b for _, b in marks]
    n = len(marks)
    means = sum(first) / n, sum(second) / n
    spread = sum((a - means[0]) ** 2 + (b - means[1]) ** 2 for a, b in marks) / n
    chance = spread + (means[0] - means[1]) ** 2
    found = weighted_kappa(first, second, 4)
    if chance == 0:
        assert found is None
    else:
        apart = sum((a - b) ** 2 for a, b in marks) / n
        assert found == pytest.approx(1 - apart / chance)
    assert weighted_kappa(second, first, 4) == (None if found is None else pytest.approx(found))


def test_each_criterion_has_its_own_agreement() -> None:
    rubric = sample_case().task("message").rubric  # type: ignore[union-attr]
    (found,) = agreement(rubric, [({"wish": 2}, {"wish": 2}), ({"wish": 0}, {"wish": 2})])
    assert (found.criterion, found.n, found.exact, found.adjacent) == ("wish", 2, 0.5, 0.5)
    (none,) = agreement(rubric, [])
    assert (none.n, none.kappa, none.exact) == (0, None, None)
