from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from question_bank.canonical import WIDTH, written
from question_bank.fmt import format_files, formatted
from question_bank.load import load_case, load_item
from tests.factories import SOUND, make_case, make_item

DUMPED = yaml.safe_dump(
    make_item("one").model_dump(mode="json"), allow_unicode=True, sort_keys=True, width=40
)


def save(tmp_path: Path, text: str, name: str = "one.yaml") -> Path:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_in_any_order_and_any_wrapping_comes_out_canonical(tmp_path):
    result = formatted(save(tmp_path, DUMPED))
    assert result.findings == ()
    assert result.text == written(make_item("one"))
    assert not result.is_canonical


def test_what_was_formatted_stays_as_it_is(tmp_path):
    path = save(tmp_path, written(make_item("one")))
    assert formatted(path).is_canonical


def test_the_item_read_back_is_the_same(tmp_path):
    path = save(tmp_path, DUMPED)
    list(format_files([path], check=False))
    item, findings = load_item(path)
    assert (item, findings) == (make_item("one"), ())


def test_keys_come_in_the_order_of_the_model_and_empty_ones_are_left_out():
    keys = re.findall(r"^(\w+):", written(make_item()), flags=re.MULTILINE)
    assert keys == list(SOUND)


def test_prose_is_wrapped_and_nothing_longer_than_the_width_remains():
    lines = written(make_item()).splitlines()
    assert max(len(line) for line in lines) <= WIDTH
    assert "  fr: |-" in lines
    assert any(line.startswith("    (États-Unis) Trois jours") for line in lines)


def test_french_spaces_are_mended_and_english_left_alone(tmp_path):
    text = written(make_item("one")).replace("\u00a0", " ").replace("\u202f", " ")
    text = text.replace("What should", "Well : what should")
    path = save(tmp_path, text)
    list(format_files([path], check=False))
    item, _ = load_item(path)
    assert item is not None
    assert item.stem.fr == make_item().stem.fr
    assert "Well : what should" in item.stem.en


@pytest.mark.parametrize(
    "text",
    [
        "Yes: he may",
        "no",
        "12:30",
        "- a list?",
        '"Could you show me?"',
        "# not a comment",
        "a word # and a sign",
        "50% of it",
        "'quoted' from the start",
        "{braces} and [brackets]",
        "* star",
        "010",
        "x" * 150,
        "One paragraph.\n\nAnother one: with a colon.",
        "word " * 60 + "end",
    ],
)
def test_any_wording_survives(tmp_path, text):
    choices = [{**SOUND["choices"][0], "text": {"en": text, "fr": "Un"}}, *SOUND["choices"][1:]]
    source = {"title": text, "where": text, "url": "https://a.org/b?c=1&d=%20#e:f"}
    item = make_item("one", choices=choices, sources=[source])
    path = save(tmp_path, written(item))
    read, findings = load_item(path)
    assert (read, findings) == (item, ())
    assert formatted(path).is_canonical


PROSE = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")),
    min_size=1,
    max_size=300,
).filter(lambda text: text.strip() and "\ufeff" not in text and "\ufffe" not in text)


@given(en=PROSE, fr=PROSE)
def test_formatting_is_idempotent_and_loses_nothing(tmp_path_factory, en, fr):
    folder = tmp_path_factory.mktemp("fmt")
    raw = {**make_item("one").model_dump(mode="json"), "stem": {"en": en, "fr": fr}}
    path = save(folder, yaml.safe_dump(raw, allow_unicode=True))
    before, _ = load_item(path)
    (result,) = format_files([path], check=False)
    assert before is not None
    after, findings = load_item(path)
    assert findings == ()
    assert after is not None
    assert after.stem.en == before.stem.en
    assert "".join(after.stem.fr.split()) == "".join(before.stem.fr.split())
    if result.text is not None:
        assert formatted(path).is_canonical


def test_check_changes_nothing(tmp_path):
    path = save(tmp_path, DUMPED)
    (result,) = format_files([path], check=True)
    assert not result.is_canonical
    assert path.read_text(encoding="utf-8") == DUMPED


def test_a_broken_file_stays_as_it_is(tmp_path):
    for number, text in enumerate(["id: [", DUMPED + "id: two\n", "id: one\n"]):
        path = save(tmp_path, text, f"broken-{number}.yaml")
        (result,) = format_files([path], check=False)
        assert [finding.level for finding in result.findings] == ["warning"]
        assert path.read_text(encoding="utf-8") == text


def test_a_comment_inside_stops_the_formatter_and_one_at_the_top_is_kept(tmp_path):
    header = "# yaml-language-server: $schema=../../../item.schema.json\n"
    body = written(make_item("one"))
    assert formatted(save(tmp_path, header + body)).is_canonical
    for commented in (
        body.replace("level: judge", "level: judge  # or apply"),
        body.replace("choices:\n", "choices:\n# the first\n"),
        body.replace("  en: |-", "  en: |-  # English", 1),
    ):
        path = save(tmp_path, commented)
        (result,) = format_files([path], check=False)
        assert "comment that would be lost" in result.findings[0].message
        assert path.read_text(encoding="utf-8") == commented


def test_a_number_sign_in_prose_is_no_comment(tmp_path):
    item = make_item("one", sources=[{"title": "Form # 12 é", "where": "page # 3"}])
    text = written(item).replace("He has gained", "# 1 He has gained")
    assert formatted(save(tmp_path, text)).findings == ()


def test_a_scenario_is_formatted_too(tmp_path):
    text = "text: {fr: 'Que faire ?', en: What now}\nid: return-from-hospital\n"
    path = save(tmp_path / "cases", text, "return-from-hospital.yaml")
    list(format_files([path], check=False))
    case, _ = load_case(path)
    assert case is not None
    assert case.text.fr == "Que faire\u202f?"
    assert path.read_text(encoding="utf-8").startswith("id: return-from-hospital\ntext:\n")
    assert written(make_case()).startswith("id: return-from-hospital\n")


def test_a_file_keeps_its_rights_and_leaves_nothing_behind(tmp_path):
    path = save(tmp_path, DUMPED)
    path.chmod(0o640)
    list(format_files([path], check=False))
    assert path.stat().st_mode & 0o777 == 0o640
    assert [found.name for found in tmp_path.iterdir()] == ["one.yaml"]
