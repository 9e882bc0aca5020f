from __future__ import annotations

import numpy as np
import pytest

from graders.exam.history import history_point, trend
from tests.graders.exam.sittings import START, make_report, past


def test_the_present_attempt_comes_last_and_later_ones_are_left_out():
    later = past(-1, 120)
    history = make_report(right=105, history=[past(1, 99), later, past(2, 95)]).history
    assert [point.id for point in history.points] == ["past-2", "past-1", "a-1"]
    assert [point.current for point in history.points] == [False, False, True]
    assert history.points[-1].interval == make_report(right=105).total.band90


def test_a_caller_may_pass_the_present_attempt_too():
    this = past(0, 105).model_copy(update={"id": "a-1", "finished_at": START})
    history = make_report(right=105, history=[this]).history
    assert [point.id for point in history.points] == ["a-1"]


@pytest.mark.parametrize(
    ("earlier", "direction"), [([], "first"), ([past(1, 90)], "two"), ([past(1, 104)], "two")]
)
def test_under_three_attempts_there_are_words_and_no_slope(earlier, direction):
    found = make_report(right=105, history=earlier).history.trend
    assert found.direction == direction
    assert found.slope is found.slope_low is None


def test_two_attempts_say_whether_they_differ_by_more_than_error():
    small = make_report(right=105, history=[past(1, 100)]).history.trend.sentence
    large = make_report(right=120, history=[past(1, 80)]).history.trend.sentence
    assert "+3 points, within the margin" in small.en
    assert "plus que la marge d’erreur" in large.fr


def test_three_rising_attempts_rise():
    found = make_report(right=125, history=[past(2, 85), past(1, 105)]).history.trend
    assert found.direction == "rising"
    assert found.slope == pytest.approx(20 / 150, abs=0.002)
    assert found.slope_low > 0
    assert found.slope_high > found.slope


def test_three_like_attempts_have_no_direction():
    found = make_report(right=104, history=[past(2, 103), past(1, 106)]).history.trend
    assert found.direction == "unclear"
    assert found.slope_low < 0 < found.slope_high


def test_other_modes_are_listed_but_make_no_trend():
    others = [past(k, 40, mode="half", scored=75) for k in (1, 2, 3)]
    history = make_report(right=105, history=others).history
    assert len(history.points) == 4
    assert history.trend.attempts == 1
    other_domain = past(1, 20, mode="domain", scored=25).model_copy(update={"domain": "rehab"})
    assert make_report("domain", history=[other_domain]).history.trend.attempts == 1


def test_no_trend_is_found_more_often_than_promised_when_there_is_none():
    chance = np.random.default_rng(5)
    found = 0
    for _ in range(1500):
        points = [history_point(past(9 - k, int(chance.binomial(150, 0.7)))) for k in range(5)]
        found += trend(points).direction != "unclear"
    assert found / 1500 <= 0.10
