from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from question_bank.shuffle import option_order, shuffled, starts_with_numbers
from tests.factories import SOUND, make_item


def numbered(*texts: str):
    choices = [
        {**choice, "text": {"en": text, "fr": f"En {text}"}}
        for choice, text in zip(SOUND["choices"], texts, strict=True)
    ]
    return make_item("numbers", choices=choices)


@given(st.integers(0, 2**32))
def test_an_order_of_options_has_each_option_once_and_depends_on_the_seed_alone(seed):
    item = make_item()
    order = option_order(item, seed)
    assert sorted(order) == sorted(choice.id for choice in item.choices)
    assert order == option_order(item, seed)


def test_over_many_seeds_the_key_stands_everywhere_as_often():
    item = make_item()
    places = Counter(option_order(item, seed).index(item.key) for seed in range(4000))
    assert all(900 < places[place] < 1100 for place in range(4))


def test_items_of_one_form_are_not_shuffled_alike():
    orders = {option_order(make_item(f"item-{n}"), 1) for n in range(20)}
    assert len(orders) > 5


def test_options_that_all_start_with_numbers_keep_their_order():
    item = numbered("30 days", "60 days", "$90 a day", "« 120 » days")
    assert starts_with_numbers(item)
    assert option_order(item, 7) == tuple(choice.id for choice in item.choices)


def test_one_option_without_a_number_frees_the_others():
    assert not starts_with_numbers(numbered("30 days", "60 days", "90 days", "Until recovery"))
    assert starts_with_numbers(numbered("About 30%", "About 70%", "About 80%", "About 90%"))
    assert starts_with_numbers(numbered('"At least 3 days"', '"At least 5"', "6 days", "Up to 9"))


def test_a_shuffle_is_the_same_for_the_same_seed():
    assert shuffled(range(50), 3) == shuffled(range(50), 3)
    assert shuffled(range(50), 3) != shuffled(range(50), 4)
