from __future__ import annotations

from datetime import date

import pytest

from tests.curriculum.sample import SLUG, both, practice

FR, DATA = f"1-{SLUG}.fr.ipynb", f"1-{SLUG}.yaml"
UNKNOWN = "the fact 'nope' is not in facts.yaml"


@pytest.mark.parametrize("prose", ["{fact:nope}", '<span data-fact="nope">3</span>'])
def test_a_fact_that_a_cell_shows_exists(draft, prose):
    assert draft.say("listening", prose, "fr").places("facts") == [(FR, "cell listening", UNKNOWN)]


def test_a_fact_that_an_activity_shows_exists(draft):
    draft.activity("classify")["cards"][2]["why"] = {"en": "{fact:nope}", "fr": "Rien."}
    assert draft.places("facts") == [(DATA, "activities[0].cards[2].why.en", UNKNOWN)]


def test_a_fact_that_an_objective_shows_exists(draft):
    draft.entry["objectives"][0]["text"] = {"en": "See", "fr": "{fact:nope}"}
    place = "lessons[0].objectives[0].text.fr"
    assert draft.places("facts") == [("module.yaml", place, UNKNOWN)]


def test_a_fact_that_a_claim_or_a_term_shows_exists(draft):
    draft.claims[3]["check"] = {"en": "{fact:nope}", "fr": "Ici."}
    draft.terms[0]["definition"] = {"en": "Here.", "fr": "{fact:nope}"}
    assert draft.places("facts") == [
        ("claims.yaml", "[claim-4].check.en", UNKNOWN),
        ("glossary.yaml", "[visit].definition.fr", UNKNOWN),
    ]


def test_a_fact_written_by_hand_is_found_in_a_cell(draft):
    ((name, fault),) = draft.say("scene", "Elle paie 30 € ici.", "fr").ruling("fact-by-hand")
    assert (name, fault.place) == (FR, "cell scene")
    assert fault.message == "states visit-fee by hand: '30\\xa0€'"
    assert fault.fix.startswith("Write {fact:visit-fee} instead")


def test_a_fact_written_by_hand_is_found_in_the_data(draft):
    draft.activity("order")["why"] = {"en": "It is €30.", "fr": "Ici."}
    draft.entry["objectives"][1]["text"] = {"en": "Pay €30", "fr": "Payer"}
    assert [(name, place) for name, place, _ in draft.places("fact-by-hand")] == [
        (DATA, "activities[1].why.en"),
        ("module.yaml", "lessons[0].objectives[1].text.en"),
    ]


def test_the_value_inside_a_span_is_not_written_by_hand(draft):
    assert draft.ruling("fact-by-hand") == []
    assert 'data-fact=\\"visit-fee\\"' in draft.notebook("fr").read_text(encoding="utf-8")


def test_an_item_names_the_facts_that_it_states(draft):
    stem = {"en": "It costs €30. What now?", "fr": "Cela coûte ici."}
    draft.items.append(practice("states", stem=stem))
    assert draft.places("fact-by-hand") == [
        ("states.yaml", "facts", "states the fact 'visit-fee' without naming it")
    ]
    draft.items[-1] = practice("states", stem=stem, facts=["visit-fee"])
    assert draft.ruling("fact-by-hand") == []


def test_an_item_names_facts_that_exist(draft):
    draft.items.append(practice("names", facts=["nope"]))
    assert draft.places("fact-by-hand") == [("names.yaml", "facts", "'nope' is not in facts.yaml")]


def test_a_fact_older_than_a_year_is_a_warning(draft):
    assert draft.ruling("stale-fact", today=date(2027, 11, 30)) == []
    found = draft.ruling("stale-fact", today=date(2027, 12, 1))
    assert [(name, fault.place, fault.message, fault.level) for name, fault in found] == [
        ("facts.yaml", one, "was checked 13 months ago", "warning")
        for one in ("visit-fee", "waiting-time")
    ]


def test_a_fact_without_a_pattern_is_never_found(draft):
    draft.activity("order")["why"] = both("two weeks, deux semaines")
    assert draft.ruling("fact-by-hand") == []
