"""Chance of passing a parallel form: a beta-binomial model of true scores (Keats and Lord)."""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, betaln, gammaln

from graders.exam.precision import kr21, moments
from graders.exam.records import Cohort
from graders.exam.sections import Prior

# Used until a cohort of at least PEERS people has sat the form: mean 70 %, worth 20 questions.
DEFAULT_PRIOR = Prior(alpha=14, beta=6, calibrated=False, people=0)
PEERS = 30


def prior_from(cohort: Cohort | None, items: int) -> Prior:
    """The Beta prior fitted to the cohort by KR-21 moments, or the documented default.

    The default stands when there are fewer than 30 people, when their totals are of another
    length, or when their spread is no more than chance would give.
    """
    if cohort is None or cohort.people < PEERS or cohort.items != items:
        return DEFAULT_PRIOR
    mean, _ = moments(cohort.totals)
    reliability = kr21(cohort.totals, items)
    if reliability is None or not 0 < reliability < 1 or not 0 < mean < items:
        return DEFAULT_PRIOR
    return fit_prior(mean, reliability, items, people=cohort.people)


def fit_prior(mean: float, reliability: float, items: int, *, people: int) -> Prior:
    """The Beta distribution with that mean total and that KR-21."""
    alpha = mean * (1 / reliability - 1)
    beta = items / reliability - items - alpha
    return Prior(alpha=alpha, beta=beta, calibrated=True, people=people)


def true_score_reaches(cut: float, correct: int, n: int, prior: Prior) -> float:
    """P(true score >= cut) after `correct` right answers of `n`."""
    below = betainc(prior.alpha + correct, prior.beta + n - correct, cut)
    return float(1 - below)


def passes_parallel_form(
    cut_items: int, correct: int, n: int, prior: Prior, *, length: int | None = None
) -> float:
    """P(at least `cut_items` right on a form of equal difficulty and, by default, length)."""
    return beta_binomial_sf(cut_items, length or n, prior.alpha + correct, prior.beta + n - correct)


def beta_binomial_sf(at_least: int, n: int, alpha: float, beta: float) -> float:
    """P(X >= at_least) for X beta-binomial on n questions."""
    if at_least <= 0:
        return 1.0
    if at_least > n:
        return 0.0
    k = np.arange(at_least, n + 1, dtype=float)
    log_choose = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    log_mass = log_choose + betaln(k + alpha, n - k + beta) - betaln(alpha, beta)
    return float(min(1.0, np.exp(log_mass).sum()))
