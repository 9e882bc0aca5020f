"""Options that stand for others, by what the stem tells; `test_wordings` holds the wordings."""

from __future__ import annotations

import pytest

from tests.factories import altered, make_item
from tests.question_bank.checks.ruling import places, ruling

ITEM = make_item()
TEXT = "choices[1].text"


def option(text: str, locale: str = "en"):
    return altered(ITEM, f"{TEXT}.{locale}", text)


# all or none


@pytest.mark.parametrize(
    ("locale", "told", "text"),
    [
        ("en", "The clinic holds his records. What", "All of these records go to the surgeon"),
        ("en", "His records are at two clinics. What", "None of these records leaves the unit"),
        ("fr", "Trois mesures d'audience existent. Que", "Aucune de ces mesures d'audience"),
    ],
)
def test_these_may_mean_what_the_stem_tells_of(locale, told, text):
    stem = f"{told} comes first?"
    item = altered(option(text, locale), f"stem.{locale}", stem)
    assert ruling("all-or-none", item) == []


def test_these_in_the_words_of_the_question_means_the_options():
    asked = altered(option("None of these records"), "stem.en", "He moves. Which records go first?")
    assert places("all-or-none", asked) == {f"{TEXT}.en"}


def test_a_rank_before_what_is_asked_points_at_a_place():
    asked = altered(ITEM, "stem.en", "He moves next week. Which arrangement is best?")
    told = altered(asked, f"{TEXT}.en", "The next arrangement, without the nurse")
    assert places("option-position", told) == {f"{TEXT}.en"}
    stem = "He moves next week, and three arrangements are on the table. Which arrangement is best?"
    assert ruling("option-position", altered(told, "stem.en", stem)) == []


def test_what_the_stem_names_may_be_taken_in_as_a_whole():
    asked = "The surgeon asks for three steps before the stay. What does the case manager confirm?"
    told = option("All of these steps, in one letter")
    assert places("all-or-none", told) == {f"{TEXT}.en"}
    assert ruling("all-or-none", altered(told, "stem.en", asked)) == []


@pytest.mark.parametrize(
    ("locale", "word", "asked"),
    [
        ("en", "None", "How many days are left?"),
        ("fr", "Aucune", "Combien de visites reste-t-il ?"),
    ],
)
def test_none_answers_a_question_of_number(locale, word, asked):
    item = altered(option(word, locale), f"stem.{locale}", asked)
    assert ruling("all-or-none", item) == []


# combined options


def test_what_the_stem_counts_may_be_counted():
    asked = "Two drafts lie on the desk; the second is longer. Which does she send?"
    told = option("The first and the second, in one envelope")
    assert places("combined-options", told) == {f"{TEXT}.en"}
    assert ruling("combined-options", altered(told, "stem.en", asked)) == []


def test_an_option_that_stands_for_others_is_told_once():
    told = option("Toutes les réponses précédentes", "fr")
    assert places("all-or-none", told) == {f"{TEXT}.fr"}
    assert ruling("option-position", told) == []
    assert ruling("parallel-options", told) == []
