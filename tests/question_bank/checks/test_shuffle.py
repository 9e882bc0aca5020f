"""Every rule about one item says the same in whatever order its options are shown (S7)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from question_bank.checks.registry import RULES
from question_bank.checks.rule import Setting
from question_bank.load import ITEMS, load_bank
from question_bank.model import Item
from question_bank.shuffle import starts_with_numbers
from tests.factories import altered, make_item
from tests.question_bank.checks.ruling import TODAY, finds, ruling

ITEM = make_item()
BANK, _ = load_bank([ITEMS])
SETTING = Setting(BANK, TODAY)
LIVE = [item for item in BANK if item.status == "live"]


def said(item: Item) -> set[tuple[str, str, str]]:
    """Rule, level and place of every fault, the place by the id of its option.

    Which of two equal options is told, and the words that name the other, may change.
    """
    found = set()
    for rule in RULES:
        for fault in rule.check(item, SETTING):
            place = fault.place
            for number, choice in enumerate(item.choices):
                place = place.replace(f"choices[{number}]", choice.id)
            found.add((rule.name, fault.level, "" if rule.name in PAIRS else place))
    return found


# Told at the first or the last of several.
PAIRS = frozenset({"duplicate-options", "absolute-terms", "changing-figures"})


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.data())
def test_a_shuffle_changes_no_finding(data):
    item = data.draw(st.sampled_from(LIVE))
    order = data.draw(st.permutations(item.choices))
    shown = item.model_copy(update={"choices": tuple(order)})
    before, after = said(item), said(shown)
    if starts_with_numbers(item):  # no shuffle moves these
        drop = {"numeric-options"}
        before = {fault for fault in before if fault[0] not in drop}
        after = {fault for fault in after if fault[0] not in drop}
    assert before == after


# options and stems that need their order


@pytest.mark.parametrize(
    ("locale", "option", "level"),
    [
        ("en", "A) Call the clinic", "error"),
        ("en", "2. Call the clinic", "error"),
        ("en", "The same as above", "warning"),
        ("fr", "B. Appeler le cabinet", "error"),
        ("fr", "c) Appeler le cabinet", "error"),
        ("fr", "Idem", "warning"),
    ],
)
def test_an_option_that_needs_its_place_is_found(locale, option, level):
    item = altered(ITEM, f"choices[2].text.{locale}", option)
    assert [fault.level for fault in ruling("shuffle-safety", item)] == [level]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Read the options below. Why is option B wrong?"),
        ("fr", "Lire les propositions ci-dessous. Pourquoi la réponse C est-elle fausse\u202f?"),
    ],
)
def test_a_stem_that_names_a_place_is_a_warning(locale, text):
    assert finds("shuffle-safety", altered(ITEM, f"stem.{locale}", text), locale)


@pytest.mark.parametrize(
    ("locale", "option"),
    [
        ("en", "A call to the clinic"),
        ("en", "Hospital B alone"),
        ("en", "2.5 hours of care"),
        ("fr", "«\u00a0Et si nous appelions\u202f?\u00a0»"),
        ("fr", "À domicile"),
    ],
)
def test_an_option_that_stands_for_itself_passes(locale, option):
    assert ruling("shuffle-safety", altered(ITEM, f"choices[2].text.{locale}", option)) == []
