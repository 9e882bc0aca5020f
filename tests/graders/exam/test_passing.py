from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta, betabinom

from graders.exam.passing import (
    DEFAULT_PRIOR,
    beta_binomial_sf,
    fit_prior,
    passes_parallel_form,
    prior_from,
    true_score_reaches,
)
from graders.exam.records import Cohort

# Mean 99 of 150 and KR-21 .92: the cohort behind the table of reference 3.4.
TABLE_PRIOR = fit_prior(99, 0.92, 150, people=300)
TABLE = [
    (90, 92, 0.06),
    (95, 97, 0.15),
    (99, 101, 0.29),
    (102, 104, 0.42),
    (105, 107, 0.56),
    (109, 111, 0.73),
    (114, 116, 0.89),
]


def _mean_chance(low, high, prior):
    return np.mean([passes_parallel_form(105, raw, 150, prior) for raw in range(low, high + 1)])


@pytest.mark.parametrize(("low", "high", "expected"), TABLE)
def test_chances_are_those_of_the_reference_table(low, high, expected):
    assert _mean_chance(low, high, TABLE_PRIOR) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("low", "high", "expected"), TABLE)
def test_the_default_prior_stays_near_the_table(low, high, expected):
    assert _mean_chance(low, high, DEFAULT_PRIOR) == pytest.approx(expected, abs=0.03)


def test_sums_agree_with_scipy():
    for at_least, n, a, b in ((105, 150, 119, 51), (0, 150, 14, 6), (150, 150, 160, 4)):
        assert beta_binomial_sf(at_least, n, a, b) == pytest.approx(
            betabinom.sf(at_least - 1, n, a, b)
        )
    assert beta_binomial_sf(151, 150, 14, 6) == 0
    assert true_score_reaches(0.7, 105, 150, DEFAULT_PRIOR) == pytest.approx(beta.sf(0.7, 119, 51))


def test_someone_at_the_cut_has_an_even_chance():
    assert passes_parallel_form(105, 105, 150, TABLE_PRIOR) == pytest.approx(0.5, abs=0.04)


def test_chances_grow_with_the_total():
    chances = [passes_parallel_form(105, raw, 150, DEFAULT_PRIOR) for raw in range(151)]
    assert chances == sorted(chances)
    assert chances[0] < 1e-12
    assert chances[150] > 0.9999


def test_the_prior_is_recovered_from_a_cohort():
    chance = np.random.default_rng(7)
    totals = chance.binomial(150, chance.beta(9, 4, size=5000))
    prior = prior_from(Cohort(items=150, totals=tuple(int(t) for t in totals)), 150)
    assert prior.calibrated
    assert prior.people == 5000
    assert prior.alpha / (prior.alpha + prior.beta) == pytest.approx(9 / 13, abs=0.005)
    assert prior.alpha + prior.beta == pytest.approx(13, rel=0.08)


@pytest.mark.parametrize(
    "cohort",
    [
        None,
        Cohort(items=150, totals=tuple(range(90, 119))),  # 29 people
        Cohort(items=75, totals=tuple(range(30, 75))),  # another length
        Cohort(items=150, totals=(105,) * 40),  # no spread
        Cohort(items=150, totals=(104, 105, 106) * 20),  # less spread than chance
    ],
)
def test_without_a_usable_cohort_the_default_stands(cohort):
    assert prior_from(cohort, 150) == DEFAULT_PRIOR
    assert not DEFAULT_PRIOR.calibrated


def test_chances_are_calibrated_on_parallel_forms():
    chance = np.random.default_rng(20261112)
    people, n, cut = 20_000, 150, 105
    ability = chance.normal(0.85, 0.62, size=(people, 1))
    difficulty = chance.normal(0, 0.7, size=(1, n))
    right = 1 / (1 + np.exp(difficulty - ability))
    first = (chance.random((people, n)) < right).sum(axis=1)
    second = (chance.random((people, n)) < right).sum(axis=1)
    prior = prior_from(Cohort(items=n, totals=tuple(int(t) for t in first)), n)
    table = np.array([passes_parallel_form(cut, raw, n, prior) for raw in range(n + 1)])
    said, passed = table[first], second >= cut
    edges = [(0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)]
    for low, high in edges:
        inside = (said >= low) & (said < high)
        assert inside.sum() > 500
        assert passed[inside].mean() == pytest.approx(said[inside].mean(), abs=0.04)
    assert passed.mean() == pytest.approx(said.mean(), abs=0.015)
