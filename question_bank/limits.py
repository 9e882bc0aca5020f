"""Limits that keep a bank from being guessed: the mix of lead-ins, levels and key verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from question_bank.model import Item
from question_bank.verbs import FAMILIES, first_word, verb_family

LEAD_INS: dict[str, tuple[float, float]] = {  # shares of the items
    "first-next": (0.25, 0.30),
    "best-action": (0.25, 0.30),
    "what-fits": (0.15, 0.20),
    "interpret": (0.10, 0.15),
    "what-to-say": (0.08, 0.10),
    "who-first": (0.04, 0.05),
    "knowledge": (0.0, 0.10),
    "negative": (0.0, 0.03),
}
LEVELS: dict[str, tuple[float, float]] = {
    "recall": (0.0, 0.20),
    "apply": (0.50, 1.0),
    "judge": (0.25, 1.0),
}
_NO_VERB = frozenset({"speech", "other"})
ACTIONS = frozenset({"first-next", "best-action"})


@dataclass(frozen=True)
class Limit:
    """A share of some items and the bounds it should keep."""

    name: str
    count: int
    out_of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share measured; 0 of nothing."""
        return self.count / self.out_of if self.out_of else 0.0

    @property
    def holds(self) -> bool:
        """Whether the share is within its bounds, to the nearest item."""
        half = 0.5 / self.out_of if self.out_of else 1.0
        return self.low - half <= self.share <= self.high + half


def limits(items: Sequence[Item]) -> tuple[Limit, ...]:
    """Every limit, measured over these items."""
    first = [item for item in items if item.leadin == "first-next"]
    actions = [item for item in items if item.leadin in ACTIONS]
    return (
        *_mix("lead-in", LEAD_INS, items, lambda item: item.leadin),
        *_mix("level", LEVELS, items, lambda item: item.level),
        _share("assess as key of first/next", first, lambda i: _key(i) == "assess", 0, 0.30),
        _share("assess as distractor of first/next", first, lambda i: "assess" in _rest(i), 0.15),
        _share("clinician as key of actions", actions, _is_key("contact-clinician"), 0, 0.15),
        _share("record as key of actions", actions, _is_key("record"), 0, 0.03),
        _share("first verbs all different or all alike", actions, _verbs_are_even),
        *_balance(actions),
    )


def _mix(
    what: str,
    bounds: dict[str, tuple[float, float]],
    items: Sequence[Item],
    value: Callable[[Item], str],
) -> Iterable[Limit]:
    for name, (low, high) in bounds.items():
        count = sum(value(item) == name for item in items)
        yield Limit(f"{what} {name}", count, len(items), low, high)


def _share(
    name: str,
    items: Sequence[Item],
    holds: Callable[[Item], bool],
    low: float = 1.0,
    high: float = 1.0,
) -> Limit:
    return Limit(name, sum(holds(item) for item in items), len(items), low, high)


def _balance(items: Sequence[Item]) -> Iterable[Limit]:
    """Each verb family is a distractor at least as often as it is the key."""
    for family in (name for name in FAMILIES if name not in _NO_VERB):
        keys = sum(_key(item) == family for item in items)
        wrong = sum(_rest(item).count(family) for item in items)
        if keys:
            yield Limit(f"{family} as key among its uses", keys, keys + wrong, 0, 0.5)


def _is_key(family: str) -> Callable[[Item], bool]:
    return lambda item: _key(item) == family


def _key(item: Item) -> str:
    return next(verb_family(choice.text.en) for choice in item.choices if choice.id == item.key)


def _rest(item: Item) -> list[str]:
    return [verb_family(choice.text.en) for choice in item.choices if choice.id != item.key]


def _verbs_are_even(item: Item) -> bool:
    words = {first_word(choice.text.en) for choice in item.choices}
    return len(words) in {1, len(item.choices)}
