"""How alike forms came out, and which constraints are at their bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

from question_bank.forms.partition import MEAN_DIFFICULTY, TIME
from question_bank.forms.pool import MIXES, Pool, counts
from question_bank.model import Item

Sets = Sequence[Sequence[Item]]


@dataclass(frozen=True)
class Family:
    """One family of constraints: the widest difference between two forms, and its bound.

    `slack` is what is left; a family with none left binds. Families of aims may end beyond
    their bound where the pool allows no better: `beyond` names where.
    """

    name: str
    bound: float
    widest: float
    beyond: tuple[str, ...] = ()
    note: str = ""

    @property
    def slack(self) -> float:
        """What is left to the bound; negative beyond it."""
        return round(self.bound - self.widest, 9)

    @property
    def binds(self) -> bool:
        """Whether nothing is left, of a constraint that leaves something."""
        return self.slack <= 1e-9 and (self.bound > 0 or self.widest > 0)

    def as_json(self) -> dict[str, Any]:
        """The family for other programs."""
        data = asdict(self)
        return {**data, "beyond": list(self.beyond), "slack": self.slack, "binds": self.binds}


def families(whole: Pool, forms: Sets, scored: frozenset[str]) -> tuple[Family, ...]:
    """What binds, family by family; `whole` is the pool before anything was chosen."""
    kept = [[item for item in form if item.id in scored] for form in forms]
    has_pretest = len(scored) < sum(map(len, forms))
    found = [*_counts(whole, forms)]
    for name, label in MIXES.items():
        found.append(_mix(name, forms, label))
        if has_pretest:
            found.append(_mix(f"{name} of scored questions", kept, label))
    found.append(_width("difficulty", MEAN_DIFFICULTY, map(_difficulty, kept)))
    if has_pretest:
        found.append(_width("difficulty of all", MEAN_DIFFICULTY, map(_difficulty, forms)))
    times = [sum(item.seconds for item in form) for form in forms]
    found.append(_width("time", TIME, (time / min(times) for time in times)))
    found.append(_enemies(whole, forms))
    found += _scenarios(whole, forms)
    return tuple(found)


def _counts(whole: Pool, forms: Sets) -> Iterator[Family]:
    """For each group, how many candidates the forms leave over."""
    has = whole.has()
    for group, quota in whole.quotas.items():
        uses = len(forms) * quota.total
        note = f"{uses} of {has[group]} used"
        yield Family(f"counts of {group}", bound=has[group], widest=uses, note=note)


def _mix(name: str, forms: Sets, label: Callable[[Item], str]) -> Family:
    found = [counts(form, label) for form in forms]
    labels = sorted(set().union(*found))
    spread = {one: max(c[one] for c in found) - min(c[one] for c in found) for one in labels}
    beyond = tuple(
        f"{one} ({', '.join(str(c[one]) for c in found)})" for one in labels if spread[one] > 1
    )
    at_bound = sum(width == 1 for width in spread.values())
    note = f"{at_bound} of {len(labels)} differ by one"
    return Family(name, bound=1, widest=max(spread.values(), default=0), beyond=beyond, note=note)


def _width(name: str, bound: float, figures: Iterable[float]) -> Family:
    found = list(figures)
    return Family(name, bound=bound, widest=round(max(found) - min(found), 6))


def _difficulty(form: Sequence[Item]) -> float:
    return fmean(item.difficulty for item in form)


def _enemies(whole: Pool, forms: Sets) -> Family:
    ids = [{item.id for item in form} for form in forms]
    outside = {pair for unit in whole.units for pair in _pairs(unit.items)}
    apart = whole.enemies - outside
    together = sum(held.issuperset(pair) for pair in apart for held in ids)
    used = set().union(*ids)
    note = f"{sum(used.issuperset(pair) for pair in apart)} pairs apart"
    return Family("enemies in one form", bound=0, widest=together, note=note)


def _scenarios(whole: Pool, forms: Sets) -> Iterator[Family]:
    sets = [{item.id for item in unit.items} for unit in whole.units if unit.is_scenario]
    ids = [{item.id for item in form} for form in forms]
    cut = sum(len(used & one) not in {0, len(one)} for one in sets for used in ids)
    yield Family("scenarios cut up", bound=0, widest=cut)
    held = [sum(not used.isdisjoint(one) for one in sets) for used in ids]
    note = f"{', '.join(map(str, held))} in the forms" if sets else "there are none"
    beyond = (note,) if max(held) - min(held) > 1 else ()
    yield Family("scenarios", bound=1, widest=max(held) - min(held), beyond=beyond, note=note)


def _pairs(items: Sequence[Item]) -> set[tuple[str, str]]:
    return {(a.id, b.id) for a in items for b in items if a.id < b.id}
