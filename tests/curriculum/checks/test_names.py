from __future__ import annotations

import pytest

from tests.curriculum.sample import SLUG, both

FR, DATA = f"1-{SLUG}.fr.ipynb", f"1-{SLUG}.yaml"
NOTICE = {
    "fr": "Parcours n’est ni affilié à la Commission for\u00a0Case Manager Certification, "
    "ni approuvé ni soutenu par elle.",
    "en": "Parcours is not affiliated with, approved by or endorsed by the Commission.",
}


@pytest.mark.parametrize(
    "sentence",
    ["Le MMSE est à 18/30.", "Un Zarit > 40.", "Tinetti, seuil de 20.", "SF-36: a score of 50."],
)
def test_a_score_of_a_protected_instrument_is_refused(draft, sentence):
    ((name, fault),) = draft.say("scene", sentence, "fr").ruling("protected-name")
    assert (name, fault.place) == (FR, "cell scene")
    assert fault.message.startswith("prints a score of ")
    assert fault.fix == "Name the instrument and its purpose only."


def test_a_score_in_an_activity_is_refused(draft):
    draft.activity("number")["scene"] = {"en": "Her MMSE is 18/30.", "fr": "Ici."}
    ((name, place, _),) = draft.places("protected-name")
    assert (name, place) == (DATA, "activities[6].scene.en")


@pytest.mark.parametrize(
    "sentence",
    ["The SF-36 measures health.", "MMSE first. She scores 18/30 elsewhere.", "Room 12/30."],
)
def test_naming_an_instrument_is_allowed(draft, sentence):
    assert draft.say("scene", sentence).ruling("protected-name") == []


@pytest.mark.parametrize("where", ["entry", "module", "notebook"])
def test_a_lesson_on_the_ccm_says_that_parcours_is_independent(draft, where):
    if where == "entry":
        draft.entry["title"] = both("The CCM")
    elif where == "module":
        draft.module["title"] = both("The CCM")
    else:
        draft.edit("title", source="# The CCM\n\nFrance.")
    assert [(place, message) for _, place, message in draft.places("independence")] == [
        ("", "does not say that Parcours is independent")
    ] * 2
    for lang, notice in NOTICE.items():
        draft.say("title", notice, lang)
    assert draft.ruling("independence") == []
