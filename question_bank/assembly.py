"""Which items make a form: the constraints and aims as an integer program."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from question_bank.blueprint import Quota
from question_bank.form import SECONDS, TOLERANCE, Shortage
from question_bank.model import Item
from question_bank.program import Program

# Costs, in units of one random draw (0 to 1). One seen item must outweigh whatever an
# exchange of two items can gain in difficulty, time and topics together.
SEEN = 100.0
DIFFICULTY = 20.0  # per whole point of summed difficulty
MINUTES = 10.0  # per minute of summed time
TOPIC = 4.0  # per item beyond a topic's fair share
CHECKED_PRETEST = 3.0  # a checked item is worth more among the scored
CROWDED = 1.5  # times the mean number of items that a topic may hold

# Costs of breaking a hard constraint, only to find out which one makes a form impossible.
BREAK_ENEMIES = 1.0
BREAK_SCENARIO = 1.0
BREAK_COUNT = 1000.0


@dataclass(frozen=True)
class Request:
    """What a form must hold: candidates in a fixed order, quotas per group of domains."""

    candidates: tuple[Item, ...]
    quotas: Mapping[str, Quota]  # group -> how many
    group_of: Mapping[str, str]  # domain of an item -> group
    enemies: frozenset[tuple[str, str]]  # pairs, each once
    scenarios: Mapping[str, tuple[str, ...]]  # scenario -> its candidates
    seen: frozenset[str]
    target: float


@dataclass(frozen=True)
class Chosen:
    """Ids of the items of a form."""

    scored: frozenset[str]
    pretest: frozenset[str]


@dataclass
class _Draft:
    """The program under construction: for each item the variables of its two parts."""

    program: Program = field(default_factory=Program)
    scored: dict[str, int] = field(default_factory=dict)
    pretest: dict[str, int] = field(default_factory=dict)

    def taken(self, item_id: str) -> dict[int, float]:
        """The row that is 1 when the item is in the form."""
        row = {self.scored[item_id]: 1.0}
        if item_id in self.pretest:
            row[self.pretest[item_id]] = 1.0
        return row


def choose(request: Request, seed: int) -> Chosen | None:
    """The items of the best form for this seed, or None where no form is possible."""
    draft = _items(request, np.random.default_rng(seed))
    _require(draft, request)
    _aim(draft, request)
    values = draft.program.solve()
    if values is None:
        return None
    return Chosen(
        scored=frozenset(key for key, index in draft.scored.items() if values[index] > 0.5),
        pretest=frozenset(key for key, index in draft.pretest.items() if values[index] > 0.5),
    )


def shortages(request: Request) -> tuple[Shortage, ...]:
    """The families of constraints to blame, found by letting each be broken at a price."""
    draft = _items(request, None)
    slacks = _require(draft, request, breakable=True)
    values = draft.program.solve()
    if values is None:  # pragma: no cover - every hard row has a slack
        return (Shortage("counts", "no combination of items was found"),)
    broken = [(slack, values[index]) for slack, index in slacks if values[index] > 1e-6]
    missing = Counter[str]()
    for shortage, value in broken:
        if shortage.family == "counts":
            missing[shortage.message] += round(value)
    found = [Shortage("counts", _short(request, group, n)) for group, n in missing.items()]
    found += dict.fromkeys(shortage for shortage, _ in broken if shortage.family != "counts")
    return tuple(found)


def _items(request: Request, random: np.random.Generator | None) -> _Draft:
    """Variables of every candidate, with random costs (none to look for shortages)."""
    draft = _Draft()
    for item in request.candidates:
        seen = SEEN if item.id in request.seen and random is not None else 0.0
        noise = random.random(2) if random is not None else np.zeros(2)
        quota = request.quotas[request.group_of[item.domain]]
        draft.scored[item.id] = draft.program.choice(seen + noise[0])
        if quota.pretest:
            checked = CHECKED_PRETEST if item.review != "draft" and random is not None else 0.0
            draft.pretest[item.id] = draft.program.choice(seen + noise[1] + checked)
            draft.program.require(draft.taken(item.id), high=1)
    return draft


def _require(
    draft: _Draft, request: Request, *, breakable: bool = False
) -> list[tuple[Shortage, int]]:
    """Rows for counts, enemies and scenarios; breakable ones return their slacks."""
    slacks: list[tuple[Shortage, int]] = []

    def slack(family: str, message: str, price: float) -> dict[int, float]:
        if not breakable:
            return {}
        index = draft.program.slack(price)
        slacks.append((Shortage(family, message), index))
        return {index: 1.0}

    for group, quota in request.quotas.items():
        members = [i.id for i in request.candidates if request.group_of[i.domain] == group]
        for variables, wanted in ((draft.scored, quota.scored), (draft.pretest, quota.pretest)):
            row = {variables[member]: 1.0 for member in members if member in variables}
            row |= slack("counts", group, BREAK_COUNT)
            draft.program.require(row, low=wanted, high=wanted)
    for first, second in sorted(request.enemies):
        row = draft.taken(first) | draft.taken(second)
        extra = slack("enemies", f"{first} and {second} exclude each other", BREAK_ENEMIES)
        draft.program.require(row | dict.fromkeys(extra, -1.0), high=1)
    for scenario, together in sorted(request.scenarios.items()):
        whole = draft.program.choice(0.0)
        for member in together:
            message = f"{scenario} must be taken whole or not at all"
            more = slack("scenarios", message, BREAK_SCENARIO)
            less = slack("scenarios", message, BREAK_SCENARIO)
            row = draft.taken(member) | {whole: -1.0} | more
            row |= dict.fromkeys(less, -1.0)
            draft.program.require(row, low=0, high=0)
    return slacks


def _aim(draft: _Draft, request: Request) -> None:
    """Rows for difficulty, time and topics, whose slacks cost something."""
    program, candidates = draft.program, request.candidates
    n_scored = sum(quota.scored for quota in request.quotas.values())
    n_total = sum(quota.total for quota in request.quotas.values())
    row = {draft.scored[item.id]: item.difficulty - request.target for item in candidates}
    easier, harder = program.slack(DIFFICULTY), program.slack(DIFFICULTY)
    margin = n_scored * TOLERANCE
    program.require(row | {easier: -1.0, harder: 1.0}, low=-margin, high=margin)
    time = {
        index: item.seconds / 60 * weight
        for item in candidates
        for index, weight in draft.taken(item.id).items()
    }
    late = program.slack(MINUTES)
    program.require(time | {late: -1.0}, high=n_total * SECONDS / 60)
    for topic, cap in fair_shares(candidates, request.quotas, request.group_of).items():
        members = [item.id for item in candidates if (item.domain, item.topic) == topic]
        crowd = {i: w for member in members for i, w in draft.taken(member).items()}
        program.require(crowd | {program.slack(TOPIC): -1.0}, high=cap)


def fair_shares(
    candidates: Iterable[Item], quotas: Mapping[str, Quota], group_of: Mapping[str, str]
) -> dict[tuple[str, str], int]:
    """How many questions each topic may hold before it crowds the others."""
    topics = {(item.domain, item.topic) for item in candidates}
    per_group = Counter(group_of[domain] for domain, _ in topics)
    return {
        (domain, topic): math.ceil(
            CROWDED * quotas[group_of[domain]].total / per_group[group_of[domain]]
        )
        for domain, topic in sorted(topics)
    }


def _short(request: Request, group: str, lacking: int) -> str:
    """The shortage of one group in numbers."""
    has = sum(1 for item in request.candidates if request.group_of[item.domain] == group)
    needs = request.quotas[group].total
    if has < needs:
        return f"{group} needs {needs}, has {has}"
    return f"{group} needs {needs}; of its {has}, {lacking} too few can stand together"


def pairs_within(
    candidates: Sequence[Item], enemies: Mapping[str, frozenset[str]]
) -> frozenset[tuple[str, str]]:
    """Pairs of enemies among the candidates, each once."""
    ids = {item.id for item in candidates}
    return frozenset(
        (item_id, other)
        for item_id in ids
        for other in enemies.get(item_id, frozenset()) & ids
        if item_id < other
    )
