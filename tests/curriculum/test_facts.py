from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.facts import filled, named, shown, spanned, without_facts
from curriculum.model import Fact
from tests.curriculum.sample import facts

FACTS = {one.id: one for one in map(Fact.model_validate, facts())}
PIECES = st.lists(
    st.sampled_from(
        [
            "{fact:visit-fee}",
            "{fact:nope}",
            "{fact:}",
            '<span data-fact="visit-fee">old</span>',
            '<span data-fact="nope">kept</span>',
            "<span>",
            "</span>",
            "words ",
            "\n",
        ]
    ),
    max_size=8,
).map("".join)


def test_a_confirmed_fact_is_its_value():
    assert shown(FACTS["visit-fee"], "en") == "€30 & more"


def test_an_unconfirmed_fact_says_so_in_each_language():
    assert shown(FACTS["waiting-time"], "fr") == "deux semaines (à vérifier)"
    assert shown(FACTS["waiting-time"], "en") == "two weeks (to be checked)"


def test_a_hole_in_data_is_filled_with_plain_text():
    assert filled("It is {fact:visit-fee}.", FACTS, "en") == "It is €30 & more."


@pytest.mark.parametrize("put", [filled, spanned])
def test_an_unknown_fact_stays_as_it_is(put):
    prose = 'a {fact:nope} b <span data-fact="nope">c</span>'
    assert put(prose, FACTS, "fr") == prose


def test_a_hole_in_a_notebook_becomes_a_span_that_escapes_its_value():
    assert spanned("{fact:visit-fee}", FACTS, "en") == (
        '<span data-fact="visit-fee">€30 &amp; more</span>'
    )


def test_markup_in_a_value_is_shown_and_not_obeyed():
    evil = FACTS["visit-fee"].model_copy(
        update={"value": FACTS["visit-fee"].value.model_copy(update={"en": "</span><script>"})}
    )
    once = spanned("{fact:visit-fee}", {"visit-fee": evil}, "en")
    assert "<script>" not in once
    assert spanned(once, {"visit-fee": evil}, "en") == once


def test_a_span_takes_the_present_value():
    old = 'Now <span data-fact="visit-fee">\nold\n</span>.'
    expected = 'Now <span data-fact="visit-fee">30 € &amp; plus</span>.'
    assert spanned(old, FACTS, "fr") == expected


@given(PIECES)
def test_spans_are_set_once_and_for_all(prose):
    once = spanned(prose, FACTS, "fr")
    assert spanned(once, FACTS, "fr") == once
    assert "{fact:visit-fee}" not in once
    assert sorted(named(once)) == sorted(named(prose))


@given(st.text(max_size=30))
def test_any_value_survives_a_span(value):
    value = value.strip() or "x"
    fact = FACTS["visit-fee"].model_copy(
        update={"value": FACTS["visit-fee"].value.model_copy(update={"en": value})}
    )
    once = spanned("a {fact:visit-fee} b", {fact.id: fact}, "en")
    assert html.unescape(once.partition(">")[2].rpartition("</span>")[0]) == html.unescape(
        html.escape(value)
    )
    assert spanned(once, {fact.id: fact}, "en") == once


def test_facts_are_named_whether_holes_or_spans():
    assert list(named('{fact:a-1} <span data-fact="b">x</span>')) == ["a-1", "b"]


def test_prose_without_facts_is_what_was_written_by_hand():
    bare = without_facts('It is <span data-fact="visit-fee">€30</span> or {fact:visit-fee} now')
    assert bare.split() == ["It", "is", "or", "now"]
