"""Reasons of the options, and texts still to be written; `test_wordings` holds the wordings."""

from __future__ import annotations

import pytest

from tests.factories import altered, make_item
from tests.question_bank.checks.ruling import places, ruling

ITEM = make_item()

# rationales

KEY_WHY = "choices[1].why"
OTHER_WHY = "choices[0].why"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Option B leaves him without care until somebody calls the clinic."),
        ("en", "The second answer leaves him without care until Monday morning."),
        ("fr", "La réponse B le laisse sans soins jusqu'au lundi matin suivant."),
        ("fr", "La proposition précédente le laisse sans soins jusqu'à lundi."),
        ("fr", "La proposition n° 3 le laisse aussi sans soins jusqu'au lundi."),
    ],
)
def test_a_rationale_points_at_no_place_either(locale, text):
    item = altered(ITEM, f"{OTHER_WHY}.{locale}", text)
    assert places("rationale", item) == {f"{OTHER_WHY}.{locale}"}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Here is the reply to give, since an angry man has to hear facts about beds."),
        ("en", "A reminder is what settles Friday evenings for the whole of this team."),
        ("fr", "Il s'agit bien de ce qui règle le vendredi soir à lui seul, par un rappel."),
    ],
)
def test_a_distractor_owes_the_situation_in_which_it_would_be_right(locale, text):
    item = altered(ITEM, f"{OTHER_WHY}.{locale}", text)
    assert places("when-right", item) == {f"{OTHER_WHY}.{locale}"}
    assert ruling("when-right", altered(ITEM, f"{KEY_WHY}.{locale}", text)) == []


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "A visitor comes to those who stay in. Right as an addition to the rides."),
        ("en", "Rest helps somebody who strains; he has rested since the spring."),
        ("fr", "Le repos sert à qui force jusqu'à la douleur ; lui se ménage."),
        ("fr", "Un rappel aide. Ce serait juste en complément d'une boîte suivie."),
    ],
)
def test_other_people_and_other_times_say_when_an_option_would_be_right(locale, text):
    assert ruling("when-right", altered(ITEM, f"{OTHER_WHY}.{locale}", text)) == []


def test_a_key_may_say_what_would_make_another_option_right():
    why = "Someone must know today. Teaching him would be right once he is safe at home."
    assert ruling("rationale", altered(ITEM, f"{KEY_WHY}.en", why)) == []


def test_a_rationale_of_a_few_words_explains_nothing():
    (fault,) = ruling("rationale", altered(ITEM, f"{OTHER_WHY}.fr", "Trop tard pour lui."))
    assert fault.message == "explains nothing in 4 words"


@pytest.mark.parametrize(
    ("locale", "why"),
    [
        ("en", "This is the best choice because it is the most appropriate one."),
        ("en", "This is wrong, so it is not the right answer here."),
        ("fr", "C'est une mauvaise réponse car elle n'est pas la bonne ici."),
    ],
)
def test_a_rationale_that_turns_in_a_circle_explains_nothing(locale, why):
    told = ruling("rationale", altered(ITEM, f"{OTHER_WHY}.{locale}", why))
    assert "gives no reason of its own" in {fault.message for fault in told}


def test_a_rationale_that_repeats_its_option_explains_nothing():
    option = ITEM.choices[0].text.en
    why = f"{option}: the right answer in this situation."
    told = ruling("rationale", altered(ITEM, f"{OTHER_WHY}.en", why))
    assert "gives no reason of its own" in {fault.message for fault in told}


def test_letters_that_the_stem_gives_to_something_are_no_places():
    why = "Savings stay with A. It would be right if B paid for the visits by the month."
    stem = "Two plans, A and B, cover the town. B has no clinic. What comes first?"
    told = altered(ITEM, f"{OTHER_WHY}.en", why)
    assert places("rationale", told) == {f"{OTHER_WHY}.en"}
    assert ruling("rationale", altered(told, "stem.en", stem)) == []


# placeholders


@pytest.mark.parametrize(
    "text",
    [
        "TODO",
        "TODO: say why this is later",
        "TK, ask Dana what the plan says about mattresses",
        "…",
        "...",
        "To be written.",
        "À rédiger.",
    ],
)
def test_a_text_still_to_be_written_stops_a_live_item_and_warns_of_a_draft(text):
    live = altered(ITEM, f"{OTHER_WHY}.en", text)
    assert [fault.level for fault in ruling("placeholder", live)] == ["error"]
    draft = altered(make_item(status="draft"), f"{OTHER_WHY}.en", text)
    assert [fault.level for fault in ruling("placeholder", draft)] == ["warning"]


def test_a_written_text_is_no_placeholder():
    assert ruling("placeholder", ITEM) == []


def test_no_verdict_is_against_the_key_where_there_are_two():
    told = altered(make_item(), "choices[1].why.en", "This would be right if she lived alone.")
    assert [fault.place for fault in ruling("rationale", told)] == ["choices[1].why.en"]
    two = altered(told, "correct", [choice.id for choice in told.choices[:2]])
    assert ruling("rationale", two) == []
