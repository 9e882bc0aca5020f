"""What parallel forms are assembled from: the candidates in units, and what each form needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from question_bank.assembly import pairs_within
from question_bank.bank import Bank, is_answerable
from question_bank.blueprint import Blueprint, Quota
from question_bank.model import Item, Use
from question_bank.shuffle import starts_with_numbers

Labels = Mapping[str, Callable[[Item], str]]


@dataclass(frozen=True)
class Unit:
    """Items that stand in one form together: those of a scenario, or one alone."""

    items: tuple[Item, ...]

    @property
    def is_scenario(self) -> bool:
        """Whether the items share a scenario."""
        return self.items[0].case is not None

    @property
    def seconds(self) -> int:
        """Expected time for all of them."""
        return sum(item.seconds for item in self.items)

    @property
    def difficulty(self) -> float:
        """Their difficulties summed."""
        return sum(item.difficulty for item in self.items)


@dataclass(frozen=True)
class Pool:
    """Candidates by id, and how many of each group of domains a form takes."""

    candidates: tuple[Item, ...]
    quotas: Mapping[str, Quota]
    group_of: Mapping[str, str]  # domain of an item -> group
    enemies: frozenset[tuple[str, str]]
    forms: int

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The candidates, those of one scenario as one."""
        found: dict[str, list[Item]] = {}
        for item in self.candidates:
            found.setdefault(f"item {item.id}" if item.case is None else item.case, []).append(item)
        return tuple(Unit(tuple(items)) for items in found.values())

    @cached_property
    def unit_of(self) -> Mapping[str, int]:
        """The place in `units` of each item."""
        return {item.id: n for n, unit in enumerate(self.units) for item in unit.items}

    @property
    def size(self) -> int:
        """Questions of one form."""
        return sum(quota.total for quota in self.quotas.values())

    @property
    def scored(self) -> int:
        """Scored questions of one form."""
        return sum(quota.scored for quota in self.quotas.values())

    def group(self, item: Item) -> str:
        """The group of domains that the item counts for."""
        return self.group_of[item.domain]

    def has(self) -> Counter[str]:
        """Candidates per group."""
        return Counter(self.group(item) for item in self.candidates)

    @property
    def is_all_used(self) -> bool:
        """Whether the forms together need every candidate there is."""
        has = self.has()
        return all(has[group] == self.forms * quota.total for group, quota in self.quotas.items())


def topic(item: Item) -> str:
    """The topic with its domain."""
    return f"{item.domain}/{item.topic}"


def key_place(item: Item) -> str:
    """Where the key stands in the file; apart, where no shuffle moves it."""
    place = [choice.id for choice in item.choices].index(item.key) + 1
    return f"{place} of numbers" if starts_with_numbers(item) else str(place)


# What forms must have alike, to within one question where the pool allows it.
MIXES: Labels = {
    "topics": topic,
    "levels": lambda item: item.level,
    "key positions": key_place,
}


def pool_of(
    bank: Bank,
    blueprint: Blueprint,
    quotas: Mapping[str, Quota],
    *,
    forms: int,
    use: Use,
    taken: Collection[str] = (),
) -> Pool:
    """The live items of the blueprint that may stand in these forms, `taken` ones left out.

    Items without a key or without their scenario are left out, and so is every item of a
    scenario that could not be taken whole.
    """
    group_of = {name: found.id for found in blueprint.domains for name in found.item_domains}
    live = bank.select(exam=blueprint.exam, status="live")
    fit = {
        item.id: item
        for item in live
        if item.use == use
        and item.domain in group_of
        and item.id not in taken
        and is_answerable(item)
        and (item.case is None or item.case in bank.cases)
    }
    broken = {item.case for item in live if item.case is not None and item.id not in fit}
    candidates = tuple(item for item in fit.values() if item.case not in broken)
    return Pool(
        candidates=candidates,
        quotas={name: quota for name, quota in quotas.items() if quota.total},
        group_of=group_of,
        enemies=pairs_within(candidates, bank.enemies),
        forms=forms,
    )


def by_weight(blueprint: Blueprint, size: int) -> dict[str, Quota]:
    """`size` questions over the domains by their weights, all scored, by largest remainder."""
    exact = {domain.id: size * domain.weight / 100 for domain in blueprint.domains}
    whole = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: whole[name] - exact[name])
    for name in by_remainder[: size - sum(whole.values())]:
        whole[name] += 1
    return {name: Quota(scored=count, pretest=0) for name, count in whole.items()}


def counts(items: Iterable[Item], label: Callable[[Item], str]) -> Counter[str]:
    """How many of the items bear each label."""
    return Counter(label(item) for item in items)
