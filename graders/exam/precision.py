"""How far a raw total would move on another form: reliability and standard error."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt


def lord_sem(correct: int, n: int) -> float:
    """Lord's conditional standard error of measurement, in questions; needs no cohort."""
    if n < 2 or not 0 <= correct <= n:
        raise ValueError(f"{correct} right answers of {n} questions have no standard error")
    return sqrt(correct * (n - correct) / (n - 1))


def keats_sem(correct: int, n: int, kr20: float, kr21: float) -> float:
    """Lord's error corrected for questions of unequal difficulty (Keats)."""
    if not kr21 <= kr20 < 1:
        raise ValueError(f"KR-20 {kr20:g} must be at least KR-21 {kr21:g} and below 1")
    return lord_sem(correct, n) * sqrt((1 - kr20) / (1 - kr21))


def moments(totals: Sequence[int]) -> tuple[float, float]:
    """Mean and population variance of the totals."""
    mean = sum(totals) / len(totals)
    return mean, sum((total - mean) ** 2 for total in totals) / len(totals)


def kr20(totals: Sequence[int], proportions: Sequence[float]) -> float | None:
    """Kuder-Richardson 20; None when everyone has the same total or one question was asked."""
    n = len(proportions)
    _, variance = moments(totals)
    if variance == 0 or n < 2:
        return None
    return n / (n - 1) * (1 - sum(p * (1 - p) for p in proportions) / variance)


def kr21(totals: Sequence[int], items: int) -> float | None:
    """Kuder-Richardson 21, which takes all questions as equally hard; None as for KR-20."""
    mean, variance = moments(totals)
    if variance == 0 or items < 2:
        return None
    return items / (items - 1) * (1 - mean * (items - mean) / (items * variance))
