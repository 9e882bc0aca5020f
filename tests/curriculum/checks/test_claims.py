from __future__ import annotations

from tests.curriculum.sample import SLUG


def test_a_claim_that_a_cell_shows_exists(draft):
    draft.edit("claim-first", source='lesson.disagree("claim-1", "claim-x")')
    assert draft.places("claims") == [
        (f"1-{SLUG}.{lang}.ipynb", "cell claim-first", "'claim-x' is not in claims.yaml")
        for lang in ("fr", "en")
    ]


def test_a_claim_that_an_exercise_names_exists(draft):
    draft.activity("contradiction")["claims"].append("claim-x")
    assert draft.places("claims") == [
        (f"1-{SLUG}.yaml", "activities[5].claims", "'claim-x' is not in claims.yaml")
    ]


def test_a_claim_without_a_place_is_an_error_once_all_is_written(draft):
    draft.claims.append({**draft.claims[0], "id": "claim-13", "ref": 13})
    ((name, fault),) = draft.ruling("claims")
    assert (name, fault.place, fault.level) == ("claims.yaml", "claim-13", "error")
    assert fault.message == "has no place in any lesson"


def test_it_is_a_warning_while_modules_are_missing(draft):
    draft.claims.append({**draft.claims[0], "id": "claim-13", "ref": 13})
    draft.syllabus["tracks"][0]["stops"].append({"module": "later"})
    assert [fault.level for _, fault in draft.ruling("claims")] == ["warning"]


def test_at_least_twelve_claims_are_exercises(draft):
    draft.activity("contradiction")["claims"].remove("claim-1")
    ((name, fault),) = draft.ruling("claims")
    assert (name, fault.place) == ("claims.yaml", "")
    assert fault.message == "11 claims are exercises in reading sources"


def test_a_curriculum_without_claims_needs_no_exercises(draft):
    draft.claims = []
    draft.drop("claim-first")
    draft.activity("contradiction")["claims"] = []
    assert draft.ruling("claims") == []
