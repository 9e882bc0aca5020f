"""How many items stand in case sets."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.key_position import live_by_exam
from question_bank.checks.rule import Setting

IN_SETS = 0.15  # share of the live mock items
FEWEST = 30  # items from which a share says something


def case_share(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """At least 15 % of the live mock items stand in case sets."""
    for exam, items in live_by_exam(setting.bank):
        mocks = [item for item in items if item.use == "mock"]
        in_sets = sum(item.case is not None for item in mocks)
        if len(mocks) >= FEWEST and in_sets < IN_SETS * len(mocks):
            message = f"{in_sets} of {len(mocks)} mock items stand in case sets; at least 15 %"
            yield "", Fault(exam, message, "Write sets of three to five items.", "warning")
