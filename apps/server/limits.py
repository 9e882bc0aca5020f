"""How often one caller may ask: token buckets kept in memory."""

from __future__ import annotations

import math
import time
from collections.abc import Callable


class RateLimit:
    """`burst` requests at once, then `per_second`, for each caller."""

    def __init__(
        self, per_second: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_second = per_second
        self._burst = burst
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait_seconds(self, caller: str, cost: float = 1.0) -> int:
        """0 when the request may go on, else the whole seconds to wait before the next try."""
        now = self._clock()
        left, since = self._buckets.get(caller, (float(self._burst), now))
        left = min(self._burst, left + (now - since) * self._per_second)
        if len(self._buckets) > 10_000:
            self._forget_the_idle(now)
        if left >= cost:
            self._buckets[caller] = (left - cost, now)
            return 0
        self._buckets[caller] = (left, now)
        return math.ceil((cost - left) / self._per_second)

    def give_back(self, caller: str) -> None:
        """Undo one request: it was legitimate after all."""
        left, since = self._buckets.get(caller, (float(self._burst), self._clock()))
        self._buckets[caller] = (min(self._burst, left + 1), since)

    def _forget_the_idle(self, now: float) -> None:
        full_after = self._burst / self._per_second
        self._buckets = {
            caller: bucket
            for caller, bucket in self._buckets.items()
            if now - bucket[1] < full_after
        }
