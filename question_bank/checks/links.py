"""Items that name other items or a scenario."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item


def links(item: Item, setting: Setting) -> Iterator[Fault]:
    """Enemies, the item replaced and the scenario exist."""
    bank = setting.bank
    for index, other in enumerate(item.enemies):
        place = f"enemies[{index}]"
        if other == item.id:
            yield Fault(place, "the item is its own enemy", "Remove it.")
        elif other not in bank.items:
            yield Fault(place, f"there is no item {other!r}", "Mend the id, or remove it.")
    if item.replaces is not None:
        replaced = bank.items.get(item.replaces)
        if item.replaces == item.id or replaced is None:
            message = f"there is no other item {item.replaces!r}"
            yield Fault("replaces", message, "Name the retired item, or remove the key.")
        elif replaced.status != "retired":
            message = f"{item.replaces!r} is replaced but still {replaced.status}"
            yield Fault("replaces", message, "Retire it.", "warning")
    if item.case is not None and item.case not in bank.cases:
        message = f"there is no scenario {item.case!r}"
        yield Fault("case", message, "Mend the id, or write <exam>/cases/<id>.yaml.")
