from __future__ import annotations

import pytest

from question_bank.amend import amended
from tests.factories import altered, make_item


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("stem.en", "What should the case manager do **first** today?"),
        ("choices[0].text.fr", "Organiser une visite"),
        ("correct", ["home-visit"]),
        ("case", "return-from-hospital"),
    ],
)
def test_a_live_item_that_asks_something_else_is_a_revision_that_nobody_has_read(place, value):
    before = make_item(review="checked", revision=3)
    after = amended(before, altered(before, place, value))
    assert (after.revision, after.review) == (4, "draft")


@pytest.mark.parametrize(
    ("place", "value"), [("choices[0].why.en", "Another reason."), ("sources[0].where", "page 2")]
)
def test_a_better_reason_is_a_revision_and_keeps_its_review(place, value):
    before = make_item(review="checked")
    after = amended(before, altered(before, place, value))
    assert (after.revision, after.review) == (2, "checked")


def test_tags_and_the_order_of_options_change_nothing_of_the_question():
    before = make_item(review="checked")
    tagged = altered(before, "difficulty", 0.5)
    assert amended(before, tagged) == tagged
    moved = before.model_copy(update={"choices": tuple(reversed(before.choices))})
    assert amended(before, moved).review == "checked"


def test_a_draft_keeps_its_revision_and_loses_its_review():
    before = make_item(status="draft", review="checked")
    after = amended(before, altered(before, "stem.en", "Something else?"))
    assert (after.revision, after.review) == (1, "draft")


def test_the_revision_that_an_author_sends_is_not_believed():
    before = make_item(revision=2)
    assert amended(before, before.model_copy(update={"revision": 9})).revision == 2


def test_another_scenario_is_another_question():
    before = make_item(review="checked", case="return-from-hospital")
    after = amended(before, before, scenario_changed=True)
    assert (after.revision, after.review) == (2, "draft")


def test_a_draft_whose_revision_is_frozen_gets_the_next_one():
    before = make_item(status="draft")
    other = altered(before, "stem.en", "Something else?")
    assert amended(before, other, is_frozen=True).revision == 2
    assert amended(before, altered(before, "difficulty", 0.5), is_frozen=True).revision == 1
