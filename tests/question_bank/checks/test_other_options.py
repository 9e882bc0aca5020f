"""Options that stand for others: all or none, combined, or named by their place."""

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
        ("en", "None of these would be acceptable to her"),
        ("en", "Not one of these moves, before Monday"),
        ("en", "Offer her all of these, week by week"),
        ("en", "None of these alone"),
        ("en", "No other option"),
        ("en", "None would work"),
        ("en", "The whole list, in any order"),
        ("en", "Nothing listed here"),
        ("en", "None"),
        ("fr", "Aucune de ces propositions à elle seule"),
        ("fr", "Pas une de ces mesures avant lundi"),
        ("fr", "Les trois à la fois"),
        ("fr", "Aucune ne convient"),
        ("fr", "Aucune autre solution"),
        ("fr", "Toutes celles-ci, l'une après l'autre"),
        ("fr", "Chacune de ces pistes, selon les semaines"),
        ("fr", "Une autre réponse"),
        ("fr", "Aucune"),
        ("en", "None of these papers, until the clinic has replied"),
        ("en", "Both of the other letters, in one envelope"),
        ("fr", "Toutes ces pièces, dans un même courrier"),
        ("fr", "Aucun de ces services, à ce stade"),
        ("fr", "L'ensemble de ces courriers"),
        ("en", "Not a word of any of these"),
        ("en", "Neither these nor any other paper"),
        ("en", "Each point of this list"),
        ("en", "Nothing that this list proposes"),
        ("en", "Either, depending on the week"),
        ("fr", "Rien de tout cela pour l'heure"),
        ("fr", "N'importe laquelle, selon l'âge"),
        ("fr", "L'une comme l'autre de ces aides"),
        ("fr", "Ni ceux-ci ni un autre document"),
        ("fr", "Accomplir chaque point de cette liste"),
        ("en", "The three actions together, this morning"),
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
        ("en", "Each of the nurses signs the list"),
        ("en", "Any of her daughters may hold the key"),
        ("fr", "L'ensemble des soignants relit le plan"),
        ("fr", "Tout ce que sa fille a noté"),
        ("en", "All of the measures of the unit, for a year"),
        ("en", "Everything her daughter wrote down"),
        ("fr", "Toutes les deux semaines, au centre"),
        ("fr", "Aucun jour avant la visite"),
        ("en", "Read the two letters and answer both of these"),
        ("en", '"Could you show me how you take each of these?"'),
        ("en", "Keep the list of all his drugs"),
        ("fr", "Dresser la liste de tous ses médicaments"),
        ("en", "All the answers above the midpoint"),
        ("fr", "Toutes les réponses au-dessus de la moyenne"),
        ("fr", "« Rien de tout cela n'est votre faute »"),
    ],
)
def test_plain_words_that_hold_all_or_none_pass(locale, text):
    assert ruling("all-or-none", option(text, locale)) == []


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
        ("en", "The step listed last, with his niece present"),
        ("en", "Plan number 3, by telephone"),
        ("en", "The option at the top of the list"),
        ("fr", "La démarche citée en dernier, avec sa nièce"),
        ("fr", "La solution n° 3, avec un appel de plus"),
        ("fr", "La réponse tout en haut de la liste"),
        ("en", "What (a) says, in the presence of his sister"),
        ("en", "The files named below, read by a neighbor"),
        ("en", "The first of these moves, by telephone"),
        ("en", "What stands at the top of the list"),
        ("fr", "Même démarche qu'au n° 1, par courrier"),
        ("fr", "Le volet cité en dernier, avec son fils"),
        ("fr", "La première de ces pistes, par téléphone"),
        ("en", "Do the first action, then tell the team"),
        ("en", "Ring the nurse line instead (see D below)"),
        ("fr", "Demander par téléphone la démarche du dernier choix"),
        ("fr", "La proposition suivante, une fois d'accord"),
        ("fr", "Ce que dit cette liste en tête de liste"),
        ("en", "The move above, and a call to her son"),
        ("en", "The preceding measure, by letter"),
        ("fr", "L'étape précédente, avec sa fille"),
        ("fr", "La mesure plus haut, par courrier"),
        ("en", "The idea just above, with her son"),
        ("en", "Same as the first answer, but by phone"),
        ("en", "The option before this one, in June"),
        ("en", "Do as in C, then call"),
        ("en", "Combine options A and C before Thursday"),
        ("fr", "La piste du dessus, avec son fils"),
        ("fr", "La même chose que la première réponse"),
        ("fr", "Celle d'avant, par téléphone"),
        ("fr", "Comme en C, puis appeler"),
        ("fr", "Réunir les réponses A et C avant jeudi"),
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
        ("en", "Move him to the room above the garage"),
        ("en", "Apply to the second plan, as in the letter"),
        ("fr", "La première réponse de la caisse, par écrit"),
        ("fr", "Louer le logement du dessus"),
        ("en", "The step listed last in her discharge plan"),
        ("en", "The option at the clinic near the left bank"),
        ("fr", "La mesure citée en premier dans le plan"),
        ("fr", "Attendre la première réponse de la caisse"),
    ],
)
def test_plain_words_of_place_pass(locale, text):
    assert ruling("option-position", option(text, locale)) == []
