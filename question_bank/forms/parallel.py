"""Parallel forms: disjoint, and as alike as the bank allows; the same seed gives the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from question_bank.bank import Bank
from question_bank.blueprint import Blueprint, Mode, Quota
from question_bank.form import FormImpossible
from question_bank.forms.binding import Family, families
from question_bank.forms.blame import blame
from question_bank.forms.partition import divide
from question_bank.forms.pool import Pool, Unit, by_weight, pool_of
from question_bank.forms.roles import scored_of
from question_bank.forms.selection import select
from question_bank.model import Item, Use
from question_bank.shuffle import natural, shuffled


@dataclass(frozen=True)
class Assembled:
    """One form: its items in their order, and which of them are scored."""

    items: tuple[Item, ...]
    scored: frozenset[str]

    @property
    def difficulty(self) -> float:
        """Mean difficulty (the authors' guess) of the scored items."""
        return fmean(item.difficulty for item in self.items if item.id in self.scored)

    @property
    def seconds(self) -> int:
        """Expected time for all of it."""
        return sum(item.seconds for item in self.items)

    @property
    def drafts(self) -> int:
        """Scored items that nobody has answered blind."""
        return sum(item.review == "draft" for item in self.items if item.id in self.scored)

    def as_json(self) -> dict[str, Any]:
        """The form for other programs."""
        return {
            "items": [{"id": item.id, "scored": item.id in self.scored} for item in self.items],
            "mean_difficulty": round(self.difficulty, 6),
            "seconds": self.seconds,
            "scored_drafts": self.drafts,
        }


@dataclass(frozen=True)
class Assembly:
    """Forms that were assembled together, and how alike they came out."""

    name: str
    mode: Mode
    seed: int
    forms: tuple[Assembled, ...]
    families: tuple[Family, ...]

    def as_json(self) -> dict[str, Any]:
        """The forms and what binds, for other programs."""
        return {
            "name": self.name,
            "mode": self.mode,
            "seed": self.seed,
            "forms": [form.as_json() for form in self.forms],
            "families": [family.as_json() for family in self.families],
        }


def assemble(
    bank: Bank,
    blueprint: Blueprint,
    forms: int,
    *,
    mode: Mode = "full",
    seed: int = 0,
    taken: Collection[str] = (),
) -> Assembly:
    """That many disjoint mock forms of live items; FormImpossible says why there are none.

    Items `taken` by other forms are left out.
    """
    if mode not in ("full", "half"):
        raise ValueError(f"parallel forms are full or half exams, not {mode!r}")
    quotas = {one.id: one.full if mode == "full" else one.half for one in blueprint.domains}
    name = f"{blueprint.id}: {mode} forms in parallel ({forms})"
    pool = _pool(bank, blueprint, quotas, forms, "mock", taken)
    return _assembled(pool, name, mode, seed)


def assemble_practice(
    bank: Bank,
    blueprint: Blueprint,
    sets: int,
    size: int,
    *,
    seed: int = 0,
    taken: Collection[str] = (),
) -> Assembly:
    """That many disjoint sets of practice items of all domains, in the blueprint's weights."""
    quotas = by_weight(blueprint, size)
    name = f"{blueprint.id}: practice sets of {size} in parallel ({sets})"
    pool = _pool(bank, blueprint, quotas, sets, "practice", taken)
    return _assembled(pool, name, "practice", seed)


def _pool(
    bank: Bank,
    blueprint: Blueprint,
    quotas: Mapping[str, Quota],
    forms: int,
    use: Use,
    taken: Collection[str],
) -> Pool:
    if forms < 1:
        raise ValueError("at least one form must be asked for")
    if not any(quota.total for quota in quotas.values()):
        raise ValueError("a form needs at least one question")
    return pool_of(bank, blueprint, quotas, forms=forms, use=use, taken=taken)


def _assembled(whole: Pool, name: str, mode: Mode, seed: int) -> Assembly:
    has = whole.has()
    if any(has[group] < whole.forms * quota.total for group, quota in whole.quotas.items()):
        raise FormImpossible(name, blame(whole))
    pool, units = _divided(whole, seed)
    if units is None:
        raise FormImpossible(name, blame(whole))
    divided = [[item for n in one for item in pool.units[n].items] for one in units]
    scored = scored_of(pool, divided, seed)
    if scored is None:
        raise FormImpossible(name, blame(whole))
    forms = tuple(
        Assembled(
            items=_in_order([pool.units[n] for n in one], f"{seed}:{number}"),
            scored=scored & {item.id for n in one for item in pool.units[n].items},
        )
        for number, one in enumerate(units)
    )
    found = families(whole, [form.items for form in forms], scored)
    return Assembly(name=name, mode=mode, seed=seed, forms=forms, families=found)


def _divided(whole: Pool, seed: int) -> tuple[Pool, tuple[tuple[int, ...], ...] | None]:
    """The items that are used, divided; in two steps, or in one where two do not fit.

    Choosing first and dividing then is several times faster, and nearly always possible.
    """
    pool = select(whole, seed)
    if pool is not None:
        units = divide(pool, seed)
        if units is not None:
            return pool, units
    return whole, divide(whole, seed)


def _in_order(units: Sequence[Unit], seed: str) -> tuple[Item, ...]:
    """The questions in random order, those of one scenario together."""
    blocks = [sorted(unit.items, key=lambda item: natural(item.id)) for unit in units]
    return tuple(item for block in shuffled(blocks, seed) for item in block)
