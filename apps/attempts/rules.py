"""The rules of one attempt: its clock, its end, and which save stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["open", "submitted", "expired"]

FACTORS: tuple[float, ...] = (1.0, 1.25, 1.33, 1.5, 2.0)

# An answer given in the last second may still be on its way when time is up.
GRACE_MS = 5_000


@dataclass(frozen=True)
class Clock:
    """The times of one attempt: UTC milliseconds since 1970, by the server's clock only.

    `factor` multiplies the time allowed (an accommodation); None is untimed practice.
    """

    started_at: int
    base_ms: int
    factor: float | None

    @property
    def limit_ms(self) -> int | None:
        """Time allowed, accommodation included."""
        return None if self.factor is None else round(self.base_ms * self.factor)

    @property
    def deadline_at(self) -> int | None:
        """The moment from which no answer counts, grace apart."""
        limit = self.limit_ms
        return None if limit is None else self.started_at + limit

    def elapsed_ms(self, now: int) -> int:
        """Time since the start; never negative."""
        return max(0, now - self.started_at)

    def remaining_ms(self, now: int) -> int | None:
        """Time left, 0 when it is over; None when untimed."""
        deadline = self.deadline_at
        return None if deadline is None else max(0, deadline - now)

    def is_over(self, now: int) -> bool:
        """Whether the attempt must be closed, the grace for answers in flight included."""
        deadline = self.deadline_at
        return deadline is not None and now >= deadline + GRACE_MS


def supersedes(seq: int, client: str, held_seq: int | None, held_client: str | None) -> bool:
    """Whether a save replaces the one held for its question.

    Saves carry a sequence number that grows with time; of two with the same number the
    later client name wins, so that every server decides alike.
    """
    if held_seq is None or held_client is None:
        return True
    return (seq, client) > (held_seq, held_client)
