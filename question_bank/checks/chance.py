"""What chance alone allows, so that a set of items is blamed for no more."""

from __future__ import annotations

import math


def binomial_quantile(share: float, n: int, p: float) -> int:
    """The smallest count that a binomial variable stays under or at with that probability."""
    import numpy as np
    from scipy.special import bdtr

    counts = np.arange(n + 1)
    return int(np.argmax(bdtr(counts, n, p) >= share))


def chi_square_limit(share: float, degrees: int) -> float:
    """The value that a chi-square variable exceeds with probability `1 - share`."""
    from scipy.special import chdtri

    return float(chdtri(degrees, 1 - share))


def longest_run_limit(share: float, n: int, options: int) -> int:
    """The longest run of one key position to expect in `n` items at random.

    Runs of at least `length` are about Poisson, one starting at each item with chance
    `(1 - 1/options) * options ** (1 - length)`.
    """
    length = 1
    while True:
        expected = n * (1 - 1 / options) * options ** (1 - (length + 1))
        if 1 - math.exp(-expected) <= 1 - share:
            return length
        length += 1
