from __future__ import annotations

import pytest

from question_bank.assembly import fair_shares
from question_bank.blueprint import Quota
from question_bank.draw import FormImpossible, draw_form
from question_bank.form import TARGET, TOLERANCE
from tests.factories import BLUEPRINTS, CCM, altered, make_bank, make_case, make_item, make_items

BANK = make_bank(make_items(400))
LEGACY = BLUEPRINTS["ccm-2020"]


def impossible(bank, blueprint=CCM, mode="full", domain=None) -> dict[str, str]:
    """Message of each family of constraints that makes the form impossible."""
    with pytest.raises(FormImpossible) as raised:
        draw_form(bank, blueprint, mode, domain, seed=0)
    return {shortage.family: shortage.message for shortage in raised.value.shortages}


def domain_items(number: int, domain: str = "rehabilitation", **changes):
    topics = [topic.id for topic in CCM.domain(domain).topics]
    return [
        altered(
            make_item(f"{domain}-{n:02d}", domain=domain, topic=topics[n % len(topics)], **changes),
            "stem.en",
            f"File {n} arrives. What comes **first**?",
        )
        for n in range(number)
    ]


# what a form holds


@pytest.mark.parametrize("blueprint", [CCM, LEGACY])
@pytest.mark.parametrize("mode", ["full", "half"])
def test_a_form_has_the_quota_of_each_domain_exactly(blueprint, mode):
    form = draw_form(BANK, blueprint, mode, seed=3)
    for domain in blueprint.domains:
        quota = domain.full if mode == "full" else domain.half
        here = [e for e in form.entries if BANK.items[e.item].domain in domain.item_domains]
        assert sum(entry.scored for entry in here) == quota.scored
        assert len(here) == quota.total


def test_a_form_of_one_domain_has_its_number_of_scored_items_and_no_pretest():
    form = draw_form(BANK, CCM, "domain", "psychosocial", seed=1)
    assert len(form.scored) == 30
    assert form.pretest == ()
    assert {BANK.items[item].domain for item in form.scored} == {"psychosocial"}


def test_drafts_retired_and_practice_items_stay_out_of_a_mock():
    kept = make_items(200)
    others = [
        altered(altered(item, "id", f"{item.id}-{name}"), name, value)
        for name, value in (("status", "draft"), ("status", "retired"), ("use", "practice"))
        for item in make_items(60, seed=5)
    ]
    form = draw_form(make_bank([*kept, *others]), CCM, "full", seed=0)
    assert {entry.item for entry in form.entries} <= {item.id for item in kept}


def test_a_form_of_one_domain_also_takes_practice_items():
    items = domain_items(40, use="practice")
    form = draw_form(make_bank(items), CCM, "domain", "rehabilitation", seed=0)
    assert len(form.entries) == 30


def test_items_of_another_exam_stay_out():
    assert "counts" in impossible(make_bank(make_items(400), exam="diu"))


def test_an_item_without_its_key_or_its_scenario_is_never_drawn():
    broken = [
        altered(make_item("rehabilitation-x"), "correct", ["no-such-choice"]),
        make_item("rehabilitation-y", case="no-such-scenario"),
    ]
    broken = [
        altered(altered(i, "domain", "rehabilitation"), "topic", "conditions") for i in broken
    ]
    bank = make_bank([*domain_items(30), *broken])
    form = draw_form(bank, CCM, "domain", "rehabilitation", seed=0)
    assert not {"rehabilitation-x", "rehabilitation-y"} & set(form.scored)


# the same again, or another


def test_the_same_seed_draws_the_same_form_from_the_same_bank():
    shuffled_files = make_bank(reversed(make_items(400)))
    first = draw_form(BANK, CCM, "full", seed=11)
    assert first == draw_form(BANK, CCM, "full", seed=11)
    assert first == draw_form(shuffled_files, CCM, "full", seed=11)


def test_other_seeds_draw_other_forms_in_another_order():
    first, second = (draw_form(BANK, CCM, "full", seed=seed) for seed in (1, 2))
    assert set(first.scored) != set(second.scored)
    assert [e.item for e in first.entries] != [e.item for e in second.entries]


def test_over_many_seeds_every_item_has_its_turn():
    drawn = {
        entry.item
        for seed in range(12)
        for entry in draw_form(BANK, CCM, "full", seed=seed).entries
    }
    assert len(drawn) > 0.99 * len(BANK)


def test_pretest_items_are_another_choice_with_another_seed():
    first, second = (draw_form(BANK, CCM, "full", seed=seed) for seed in (1, 2))
    assert set(first.pretest) != set(second.pretest)


def test_checked_items_are_scored_and_drafts_are_pretest():
    items = [
        altered(item, "review", "checked") if number % 2 else item
        for number, item in enumerate(make_items(400))
    ]
    bank = make_bank(items)
    form = draw_form(bank, CCM, "full", seed=0)
    assert {bank.items[item].review for item in form.pretest} == {"draft"}


# what was seen before


def test_unseen_items_come_first():
    first = draw_form(BANK, CCM, "full", seed=1)
    second = draw_form(BANK, CCM, "full", seed=2, seen=[e.item for e in first.entries])
    assert second.seen_share == 0
    assert not {e.item for e in first.entries} & {e.item for e in second.entries}


def test_seen_items_fill_what_is_missing_and_no_more():
    seen = [item.id for item in BANK][:300]
    unseen = {item.id for item in BANK} - set(seen)
    form = draw_form(BANK, CCM, "full", seed=1, seen=seen)
    for domain in CCM.domains:
        fresh = sum(BANK.items[item].domain == domain.id for item in unseen)
        used = sum(BANK.items[e.item].domain == domain.id for e in form.entries if e.item in unseen)
        assert used == min(fresh, domain.full.total)
    assert form.seen_share == sum(e.item not in unseen for e in form.entries) / 180


def test_unseen_items_come_first_even_where_they_miss_the_difficulty():
    items = domain_items(60)
    items = [
        altered(item, "difficulty", 0.95 if number < 30 else 0.68)
        for number, item in enumerate(items)
    ]
    seen = [item.id for item in items[30:]]
    form = draw_form(make_bank(items), CCM, "domain", "rehabilitation", seed=0, seen=seen)
    assert form.seen_share == 0
    assert form.difficulty_gap == pytest.approx(0.95 - TARGET - TOLERANCE)


# aims


def test_forms_of_one_bank_are_as_hard_as_each_other():
    means = [draw_form(BANK, CCM, "full", seed=seed).mean_difficulty for seed in range(5)]
    assert all(abs(mean - TARGET) <= TOLERANCE + 1e-6 for mean in means)


def test_another_target_is_met_or_the_gap_is_told():
    hard = draw_form(BANK, CCM, "half", seed=0, target=0.60)
    assert abs(hard.mean_difficulty - 0.60) <= TOLERANCE + 1e-6
    out_of_reach = draw_form(BANK, CCM, "full", seed=0, target=0.30)
    gap = out_of_reach.mean_difficulty - 0.30 - TOLERANCE
    assert out_of_reach.difficulty_gap == pytest.approx(gap, abs=1e-5)
    assert gap > 0.1


def test_slow_items_give_way_to_quick_ones():
    items = [
        altered(item, "seconds", 75 if number % 2 else 50)
        for number, item in enumerate(make_items(400))
    ]
    form = draw_form(make_bank(items), CCM, "full", seed=0)
    assert form.total_seconds <= 58 * 180 + 1
    assert form.seconds_over == 0


def test_time_that_cannot_be_kept_is_told():
    form = draw_form(make_bank(make_items(400, seconds=70)), CCM, "full", seed=0)
    assert form.seconds_over == 12


def test_no_topic_crowds_the_others_where_there_is_a_choice():
    form = draw_form(BANK, CCM, "full", seed=0)
    assert form.crowded_topics == ()


def test_a_topic_that_must_crowd_is_named():
    items = [altered(item, "topic", "conditions") for item in domain_items(29)]
    items.append(altered(make_item("other"), "domain", "rehabilitation"))
    form = draw_form(make_bank(items), CCM, "domain", "rehabilitation", seed=0)
    assert form.crowded_topics == ("rehabilitation/conditions",)


def test_a_fair_share_is_one_and_a_half_times_the_mean():
    items = domain_items(40)
    shares = fair_shares(
        items, {"rehabilitation": Quota(scored=12, pretest=2)}, {"rehabilitation": "rehabilitation"}
    )
    assert set(shares.values()) == {3}  # 14 questions, 10 topics: 2.1, rounded up


# enemies and scenarios


def test_enemies_are_never_drawn_together():
    items = domain_items(31)
    items[0] = altered(items[0], "enemies", [items[1].id])
    form = draw_form(make_bank(items), CCM, "domain", "rehabilitation", seed=0)
    assert len({items[0].id, items[1].id} & set(form.scored)) == 1


def test_a_scenario_is_drawn_whole_in_order_and_together():
    items = domain_items(34)
    for place, index in enumerate((4, 20, 9), start=1):
        items[index] = altered(
            altered(items[index], "case", "return-from-hospital"), "id", f"return-{place}"
        )
    items[30] = altered(altered(items[30], "case", "return-from-hospital"), "id", "return-10")
    bank = make_bank(items, cases=[make_case()])
    taken = 0
    for seed in range(6):
        ids = [e.item for e in draw_form(bank, CCM, "domain", "rehabilitation", seed=seed).entries]
        members = [item for item in ids if item.startswith("return-")]
        assert members in ([], ["return-1", "return-2", "return-3", "return-10"])
        if members:
            taken += 1
            start = ids.index("return-1")
            assert ids[start : start + 4] == members
    assert taken > 0


def test_a_scenario_that_reaches_into_another_domain_is_left_out_of_a_domain_form():
    items = domain_items(31)
    items[3] = altered(items[3], "case", "return-from-hospital")
    elsewhere = make_item("elsewhere", case="return-from-hospital")
    bank = make_bank([*items, elsewhere], cases=[make_case()])
    form = draw_form(bank, CCM, "domain", "rehabilitation", seed=0)
    assert items[3].id not in form.scored


# what cannot be drawn


def test_a_domain_that_is_short_is_named_with_its_numbers():
    items = [i for i in make_items(400) if i.domain != "rehabilitation"] + domain_items(11)
    assert impossible(make_bank(items)) == {"counts": "rehabilitation needs 14, has 11"}


def test_an_empty_bank_lacks_every_domain():
    with pytest.raises(FormImpossible) as raised:
        draw_form(make_bank([]), CCM, "full", seed=0)
    assert len(raised.value.shortages) == 6
    assert "care-management needs 54, has 0" in str(raised.value)
    assert str(raised.value).startswith("no form for ccm-2025-08 full: ")


def test_enemies_that_leave_too_few_are_named():
    items = domain_items(30)
    items[0] = altered(items[0], "enemies", [items[1].id])
    messages = impossible(make_bank(items), mode="domain", domain="rehabilitation")
    assert messages == {"enemies": "rehabilitation-00 and rehabilitation-01 exclude each other"}


def test_scenarios_that_do_not_fit_are_named():
    items = [
        altered(item, "case", f"case-{number // 4}") for number, item in enumerate(domain_items(32))
    ]  # sets of four never make thirty
    bank = make_bank(items, cases=[make_case(f"case-{number}") for number in range(8)])
    messages = impossible(bank, mode="domain", domain="rehabilitation")
    assert list(messages) == ["scenarios"]
    assert messages["scenarios"].endswith("must be taken whole or not at all")


def test_a_request_that_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="needs the domain"):
        draw_form(BANK, CCM, "domain", seed=0)
    with pytest.raises(ValueError, match="leave the domain out"):
        draw_form(BANK, CCM, "full", "psychosocial", seed=0)
    with pytest.raises(KeyError, match="no domain 'nursing'"):
        draw_form(BANK, CCM, "domain", "nursing", seed=0)


# for other programs


def test_a_form_as_json_lists_its_items():
    form = draw_form(BANK, CCM, "domain", "rehabilitation", seed=0)
    data = form.as_json()
    assert [item["id"] for item in data["items"]] == [entry.item for entry in form.entries]
    assert set(data["items"][0]) == {"id", "scored", "options"}
    assert data["blueprint"] == "ccm-2025-08"
    assert data["seed"] == 0
