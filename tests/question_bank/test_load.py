from __future__ import annotations

import os
from pathlib import Path

import pytest

from question_bank.canonical import written
from question_bank.load import ITEMS, default_roots, load_bank, load_item
from tests.factories import make_case, make_item


def save(root: Path, name: str, text: str) -> Path:
    path = root / "ccm" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def sound(item_id: str = "transitions-missed-diuretic") -> str:
    return written(make_item(item_id))


def test_a_sound_item_is_read_with_its_exam_and_its_file(tmp_path):
    path = save(tmp_path, "care-management/transitions-missed-diuretic.yaml", sound())
    bank, findings = load_bank([tmp_path])
    assert findings == ()
    assert bank.item("transitions-missed-diuretic") == make_item()
    assert bank.origins["transitions-missed-diuretic"].path == path
    assert bank.exam_of("transitions-missed-diuretic") == "ccm"


def test_wrapped_prose_is_read_as_one_line_and_keeps_its_no_break_spaces(tmp_path):
    text = sound().replace("(États-Unis) Trois jours", "(États-Unis)\n    Trois\u00a0:\n    jours")
    item, findings = load_item(save(tmp_path, "care-management/x.yaml", text))
    assert findings == ()
    assert item is not None
    assert item.stem.fr.startswith("(États-Unis) Trois\u00a0: jours après")


def test_an_empty_line_ends_a_paragraph(tmp_path):
    path = tmp_path / "ccm" / "cases" / "two.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("id: two\ntext:\n  en: |-\n    One\n    line.\n\n    Two.\n  fr: Un.\n")
    bank, findings = load_bank([tmp_path])
    assert findings == ()
    assert bank.cases["two"].text.en == "One line.\n\nTwo."


def test_every_problem_of_every_file_is_reported_at_once(tmp_path):
    broken = sound().replace("level: judge", "level: hard").replace("seconds: 55", "seconds: 5")
    broken = broken.replace("    fr: Reprendre", "    fre: Reprendre")
    save(tmp_path, "care-management/transitions-missed-diuretic.yaml", broken)
    save(tmp_path, "care-management/unreadable.yaml", "stem: a: b\n")
    save(tmp_path, "care-management/fine.yaml", sound("fine"))
    bank, findings = load_bank([tmp_path])
    places = {(Path(f.path).name, f.place) for f in findings}
    assert places == {
        ("transitions-missed-diuretic.yaml", "level"),
        ("transitions-missed-diuretic.yaml", "seconds"),
        ("transitions-missed-diuretic.yaml", "choices[3].text.fr"),
        ("transitions-missed-diuretic.yaml", "choices[3].text.fre"),
        ("unreadable.yaml", "line 1"),
    }
    assert list(bank.items) == ["fine"]


def test_the_message_says_what_and_how_to_mend(tmp_path):
    save(tmp_path, "care-management/one.yaml", sound("one").replace("level: judge", "level: hard"))
    _, (finding,) = load_bank([tmp_path])
    assert "'hard' is not one of 'recall', 'apply' or 'judge'" in finding.message
    assert finding.fix == "Choose one of these words."


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        (
            "en: Arrange",
            "en: no\n    xx: Arrange",
            "choices[0].text.en",
            "YAML reads this as False",
        ),
        ("topic: transitions-of-care", "topic: Transitions", "topic", "'Transitions' is not"),
        ("as_of: 2026-11", "as_of: 2026-13", "as_of", "'2026-13' is not written"),
        ("topic:", "topics:", "topics", "is not a known key"),
        ("correct: [call-prescriber]", "correct: call-prescriber", "correct", "not a list"),
        ("setting: [telephone, home]", "setting: [phone]", "setting[0]", "'phone' is not one of"),
        ("  where: section on early symptoms\n", "  where: ''\n", "sources[0].where", "is empty"),
    ],
)
def test_the_place_of_a_misfit_is_named(tmp_path, old, new, place, message):
    text = sound()
    assert old in text
    _, findings = load_item(save(tmp_path, "care-management/x.yaml", text.replace(old, new)))
    found = {finding.place: finding.message for finding in findings}
    assert message in found[place]


def test_a_misspelt_key_is_answered_with_the_right_one(tmp_path):
    text = sound("x").replace("topic:", "topics:")
    _, findings = load_item(save(tmp_path, "care-management/x.yaml", text))
    fixes = {finding.place: finding.fix for finding in findings}
    assert fixes["topics"] == "Remove it, or write `topic`."


def test_a_key_given_twice_is_refused_with_both_lines(tmp_path):
    text = sound("twice") + "enemies: []\n"
    path = save(tmp_path, "care-management/twice.yaml", text)
    _, (finding,) = load_bank([tmp_path])
    lines = path.read_text(encoding="utf-8").splitlines()
    first = lines.index("enemies: []") + 1
    assert finding.rule == "yaml-duplicate-key"
    assert finding.place == f"line {len(lines)}"
    assert f"lines {first} and {len(lines)}" in finding.message


def test_a_key_given_twice_deep_inside_is_refused_too(tmp_path):
    text = sound("deep").replace("    fr: Reprendre", "    fr: Autre\n    fr: Reprendre")
    save(tmp_path, "care-management/deep.yaml", text)
    _, (finding,) = load_bank([tmp_path])
    assert "`fr` is given twice" in finding.message


@pytest.mark.parametrize("content", ["", "- a\n- b\n", "just words\n"])
def test_a_file_that_is_no_mapping_says_so(tmp_path, content):
    save(tmp_path, "care-management/odd.yaml", content)
    _, (finding,) = load_bank([tmp_path])
    assert finding.message.startswith("is ")
    assert "stem" in finding.fix


def test_a_file_that_is_not_utf8_hides_no_other(tmp_path):
    save(tmp_path, "care-management/fine.yaml", sound("fine"))
    (tmp_path / "ccm/care-management/latin.yaml").write_bytes("id: é".encode("latin-1"))
    bank, (finding,) = load_bank([tmp_path])
    assert "not UTF-8" in finding.message
    assert "fine" in bank.items


def test_a_control_character_is_reported(tmp_path):
    save(tmp_path, "care-management/bell.yaml", "id: a\x07b\n")
    _, (finding,) = load_bank([tmp_path])
    assert finding.rule == "yaml"


def test_the_file_bears_the_name_of_the_id_and_stands_in_its_domain(tmp_path):
    save(tmp_path, "psychosocial/other-name.yaml", sound())
    bank, findings = load_bank([tmp_path])
    assert {finding.place for finding in findings} == {"id", "domain"}
    assert "transitions-missed-diuretic" in bank.items


def test_a_file_at_another_depth_or_with_another_ending_is_reported(tmp_path):
    save(tmp_path, "stray.yaml", sound("stray"))
    save(tmp_path, "care-management/short.yml", sound("short"))
    bank, findings = load_bank([tmp_path])
    assert len(findings) == 2
    assert len(bank) == 0


def test_an_id_used_in_two_roots_is_reported_with_both_files(tmp_path):
    first = save(tmp_path / "a", "care-management/twin.yaml", sound("twin"))
    second = save(tmp_path / "b", "care-management/twin.yaml", sound("twin"))
    bank, (finding,) = load_bank([tmp_path / "a", tmp_path / "b"])
    assert finding.rule == "unique-id"
    assert finding.path == str(second)
    assert str(first) in finding.message
    assert bank.origins["twin"].path == first


def test_scenarios_are_read_beside_the_items(tmp_path):
    save(tmp_path, "cases/return-from-hospital.yaml", written(make_case()))
    bank, findings = load_bank([tmp_path])
    assert findings == ()
    assert bank.cases["return-from-hospital"] == make_case()
    assert bank.case_origins["return-from-hospital"].exam == "ccm"


def test_a_root_that_is_no_folder_is_reported(tmp_path):
    _, (finding,) = load_bank([tmp_path / "absent"])
    assert finding.rule == "bank-root"


def test_private_roots_come_from_the_environment(tmp_path, monkeypatch):
    save(tmp_path / "one", "care-management/private-item.yaml", sound("private-item"))
    (tmp_path / "two").mkdir()
    monkeypatch.setenv("PARCOURS_BANK", f"{tmp_path / 'one'}{os.pathsep}{tmp_path / 'two'}")
    assert default_roots() == (ITEMS, tmp_path / "one", tmp_path / "two")
    bank, _ = load_bank()
    assert "private-item" in bank.items


def test_hidden_files_are_left_alone(tmp_path):
    save(tmp_path, "care-management/.draft.yaml", "not: an item")
    _, findings = load_bank([tmp_path])
    assert findings == ()
