from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from question_bank.checks.blind_readings import blind_readings
from question_bank.checks.rule import Setting
from question_bank.readings.ledger import READINGS
from question_bank.readings.reading import Reading, fingerprint
from question_bank.readings.record import NotAnswers, readings_of
from question_bank.readings.settle import settled
from question_bank.readings.sheet import make_sheet
from question_bank.readings.standing import standing, tallies
from tests.factories import altered, make_bank, make_case, make_item

DAY = date(2026, 11, 22)


def read(item, lang="en", kind="blind", answer=None, second=None, text=None) -> Reading:
    return Reading(
        item=item.id,
        kind=kind,
        lang=lang,
        reader="r1",
        on=DAY,
        text=text or fingerprint(item, None, kind, lang),
        key=item.key,
        answer=answer or item.key,
        second=second,
    )


def agreed(item) -> list[Reading]:
    return [read(item, "en"), read(item, "fr")]


def test_a_sheet_shows_neither_key_nor_reasons_nor_ids():
    item = make_item("one", case="return-from-hospital")
    bank = make_bank([item, make_item("two")], cases=[make_case()])
    _, text = make_sheet(bank, list(bank), "blind", "en", seed=3)
    assert "> **Scenario.** A woman of 70" in text
    for choice in item.choices:
        assert choice.text.en in text
        assert choice.why.en not in text
        assert f"{choice.id}:" not in text
    assert "transitions" not in text


def test_an_options_sheet_hides_the_stem_and_the_scenario():
    item = make_item("one", case="return-from-hospital")
    bank = make_bank([item], cases=[make_case()])
    _, text = make_sheet(bank, [item], "options", "fr", seed=0)
    assert "appeler le cabinet" in text.lower()
    assert "diurétique" not in text
    assert "70 ans" not in text


def test_the_letters_are_mixed_otherwise_with_another_seed():
    item = make_item()
    bank = make_bank([item])
    orders = {
        tuple(make_sheet(bank, [item], "blind", "en", seed)[0].lines[0].letters.values())
        for seed in range(20)
    }
    assert len(orders) > 5


def test_answers_become_readings_of_choices(tmp_path):
    item = make_item()
    sheet, _ = make_sheet(make_bank([item]), [item], "blind", "en", seed=1)
    letter_of = {choice: letter for letter, choice in sheet.lines[0].letters.items()}
    answers = {"1": {"answer": letter_of["home-visit"].upper(), "second": None, "why": "a\nb"}}
    (found,) = readings_of(sheet, json.dumps(answers), reader="r1", on=DAY)
    assert (found.answer, found.key, found.note) == ("home-visit", "call-prescriber", "a b")
    assert not found.agrees
    READINGS.append(tmp_path, "ccm", DAY, [found])
    READINGS.append(tmp_path, "ccm", DAY, [found])
    assert READINGS.load([tmp_path]) == ((found, found), ())


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"2": {"answer": "a"}}', "'2' is not a question"),
        ('{"1": {"answer": "z"}}', "1: 'z' is not a letter"),
        ('{"1": {"answer": null}}', "1: None is not a letter"),
        ('{"1": {"answer": "a", "second": "z"}}', "1: 'z' is not a letter"),
        ('{"²": {"answer": "a"}}', "'²' is not a question"),
    ],
)
def test_answers_that_cannot_be_taken_are_refused_whole(answers, message):
    item = make_item()
    sheet, _ = make_sheet(make_bank([item]), [item], "blind", "en", seed=1)
    with pytest.raises(NotAnswers, match=message):
        readings_of(sheet, answers, reader="r1", on=DAY)


def test_a_broken_line_of_the_ledger_is_told_and_hides_no_other(tmp_path):
    path = tmp_path / "ccm/readings/2026-11.csv"
    READINGS.append(tmp_path, "ccm", DAY, agreed(make_item()))
    text = path.read_text(encoding="utf-8").replace(",blind,en,", ",aloud,en,")
    path.write_text(text, encoding="utf-8")
    readings, (fault,) = READINGS.load([tmp_path])
    assert [reading.lang for reading in readings] == ["fr"]
    assert "line 2: kind" in fault.message


def stands(item, *readings):
    return standing(make_bank([item], readings=readings), item)


def test_the_latest_guess_counts_in_whatever_language():
    item = make_item()
    guess = read(item, "en", kind="options")
    later = read(item, "fr", kind="options", answer="home-visit")
    later = later.model_copy(update={"on": DAY + timedelta(days=1)})
    assert stands(item, guess).is_guessed
    assert stands(item, guess, later).is_guessed is False


def test_an_item_is_agreed_when_the_latest_reader_in_each_language_agrees():
    item = make_item()
    assert not stands(item, read(item)).is_agreed
    disputed = [*agreed(item), read(item, second="teach-back")]
    assert stands(item, *disputed).blind["en"] == "disputed"
    assert stands(item, *disputed, read(item)).is_agreed


def test_a_reading_of_another_text_no_longer_counts():
    item = make_item()
    changed = altered(item, "choices[0].text.fr", "Organiser une visite mardi")
    assert stands(changed, *agreed(item)).blind == {"en": "agreed", "fr": "unread"}


def test_a_checked_item_whose_text_has_changed_is_told():
    item = make_item(review="checked")
    changed = altered(item, "choices[0].text.fr", "Organiser une visite mardi")
    setting = Setting(bank=make_bank([changed], readings=agreed(item)), today=DAY)
    ((path, fault),) = blind_readings(setting)
    assert path.endswith(f"{item.id}.yaml")
    assert "French text is unread" in fault.message
    whole = Setting(bank=make_bank([item], readings=agreed(item)), today=DAY)
    assert list(blind_readings(whole)) == []


def test_spacing_does_not_change_what_was_read_and_the_scenario_does():
    item = make_item()
    spaced = altered(item, "stem.en", item.stem.en.replace(". ", ".\n"))
    assert fingerprint(spaced, None, "blind", "en") == fingerprint(item, None, "blind", "en")
    with_case = fingerprint(item, make_case(), "blind", "en")
    assert with_case != fingerprint(item, None, "blind", "en")


def test_agreed_drafts_become_live_and_checked_items_that_changed_go_back(tmp_path):
    draft = make_item("draft", status="draft")
    stale = make_item("stale", review="checked")
    expert = make_item("expert", review="expert")
    bank = make_bank([draft, stale, expert], readings=agreed(draft))
    changes = {change.after.id: change for change in settled(bank)}
    assert set(changes) == {"draft", "stale"}
    assert (changes["draft"].after.status, changes["draft"].after.review) == ("live", "checked")
    assert (changes["stale"].after.status, changes["stale"].after.review) == ("live", "draft")


def test_the_tally_says_what_became_of_each_dispute():
    same, mended, kept = make_item("same"), make_item("mended"), make_item("kept")
    wrong = {"answer": "home-visit"}
    readings = [
        read(same, **wrong),
        read(mended, **wrong, text="0" * 12),
        read(mended),
        read(kept, **wrong),
        read(kept),
        read(make_item("lost"), **wrong),
    ]
    found = tallies(make_bank([same, mended, kept], readings=readings))
    tally = found["ccm", "blind", "en"]
    assert (tally.items, tally.first, tally.latest) == (3, 0, 2)
    assert tally.disputes == {"open": 1, "mended": 1, "confirmed": 1}
    assert found["gone", "blind", "en"].disputes == {"dropped": 1}
