from __future__ import annotations

import pytest

from question_bank.checks.parity import figures
from question_bank.checks.prose import lead_in
from tests.factories import altered, make_item
from tests.question_bank.checks.ruling import places, ruling

ITEM = make_item()
EN = "A man of 60 lives alone. "
FR = "(États-Unis) Un homme de 60 ans vit seul. "


def asking(question: str, locale: str = "en", **changes):
    start = EN if locale == "en" else FR
    return altered(make_item(**changes), f"stem.{locale}", start + question)


# the question of a stem


@pytest.mark.parametrize(
    ("stem", "question"),
    [
        ("She fell twice. What comes **first**?", "What comes **first**?"),
        ('He says: "Why me?" What should Mr. Lee hear?', "What should Mr. Lee hear?"),
        (
            "M. B. vit seul. Que dit-il à Mme R. au départ\u202f?",
            "Que dit-il à Mme R. au départ\u202f?",
        ),
        ("At 5 p.m. he left. Who is called?", "Who is called?"),
        ("Elle dit\u00a0: «\u00a0Non\u202f?\u00a0» Que répondre\u202f?", "Que répondre\u202f?"),
        ("One sentence only", "One sentence only"),
    ],
)
def test_the_lead_in_is_the_last_sentence(stem, question):
    assert lead_in(stem) == question


# negation


@pytest.mark.parametrize(
    ("locale", "question"),
    [
        ("en", "Which action is not appropriate?"),
        ("en", "All of these help him except which?"),
        ("en", "Which service is least likely to be covered?"),
        ("en", "Which of these statements is incorrect?"),
        ("en", "What shouldn't the case manager do?"),
        ("en", "Which action should the case manager avoid?"),
        ("fr", "Quelle action n'est pas adaptée\u202f?"),
        ("fr", "Que ne doit jamais faire le gestionnaire\u202f?"),
        ("fr", "Tout l'aide, sauf quoi\u202f?"),
        ("fr", "Laquelle de ces affirmations est fausse\u202f?"),
        ("fr", "Quel service est le moins adapté\u202f?"),
        ("fr", "Quelle démarche faut-il éviter\u202f?"),
    ],
)
def test_a_negative_question_without_emphasis_is_refused(locale, question):
    item = asking(question, locale, leadin="negative")
    assert places("negation", item) == {f"stem.{locale}"}


@pytest.mark.parametrize(
    ("locale", "question"),
    [
        ("en", "Which action is **not** appropriate?"),
        ("en", "Which action is NOT appropriate?"),
        ("en", "All of these help him **except** which?"),
        ("fr", "Quelle action n'est **pas** adaptée\u202f?"),
        ("fr", "Tout l'aide, SAUF quoi\u202f?"),
    ],
)
def test_a_negative_question_with_emphasis_is_only_noted(locale, question):
    faults = ruling("negation", asking(question, locale, leadin="negative"))
    assert [fault.level for fault in faults] == ["info"]


@pytest.mark.parametrize(
    ("locale", "question"),
    [
        ("en", "Which plan covers a man who is not yet 65?"),
        ("en", "What should she do first if he does not answer?"),
        ("en", "Which setting is the least restrictive for him?"),
        ("en", "What should the case manager say now?"),
        ("fr", "Que faire d'abord s'il ne répond pas\u202f?"),
        ("fr", "Quel régime couvre un homme qui n'a pas 65 ans\u202f?"),
        ("fr", "Quel lieu est le moins restrictif pour lui\u202f?"),
    ],
)
def test_a_negation_inside_a_clause_is_no_negative_question(locale, question):
    assert ruling("negation", asking(question, locale)) == []


def test_a_negation_earlier_in_the_stem_is_no_negative_question():
    item = altered(ITEM, "stem.en", "He does not eat and never calls. What comes **first**?")
    assert ruling("negation", item) == []


def test_a_question_negated_twice_is_refused():
    item = asking("Which step is **not** one to take, **except** at home?", leadin="negative")
    errors = [fault.message for fault in ruling("negation", item) if fault.level == "error"]
    assert errors == ["the question is negated twice"]


def test_a_negated_option_under_a_negative_question_is_refused():
    item = asking("Which action is **not** appropriate?", leadin="negative")
    item = altered(item, "choices[2].text.en", "Do not call the family before Monday")
    errors = [fault.place for fault in ruling("negation", item) if fault.level == "error"]
    assert errors == ["choices[2].text.en"]


def test_the_family_of_the_lead_in_must_agree():
    (_, fault) = ruling("negation", asking("Which action is **not** appropriate?"))
    assert (fault.place, fault.level) == ("leadin", "warning")
    (fault,) = ruling("negation", make_item(leadin="negative"))
    assert (fault.place, fault.level) == ("leadin", "warning")


# figures


@pytest.mark.parametrize(
    ("en", "fr"),
    [
        ("He has 1,250.50 dollars", "Il a 1 250,5 dollars"),
        ("He has 1,250.50 dollars", "Il a 1\u202f250,50 dollars"),
        ("He gained 4 lb (2 kg) at home", "Il a pris 2 kg"),
        ("It was 100.4°F (38 °C) at noon", "Il y avait 38 °C à midi"),
        ("The bus comes at 2:30 p.m. there", "Le bus passe à 14 h 30"),
        ("The bus comes at 7 p.m. there", "Le bus passe à 19 h"),
        ("It rose by 12.5% in 2026", "Hausse de 12,5 % en 2026"),
    ],
)
def test_figures_are_compared_whatever_the_language_does_with_them(en, fr):
    assert figures(en, "en") == figures(fr, "fr")


@pytest.mark.parametrize(
    ("en", "fr"),
    [
        ("after 3 days", "après trois jours"),
        ("after two weeks", "après 2 semaines"),
        ("He lifts 25 lb at work", "Il soulève 11 kg au travail"),
        ("He walks 2 miles", "Il marche 3 km"),
        ("half of them", "50 % d'entre eux"),
        ("By seven I sweat", "Dès 19 h, je transpire"),
        ("She leaves at six", "Elle part à 18 heures"),
        ("It ends at half past six", "Cela finit à 18 h 30"),
        ("At 3:40 he waits, until 4:30", "À 15 h 40, il attend, jusqu'à 16 h 30"),
    ],
)
def test_a_figure_in_words_or_in_metric_units_is_the_same_figure(en, fr):
    item = altered(altered(ITEM, "choices[0].why.en", en), "choices[0].why.fr", fr)
    assert ruling("parity", item) == []


@pytest.mark.parametrize(
    ("en", "fr", "place"),
    [
        ("within 14 days", "dans les 15 jours", {"fr", "en"}),
        ("within 14 days", "dans les temps", {"fr"}),
        ("in time", "dans les 14 jours", {"en"}),
        ("By eight I sweat", "Dès 19 h, je transpire", {"en"}),
        ("after seven days", "après 19 jours", {"en"}),
        ("at half past six", "à 18 h 45", {"en"}),
        ("It lasts 6 days", "Cela dure 18 jours", {"fr", "en"}),
        ("He lifts 25 lb at work", "Il soulève 18 kg au travail", {"fr", "en"}),
    ],
)
def test_a_figure_that_one_language_lacks_is_a_warning(en, fr, place):
    item = altered(altered(ITEM, "choices[0].why.en", en), "choices[0].why.fr", fr)
    faults = ruling("parity", item)
    assert {fault.place for fault in faults} == {f"choices[0].why.{locale}" for locale in place}
    assert {fault.level for fault in faults} == {"warning"}


# typography


def test_french_without_its_no_break_spaces_is_a_warning():
    (fault,) = ruling("typography", altered(ITEM, "stem.fr", "(États-Unis) Que faire ?"))
    assert (fault.place, fault.level) == ("stem.fr", "warning")
    assert ruling("typography", ITEM) == []


@pytest.mark.parametrize(
    ("en", "fr"),
    [
        ("Stays fell by 40% in a year", "Les séjours ont baissé de deux cinquièmes en un an"),
        ("A quarter of them came back", "25\u00a0% d'entre eux sont revenus"),
        ("A boy with Down syndrome", "Un garçon porteur d'une trisomie 21"),
        ("She calls an ambulance", "Elle appelle le 15"),
    ],
)
def test_a_share_in_words_or_a_number_in_a_name_is_no_difference(en, fr):
    item = altered(altered(make_item(), "stem.en", en), "stem.fr", fr)
    assert ruling("parity", item) == []


def test_a_share_of_another_size_is_a_difference():
    fr = "Les séjours ont baissé d'un cinquième"
    item = altered(altered(make_item(), "stem.en", "Stays fell by 40%"), "stem.fr", fr)
    assert [fault.place for fault in ruling("parity", item)] == ["stem.fr"]
