"""One's attempts over time, and whether they move."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt

from graders.exam.intervals import quantile
from graders.exam.records import PastAttempt, Sitting
from graders.exam.score import score_band
from graders.exam.sections import Direction, History, HistoryPoint, Interval, Total, Trend
from graders.exam.standing import WIDE
from graders.exam.wording import decimal, say
from question_bank.model import Text

SLOPE_FROM = 3  # attempts of one mode; two points are a difference, not a trend


def report_history(sitting: Sitting, total: Total, past: Iterable[PastAttempt]) -> History:
    """Attempts closed up to this one, oldest first, with the trend of those of its mode."""
    earlier = [
        attempt
        for attempt in past
        if attempt.id != sitting.attempt_id and attempt.finished_at <= sitting.finished_at
    ]
    present = PastAttempt(
        id=sitting.attempt_id,
        mode=sitting.mode,
        domain=sitting.domain,
        title=sitting.title,
        finished_at=sitting.finished_at,
        scored=total.scored,
        correct=total.correct,
    )
    earlier.sort(key=lambda attempt: (attempt.finished_at, attempt.id))
    points = (*(history_point(attempt) for attempt in earlier), history_point(present, now=True))
    alike = [p for p in points if (p.mode, p.domain) == (sitting.mode, sitting.domain)]
    return History(points=points, trend=trend(alike))


def history_point(attempt: PastAttempt, *, now: bool = False) -> HistoryPoint:
    """One attempt with its share and the 90 % band of its total."""
    low, high = score_band(attempt.correct, attempt.scored, WIDE)
    return HistoryPoint(
        id=attempt.id,
        mode=attempt.mode,
        domain=attempt.domain,
        title=attempt.title,
        finished_at=attempt.finished_at,
        scored=attempt.scored,
        correct=attempt.correct,
        share=attempt.correct / attempt.scored,
        interval=Interval(level=WIDE, low=low, high=high),
        current=now,
    )


def trend(points: list[HistoryPoint]) -> Trend:
    """The trend of like attempts, oldest first: a slope from three on, words before."""
    if len(points) < SLOPE_FROM:
        direction, sentence = _few(points)
        return Trend(
            attempts=len(points),
            direction=direction,
            slope=None,
            slope_low=None,
            slope_high=None,
            sentence=sentence,
        )
    slope, error = fit_slope(points)
    half = quantile(WIDE) * error
    return Trend(
        attempts=len(points),
        direction=_direction(slope, half),
        slope=slope,
        slope_low=slope - half,
        slope_high=slope + half,
        sentence=_sentence(len(points), slope, half),
    )


def fit_slope(points: list[HistoryPoint]) -> tuple[float, float]:
    """Weighted least-squares slope per attempt and its standard error.

    Weights come from the error of each score; the standard error grows when the points
    scatter more than those errors explain, and never shrinks below them.
    """
    weights = [1 / _variance(point) for point in points]
    order = range(len(points))
    total = sum(weights)
    middle = sum(w * x for w, x in zip(weights, order, strict=True)) / total
    level = sum(w * p.share for w, p in zip(weights, points, strict=True)) / total
    spread = sum(w * (x - middle) ** 2 for w, x in zip(weights, order, strict=True))
    slope = (
        sum(
            w * (x - middle) * (p.share - level)
            for w, x, p in zip(weights, order, points, strict=True)
        )
        / spread
    )
    scatter = sum(
        w * (p.share - level - slope * (x - middle)) ** 2
        for w, x, p in zip(weights, order, points, strict=True)
    ) / (len(points) - 2)
    return slope, sqrt(max(1.0, scatter) / spread)


def _variance(point: HistoryPoint) -> float:
    """Error variance of a share; one right and one wrong are added so it is never 0."""
    share = (point.correct + 1) / (point.scored + 2)
    return share * (1 - share) / point.scored


def _few(points: list[HistoryPoint]) -> tuple[Direction, Text]:
    if len(points) < 2:
        return "first", say("First attempt of this kind: a trend needs three.")
    before, after = points
    step = after.share - before.share
    margin = quantile(WIDE) * sqrt(_variance(before) + _variance(after))
    values = {"step": decimal(100 * step, signed=True), "margin": decimal(100 * margin)}
    if abs(step) <= margin:
        return "two", say(
            "Two attempts of this kind: {step} points, within the margin of error ({margin} "
            "points).",
            **values,
        )
    return "two", say(
        "Two attempts of this kind: {step} points, more than the margin of error ({margin} "
        "points).",
        **values,
    )


def _direction(slope: float, half: float) -> Direction:
    if slope - half > 0:
        return "rising"
    return "falling" if slope + half < 0 else "unclear"


def _sentence(attempts: int, slope: float, half: float) -> Text:
    words = {
        "rising": say("rising"),
        "falling": say("falling"),
        "unclear": say("no clear direction"),
        "first": say("no clear direction"),
        "two": say("no clear direction"),
    }
    return say(
        "{attempts} attempts of this kind: {word}; {slope} points per attempt (90% interval "
        "from {low} to {high}). Forms may differ in difficulty, and questions seen before "
        "lift later scores.",
        attempts=attempts,
        word=words[_direction(slope, half)],
        slope=decimal(100 * slope, 1, signed=True),
        low=decimal(100 * (slope - half), 1, signed=True),
        high=decimal(100 * (slope + half), 1, signed=True),
    )
