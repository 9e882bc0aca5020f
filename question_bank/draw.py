"""Forms drawn from the bank: the same seed and the same bank give the same form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from question_bank.assembly import (
    Chosen,
    Request,
    choose,
    fair_shares,
    pairs_within,
    shortages,
)
from question_bank.bank import Bank, is_answerable
from question_bank.blueprint import Blueprint, Domain, Mode, Quota
from question_bank.form import SECONDS, TARGET, TOLERANCE, Entry, Form, FormImpossible, Shortage
from question_bank.model import Item
from question_bank.shuffle import natural, option_order, shuffled


def draw_form(
    bank: Bank,
    blueprint: Blueprint,
    mode: Mode,
    domain: str | None = None,
    *,
    seed: int,
    seen: Iterable[str] = frozenset(),
    target: float = TARGET,
) -> Form:
    """A form of live items that meets the blueprint; FormImpossible says why there is none.

    Unseen items come first. Full and half forms use items kept for mock exams; a form
    of one domain also uses practice items, and has no pretest questions.
    """
    quotas, domains = _asked(blueprint, mode, domain)
    candidates = _candidates(bank, blueprint, mode, domains)
    request = Request(
        candidates=candidates,
        quotas=quotas,
        group_of={name: found.id for found in domains for name in found.item_domains},
        enemies=pairs_within(candidates, bank.enemies),
        scenarios=_scenarios(candidates),
        seen=frozenset(seen),
        target=target,
    )
    chosen = choose(request, seed)
    if chosen is None:
        name = f"{blueprint.id} {mode}" + (f" {domain}" if domain else "")
        raise FormImpossible(name, shortages(request))
    return _form(bank, request, chosen, blueprint=blueprint, mode=mode, domain=domain, seed=seed)


def _asked(
    blueprint: Blueprint, mode: Mode, domain: str | None
) -> tuple[dict[str, Quota], tuple[Domain, ...]]:
    """How many questions of each domain, and the domains they come from."""
    if mode not in blueprint.modes:
        raise ValueError(f"{blueprint.id} has no mode {mode!r}")
    if mode != "domain":
        if domain is not None:
            raise ValueError(f"a {mode} form covers every domain: leave the domain out")
        quotas = {d.id: d.full if mode == "full" else d.half for d in blueprint.domains}
        return quotas, blueprint.domains
    if domain is None:
        raise ValueError("a form of one domain needs the domain")
    items = blueprint.modes[mode].items
    if items is None:
        raise ValueError(f"{blueprint.id} does not say how many items a domain form has")
    only = blueprint.domain(domain)
    return {only.id: Quota(scored=items, pretest=0)}, (only,)


def _candidates(
    bank: Bank, blueprint: Blueprint, mode: Mode, domains: Iterable[Domain]
) -> tuple[Item, ...]:
    """Live items that may stand in the form, by id.

    Items without a key or without their scenario are left out. A scenario of which some
    items are outside the domains cannot be taken whole, so none of its items is a candidate.
    """
    live = [
        item
        for item in bank.select(exam=blueprint.exam, status="live")
        if (mode == "domain" or item.use == "mock")
        and is_answerable(item)
        and (item.case is None or item.case in bank.cases)
    ]
    inside = {name for domain in domains for name in domain.item_domains}
    split = {item.case for item in live if item.case is not None and item.domain not in inside}
    return tuple(item for item in live if item.domain in inside and item.case not in split)


def _scenarios(candidates: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """Items of each scenario, in the natural order of their ids."""
    members: dict[str, list[str]] = {}
    for item in candidates:
        if item.case is not None:
            members.setdefault(item.case, []).append(item.id)
    return {case: tuple(sorted(ids, key=natural)) for case, ids in members.items()}


def _form(
    bank: Bank,
    request: Request,
    chosen: Chosen,
    *,
    blueprint: Blueprint,
    mode: Mode,
    domain: str | None,
    seed: int,
) -> Form:
    items = [bank.items[item_id] for item_id in _in_order(request, chosen, seed)]
    scored = [item for item in items if item.id in chosen.scored]
    mean = sum(item.difficulty for item in scored) / len(scored)
    seconds = sum(item.seconds for item in items)
    return Form(
        blueprint=blueprint.id,
        mode=mode,
        domain=domain,
        seed=seed,
        entries=tuple(
            Entry(item.id, item.id in chosen.scored, option_order(item, seed)) for item in items
        ),
        seen_share=sum(item.id in request.seen for item in items) / len(items),
        mean_difficulty=round(mean, 6),
        difficulty_gap=round(max(0.0, abs(mean - request.target) - TOLERANCE), 6),
        total_seconds=seconds,
        seconds_over=round(max(0.0, seconds / len(items) - SECONDS), 6),
        crowded_topics=_crowded(items, request),
    )


def _in_order(request: Request, chosen: Chosen, seed: int) -> list[str]:
    """The questions in random order, those of one scenario together."""
    taken = chosen.scored | chosen.pretest
    blocks = [
        request.scenarios[item.case] if item.case is not None else (item.id,)
        for item in request.candidates
        if item.id in taken
    ]
    return [item_id for block in shuffled(dict.fromkeys(blocks), seed) for item_id in block]


def _crowded(items: Iterable[Item], request: Request) -> tuple[str, ...]:
    shares = fair_shares(request.candidates, request.quotas, request.group_of)
    counts = Counter((item.domain, item.topic) for item in items)
    return tuple(
        f"{domain}/{topic}"
        for (domain, topic), count in sorted(counts.items())
        if count > shares[domain, topic]
    )


__all__ = ["Form", "FormImpossible", "Shortage", "draw_form"]
