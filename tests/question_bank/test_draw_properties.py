from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from question_bank.draw import FormImpossible, draw_form
from question_bank.form import SECONDS, TARGET, TOLERANCE
from question_bank.model import Item
from tests.factories import BLUEPRINTS, make_bank, make_case, make_items

ITEMS = make_items(400)
IDS = [item.id for item in ITEMS]
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

pairs = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=60)
sets = st.lists(st.lists(st.sampled_from(IDS), min_size=3, max_size=5, unique=True), max_size=6)


def bank_with(enemies: list[tuple[str, str]], scenarios: list[list[str]]):
    """The synthetic bank with these pairs of enemies and these scenarios."""
    changed: dict[str, Item] = {item.id: item for item in ITEMS}
    for first, second in enemies:
        item = changed[first]
        changed[first] = item.model_copy(update={"enemies": (*item.enemies, second)})
    for number, members in enumerate(scenarios):
        for member in members:
            if changed[member].case is None:
                changed[member] = changed[member].model_copy(update={"case": f"case-{number}"})
    cases = [make_case(f"case-{number}") for number in range(len(scenarios))]
    return make_bank(changed.values(), cases=cases)


@FEW
@given(
    seed=st.integers(0, 2**31),
    blueprint=st.sampled_from(["ccm-2025-08", "ccm-2020"]),
    mode=st.sampled_from(["full", "half"]),
    enemies=pairs,
    scenarios=sets,
    seen=st.sets(st.sampled_from(IDS)),
)
def test_every_form_keeps_every_promise(seed, blueprint, mode, enemies, scenarios, seen):
    bank = bank_with(enemies, scenarios)
    outline = BLUEPRINTS[blueprint]
    form = draw_form(bank, outline, mode, seed=seed, seen=seen)
    ids = [entry.item for entry in form.entries]
    assert len(set(ids)) == len(ids)
    for domain in outline.domains:
        quota = domain.full if mode == "full" else domain.half
        here = [e for e in form.entries if bank.items[e.item].domain in domain.item_domains]
        assert (sum(e.scored for e in here), len(here)) == (quota.scored, quota.total)
    for item_id in ids:
        assert not bank.enemies.get(item_id, frozenset()) & set(ids)
    for case in bank.cases:
        members = {item.id for item in bank.select(case=case)}
        drawn = [place for place, item_id in enumerate(ids) if item_id in members]
        assert len(drawn) in {0, len(members)}
        assert drawn == list(range(drawn[0], drawn[0] + len(drawn))) if drawn else True
    for entry in form.entries:
        assert sorted(entry.options) == sorted(c.id for c in bank.items[entry.item].choices)
    scored = [bank.items[item_id] for item_id in form.scored]
    mean = sum(item.difficulty for item in scored) / len(scored)
    assert abs(form.mean_difficulty - mean) < 1e-6
    assert abs(form.difficulty_gap - max(0, abs(mean - TARGET) - TOLERANCE)) < 2e-6
    seconds = sum(bank.items[item_id].seconds for item_id in ids)
    assert form.total_seconds == seconds
    assert abs(form.seconds_over - max(0, seconds / len(ids) - SECONDS)) < 2e-6
    assert form.seen_share == len(seen & set(ids)) / len(ids)


@FEW
@given(seed=st.integers(0, 2**31), enemies=pairs)
def test_a_form_is_a_function_of_seed_and_bank(seed, enemies):
    first, second = (bank_with(enemies, []) for _ in range(2))
    blueprint = BLUEPRINTS["ccm-2025-08"]
    assert draw_form(first, blueprint, "half", seed=seed) == draw_form(
        second, blueprint, "half", seed=seed
    )


@FEW
@given(size=st.integers(120, 260))
def test_a_form_is_drawn_or_the_short_domains_are_named(size):
    items = make_items(size, seed=size)
    bank = make_bank(items)
    blueprint = BLUEPRINTS["ccm-2025-08"]
    short = {
        domain.id
        for domain in blueprint.domains
        if len(bank.select(domain=domain.id)) < domain.full.total
    }
    if short:
        with pytest.raises(FormImpossible) as raised:
            draw_form(bank, blueprint, "full", seed=0)
        assert {s.message.partition(" ")[0] for s in raised.value.shortages} == short
    else:
        assert len(draw_form(bank, blueprint, "full", seed=0).entries) == 180
