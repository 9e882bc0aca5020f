from __future__ import annotations

import time

from question_bank.similar import SimilarItems, wording
from tests.factories import altered, make_bank, make_item, make_items


def test_the_same_text_is_most_alike_and_counts_as_a_near_duplicate():
    index = SimilarItems(make_bank([*make_items(60), make_item()]))
    (first, *_) = index.nearest({"en": wording(make_item(), "en")})
    assert first.item == "transitions-missed-diuretic"
    assert first.is_near_duplicate
    assert first.score > 0.99


def test_an_item_is_not_like_itself_and_retired_items_are_left_out():
    index = SimilarItems(make_bank([make_item(), make_item("old", status="retired")]))
    assert index.nearest({"en": wording(make_item(), "en")}, without=make_item().id) == ()


def test_either_language_may_tell_and_the_other_may_be_empty():
    other = altered(
        make_item("other"), "stem.en", "What does the plan pay for an infant's formula?"
    )
    index = SimilarItems(make_bank([make_item(), other]))
    found = index.nearest({"fr": wording(make_item(), "fr")})
    assert [one.lang for one in found] == ["fr", "fr"]
    assert index.nearest({"en": "zzz qqq"}) == ()
    assert index.nearest({}) == ()


def test_an_answer_over_a_whole_bank_takes_less_than_a_tenth_of_a_second():
    bank = make_bank(make_items(1100))
    index = SimilarItems(bank)
    draft = {"en": wording(make_item(), "en"), "fr": wording(make_item(), "fr")}
    index.nearest(draft)
    begun = time.perf_counter()
    assert len(index.nearest(draft)) == 5
    assert time.perf_counter() - begun < 0.15
