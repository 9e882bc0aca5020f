"""Reasons of the options, and texts that are still to be written."""

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
        ("en", "B is wrong since it leaves him without care until Monday."),
        ("en", "C would be the next call once somebody knows his symptoms."),
        ("fr", "La réponse B le laisse sans soins jusqu'au lundi matin suivant."),
        ("en", "As in A, part of the talk is lost. It would be right if D were refused."),
        ("fr", "Comme en C, une part du propos se perd, et il reste seul lundi."),
        ("fr", "La proposition précédente le laisse sans soins jusqu'à lundi."),
        ("fr", "B : le laisse sans soins jusqu'au lundi matin suivant."),
        ("en", "Meals suit someone short of food, and (d) has the same weakness here."),
        ("fr", "La proposition n° 3 le laisse aussi sans soins jusqu'au lundi."),
    ],
)
def test_a_rationale_that_names_a_letter_or_a_place_is_refused(locale, text):
    item = altered(ITEM, f"{OTHER_WHY}.{locale}", text)
    assert places("rationale", item) == {f"{OTHER_WHY}.{locale}"}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Part A is correct for inpatient days, but this stay was under observation."),
        ("en", "A plan of care names goals; it would be right once he is safe at home."),
        ("en", "Would be the next option once the prescriber has answered the message."),
        ("en", "Hepatitis B is the wrong reason to refuse a place in the programme."),
        ("fr", "Serait juste si le médecin connaissait déjà ses symptômes du matin."),
        ("en", "Medicare Parts A and B pay for it, once the physician has signed the order."),
        ("fr", "Les parties A et B paient ce soin, une fois l'ordonnance signée par elle."),
        ("fr", "À ce moment, la première réponse de la caisse est encore attendue."),
    ],
)
def test_plain_words_in_a_rationale_pass(locale, text):
    assert ruling("rationale", altered(ITEM, f"{OTHER_WHY}.{locale}", text)) == []


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Incorrect: this leaves him without care until the next morning."),
        ("en", "Would be right once the prescriber knows about all his symptoms."),
        ("fr", "Faux\u00a0: cela le laisse sans soins jusqu'au lendemain matin."),
        ("fr", "Serait juste si le prescripteur connaissait déjà ses symptômes."),
        ("en", "A symptom needs a look first; this would fit if she had none at all."),
        ("en", "Not the best step while somebody waits for a dose of insulin."),
        ("en", "This answer is premature while nobody has seen her at home."),
        ("fr", "Mauvaise réponse : personne ne l'a encore vue chez elle ce mois."),
        ("fr", "Un symptôme se regarde. Ce serait juste si elle n'en avait aucun."),
        ("en", "A question sounds like a test, so this reply would be a mistake here."),
        ("en", "Somebody waits for a dose, which is why this step must be ruled out."),
        ("fr", "Quelqu'un attend une dose, et cette démarche est donc à écarter."),
        ("fr", "Une dose attend depuis hier ; ce choix ne répond pas à l'urgence."),
    ],
)
def test_a_rationale_that_speaks_against_the_key_is_refused(locale, text):
    assert places("rationale", altered(ITEM, f"{KEY_WHY}.{locale}", text)) == {
        f"{KEY_WHY}.{locale}"
    }


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Correct. Someone who can change treatment must know this today."),
        ("en", "Someone must know today, so this is the best answer for him."),
        ("fr", "Exact\u00a0: une personne qui peut agir doit le savoir aujourd'hui."),
        ("fr", "Une personne doit le savoir, c'est donc la bonne réponse ici."),
        ("en", "This is the correct step, since the clinic must know today."),
        ("fr", "C'est la meilleure démarche, puisque le cabinet doit le savoir."),
        ("en", "The clinic must know today, so this is what should come first."),
        ("fr", "Le cabinet doit le savoir : cette démarche est la bonne."),
        ("fr", "Le cabinet doit le savoir, c'est donc la réponse attendue."),
    ],
)
def test_a_rationale_that_speaks_for_a_distractor_is_refused(locale, text):
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
        ("en", "See the explanation that is given for the other option."),
        ("en", "This is wrong, so it is not the right answer here."),
        ("fr", "C'est une mauvaise réponse car elle n'est pas la bonne ici."),
        ("fr", "Voir plus haut la raison qui est donnée pour la clé."),
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
        "Rationale to follow (waiting for comments).",
        "…",
        "...",
        "To be written.",
        "Rationale to come",
        "[insert rationale here]",
        "Distractor 3",
        "À rédiger.",
        "Explication à venir",
        "N/A",
        "Idem",
    ],
)
def test_a_text_still_to_be_written_stops_a_live_item_and_warns_of_a_draft(text):
    live = altered(ITEM, f"{OTHER_WHY}.en", text)
    assert [fault.level for fault in ruling("placeholder", live)] == ["error"]
    draft = altered(make_item(status="draft"), f"{OTHER_WHY}.en", text)
    assert [fault.level for fault in ruling("placeholder", draft)] == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        "A form to be completed with her by Friday",
        "Read the reason of the denial",
        "Un dossier à compléter avec elle",
        "To do with her what she cannot do alone",
    ],
)
def test_what_is_to_be_written_with_somebody_is_no_placeholder(text):
    assert ruling("placeholder", altered(ITEM, "choices[0].text.en", text)) == []


def test_a_written_text_is_no_placeholder():
    assert ruling("placeholder", ITEM) == []


def test_no_verdict_is_against_the_key_where_there_are_two():
    told = altered(make_item(), "choices[1].why.en", "This would be right if she lived alone.")
    assert [fault.place for fault in ruling("rationale", told)] == ["choices[1].why.en"]
    two = altered(told, "correct", [choice.id for choice in told.choices[:2]])
    assert ruling("rationale", two) == []
