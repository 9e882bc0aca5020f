from __future__ import annotations

from math import sqrt

import pytest

from graders.exam.precision import keats_sem, kr20, kr21, lord_sem, moments


def test_lords_error_needs_only_the_total():
    assert lord_sem(105, 150) == pytest.approx(sqrt(105 * 45 / 149))
    assert lord_sem(105, 150) == pytest.approx(5.63, abs=0.005)
    assert lord_sem(0, 150) == lord_sem(150, 150) == 0


def test_keats_correction_gives_the_figures_of_the_reference():
    assert keats_sem(105, 150, 0.93, 0.92) == pytest.approx(5.3, abs=0.05)
    assert keats_sem(135, 150, 0.93, 0.92) == pytest.approx(3.5, abs=0.06)


def test_keats_refuses_impossible_reliabilities():
    with pytest.raises(ValueError, match="KR-20"):
        keats_sem(105, 150, 0.90, 0.92)


def test_kuder_richardson_by_hand():
    # Five people, four questions: totals 4, 3, 2, 1, 0 from a perfect Guttman pattern.
    totals, proportions = (4, 3, 2, 1, 0), (0.8, 0.6, 0.4, 0.2)
    assert moments(totals) == (2, 2)
    assert kr20(totals, proportions) == pytest.approx(4 / 3 * (1 - 0.8 / 2))
    assert kr21(totals, 4) == pytest.approx(4 / 3 * (1 - 2 * 2 / (4 * 2)))


def test_reliability_is_unknown_without_spread():
    assert kr20((3, 3, 3), (1.0, 1.0, 1.0, 0.0)) is None
    assert kr21((3, 3, 3), 4) is None


def test_an_error_of_no_questions_is_refused():
    with pytest.raises(ValueError, match="no standard error"):
        lord_sem(1, 1)
