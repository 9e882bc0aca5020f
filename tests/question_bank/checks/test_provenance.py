from __future__ import annotations

from datetime import date

import pytest

from tests.factories import altered, make_bank, make_case, make_item
from tests.question_bank.checks.ruling import ruling, set_ruling


def test_domain_and_topic_of_the_blueprint_pass():
    assert ruling("outline", make_item()) == []


def test_a_domain_outside_the_blueprint_is_refused():
    (fault,) = ruling("outline", make_item(domain="nursing"))
    assert fault.place == "domain"
    assert "care-management, reimbursement" in fault.fix


def test_a_topic_of_another_domain_is_refused():
    (fault,) = ruling("outline", make_item(topic="coding"))
    assert (fault.place, fault.level) == ("topic", "error")


def test_an_exam_without_a_current_blueprint_is_refused():
    item = make_item()
    (fault,) = ruling("outline", item, bank=make_bank([item], exam="nclex"))
    assert "'nclex'" in fault.message


def test_an_item_without_a_source_is_refused():
    (fault,) = ruling("sources", make_item(sources=[]))
    assert (fault.place, fault.level) == ("sources", "error")


def test_a_source_that_nobody_can_open_is_a_warning():
    (fault,) = ruling("sources", make_item(sources=[{"title": "Common practice"}]))
    assert (fault.place, fault.level) == ("sources[0]", "warning")
    assert ruling("sources", make_item(sources=[{"title": "A law", "where": "section 2"}])) == []


@pytest.mark.parametrize(
    ("as_of", "today", "stale"),
    [
        ("2024-11", date(2026, 11, 30), False),
        ("2024-10", date(2026, 11, 1), True),
        ("2026-11", date(2026, 11, 1), False),
        ("2026-12", date(2026, 11, 30), True),
    ],
)
def test_facts_are_checked_every_two_years_and_not_in_the_future(as_of, today, stale):
    faults = ruling("freshness", make_item(as_of=as_of), today=today)
    assert [fault.level for fault in faults] == (["warning"] if stale else [])


@pytest.mark.parametrize(("review", "noted"), [("draft", True), ("checked", False)])
def test_a_live_item_that_nobody_checked_is_allowed_and_noted(review, noted):
    faults = ruling("review", make_item(review=review))
    assert [fault.level for fault in faults] == (["info"] if noted else [])
    assert ruling("review", make_item(status="draft", review=review)) == []


def test_the_french_stem_of_an_american_item_says_so():
    item = altered(make_item(), "stem.fr", "Trois jours après, que faire\u202f?")
    (fault,) = ruling("country", item)
    assert (fault.place, fault.level) == ("stem.fr", "error")
    assert ruling("country", make_item()) == []
    assert ruling("country", altered(item, "jurisdiction", "fr")) == []


def test_items_that_are_named_must_exist():
    item = make_item("a", enemies=["b", "gone", "a"], replaces="lost", case="no-such-scenario")
    faults = ruling("links", item, bank=make_bank([item, make_item("b")]))
    assert [(fault.place, fault.level) for fault in faults] == [
        ("enemies[1]", "error"),
        ("enemies[2]", "error"),
        ("replaces", "error"),
        ("case", "error"),
    ]


def test_links_that_exist_pass():
    item = make_item("a", enemies=["b"], replaces="old", case="return-from-hospital")
    others = [make_item("b"), make_item("old", status="retired")]
    assert ruling("links", item, bank=make_bank([item, *others], cases=[make_case()])) == []


def test_an_item_that_is_replaced_should_be_retired():
    item = make_item("a", replaces="old")
    (fault,) = ruling("links", item, bank=make_bank([item, make_item("old")]))
    assert (fault.place, fault.level) == ("replaces", "warning")


def members(number: int, **changes):
    return [make_item(f"visit-{n}", case="return-from-hospital", **changes) for n in range(number)]


@pytest.mark.parametrize(("number", "sound"), [(2, False), (3, True), (5, True), (6, False)])
def test_a_scenario_has_three_to_five_items(number, sound):
    found = set_ruling("case-sets", make_bank(members(number), cases=[make_case()]))
    assert [fault.level for _, fault in found] == ([] if sound else ["warning"])


def test_items_of_one_scenario_are_no_enemies():
    items = [*members(3), make_item("visit-9", case="return-from-hospital", enemies=["visit-1"])]
    found = set_ruling("case-sets", make_bank(items, cases=[make_case()]))
    assert {path for path, _ in found} == {
        "bank/ccm/care-management/visit-1.yaml",
        "bank/ccm/care-management/visit-9.yaml",
    }


def test_beside_a_source_that_opens_a_title_with_its_year_will_do():
    opens = {"title": "A law", "where": "section 2"}
    dated = {"title": "Standards of a society (2022)"}
    assert ruling("sources", make_item(sources=[opens, dated])) == []
    assert [f.place for f in ruling("sources", make_item(sources=[dated]))] == ["sources[0]"]
    vague = {"title": "Common practice"}
    assert [f.place for f in ruling("sources", make_item(sources=[opens, vague]))] == ["sources[1]"]
