"""What became of an assignment: each submission, its time, and the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from graders.batch.records import Record


@dataclass(frozen=True)
class Report:
    """All of one run. `done` were graded before it, `left` are for the next one."""

    assignment: str
    workers: int
    seconds: float
    records: Sequence[Record]
    done: Sequence[str]
    left: Sequence[str]

    @property
    def counts(self) -> Counter[str]:
        """Submissions by status."""
        return Counter(record.status for record in self.records)

    @property
    def troubled(self) -> list[Record]:
        """Those that were not graded."""
        return [record for record in self.records if record.status != "graded"]

    @property
    def typical(self) -> float:
        """Seconds for one submission in its process, the median."""
        return median(record.seconds for record in self.records) if self.records else 0.0

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "assignment": self.assignment,
            "workers": self.workers,
            "seconds": round(self.seconds, 3),
            "graded": self.counts["graded"],
            "failed": self.counts["failed"],
            "stopped": self.counts["stopped"],
            "done_before": list(self.done),
            "left": list(self.left),
            "submissions": [
                {
                    "student": record.student,
                    "status": record.status,
                    "seconds": round(record.seconds, 3),
                    "worker": record.worker,
                    "message": record.message,
                    "log": list(record.log),
                }
                for record in self.records
            ],
        }
