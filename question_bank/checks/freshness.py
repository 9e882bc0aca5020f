"""When an item was last checked."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item

STALE_AFTER = 24  # months


def freshness(item: Item, setting: Setting) -> Iterator[Fault]:
    """The facts were checked in the last two years."""
    year, month = (int(part) for part in item.as_of.split("-"))
    age = (setting.today.year - year) * 12 + setting.today.month - month
    if age > STALE_AFTER:
        message = f"was checked {age} months ago"
        yield Fault("as_of", message, "Check the facts again and set the month.", "warning")
    if age < 0:
        message = f"{item.as_of} has not come yet"
        yield Fault("as_of", message, "Write the month of the check.", "warning")
