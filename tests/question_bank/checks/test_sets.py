from __future__ import annotations

import pytest

from question_bank.checks.chance import binomial_quantile, chi_square_limit, longest_run_limit
from question_bank.checks.key_position import run_too_long, unbalanced
from question_bank.model import Item
from tests.factories import SOUND, altered, make_bank, make_item, make_items
from tests.question_bank.checks.ruling import set_ruling

# chance


def test_chance_reproduces_the_figures_known_for_180_items_of_four_options():
    assert (binomial_quantile(0.005, 180, 0.25), binomial_quantile(0.995, 180, 0.25)) == (31, 60)
    assert binomial_quantile(0.99, 180, 0.25) == 59
    assert chi_square_limit(0.99, 3) == pytest.approx(11.34, abs=0.01)
    assert longest_run_limit(0.99, 180, 4) == 7


def test_in_a_handful_of_items_chance_allows_anything():
    assert binomial_quantile(0.995, 3, 0.25) == 3
    assert binomial_quantile(0.005, 3, 0.25) == 0


# position of the key


def places_of(counts: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(place, 4) for place, count in enumerate(counts) for _ in range(count)]


def test_60_keys_at_one_place_of_180_are_chance_and_61_are_not():
    assert list(unbalanced(places_of((60, 40, 40, 40)), 0.99)) == []
    messages = list(unbalanced(places_of((61, 40, 40, 39)), 0.99))
    assert messages == ["the key is option 1 in 61 of 180 items; chance allows 31 to 60"]


def test_a_spread_that_no_single_place_shows_is_found_by_chi_square():
    (message,) = unbalanced(places_of((59, 57, 33, 31)), 0.99)
    assert "59, 57, 33, 31" in message


def test_a_key_that_stays_at_one_place_for_eight_items_is_no_chance():
    rest = [(n % 4, 4) for n in range(172)]
    assert list(run_too_long([(1, 4)] * 6 + rest, 0.99)) == []
    assert list(run_too_long([(2, 4)] * 8 + rest, 0.99)) != []


def keyed_first(items: tuple[Item, ...]) -> list[Item]:
    return [
        item.model_copy(
            update={"choices": tuple(sorted(item.choices, key=lambda c: c.id != item.key))}
        )
        for item in items
    ]


def test_a_bank_with_keys_anywhere_passes():
    assert set_ruling("key-position", make_bank(make_items(180))) == []


def test_a_bank_whose_files_have_the_key_first_fails_there_and_not_when_shuffled():
    found = set_ruling("key-position", make_bank(keyed_first(make_items(180))))
    assert {fault.place for _, fault in found} == {"ccm files"}


def test_keys_that_no_shuffle_moves_are_found():
    numbers = [
        {**choice, "text": {"en": f"{n} days at home", "fr": f"{n} jours à domicile"}}
        for n, choice in enumerate(SOUND["choices"], start=1)
    ]
    items = [
        altered(item, "choices", numbers) for item in make_items(60)
    ]  # numbers stay in the order of the file, where the key is second
    found = set_ruling("key-position", make_bank(items))
    assert "ccm shuffled" in {fault.place for _, fault in found}


def test_drafts_do_not_count():
    drafts = make_bank(keyed_first(make_items(180, status="draft")))
    assert set_ruling("key-position", drafts) == []


# length of the key


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_bank_whose_keys_are_longest_is_refused(locale):
    place = next(
        n for n, choice in enumerate(SOUND["choices"]) if choice["id"] == "call-prescriber"
    )
    text = SOUND["choices"][place]["text"][locale] + " today and again on the following morning"
    changed = []
    for item in make_items(60):
        index = next(n for n, choice in enumerate(item.choices) if choice.id == item.key)
        changed.append(altered(item, f"choices[{index}].text.{locale}", text))
    found = set_ruling("key-length", make_bank(changed))
    errors = [fault.message for _, fault in found if fault.level == "error"]
    assert errors == [
        f"the key is the longest option in {locale} {measure} in 60 of 60 items; chance allows 23"
        for measure in ("words", "characters")
    ]


def test_a_bank_whose_keys_are_shortest_is_a_warning():
    changed = []
    for item in make_items(60):
        index = next(n for n, choice in enumerate(item.choices) if choice.id == item.key)
        changed.append(altered(item, f"choices[{index}].text.en", "Call the prescriber now"))
    found = set_ruling("key-length", make_bank(changed))
    assert [fault.level for _, fault in found] == ["warning", "warning"]


def test_a_few_longest_keys_are_chance():
    assert set_ruling("key-length", make_bank(make_items(60))) == []


# stems


def test_two_items_with_one_stem_are_refused():
    found = set_ruling("duplicate-stems", make_bank([make_item("a"), make_item("b")]))
    assert {(path, fault.place) for path, fault in found} == {
        ("bank/ccm/care-management/b.yaml", "stem.fr"),
        ("bank/ccm/care-management/b.yaml", "stem.en"),
    }


def test_case_and_signs_do_not_make_another_stem():
    other = altered(make_item("b"), "stem.en", SOUND["stem"]["en"].upper().replace(",", ""))
    other = altered(other, "stem.fr", "(États-Unis) Autre énoncé\u202f?")
    found = set_ruling("duplicate-stems", make_bank([make_item("a"), other]))
    assert [fault.place for _, fault in found] == ["stem.en"]


def test_a_retired_item_may_keep_its_stem():
    bank = make_bank([make_item("a", status="retired"), make_item("b")])
    assert set_ruling("duplicate-stems", bank) == []


# coverage


def test_a_bank_that_fills_a_form_and_covers_its_topics_passes():
    assert set_ruling("coverage", make_bank(make_items(400))) == []


def test_a_domain_short_of_items_is_refused_with_the_number_it_lacks():
    items = [item for item in make_items(400) if item.domain != "rehabilitation"]
    items += make_items(170, domain="rehabilitation", topic="conditions")[:5]
    found = set_ruling("coverage", make_bank(items))
    errors = [fault for _, fault in found if fault.level == "error"]
    assert [(fault.place, fault.fix) for fault in errors] == [
        ("ccm-2025-08 rehabilitation", "Write 9 more.")
    ]


def test_practice_items_and_drafts_fill_no_mock_exam():
    for changes in ({"use": "practice"}, {"status": "draft"}):
        found = set_ruling("coverage", make_bank(make_items(400, **changes)))
        assert sum(fault.level == "error" for _, fault in found) == 6


def test_a_topic_without_items_and_a_crowded_one_are_warnings():
    items = [
        altered(item, "topic", "coding") if item.domain == "reimbursement" else item
        for item in make_items(400)
    ]
    found = set_ruling("coverage", make_bank(items))
    assert {fault.level for _, fault in found} == {"warning"}
    messages = " ".join(fault.message for _, fault in found)
    assert "no live mock item on insurance-principles" in messages
    assert "coding holds 49 of 49 items" in messages
