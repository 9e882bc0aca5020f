from __future__ import annotations

import json

import pytest

from curriculum.public import QUESTIONS, build_lesson, lesson_items, with_facts
from question_bank.model import LOCALES
from tests.curriculum.factory import Draft
from tests.curriculum.sample import LESSON, SECTIONS, both, items, practice

KINDS = {"classify", "order", "match", "decide", "compare", "contradiction", "number"}


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Draft:
    return Draft(tmp_path_factory.mktemp("public")).write()


@pytest.fixture(scope="module", params=LOCALES)
def built(sound, request):
    return build_lesson(sound.catalog(), sound.bank, sound.lesson(), request.param)


def texts(data) -> list[str]:
    if isinstance(data, dict):
        return [found for value in data.values() for found in texts(value)]
    if isinstance(data, list):
        return [found for value in data for found in texts(value)]
    return [data] if isinstance(data, str) else []


def test_the_public_half_is_json_of_the_agreed_shape(built):
    assert json.loads(json.dumps(built, allow_nan=False)) == built
    assert list(built) == [
        "schema",
        "module",
        "n",
        "slug",
        "lang",
        "title",
        "minutes",
        "sections",
        "head",
        "activities",
        "figures",
        "claims",
        "check",
        "glossary",
        "sources",
    ]
    assert (built["schema"], built["module"], built["n"]) == (1, "home-visits", 1)
    assert built["title"] == f"The first visit {built['lang']}"
    assert isinstance(built["minutes"], int)
    for part in ("head", "glossary", "sources"):
        assert list(built[part]) == ["html"]
        assert built[part]["html"].startswith("<")
    for part in ("figures", "claims"):
        assert all(list(one) == ["html"] for one in built[part].values())


def test_sections_are_in_order_with_their_activities(built):
    assert [section["id"] for section in built["sections"]] == list(SECTIONS)
    assert built["sections"][0] == {
        "id": "before-going",
        "title": "Section 1",
        "activities": ["sort-calls", "find-faults"],
    }


def test_every_activity_is_there_in_one_language_with_its_minutes_and_html(built):
    assert {one["kind"] for one in built["activities"].values()} == KINDS
    for name, one in built["activities"].items():
        assert one["id"] == name
        assert one["title"] == f"Title {built['lang']}"
        assert one["minutes"] > 0
        assert one["html"].startswith('<section class="parcours-activity-static"')
    other = "fr" if built["lang"] == "en" else "en"
    assert not [found for found in texts(built["activities"]) if found.endswith(f" {other}")]


def test_figures_and_claims_of_the_lesson_are_there(built):
    assert set(built["figures"]) == {"dates", "models", "which-way", "amounts", "run-chart"}
    assert set(built["claims"]) == {"claim-1"}


def test_facts_are_filled_in_every_part(built):
    value = "€30 & more" if built["lang"] == "en" else "30\u00a0€ & plus"
    assert value in built["activities"]["decide-door"]["rounds"][0]["scene"]
    escaped = value.replace("&", "&amp;")
    for html in (
        built["activities"]["decide-door"]["html"],
        built["claims"]["claim-1"]["html"],
        built["glossary"]["html"],
        built["head"]["html"],
    ):
        assert escaped in html
    assert "{fact:" not in json.dumps(built)


def test_the_check_is_practice_items_with_key_and_reasons(built):
    check = built["check"]
    assert (check["kind"], check["id"], check["minutes"]) == ("check", "check", 9.0)
    assert [one["id"] for one in check["items"]] == [f"question-{n}" for n in range(1, 7)]
    assert set(check["items"][0]) == {
        "id",
        "revision",
        "stem",
        "choices",
        "correct",
        "sources",
        "as_of",
        "review",
    }
    assert set(check["items"][0]["choices"][0]) == {"id", "text", "why"}
    assert check["items"][0]["correct"] == ["call-prescriber"]


def test_only_live_practice_items_of_the_lesson_are_in_its_check(sound):
    sound.items = [
        practice("of-this-lesson"),
        practice("draft", status="draft"),
        practice("retired", status="retired"),
        practice("mock", use="mock"),
        practice("of-another", module="home-visits/11"),
        practice("of-none", module=None),
    ]
    found = lesson_items(sound.bank, sound.lesson())
    sound.items = items()
    assert [item.id for item in found] == ["of-this-lesson"]


def test_questions_follow_the_sections_are_at_most_ten_and_no_section_crowds_out_another(sound):
    places = ["going-back", "before-going", "nowhere", "listening"]
    sound.items = [practice(f"q-{n}", module=f"{LESSON}#{places[n % 4]}") for n in range(12)]
    found = lesson_items(sound.bank, sound.lesson())
    sound.items = items()
    assert len(found) == QUESTIONS
    named = [(item.module or "").partition("#")[2] for item in found]
    shares = {"before-going": 3, "listening": 3, "going-back": 2, "nowhere": 2}
    assert named == [place for place, share in shares.items() for _ in range(share)]


def test_no_word_of_a_mock_item_leaks(draft):
    secret = practice(
        "secret-item",
        use="mock",
        stem=both("Unseen stem"),
        choices=[
            {"id": f"unseen-{n}", "text": both(f"Unseen choice {n}"), "why": both("Unseen why")}
            for n in range(4)
        ],
        correct=["unseen-2"],
    )
    draft.items.append(secret)
    draft.write()
    for lang in LOCALES:
        told = json.dumps(build_lesson(draft.catalog(), draft.bank, draft.lesson(), lang))
        assert "nseen" not in told
        assert "secret" not in told


def test_a_lesson_in_one_language_is_built_without_the_text_of_the_other(draft):
    draft.write().notebook("en").unlink()
    from curriculum.load import load_catalog

    catalog, _ = load_catalog(draft.root)
    built = build_lesson(catalog, draft.bank, catalog.lesson(LESSON), "en")
    assert (built["sections"], built["claims"]) == ([], {})
    assert built["activities"]


def test_claims_and_terms_that_do_not_exist_are_left_out(draft):
    draft.edit("claim-first", source='lesson.disagree("claim-x", "claim-2")')
    draft.entry["terms"] = ["absent"]
    draft.write()
    built = build_lesson(draft.catalog(), draft.bank, draft.lesson(), "fr")
    assert set(built["claims"]) == {"claim-2"}
    assert "<dt" not in built["glossary"]["html"]


def test_french_texts_have_their_spaces_and_english_ones_none(draft):
    draft.activity("number")["question"] = {"en": "How many ?", "fr": "Combien ?"}
    draft.write()
    for lang, said in (("en", "How many ?"), ("fr", "Combien\u202f?")):
        built = build_lesson(draft.catalog(), draft.bank, draft.lesson(), lang)
        assert built["activities"]["count-hours"]["question"] == said


def test_filling_facts_changes_nothing_else(sound):
    catalog = sound.catalog()
    lesson = sound.lesson()
    once = with_facts(lesson.sheet, catalog.facts)
    assert with_facts(once, catalog.facts) == once
    assert once.activities[0] == lesson.sheet.activities[0]
    assert once.figures == lesson.sheet.figures
