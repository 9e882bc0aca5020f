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


# all or none


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "All of the above"),
        ("en", "None of the above apply to him"),
        ("en", "Both of these."),
        ("en", "None of the other options"),
        ("fr", "Toutes les réponses ci-dessus"),
        ("fr", "Aucune de ces propositions"),
        ("fr", "Aucune des réponses précédentes"),
        ("fr", "Tout ce qui précède"),
        ("fr", "Rien de ce qui précède"),
        ("fr", "Toutes ces réponses sont justes"),
        ("en", "Each of these measures, before the weekend"),
        ("en", "Do all of these, in the same visit"),
        ("en", "Neither of the other options, as things stand"),
        ("en", "All four, within the week"),
        ("en", "Nothing listed"),
        ("en", "Every one of the above"),
        ("fr", "La totalité de ces actions, d'ici lundi"),
        ("fr", "Retenir l'ensemble des mesures proposées"),
        ("fr", "Tout cela, à la fois"),
        ("fr", "Rien de tout cela"),
        ("fr", "Aucune d'entre elles"),
        ("fr", "Toutes les quatre, dans la semaine"),
    ],
)
def test_an_option_that_takes_in_the_others_is_refused(locale, text):
    assert places("all-or-none", option(text, locale)) == {f"{TEXT}.{locale}"}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Review falls at home with all of the family"),
        ("en", "Call if any of the following signs come back"),
        ("en", "None of the three, until one closes a case"),
        ("en", "Review all of these with her before she leaves"),
        ("fr", "Relire toutes les notes de l'hospitalisation précédente"),
        ("fr", "Toutes les options de logement, avec lui et sa sœur"),
        ("fr", "Aucun des trois avant la fin d'un accompagnement"),
        ("en", "All of these records go to the new clinic"),
        ("en", "Each of the nurses signs the list"),
        ("en", "Any of her daughters may hold the key"),
        ("fr", "L'ensemble des soignants relit le plan"),
        ("fr", "Tout ce que sa fille a noté"),
    ],
)
def test_plain_words_that_hold_all_or_none_pass(locale, text):
    assert ruling("all-or-none", option(text, locale)) == []


def test_what_the_stem_names_may_be_taken_in_as_a_whole():
    asked = "The surgeon asks for three steps before the stay. What does the case manager confirm?"
    told = option("All of these steps, in one letter")
    assert places("all-or-none", told) == {f"{TEXT}.en"}
    assert ruling("all-or-none", altered(told, "stem.en", asked)) == []


# combined options


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "A and C"),
        ("en", "Both A and B"),
        ("en", "1, 2 and 4 only"),
        ("en", "I and III"),
        ("en", "Answers 1 and 3 together"),
        ("fr", "A et C"),
        ("fr", "1 et 3 seulement"),
        ("fr", "Les propositions 2 et 3"),
        ("en", "The second and the fourth, at one visit"),
        ("en", "Both the first and the last"),
        ("en", "The last two, together"),
        ("en", "Two of these"),
        ("en", "A combination of the other options"),
        ("en", "The first, then the third"),
        ("fr", "La deuxième et la dernière, le même jour"),
        ("fr", "Les deux dernières, ensemble"),
        ("fr", "À la fois la première et la quatrième"),
        ("fr", "L'une puis l'autre, dans l'ordre"),
        ("fr", "Deux de ces propositions"),
        ("fr", "Une combinaison des autres réponses"),
    ],
)
def test_an_option_that_combines_others_is_refused(locale, text):
    assert places("combined-options", option(text, locale)) == {f"{TEXT}.{locale}"}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Medicare Part A and Part B after the stay"),
        ("en", "Parts A and B of Original Medicare"),
        ("en", "Two visits and 3 calls in the first week"),
        ("fr", "Les volets A et B de Medicare"),
        ("en", "The first two weeks at home with a nurse"),
        ("en", "The first and the second opinion, side by side"),
        ("en", "The last three bills from the lab"),
        ("fr", "Les deux premières semaines avec une infirmière"),
        ("fr", "La première et la seconde lettre, côte à côte"),
        ("fr", "L'un et l'autre parent, au même rendez-vous"),
    ],
)
def test_letters_that_name_something_else_pass(locale, text):
    assert ruling("combined-options", option(text, locale)) == []


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


# pointing at a place


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Do as in option B, then call"),
        ("en", "The same as the second answer, by letter"),
        ("en", "The steps listed above, in order"),
        ("fr", "Comme la réponse B, par courrier"),
        ("fr", "Les démarches ci-dessus, par courrier"),
        ("fr", "La proposition précédente, par courrier"),
        ("en", "The move above, and a call to her son"),
        ("en", "The preceding measure, by letter"),
        ("fr", "L'étape précédente, avec sa fille"),
        ("fr", "La mesure plus haut, par courrier"),
    ],
)
def test_an_option_that_points_at_a_place_is_refused(locale, text):
    assert places("option-position", option(text, locale)) == {f"{TEXT}.{locale}"}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Call if her sugar stays above 180 at night"),
        ("en", "Offer hospice as the next option for care"),
        ("en", "Fit the below-knee prosthesis this week"),
        ("en", "Appeal under Medicare Part B"),
        ("fr", "Demander la première réponse de la caisse par écrit"),
        ("fr", "Proposer le choix 24 heures avant la sortie"),
    ],
)
def test_plain_words_of_place_pass(locale, text):
    assert ruling("option-position", option(text, locale)) == []
