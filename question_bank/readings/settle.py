"""What the readings allow: items that both readers agreed on become live and `checked`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from question_bank.bank import Bank
from question_bank.canonical import written
from question_bank.model import Item, Review, Status
from question_bank.readings.standing import standing


@dataclass(frozen=True)
class Change:
    """An item before and after."""

    before: Item
    after: Item


def settled(bank: Bank) -> Iterator[Change]:
    """The items whose status or review the readings change, by id.

    Agreed in both languages: `checked`, and a draft becomes live. `checked` without that: back to
    `draft`, to be read again; it stays live. `expert` and retired items are left alone.
    """
    for item in bank.select():
        if item.review == "expert" or item.status == "retired":
            continue
        is_agreed = standing(bank, item).is_agreed
        review: Review = "checked" if is_agreed else "draft"
        status: Status = "live" if is_agreed else item.status
        if (review, status) != (item.review, item.status):
            yield Change(item, item.model_copy(update={"review": review, "status": status}))


def write_change(bank: Bank, change: Change) -> None:
    """Write the item as it is after the change to its own file."""
    path = bank.origins[change.before.id].path
    path.write_text(written(change.after), encoding="utf-8")
