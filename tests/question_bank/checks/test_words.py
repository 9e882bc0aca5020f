"""The word lists: every entry finds its examples and leaves its fine ones alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from question_bank.checks.words.term import FOLDER, Term, plain, terms
from question_bank.model import LOCALES
from tests.factories import altered, make_bank, make_case, make_item
from tests.question_bank.checks.ruling import finds, ruling, set_ruling

LISTS = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
ENTRIES = [
    pytest.param(name, term, id=f"{name}-{term.id}")
    for name in LISTS
    for locale in LOCALES
    for term in terms(name)[locale]
]
RULE_OF = {
    "stigmatising": "stigmatising-words",
    "outdated": "outdated-rules",
    "protected": "protected-contents",
    "real_names": "real-names",
    "figures": "changing-figures",
    "states": "state-rules",
    "false_friends": "false-friends",
    "vignette": "vignette-defaults",
}
ITEM = make_item()


def holding(term: Term, text: str):
    """The sound item, with the text in the first part that the entry reads."""
    if "stem" in term.parts:
        place = "stem"
    elif "key" in term.parts:
        place = "choices[1].text"
    else:
        place = "choices[1].why"
    item = altered(ITEM, f"{place}.{term.lang}", text)
    return item if term.jurisdiction is None else altered(item, "jurisdiction", term.jurisdiction)


@pytest.mark.parametrize(("name", "term"), ENTRIES)
def test_an_entry_finds_its_examples_in_an_item_and_leaves_the_fine_ones_alone(name, term):
    for text in term.examples:
        faults = ruling(RULE_OF[name], holding(term, text))
        assert any(term.why in fault.message for fault in faults), text
    for text in term.fine:
        assert term.found_in(plain(text)) is None, text
    assert len(term.examples) >= 1
    assert len(term.fine) >= 1


@pytest.mark.parametrize(("name", "term"), ENTRIES)
def test_whatever_a_pattern_matches_holds_one_of_the_pieces_it_is_looked_up_by(name, term):
    @settings(
        max_examples=12,
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.from_regex(term.regex, alphabet=st.characters(max_codepoint=255)))
    def holds(text: str) -> None:
        assert any(piece in text.lower() for piece in term.has)

    holds()


def test_identifiers_of_entries_are_their_own():
    for name in LISTS:
        found = [term.id for locale in LOCALES for term in terms(name)[locale]]
        assert len(found) == len(set(found))


def test_apostrophes_emphasis_and_spaces_do_not_hide_a_word():
    for text in ("elle s’est fait frapper", "elle s'est fait **frapper**"):
        item = altered(ITEM, "stem.fr", f"(États-Unis) Hier, {text}. Que faire ?")
        assert finds("stigmatising-words", item, "fr")


def test_what_a_person_says_in_quotes_is_theirs():
    told = altered(ITEM, "stem.en", 'Her son says, "She is demented." What comes next?')
    assert ruling("stigmatising-words", told) == []
    said = altered(ITEM, "choices[0].text.en", '"Your demented mother needs a bed."')
    assert finds("stigmatising-words", said, "en")


def test_an_outdated_rule_may_stand_in_a_distractor_and_not_in_the_key():
    text = "Send it to a measure set that the NQF endorses"
    wrong = altered(ITEM, "choices[0].text.en", text)
    right = altered(ITEM, "choices[1].text.en", text)
    assert ruling("outdated-rules", wrong) == []
    assert [fault.place for fault in ruling("outdated-rules", right)] == ["choices[1].text.en"]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Her MMSE is 19. What comes next?"),
        ("en", "He scored 23/30 on the MMSE. What comes next?"),
        ("en", "A Braden score under 18 was found. What comes next?"),
        ("en", "She is at Rancho Level IV. What comes next?"),
        ("fr", "Son MMSE est à 19. Que faire ?"),
        ("fr", "Un score de 14 au Braden est noté. Que faire ?"),
        ("fr", "Il obtient 21 sur 30 au MoCA. Que faire ?"),
    ],
)
def test_a_score_of_a_protected_instrument_is_an_error(locale, text):
    faults = ruling("protected-contents", altered(ITEM, f"stem.{locale}", text))
    assert [(fault.place, fault.level) for fault in faults] == [(f"stem.{locale}", "error")]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Her MMSE was repeated after two weeks. What comes next?"),
        ("en", "Mr. Morse, 81, has the InterQual booklet. What comes next?"),
        ("en", "The Zarit interview shows a heavy burden. What comes next?"),
        ("fr", "Le MMSE a été refait après deux semaines. Que faire ?"),
        ("fr", "La grille AGGIR le classe en GIR 4. Que faire ?"),
    ],
)
def test_the_name_of_an_instrument_may_stand(locale, text):
    assert ruling("protected-contents", altered(ITEM, f"stem.{locale}", text)) == []


def test_an_amount_that_is_no_programs_is_noted_once_a_language():
    item = altered(ITEM, "stem.en", "The bed costs $130 a month, the chair $90. What comes next?")
    assert [(f.place, f.level) for f in ruling("changing-figures", item)] == [("stem.en", "info")]


def test_a_trait_that_an_option_uses_is_no_default():
    item = altered(ITEM, "stem.en", "A Somali woman of 60 is ill. What comes next?")
    assert [fault.level for fault in ruling("vignette-defaults", item)] == ["info"]
    used = altered(item, "choices[0].text.en", "Book a Somali interpreter")
    assert ruling("vignette-defaults", used) == []


def test_a_word_of_france_is_looked_for_where_it_does_not_belong():
    text = "(États-Unis) Elle vit en EHPAD. Que faire ?"
    item = altered(ITEM, "stem.fr", text)
    assert finds("false-friends", item, "fr")
    assert ruling("false-friends", altered(item, "jurisdiction", "fr")) == []


def test_a_scenario_is_read_like_a_stem():
    case = make_case(
        text={
            "en": "The elderly live here. " + "word " * 160,
            "fr": "(États-Unis) Une femme démente vit ici.",
        }
    )
    found = set_ruling("scenarios", make_bank([make_item(case=case.id)], cases=[case]))
    assert {(fault.place, fault.level) for _, fault in found} == {
        ("text.en", "warning"),
        ("text.fr", "warning"),
    }
    assert len(found) == 3
    assert set_ruling("scenarios", make_bank([], cases=[make_case()])) == []


def test_a_scenario_may_gloss_a_word_once():
    glossed = "(États-Unis) Un programme hospice (soins palliatifs) la suit. L'hospice paie."
    bare = "(États-Unis) L'hospice la suit."
    for fr, count in ((glossed, 0), (bare, 1)):
        case = make_case(text={"en": "She is in hospice.", "fr": fr})
        bank = make_bank([make_item(case=case.id)], cases=[case])
        assert len(set_ruling("scenarios", bank)) == count


def test_a_word_that_the_item_glosses_once_may_be_used_again():
    told = "Une femme est suivie par un hospice. L'hospice appelle sa fille."
    plain_stem = altered(ITEM, "stem.fr", told)
    assert finds("false-friends", plain_stem, "fr")
    glossed = altered(ITEM, "stem.fr", told.replace("un hospice", "un hospice (soins palliatifs)"))
    assert ruling("false-friends", glossed) == []


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en", "The director photocopied the questions of the Barthel for the ward"),
        ("fr", "Le cadre recopie les questions du Barthel pour le service"),
    ],
)
def test_contents_of_a_protected_instrument_are_not_copied(locale, told):
    assert finds("protected-contents", altered(ITEM, f"stem.{locale}", told), locale)
    named = told.replace("questions", "name").replace("recopie les name", "connaît le nom")
    assert not finds("protected-contents", altered(ITEM, f"stem.{locale}", named), locale)
