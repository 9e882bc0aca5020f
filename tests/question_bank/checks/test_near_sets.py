"""What two items, or many, give away together."""

from __future__ import annotations

import random

import numpy as np
import pytest

from question_bank.checks.sets.near_duplicates import near_duplicates, tf_idf
from question_bank.model import Item
from tests.factories import SOUND, altered, make_bank, make_case, make_item, make_items
from tests.question_bank.checks.ruling import set_ruling

HEART = (
    "Three days after discharge for heart failure a client reports that his new diuretic never "
    "came and that he sleeps in an armchair."
)
VEIN = (
    "A retired teacher wants to visit her sister abroad although her leg ulcer needs a dressing "
    "twice a week and nobody there can do it."
)
COEUR = (
    "Trois jours après une hospitalisation pour insuffisance cardiaque, un client n'a pas reçu son "
    "diurétique et dort dans un fauteuil du salon."
)
VEINE = (
    "Une ancienne institutrice veut rejoindre sa sœur à l'étranger alors que son ulcère demande un "
    "pansement deux fois par semaine."
)


# near duplicates


@pytest.mark.parametrize(("text", "other", "locale"), [(HEART, VEIN, "en"), (COEUR, VEINE, "fr")])
def test_texts_that_say_nearly_the_same_are_paired(text, other, locale):
    few_letters = text.replace("client", "man").replace("trois", "Trois")
    turned = " ".join(random.Random(1).sample(text.split(), len(text.split())))
    pairs = near_duplicates([text, other, few_letters, turned], locale)
    assert {(pair.first, pair.second) for pair in pairs} == {(0, 2), (0, 3), (2, 3)}


@pytest.mark.parametrize(("text", "other", "locale"), [(HEART, VEIN, "en"), (COEUR, VEINE, "fr")])
def test_a_text_inside_a_longer_one_is_paired(text, other, locale):
    assert len(near_duplicates([text, f"{text} {other}", other], locale)) == 2


@pytest.mark.parametrize(("text", "other", "locale"), [(HEART, VEIN, "en"), (COEUR, VEINE, "fr")])
def test_other_texts_are_not_paired(text, other, locale):
    assert near_duplicates([text, other], locale) == ()
    assert near_duplicates([text], locale) == ()
    assert near_duplicates([], locale) == ()
    assert near_duplicates(["", "the of", text], locale) == ()


def test_rows_have_unit_length_and_rare_words_weigh_more():
    rows = tf_idf(["apple tree", "apple pear", "apple fig", ""], "en").toarray()
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 0])
    assert rows[0, 1] > rows[0, 0] > 0


def with_stem(item_id: str, en: str, fr: str, **changes) -> Item:
    stem = {"en": f"{en} What comes **first**?", "fr": f"(États-Unis) {fr} Que faire ?"}
    return make_item(item_id, stem=stem, **changes)


def test_two_items_with_nearly_one_stem_are_a_warning():
    bank = make_bank(
        [
            with_stem("a", HEART, COEUR),
            with_stem("b", HEART.replace("client", "man"), COEUR.replace("client", "homme")),
        ]
    )
    ((path, fault),) = set_ruling("near-duplicates", bank)
    assert (path, fault.level) == ("bank/ccm/care-management/b.yaml", "warning")
    assert "nearly the same as 'a'" in fault.message


def test_retired_items_and_sets_may_be_alike():
    retired = with_stem("b", HEART.replace("client", "man"), COEUR, status="retired")
    assert set_ruling("near-duplicates", make_bank([with_stem("a", HEART, COEUR), retired])) == []
    case = make_case()
    pair = [
        with_stem("a", HEART, COEUR, case=case.id),
        with_stem("b", HEART.replace("client", "man"), COEUR + " Oui.", case=case.id),
    ]
    assert set_ruling("near-duplicates", make_bank(pair, cases=[case])) == []


# an item that gives away another

KEY = {
    "en": "Call the prescriber about the swollen ankles",
    "fr": "Appeler sur ses chevilles gonflées",
}


def keyed(item_id: str, **changes) -> Item:
    item = with_stem(item_id, HEART, COEUR, **changes)
    for locale, text in KEY.items():
        item = altered(item, f"choices[1].text.{locale}", text)
    return item


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Her nurse did call the prescriber about the swollen ankles on Monday."),
        ("fr", "(États-Unis) Il a fallu appeler sur ses chevilles gonflées lundi."),
    ],
)
def test_a_stem_that_holds_the_key_of_another_is_a_warning(locale, text):
    other = altered(with_stem("b", VEIN, VEINE), f"stem.{locale}", text)
    ((path, fault),) = set_ruling("item-cueing", make_bank([keyed("a"), other]))
    assert (path.rpartition("/")[2], fault.place) == ("b.yaml", f"stem.{locale}")
    enemies = altered(other, "enemies", ["a"])
    assert set_ruling("item-cueing", make_bank([keyed("a"), enemies])) == []


def test_a_scenario_that_holds_the_key_of_an_item_outside_it_is_a_warning():
    case = make_case(text={"en": f"Yesterday: {KEY['en']}.", "fr": "(États-Unis) Une femme."})
    members = [with_stem("b", VEIN, VEINE, case=case.id)]
    assert len(set_ruling("item-cueing", make_bank([keyed("a"), *members], cases=[case]))) == 1
    inside = keyed("a", case=case.id)
    assert set_ruling("item-cueing", make_bank([inside, *members], cases=[case])) == []


def test_a_few_shared_words_give_nothing_away():
    near = with_stem("b", "Swollen ankles trouble him.", "Ses chevilles gonflées le gênent.")
    assert set_ruling("item-cueing", make_bank([keyed("a"), near])) == []
    distractor = altered(keyed("a"), "choices[0].text.en", f"{KEY['en']} later")
    other = altered(near, "stem.en", f"{KEY['en']} was said. What now?")
    assert set_ruling("item-cueing", make_bank([distractor, other])) == []


# shares


def test_more_than_one_negative_question_in_twenty_is_a_warning():
    asked = {
        "en": "Which is **not** useful now?",
        "fr": "(États-Unis) Laquelle n'est **pas** utile ?",
    }
    items = list(make_items(40))
    for number in (1, 2):
        items[number] = altered(items[number], "stem", asked)
        found = set_ruling("negative-share", make_bank(items[: 40 if number == 1 else 39]))
        assert len(found) == (0 if number == 1 else 1)


@pytest.mark.parametrize(("locale", "word"), [("en", "always"), ("fr", "toujours")])
def test_absolute_words_in_distractors_alone_are_a_warning(locale, word):
    wrong, even = [], []
    for number, item in enumerate(make_items(40)):
        places = {choice.id: n for n, choice in enumerate(item.choices)}
        wrong.append(
            altered(item, f"choices[{places['home-visit']}].text.{locale}", f"Wait {word}")
        )
        which = item.key if number % 3 == 0 else "home-visit"
        even.append(altered(item, f"choices[{places[which]}].text.{locale}", f"Wait {word}"))
    ((_, fault),) = set_ruling("absolute-share", make_bank(wrong))
    assert f"40 of 40 options with absolute words ({locale})" in fault.message
    assert set_ruling("absolute-share", make_bank(even)) == []


# the limits of the guide


def test_a_bank_of_one_lead_in_and_one_verb_breaks_the_limits():
    bank = make_bank(make_items(120))
    mixed = {fault.message.partition(":")[0] for _, fault in set_ruling("mix", bank)}
    assert "lead-in first-next" in mixed
    verbs = {fault.message.partition(":")[0] for _, fault in set_ruling("key-verbs", bank)}
    assert "clinician as key of actions" in verbs


def test_few_items_break_no_limit():
    assert set_ruling("mix", make_bank(make_items(20))) == []
    assert set_ruling("key-verbs", make_bank(make_items(20))) == []


@pytest.mark.parametrize(("in_sets", "sound"), [(5, False), (6, True)])
def test_fifteen_of_a_hundred_mock_items_stand_in_sets(in_sets, sound):
    items = [
        altered(item, "case", "return-from-hospital") if number < in_sets else item
        for number, item in enumerate(make_items(40))
    ]
    found = set_ruling("case-share", make_bank(items, cases=[make_case()]))
    assert [fault.level for _, fault in found] == ([] if sound else ["warning"])


# places of keys that no shuffle moves


def test_numbers_with_the_key_always_second_are_found():
    numbers = [
        {**choice, "text": {"en": f"{n} days at home", "fr": f"{n} jours à domicile"}}
        for n, choice in enumerate(SOUND["choices"], start=1)
    ]
    items = list(make_items(300))
    items[:40] = [altered(item, "choices", numbers) for item in items[:40]]
    found = set_ruling("key-position", make_bank(items))
    assert "ccm numbers" in {fault.place for _, fault in found}
