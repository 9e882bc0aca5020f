from __future__ import annotations

import json

from rich.console import Console

from question_bank.holdings import holdings
from question_bank.limits import limits
from question_bank.stats import bank_statistics
from question_bank.stats_report import show
from question_bank.targets import load_targets
from tests.factories import altered, make_bank, make_item, make_items

TARGETS = load_targets()["ccm"]


def held(items):
    return holdings(make_bank(items), "ccm", TARGETS, limits(items))


def test_live_items_stand_against_the_target_and_drafts_beside_them():
    items = [
        *make_items(30),
        make_item("draft-one", status="draft"),
        make_item("gone", status="retired"),
    ]
    (first, *_) = held(items).domains
    assert (first.id, first.live, first.drafts, first.target, first.missing) == (
        "care-management",
        9,
        1,
        270,
        261,
    )
    topic = next(one for one in first.topics if one.id == "transitions-of-care")
    assert (topic.drafts, topic.target) == (1, 24)


def test_the_emptiest_topics_are_named_first_and_shares_out_of_limits_last():
    thin = held(list(make_items(400))).thin
    shares = [one.count / int(one.wanted) for one in thin if one.kind == "topic"]
    assert shares == sorted(shares)
    assert [one.kind for one in thin] == sorted((one.kind for one in thin), key="topic limit".find)
    assert "lead-in first-next" in {one.name for one in thin if one.kind == "limit"}


def test_a_domain_without_targets_for_its_topics_is_thin_itself():
    targets = load_targets()["diu"]
    found = holdings(make_bank([], exam="diu"), "diu", targets, ())
    assert {one.kind for one in found.thin} == {"domain"}
    assert len(found.thin) == 7
    assert (found.difficulty, found.unretired) == ({}, 0)


def test_a_text_still_to_be_written_counts_in_its_language_only():
    found = held(
        [make_item(), altered(make_item("half", status="draft"), "choices[1].why.fr", "TODO")]
    )
    assert found.languages == {"fr": 1, "en": 2}


def test_difficulty_is_counted_in_bands_without_gaps():
    found = held(
        [
            make_item("a", difficulty=0.6),
            make_item("b", difficulty=0.7),
            make_item("c", difficulty=0.74),
        ]
    )
    assert found.difficulty == {"0.60": 1, "0.65": 0, "0.70": 2}


def test_case_sets_count_among_the_live_mock_items():
    found = held(
        [
            make_item(),
            make_item("b", case="return-from-hospital"),
            make_item("c", use="practice", case="x"),
        ]
    )
    assert (found.in_case_sets, found.live_mock) == (1, 2)


def test_the_command_and_the_page_are_told_the_same():
    (found,) = bank_statistics(make_bank(make_items(60)))
    data = json.loads(json.dumps(found.as_json()))
    assert data["holdings"]["domains"][0]["topics"][0]["id"] == "caseload-criteria"
    assert {"share", "holds"} <= data["limits"][0].keys()
    console = Console(record=True, width=120)
    show(found, console)
    said = console.export_text()
    for words in ("Against the targets", "caseload-criteria", "Thin", "mock items in case sets"):
        assert words in said
