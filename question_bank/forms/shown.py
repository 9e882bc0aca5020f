"""In which order one attempt shows the options of a published form."""

from __future__ import annotations

from collections.abc import Sequence

from question_bank.checks.key_position import run_too_long, unbalanced
from question_bank.model import Item
from question_bank.shuffle import option_order

# Of the shuffles that chance gives, the most even and the least even parts are not taken: an
# attempt whose keys stand too often at one place would tell its candidate where to look.
BALANCED = 0.90
TRIES = 200


def balanced_orders(items: Sequence[Item], seed: int) -> tuple[tuple[str, ...], ...]:
    """Choice ids in the order shown, item by item: the first even shuffle of this seed.

    Options that start with numbers stay in their order. Where these alone are uneven, the
    shuffle with the fewest faults is taken.
    """
    best: tuple[tuple[str, ...], ...] = ()
    fewest: int | None = None
    for attempt in range(TRIES):
        orders = tuple(option_order(item, f"{seed}:{attempt}") for item in items)
        faults = _faults(items, orders)
        if fewest is None or faults < fewest:
            best, fewest = orders, faults
        if faults == 0:
            break
    return best


def _faults(items: Sequence[Item], orders: Sequence[Sequence[str]]) -> int:
    """How many signs there are that the keys are not spread evenly."""
    sizes = [len(order) for order in orders]
    usual = max(set(sizes), key=sizes.count, default=0)
    places = [
        (list(order).index(item.key), usual)
        for item, order in zip(items, orders, strict=True)
        if len(order) == usual
    ]
    if not places:
        return 0
    return len([*unbalanced(places, BALANCED), *run_too_long(places, BALANCED)])
