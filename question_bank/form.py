"""Forms: the questions of one exam, in order."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from question_bank.blueprint import Mode

TARGET = 0.68  # mean expected difficulty of the scored items: at the training cut
TOLERANCE = 0.01
SECONDS = 58  # mean expected time per question


@dataclass(frozen=True)
class Entry:
    """One question of a form; `options` are choice ids in the order shown."""

    item: str
    scored: bool
    options: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A drawn form, and how near it came to what was asked.

    Counts, enemies and scenarios hold exactly. Difficulty, time and spread over topics
    are aims: the figures say what was reached. Difficulty is the authors' guess.
    """

    blueprint: str
    mode: Mode
    domain: str | None
    seed: int
    entries: tuple[Entry, ...]
    seen_share: float
    mean_difficulty: float  # of the scored items
    difficulty_gap: float  # beyond the tolerance around the target; 0 when within
    total_seconds: int
    seconds_over: float  # per question, beyond the aim; 0 when within
    crowded_topics: tuple[str, ...]  # topics that hold more than their fair share

    @property
    def scored(self) -> tuple[str, ...]:
        """Ids of the scored items, in order."""
        return tuple(entry.item for entry in self.entries if entry.scored)

    @property
    def pretest(self) -> tuple[str, ...]:
        """Ids of the unscored items, in order."""
        return tuple(entry.item for entry in self.entries if not entry.scored)

    def as_json(self) -> dict[str, Any]:
        """The form for other programs, its questions under `items`."""
        data = asdict(self)
        entries = data.pop("entries")
        items = [
            {"id": entry["item"], "scored": entry["scored"], "options": list(entry["options"])}
            for entry in entries
        ]
        return {"items": items, **data}


@dataclass(frozen=True)
class Shortage:
    """A family of constraints that cannot be met, and what is lacking."""

    family: str  # counts, enemies or scenarios
    message: str


class FormImpossible(ValueError):
    """No form meets the request; `shortages` say which constraints are to blame."""

    def __init__(self, request: str, shortages: tuple[Shortage, ...]) -> None:
        self.request = request
        self.shortages = shortages
        reasons = "; ".join(f"{shortage.family}: {shortage.message}" for shortage in shortages)
        super().__init__(f"no form for {request}: {reasons}")
