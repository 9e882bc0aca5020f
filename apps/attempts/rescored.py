"""What a rescoring asks for, and what it says of each attempt."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from graders.exam.records import Correction
from graders.exam.sections import Outcome
from question_bank.model import Item


@dataclass(frozen=True)
class Rescoring:
    """What is to be done: to which item, and how.

    *key*: the key that `item` has today counts, and an earlier credit or drop is taken back.
    *credit*: everyone is given the point. *drop*: the question leaves the score.
    """

    item_id: str
    how: Correction
    item: Item | None = None  # as the bank has it today; needed for a key
    revision: int | None = None  # only attempts that sat this revision
    reason: str = ""


@dataclass(frozen=True)
class Side:
    """How the question and the attempt stand, before or after."""

    key: str
    correction: Correction | None
    outcome: Outcome
    correct: int
    scored: int
    passes: bool  # reaches the training cut


@dataclass(frozen=True)
class Moved:
    """One attempt that the rescoring changes."""

    attempt: str
    user: str
    name: str
    position: int
    revision: int
    pretest: bool
    answer: str | None
    before: Side
    after: Side

    @property
    def score_moves(self) -> bool:
        """Whether the total or what it is out of changes."""
        before, after = self.before, self.after
        return (before.correct, before.scored) != (after.correct, after.scored)

    def as_json(self) -> dict[str, Any]:
        """The attempt for other programs."""
        return {**asdict(self), "score_moves": self.score_moves}


@dataclass
class Found:
    """Every sitting of the item: what moves, and what is left as it is."""

    moved: list[Moved] = field(default_factory=list)
    unchanged: int = 0
    under_way: int = 0  # not closed yet: to be rescored after their end
    other_options: list[str] = field(default_factory=list)  # attempts that a key cannot rescore
    nothing_left: list[str] = field(default_factory=list)  # a drop would leave no scored question
