"""The wordings of the rules on other options and on reasons, each held to its examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from question_bank.checks.wordings import wording
from question_bank.checks.wordings.wording import (
    FOLDER,
    Wording,
    Wordings,
    pattern_of,
    wording_file,
)
from question_bank.model import LOCALES, Locale
from tests.factories import altered, make_item
from tests.question_bank.checks.ruling import places

ITEM = make_item()
OPTION, KEY_WHY, OTHER_WHY = "choices[1].text", "choices[1].why", "choices[0].why"
READ_BY = {  # the rule that looks for a set, and the text of an item where it does
    ("all_or_none", "others"): ("all-or-none", OPTION),
    ("all_or_none", "alone"): ("all-or-none", OPTION),
    ("all_or_none", "of-this-list"): ("all-or-none", OPTION),
    ("combined", "letters"): ("combined-options", OPTION),
    ("combined", "named"): ("combined-options", OPTION),
    ("combined", "by-place"): ("combined-options", OPTION),
    ("list_words", "itself"): ("option-position", OPTION),
    ("list_words", "end"): ("option-position", OPTION),
    ("list_words", "label"): ("option-position", OPTION),
    ("list_words", "option-by-rank"): ("option-position", OPTION),
    ("list_words", "by-rank"): ("option-position", OPTION),
    ("placeholder", "to-write"): ("placeholder", OPTION),
    ("position", "points"): ("option-position", OPTION),
    ("rationale", "letter"): ("rationale", OTHER_WHY),
    ("rationale", "bare-letter"): ("rationale", OTHER_WHY),
    ("rationale", "names-letters"): ("rationale", OTHER_WHY),
    ("rationale", "elsewhere"): ("rationale", OTHER_WHY),
    ("rationale", "against"): ("rationale", KEY_WHY),
    ("rationale", "in-favour"): ("rationale", OTHER_WHY),
}
EXCUSES = {("rationale", "names-letters")}  # its examples pass, and what is fine is refused
FILES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
ENTRIES = [
    pytest.param(file, name, entry, locale, id=f"{file}-{entry.id}-{locale}")
    for file in FILES
    for name, told in wording_file(file).sets.items()
    for entry in told.wordings
    for locale in LOCALES
    if entry.lang in (locale, None)
]


def refused(file: str, name: str, text: str, locale: Locale) -> bool:
    """Whether the rule of the set finds something in the text, and nothing but there."""
    rule, place = READ_BY[file, name]
    found = places(rule, altered(ITEM, f"{place}.{locale}", text))
    assert found <= {f"{place}.{locale}"}
    return bool(found)


@pytest.mark.parametrize(("file", "name", "entry", "locale"), ENTRIES)
def test_the_rule_refuses_the_examples_and_leaves_the_near_misses_alone(
    file: str, name: str, entry: Wording, locale: Locale
) -> None:
    excuses = (file, name) in EXCUSES
    for text in entry.examples:
        assert refused(file, name, text, locale) is not excuses, text
    for text in entry.fine:
        assert refused(file, name, text, locale) is excuses, text
    assert len(entry.examples) >= 1
    assert len(entry.fine) >= 1


@pytest.mark.parametrize(("file", "name", "entry", "locale"), ENTRIES)
def test_a_wording_finds_its_examples_by_itself(
    file: str, name: str, entry: Wording, locale: Locale
) -> None:
    pattern = pattern_of(file, wording_file(file).sets[name], entry, locale)
    for text in entry.examples:
        if (file, name) in EXCUSES:  # it is looked for before the letter
            assert any(pattern.search(text[:end]) for end in range(len(text))), text
        else:
            assert pattern.search(text), text


def test_every_set_is_read_by_a_rule() -> None:
    sets = {(file, name) for file in FILES for name in wording_file(file).sets}
    assert sets == set(READ_BY)


def test_identifiers_of_wordings_are_their_own() -> None:
    for file in FILES:
        found = [entry.id for told in wording_file(file).sets.values() for entry in told.wordings]
        assert len(found) == len(set(found))


def test_a_part_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = (
        "parts: {en: {verbs: do | use}}\n"
        "sets: {all: {wordings: [{id: a, pattern: '{verb} it', examples: [do it]}]}}\n"
    )
    (tmp_path / "odd.yaml").write_text(told, encoding="utf-8")
    monkeypatch.setattr(wording, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"odd\.yaml: a: there is no part `verb`"):
        Wordings("odd", "all").in_("en")


def test_wordings_of_a_set_are_one_pattern_with_its_parts_and_its_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (
        "parts: {both: {sign: '[#°]'}, en: {verbs: do | use, start: '^{verbs}'}}\n"
        "sets: {all: {exact_case: true, wordings: [\n"
        "  {id: a, lang: en, pattern: '{start} (?P<what>it)', examples: [do it]},\n"
        "  {id: b, lang: fr, pattern: le faire, examples: [le faire]},\n"
        "  {id: c, pattern: 'x{0,2}{sign}', examples: ['xx#']}]}}\n"
    )
    (tmp_path / "sound.yaml").write_text(told, encoding="utf-8")
    monkeypatch.setattr(wording, "FOLDER", tmp_path)
    found = Wordings("sound", "all")
    assert found.in_("en").pattern == "^(?:do|use) (?P<what>it)|x{0,2}[#°]"
    assert found.in_("fr").pattern == "le faire|x{0,2}[#°]"
    assert found.in_("en").search("Do it") is None
