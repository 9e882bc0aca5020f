from __future__ import annotations

import pytest

from tests.factories import SOUND, altered, make_bank, make_item
from tests.question_bank.checks.ruling import places, ruling

ITEM = make_item()
TEXT = "choices[1].text"


def option(text: str, locale: str = "en"):
    return altered(ITEM, f"{TEXT}.{locale}", text)


# key


def test_one_key_among_four_choices_is_right():
    assert ruling("key", ITEM) == []


@pytest.mark.parametrize("correct", [[], ["call-prescriber", "home-visit"]])
def test_an_item_without_a_key_or_with_two_is_refused(correct):
    assert places("key", make_item(correct=correct)) == {"correct"}


def test_a_key_that_is_no_choice_is_refused():
    (fault,) = ruling("key", make_item(correct=["call-perscriber"]))
    assert "they are home-visit, call-prescriber" in fault.message


def test_two_choices_with_one_id_are_refused():
    assert places("key", altered(ITEM, "choices[0].id", "teach-back")) == {"choices"}


@pytest.mark.parametrize("number", [3, 5])
def test_a_ccm_item_has_four_options(number):
    choices = (SOUND["choices"] * 2)[:number]
    choices = [{**choice, "id": f"c{n}"} for n, choice in enumerate(choices)]
    item = make_item(choices=choices, correct=["c0"])
    assert [fault.message for fault in ruling("key", item)] == [
        f"there are {number} options; this exam has 4"
    ]
    assert ruling("key", item, bank=make_bank([item], exam="diu")) == []


def test_no_exam_has_two_options():
    item = make_item(choices=SOUND["choices"][:2])
    faults = ruling("key", item, bank=make_bank([item], exam="diu"))
    assert [fault.place for fault in faults] == ["choices"]


# duplicate options


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_options_that_differ_in_case_or_signs_only_are_the_same(locale):
    same = SOUND["choices"][0]["text"][locale].upper() + "."
    (fault,) = ruling("duplicate-options", option(same, locale))
    assert fault.place == f"{TEXT}.{locale}"
    assert fault.level == "error"


def test_options_that_differ_by_a_few_letters_are_a_warning():
    near = SOUND["choices"][0]["text"]["en"].replace("reassess", "assess")
    (fault,) = ruling("duplicate-options", option(near))
    assert fault.level == "warning"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Call again within 14 days of discharge", "Call again within 30 days of discharge"),
        ("Manager A, who follows these clients", "Manager B, who follows these clients"),
        (
            "Call her again within two days of discharge",
            "Call her again within ten days of discharge",
        ),
    ],
)
def test_options_told_apart_by_a_figure_or_a_letter_are_not_alike(one, other):
    item = altered(option(one), "choices[0].text.en", other)
    assert ruling("duplicate-options", item) == []


@pytest.mark.parametrize(
    ("locale", "one", "other"),
    [
        ("en", "Phone the doctor about the new dose", "Call the physician on this new dose"),
        ("en", "Ask her for a second key", "Request of her a second key"),
        ("fr", "Téléphoner au docteur pour la dose", "Appeler le médecin sur cette dose"),
        ("fr", "Prévenir sa fille du départ", "Avertir sa fille de ce départ"),
    ],
)
def test_options_that_say_the_same_in_synonyms_are_a_warning(locale, one, other):
    item = altered(option(one, locale), f"choices[0].text.{locale}", other)
    (fault,) = ruling("duplicate-options", item)
    assert fault.level == "warning"
    assert fault.place == f"{TEXT}.{locale}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Call the nurse before the visit", "Call the nurse after the visit"),
        ("Call the nurse, then the son", "Call the son, then the nurse"),
        ("Write to his sister", "Write to her sister"),
        ("Ask her", "Ask him"),
    ],
)
def test_options_told_apart_by_a_small_word_that_matters_pass(one, other):
    item = altered(option(one), "choices[0].text.en", other)
    assert ruling("duplicate-options", item) == []


# true or false


@pytest.mark.parametrize("text", ["True", "No.", "False", "Yes"])
def test_a_bare_verdict_is_refused(text):
    assert places("true-false", option(text)) == {f"{TEXT}.en"}


@pytest.mark.parametrize("text", ["Vrai", "Faux.", "Oui", "Non"])
def test_a_bare_verdict_in_french_is_refused(text):
    assert places("true-false", option(text, "fr")) == {f"{TEXT}.fr"}


def test_options_that_all_start_with_true_or_false_are_refused():
    item = ITEM
    for index in range(4):
        item = altered(item, f"choices[{index}].text.en", f"True, because of reason {index}")
    assert places("true-false", item) == {"choices"}


@pytest.mark.parametrize(
    ("locale", "first"), [("en", "Yes"), ("en", "No"), ("fr", "Oui"), ("fr", "Non")]
)
def test_options_that_all_start_with_yes_or_no_are_refused(locale, first):
    other = {"Yes": "No", "No": "Yes", "Oui": "Non", "Non": "Oui"}[first]
    item = ITEM
    for index, verdict in enumerate((first, other, other, first)):
        text = f"{verdict}, {('if', 'si')[locale == 'fr']} {index} + 1"
        item = altered(item, f"choices[{index}].text.{locale}", text)
    assert places("true-false", item) == {"choices"}


def test_options_that_split_into_yes_and_no_are_refused_without_a_comma():
    item = ITEM
    for index, text in enumerate(("Yes if he signs", "No unless he signs", "Yes by law", "No")):
        item = altered(item, f"choices[{index}].text.en", text)
    assert "choices" in places("true-false", item)
    for index, text in enumerate(("No visit", "No call", "No letter", "No change")):
        item = altered(item, f"choices[{index}].text.en", text)
    assert places("true-false", item) == set()


def test_a_reply_that_starts_with_yes_passes():
    assert ruling("true-false", option("Yes, and I can call the clinic with you")) == []
