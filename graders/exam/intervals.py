"""Intervals for a share of right answers on few questions."""

from __future__ import annotations

from math import sqrt

from scipy.special import betaincinv, ndtri


def quantile(level: float) -> float:
    """The z of a two-sided interval: 1.645 for 0.90."""
    if not 0 < level < 1:
        raise ValueError(f"level {level} is not between 0 and 1")
    return float(ndtri((1 + level) / 2))


def wilson(correct: int, n: int, level: float = 0.90) -> tuple[float, float]:
    """Wilson's score interval of a share; it stays inside 0 to 1 and holds for n = 12."""
    _check(correct, n)
    z = quantile(level)
    share = correct / n
    shrink = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / shrink
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / shrink
    return max(0.0, centre - half), min(1.0, centre + half)


def jeffreys(correct: int, n: int, level: float = 0.90) -> tuple[float, float]:
    """Equal-tailed Jeffreys interval, closed at 0 and 1 where all are wrong or right."""
    _check(correct, n)
    tail = (1 - level) / 2
    a, b = correct + 0.5, n - correct + 0.5
    low = 0.0 if correct == 0 else float(betaincinv(a, b, tail))
    high = 1.0 if correct == n else float(betaincinv(a, b, 1 - tail))
    return low, high


def _check(correct: int, n: int) -> None:
    if n < 1 or not 0 <= correct <= n:
        raise ValueError(f"{correct} right answers of {n} questions is no share")
