from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.exam.intervals import jeffreys, quantile, wilson


def test_wilson_gives_the_textbook_interval():
    assert wilson(7, 10, 0.95) == pytest.approx((0.3968, 0.8922), abs=5e-5)
    assert wilson(0, 10, 0.95) == pytest.approx((0.0, 0.2775), abs=5e-5)
    assert wilson(81, 263, 0.95) == pytest.approx((0.2553, 0.3662), abs=5e-5)


@pytest.mark.parametrize(
    ("n", "half"), [(12, 0.20), (18, 0.17), (22, 0.15), (30, 0.13), (45, 0.11), (150, 0.06)]
)
def test_half_widths_at_seventy_per_cent_are_those_of_the_reference(n, half):
    low, high = wilson(round(0.7 * n), n)
    assert (high - low) / 2 == pytest.approx(half, abs=0.008)


def test_jeffreys_gives_the_published_interval():
    # Brown, Cai and DasGupta (2001), table of 95 % Jeffreys limits, n = 10.
    assert jeffreys(3, 10, 0.95) == pytest.approx((0.093, 0.606), abs=5e-4)
    assert jeffreys(0, 10, 0.95)[0] == 0
    assert jeffreys(10, 10, 0.95)[1] == 1


@pytest.mark.parametrize("n", [12, 18, 22, 30, 45])
def test_wilson_covers_the_expected_score_as_promised(n):
    chance = np.random.default_rng(2026 + n)
    people = 20_000
    ability = chance.normal(0.9, 0.7, size=(people, 1))
    difficulty = chance.normal(0, 0.8, size=(1, n))
    probability = 1 / (1 + np.exp(difficulty - ability))
    right = (chance.random((people, n)) < probability).sum(axis=1)
    limits = np.array([wilson(k, n) for k in range(n + 1)])[right]
    target = probability.mean(axis=1)
    coverage = np.mean((limits[:, 0] <= target) & (target <= limits[:, 1]))
    assert 0.90 <= coverage <= 0.94


@given(st.integers(1, 300), st.data())
def test_intervals_hold_the_share_and_stay_within_bounds(n, data):
    k = data.draw(st.integers(0, n))
    for low, high in (wilson(k, n), jeffreys(k, n)):
        assert 0 <= low <= k / n + 1e-12
        assert k / n - 1e-12 <= high <= 1


def test_what_is_no_share_is_refused():
    for correct, n in ((1, 0), (5, 4), (-1, 4)):
        with pytest.raises(ValueError, match="no share"):
            wilson(correct, n)
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile(1.0)
