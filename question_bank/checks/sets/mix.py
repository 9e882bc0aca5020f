"""The mix of lead-ins and levels that the authoring guide asks for (C1)."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.key_position import live_by_exam
from question_bank.checks.rule import Setting
from question_bank.limits import Limit, limits

MIXES = ("lead-in ", "level ")
MIXED_EXAM = "ccm"  # the exam whose lead-ins the guide states
FEWEST = 30  # items from which a share says something


def mix(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """Lead-ins and levels keep the shares of the guide, over the live items of an exam."""
    for exam, limit in broken_limits(setting):
        is_level = limit.name.startswith("level ")
        if limit.name.startswith(MIXES) and (is_level or exam == MIXED_EXAM):
            yield "", limit_fault(exam, limit, "Write more or fewer of them.")


def broken_limits(setting: Setting) -> Iterator[tuple[str, Limit]]:
    """The limits that enough live items of an exam do not keep."""
    for exam, items in live_by_exam(setting.bank):
        for limit in limits(items):
            if limit.out_of >= FEWEST and not limit.holds:
                yield exam, limit


def limit_fault(exam: str, limit: Limit, fix: str) -> Fault:
    """What to say of a limit that is not kept."""
    message = (
        f"{limit.name}: {limit.count} of {limit.out_of} ({limit.share:.0%}); "
        f"the guide asks for {limit.low:.0%} to {limit.high:.0%}"
    )
    return Fault(exam, message, fix, "warning")
