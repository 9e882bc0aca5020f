"""Parallel forms: what holds for every assembly, and what is said where there is none."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.bank import Bank
from question_bank.blueprint import Blueprint
from question_bank.form import FormImpossible
from question_bank.forms.parallel import Assembly, assemble, assemble_practice
from question_bank.forms.partition import MEAN_DIFFICULTY, TIME
from question_bank.forms.pool import MIXES, by_weight
from tests.factories import CCM, make_bank, make_case, make_items
from tests.question_bank.forms.pools import SMALL, mixed_bank


def requires(bank: Bank, blueprint: Blueprint, found: Assembly) -> None:
    """Every constraint that is no mere aim."""
    ids = [[item.id for item in form.items] for form in found.forms]
    assert len({one for form in ids for one in form}) == sum(map(len, ids))
    for form in found.forms:
        scored = Counter(item.domain for item in form.items if item.id in form.scored)
        pretest = Counter(item.domain for item in form.items if item.id not in form.scored)
        for domain in blueprint.domains:
            assert scored[domain.id] == domain.full.scored
            assert pretest[domain.id] == domain.full.pretest
        held = {item.id for item in form.items}
        for item in form.items:
            assert not bank.enemies.get(item.id, frozenset()) & held
        for case in {item.case for item in form.items} - {None}:
            assert {item.id for item in bank.select(case=case)} <= held
            places = [n for n, item in enumerate(form.items) if item.case == case]
            assert places == list(range(places[0], places[0] + len(places)))
    for first, second in combinations(found.forms, 2):
        assert abs(first.difficulty - second.difficulty) <= MEAN_DIFFICULTY + 1e-9
        times = sorted((first.seconds, second.seconds))
        assert times[1] <= times[0] * (1 + TIME)


@pytest.mark.parametrize("count", [720, 918])
def test_four_forms_of_a_whole_bank_are_disjoint_and_alike(count: int) -> None:
    bank = mixed_bank(count, drafts=0.1)
    found = assemble(bank, CCM, 4, seed=3)
    requires(bank, CCM, found)
    for label in MIXES.values():
        mixes = [Counter(label(item) for item in form.items) for form in found.forms]
        for name in set().union(*mixes):
            assert max(mix[name] for mix in mixes) - min(mix[name] for mix in mixes) <= 1, name
    named = {family.name: family for family in found.families}
    assert named["counts of rehabilitation"].binds == (count == 720)
    assert named["topics"].widest == 1
    assert named["scenarios cut up"].widest == 0


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    forms=st.integers(1, 3),
    spare=st.integers(0, 30),
    size=st.integers(3, 5),
    share=st.sampled_from([0.0, 0.2, 0.4]),
    enemies=st.integers(0, 6),
)
def test_whatever_the_bank_forms_hold_their_constraints_or_none_is_made(
    seed: int, forms: int, spare: int, size: int, share: float, enemies: int
) -> None:
    bank = mixed_bank(
        18 * forms + spare,
        seed=seed,
        scenarios=share,
        size=size,
        enemies=enemies,
        blueprint=SMALL,
    )
    try:
        found = assemble(bank, SMALL, forms, seed=seed)
    except FormImpossible as refusal:
        found = None
        reasons = refusal.shortages
    if found is None:
        assert reasons
    else:
        requires(bank, SMALL, found)


def test_the_same_seed_gives_the_same_forms_and_another_one_others() -> None:
    bank = mixed_bank(60, blueprint=SMALL)
    first, again = (assemble(bank, SMALL, 2, seed=1) for _ in range(2))
    assert first == again
    assert assemble(bank, SMALL, 2, seed=2).forms != first.forms


def test_checked_items_are_scored_before_drafts() -> None:
    bank = mixed_bank(54, blueprint=SMALL, scenarios=0, drafts=0.2)
    found = assemble(bank, SMALL, 3, seed=5)
    for form in found.forms:
        for domain in SMALL.domains:
            members = [item for item in form.items if item.domain == domain.id]
            drafts = sum(item.review == "draft" for item in members)
            scored = [item for item in members if item.id in form.scored]
            unavoidable = max(0, drafts - domain.full.pretest)
            assert sum(item.review == "draft" for item in scored) == unavoidable


def test_items_taken_by_other_forms_are_left_alone() -> None:
    bank = mixed_bank(90, blueprint=SMALL)
    first = assemble(bank, SMALL, 2, seed=1)
    taken = {item.id for form in first.forms for item in form.items}
    second = assemble(bank, SMALL, 2, seed=1, taken=taken)
    assert not taken & {item.id for form in second.forms for item in form.items}


def test_too_few_items_are_named_with_their_numbers() -> None:
    bank = make_bank([i for i in make_items(400) if i.id != "rehabilitation-000"])
    with pytest.raises(FormImpossible) as refused:
        assemble(bank, CCM, 3)
    said = [(one.family, one.message) for one in refused.value.shortages]
    assert ("counts", "rehabilitation: 3 forms need 42, there are 30 (12 too few)") in said


def few(**changes: Any) -> Bank:
    """Items for exactly two small forms, those of rehabilitation with changes by number."""
    items = []
    for item in make_items(36, blueprint=SMALL):
        number = int(item.id[-3:])
        own = {k: v(number) for k, v in changes.items()} if item.domain == "rehabilitation" else {}
        items.append(item.model_copy(update=own))
    cases = [make_case("long"), make_case("other")]
    return make_bank(items, cases=cases, blueprints={SMALL.id: SMALL})


def test_a_scenario_too_large_for_a_form_is_to_blame() -> None:
    bank = few(case=lambda number: "long" if number < 3 else None)
    with pytest.raises(FormImpossible) as refused:
        assemble(bank, SMALL, 2)
    assert {one.family for one in refused.value.shortages} == {"counts", "scenarios"}


def test_enemies_that_cannot_be_kept_apart_are_to_blame() -> None:
    # Of four items two go into each form: one that excludes all others fits nowhere.
    others = tuple(f"rehabilitation-{n:03d}" for n in range(1, 4))
    bank = few(enemies=lambda number: others if number == 0 else ())
    with pytest.raises(FormImpossible) as refused:
        assemble(bank, SMALL, 2)
    assert {one.family for one in refused.value.shortages} == {"enemies"}


def test_difficulties_that_cannot_be_made_alike_are_to_blame() -> None:
    items = [
        item.model_copy(update={"difficulty": 0.9 if item.domain == "care-management" else 0.5})
        for item in make_items(36, blueprint=SMALL)
    ]
    odd = next(n for n, item in enumerate(items) if item.domain == "care-management")
    items[odd] = items[odd].model_copy(update={"difficulty": 0.01})
    bank = make_bank(items, blueprints={SMALL.id: SMALL})
    with pytest.raises(FormImpossible) as refused:
        assemble(bank, SMALL, 2)
    assert [one.family for one in refused.value.shortages] == ["difficulty"]
    assert "0.005 is allowed" in refused.value.shortages[0].message


def test_practice_sets_follow_the_weights_and_hold_practice_items_only() -> None:
    items = [*make_items(180), *(_practice(item.id, item) for item in make_items(200, seed=4))]
    found = assemble_practice(make_bank(items), CCM, 3, 50, seed=2)
    wanted = {domain: quota.scored for domain, quota in by_weight(CCM, 50).items()}
    for form in found.forms:
        assert Counter(item.domain for item in form.items) == wanted
        assert {item.use for item in form.items} == {"practice"}
        assert len(form.scored) == 50
    assert sum(wanted.values()) == 50


def _practice(item_id: str, item: Any) -> Any:
    return item.model_copy(update={"id": f"practice-{item_id}", "use": "practice"})


@pytest.mark.parametrize("size", range(1, 80, 7))
def test_weights_are_divided_without_a_rest(size: int) -> None:
    assert sum(quota.scored for quota in by_weight(CCM, size).values()) == size
