"""How a question is put: each rule with texts that it finds and texts that it leaves alone."""

from __future__ import annotations

import pytest

from question_bank.checks.writing.readability import grade, lix
from tests.factories import altered, make_bank, make_case, make_item
from tests.question_bank.checks.ruling import finds, ruling, with_options

ITEM = make_item()
START = {"en": "A man of 60 lives alone. ", "fr": "(États-Unis) Un homme de 60 ans vit seul. "}


def stem(text: str, locale: str):
    return altered(ITEM, f"stem.{locale}", text)


# vague words


@pytest.mark.parametrize(
    ("locale", "option"),
    [
        ("en", "Visit her frequently"),
        ("en", "Call him from time to time"),
        ("fr", "Lui rendre souvent visite"),
        ("fr", "L'appeler de temps en temps"),
    ],
)
def test_a_vague_frequency_is_noted(locale, option):
    item = altered(ITEM, f"choices[0].text.{locale}", option)
    assert [fault.level for fault in ruling("vague-terms", item)] == ["info"]
    assert finds("vague-terms", item, locale)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_options_that_differ_by_a_vague_word_are_a_warning(locale):
    often, rarely = {"en": ("often", "rarely"), "fr": ("souvent", "rarement")}[locale]
    item = with_options(f"Ask {often}", f"Ask {rarely}", "Ask twice", "Ask now", locale=locale)
    assert [fault.level for fault in ruling("vague-terms", item)] == ["warning", "warning"]


@pytest.mark.parametrize(
    ("locale", "option"),
    [
        ("en", "Visit her twice a week"),
        ("en", "Count how often he calls"),
        ("fr", "Lui rendre visite deux fois par semaine"),
        ("fr", "Il sort moins souvent"),
    ],
)
def test_a_frequency_in_figures_passes(locale, option):
    assert ruling("vague-terms", altered(ITEM, f"choices[0].text.{locale}", option)) == []


def test_a_vague_word_is_noted_whatever_the_key():
    item = altered(ITEM, "choices[0].text.en", "Visit her frequently")
    assert finds("vague-terms", make_two_keys(item), "en")


def make_two_keys(item):
    return altered(item, "correct", [choice.id for choice in item.choices[:2]])


# numbers


@pytest.mark.parametrize(
    ("locale", "options", "message"),
    [
        ("en", ("10 days", "30 days", "20 days", "40 days"), "neither ascend nor descend"),
        ("en", ("0-5 visits", "5-10 visits", "11-15 visits", "16-20 visits"), "overlap"),
        ("en", ("24 hours", "3 days", "1 week", "2 weeks"), "units are mixed"),
        ("en", ("$1.5", "$2", "$3.25", "$4"), "different decimals"),
        ("en", ("Within two weeks", "Within six weeks", "Within four weeks", "Within ten weeks"),
         "neither ascend"),
        ("fr", ("10 jours", "30 jours", "20 jours", "40 jours"), "neither ascend nor descend"),
        ("fr", ("0 à 5 jours", "5 à 10 jours", "11 à 15 jours", "16 à 20 jours"), "overlap"),
        ("fr", ("24 heures", "3 jours", "1 semaine", "2 semaines"), "units are mixed"),
        ("fr", ("1,5 %", "2 %", "3,25 %", "4 %"), "different decimals"),
    ],
)  # fmt: skip
def test_numbers_out_of_order_or_kind_are_a_warning(locale, options, message):
    faults = ruling("numeric-options", with_options(*options, locale=locale))
    assert any(message in fault.message for fault in faults)
    assert {fault.level for fault in faults} == {"warning"}


@pytest.mark.parametrize(
    ("locale", "options"),
    [
        ("en", ("10 days", "20 days", "30 days", "40 days")),
        ("en", ("$1,200", "$900", "$700", "$150")),
        ("en", ("0-4 visits", "5-9 visits", "10-14 visits", "15-19 visits")),
        ("en", ("Call 2 people", "Write", "1 visit", "Rest")),
        ("en", ("One at noon", "Two at seven", "One at nine", "One in bed")),
        ("fr", ("10 jours", "20 jours", "30 jours", "40 jours")),
        ("fr", ("4\u202f500\u00a0$", "3\u202f600\u00a0$", "900\u00a0$", "70\u00a0$")),
        (
            "fr",
            ("De 0 à 4 visites", "De 5 à 9 visites", "De 10 à 14 visites", "De 15 à 19 visites"),
        ),
    ],
)
def test_numbers_in_order_pass(locale, options):
    assert ruling("numeric-options", with_options(*options, locale=locale)) == []


# blanks and focus


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "The ____ decides on medical necessity. Who pays?"),
        ("en", "A case manager needs [...] before the visit. What is it?"),
        ("fr", "Le ____ décide de la couverture. Qui paie\u202f?"),
        ("fr", "Il faut (…) avant la visite. Que manque-t-il\u202f?"),
    ],
)
def test_a_blank_in_the_middle_is_a_warning(locale, text):
    assert finds("blank", stem(text, locale), locale)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "The person who decides on medical necessity is the ____."),
        ("en", "She waits... and waits. Who pays?"),
        ("fr", "La personne qui décide de la couverture est le ____."),
        ("fr", "Elle attend… Qui paie\u202f?"),
    ],
)
def test_a_blank_at_the_end_passes(locale, text):
    assert ruling("blank", stem(text, locale)) == []


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Which of the following is true?"),
        ("en", START["en"] + "Which of the following statements is **correct**?"),
        ("en", "Regarding Medicare, which statement is accurate?"),
        ("en", "Which of the following best describes case management?"),
        ("en", "Case management:"),
        ("en", "A man of 60 lives alone and has had two falls since May."),
        ("en", START["en"] + "The support that would help him most this month is a"),
        ("fr", START["fr"] + "Le soutien qui l'aiderait le plus ce mois-ci serait une"),
        ("fr", "Laquelle des propositions suivantes est exacte\u202f?"),
        ("fr", START["fr"] + "Parmi les affirmations suivantes, laquelle est juste\u202f?"),
        ("fr", "Quelle affirmation sur la tutelle est vraie\u202f?"),
        ("fr", "Le gestionnaire de cas\u00a0:"),
        ("fr", "(États-Unis) Un homme de 60 ans vit seul et il est tombé deux fois."),
    ],
)
def test_a_stem_that_asks_nothing_is_a_warning(locale, text):
    assert finds("unfocused-stem", stem(text, locale), locale)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", START["en"] + "What should the case manager do **first**?"),
        ("en", START["en"] + 'His son says: "He will fall." Which reply is **best**?'),
        ("en", START["en"] + "His son asks whether Part A pays. Which answer is **accurate**?"),
        ("en", START["en"] + "The first thing that the case manager should do is to"),
        ("fr", START["fr"] + "Que doit faire le gestionnaire de cas **en premier**\u202f?"),
        (
            "fr",
            START["fr"]
            + "Son fils demande si cela est couvert. Quelle réponse est **exacte**\u202f?",
        ),
        ("fr", START["fr"] + "La première démarche que fait le gestionnaire de cas est de"),
    ],
)
def test_a_stem_with_a_question_passes(locale, text):
    assert ruling("unfocused-stem", stem(text, locale)) == []


# sizes


@pytest.mark.parametrize(("locale", "most"), [("en", 150), ("fr", 175)])
def test_an_item_too_long_for_its_minute_is_refused(locale, most):
    rest = sum(len(choice.text.in_(locale).split()) for choice in ITEM.choices)
    just = stem("word " * (most - rest), locale)
    over = stem("word " * (most - rest + 1), locale)
    assert [fault.level for fault in ruling("sizes", over) if fault.level == "error"] == ["error"]
    assert [fault.level for fault in ruling("sizes", just) if fault.level == "error"] == []


def test_a_length_beyond_the_usual_is_noted():
    short = stem("What comes **first** now?", "en")
    assert {(f.place, f.level) for f in ruling("sizes", short)} == {
        ("item.en", "info"),
        ("stem.en", "info"),
    }
    assert ruling("sizes", ITEM) == []


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_long_option_is_noted(locale):
    item = altered(ITEM, f"choices[0].text.{locale}", "word " * 26)
    assert [(f.place, f.level) for f in ruling("sizes", item)][-1] == (
        f"choices[0].text.{locale}",
        "info",
    )


def test_a_question_of_a_set_may_be_short():
    item = altered(make_item(case="return-from-hospital"), "stem.en", "What comes **first** now?")
    bank = make_bank([item], cases=[make_case()])
    assert ruling("sizes", item, bank=bank) == []


# readability

HARD_EN = (
    "Notwithstanding interdisciplinary communication insufficiencies, organizational "
    "administrators subsequently operationalized accountability methodologies. What now?"
)
HARD_FR = (
    "Nonobstant l'insuffisance des communications interdisciplinaires, les administrateurs "
    "institutionnels opérationnalisèrent ultérieurement des méthodologies. Et ensuite\u202f?"
)


def test_readability_gives_the_known_figures():
    # 9 words, 35 letters, 1 sentence: 4.71 * 35/9 + 0.5 * 9 - 21.43
    assert grade("The quick brown fox jumps over the lazy dog.") == pytest.approx(1.39, abs=0.01)
    # 5 words, 1 sentence, 1 of them of more than six letters
    assert lix("Le médecin vient la voir.") == pytest.approx(25.0)
    assert (grade(""), lix("")) == (0.0, 0.0)


@pytest.mark.parametrize(("locale", "text"), [("en", HARD_EN), ("fr", HARD_FR)])
def test_a_stem_that_is_hard_to_read_is_noted(locale, text):
    assert [fault.level for fault in ruling("reading-ease", stem(text, locale))] == ["info"]
    assert ruling("reading-ease", ITEM) == []


# acronyms


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "She enters an SNF and asks about the IMM. What now?"),
        ("en", "The PCPs have not answered. What now?"),
        ("fr", "Elle relève du SAVS et attend la CDAPH. Que faire\u202f?"),
        ("fr", "Les EMS n'ont pas répondu. Que faire\u202f?"),
    ],
)
def test_an_acronym_that_is_not_spelled_out_is_noted(locale, text):
    assert finds("acronyms", stem(text, locale), locale)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "She enters a skilled nursing facility (SNF). Who pays the SNF **NOT** at all?"),
        ("en", "He has HIV and COBRA cover. What now?"),
        ("fr", "Elle relève du SAVS (service d'accompagnement à la vie sociale). Que faire\u202f?"),
        ("fr", "Une IRM est prévue. Que faire **EN PREMIER**\u202f?"),
    ],
)
def test_an_acronym_that_is_explained_or_known_passes(locale, text):
    assert ruling("acronyms", stem(text, locale)) == []


# openings and fillers


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_words_that_every_option_begins_with_are_noted(locale):
    words = {"en": "Ask the nurse about", "fr": "Demander à l'infirmière"}[locale]
    item = with_options(
        *(f"{words} {n}" for n in ("oxygen", "insuline", "lit", "salt")), locale=locale
    )
    assert finds("repeated-opening", item, locale)
    fewer = with_options(
        "Ask the nurse", "Ask the clerk", "Ask a doctor", "Ask his son", locale=locale
    )
    assert not finds("repeated-opening", fewer, locale)


@pytest.mark.parametrize(
    ("locale", "option"),
    [
        ("en", "Do nothing"),
        ("en", "Call the police"),
        ("fr", "Ne rien faire"),
        ("fr", "Appeler la police"),
    ],
)
def test_an_option_that_nobody_would_choose_is_a_warning(locale, option):
    assert finds("filler-options", altered(ITEM, f"choices[0].text.{locale}", option), locale)


@pytest.mark.parametrize(
    ("locale", "option"),
    [
        ("en", "Call the police liaison nurse who knows the family and the two children"),
        ("en", "Wait for the scan, then decide with her"),
        ("fr", "Appeler la police municipale avec elle, pour déposer une main courante demain"),
        ("fr", "Attendre le résultat, puis décider avec elle"),
    ],
)
def test_an_option_that_someone_would_choose_passes(locale, option):
    assert ruling("filler-options", altered(ITEM, f"choices[0].text.{locale}", option)) == []
