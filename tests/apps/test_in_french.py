"""What the linter says has its French: the sentences of all rules, and the words put into them."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po

from apps.editing.findings import judged
from apps.editing.in_french import CATALOGUE, REFUSED, Template, both, in_french
from apps.editing.records import Draft
from apps.editing.saving import NotKept
from question_bank.checks.finding import Fault, Finding
from question_bank.checks.registry import RULES
from question_bank.checks.rule import Setting
from question_bank.checks.run import report_on
from question_bank.limits import limits
from question_bank.load import load_bank, load_item
from question_bank.model import LOCALES, Item
from question_bank.yaml_file import parse_yaml
from tests.apps.english import PROJECT, VALUE, Said, findings_said, raised
from tests.factories import SOUND, altered, make_bank, make_item, make_items
from tests.question_bank.checks.ruling import with_options

TODAY = date(2026, 11, 22)
LATER = date(2029, 11, 22)  # when every item has long been checked
BANK = PROJECT / "question_bank"
CHECKS = BANK / "checks"
RULES_OF = sorted(CHECKS.rglob("*.py"))
MODULES = [
    *RULES_OF,
    *(BANK / name for name in ("shape.py", "load.py", "yaml_file.py", "blueprints.py")),
    BANK / "ledger.py",
    BANK / "forms" / "checks.py",
    PROJECT / "apps" / "editing" / "findings.py",
]
PASSED_ON = re.compile(r"\b(?:fault|one|found)\.(?:message|fix)$")  # told by another rule
ELSEWHERE = ("forms/checks.py", "yaml_file.py")  # hand on what `Bank.revision` and YAML say
BAD_YAML = (
    "a: [",
    "a: b: c",
    "a: 'x",
    'a: "\\q"',
    "a: *b",
    "a: @x",
    "- a\nb: 1",
    "a: 1\n- b",
    "a: {x",
    "[a b: c: d",
    "a: 1\nb\nc: 2",
    "a: - b",
    '"a" b',
    "a: !!foo b",
)
LABELLED = PROJECT / "tests" / "content" / "labelled"
CUES = PROJECT / "tests" / "question_bank" / "checks" / "cues.yaml"
NAME = re.compile(r"\{\w+\}")
OUR_WORDS = re.compile(r"(?:an? [a-z-]+(?: [a-z]+)?|brackets|speech|text|yes/no|no unit)")


@cache
def entries() -> tuple[tuple[str, str, str], ...]:
    """Context, English and French of each entry."""
    with CATALOGUE.open("rb") as stream:
        read = read_po(stream, locale="fr", abort_invalid=True)
    return tuple((one.context or "", str(one.id), str(one.string)) for one in read if one.id)


def templates(context: str = "") -> set[str]:
    """The entries with their names left out."""
    return {NAME.sub(VALUE, english) for own, english, _ in entries() if own == context}


def untold(said: Iterable[Fault | Finding]) -> set[str]:
    """The sentences that have no French."""
    sentences = {text for one in said for text in (one.message, one.fix)}
    return {text for text in sentences if in_french(text) == text}


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("has 30 words; at most 25", "compte 30 mots\u202f; 25 au plus"),
        ("is missing", "manque"),
        ("the id 'a-b' is taken", "l’identifiant «\u00a0a-b\u00a0» est déjà pris"),
        (
            "'only', 'never' in distractors only",
            "«\u00a0only\u00a0», «\u00a0never\u00a0»\u00a0: dans des distracteurs seulement",
        ),
        (
            "'x' is not one of 'draft', 'live' or 'retired'",
            "«\u00a0x\u00a0» ne fait pas partie des valeurs admises\u00a0: «\u00a0draft\u00a0», "
            "«\u00a0live\u00a0» ou «\u00a0retired\u00a0»",
        ),
        ('"l\'un" is vague', "«\u00a0l'un\u00a0» est vague"),
        (r"""'it\'s "so"' is vague""", '«\u00a0it\'s "so"\u00a0» est vague'),
        (
            "starts with a noun, the others with an -ing form",
            "commence par un nom, les autres par une forme en -ing",
        ),
        ("the units are mixed: days, no unit", "les unités sont mêlées\u00a0: jours, sans unité"),
        (
            "Input should be greater than 0 (found -1)",
            "il faut un nombre supérieur à 0 (valeur trouvée\u00a0: -1)",
        ),
        (
            "lead-in first-next: 1 of 4 (25%); the guide asks for 30% to 40%",
            "ce qui est demandé, first-next\u00a0: 1 sur 4 (25\u00a0%)\u202f; la charte demande de "
            "30\u00a0% à 40\u00a0%",
        ),
    ],
)
def test_a_sentence_is_found_again_with_what_it_holds(english: str, french: str) -> None:
    assert in_french(english) == french
    assert both(english) == {"en": english, "fr": french}


def test_words_of_a_list_stay_in_their_language() -> None:
    said = "'committed suicide': suicide is not a crime"
    expected = "«\u00a0committed suicide\u00a0»\u00a0: suicide is not a crime"
    assert in_french(said) == expected
    assert in_french("Write: died by suicide (J2).") == "Écrivez\u00a0: died by suicide (J2)."
    battelle = "Write: the Partnership (Battelle), since 2023 (D3, C4)."
    assert in_french(battelle) == f"Écrivez\u00a0:{battelle.removeprefix('Write:')}"


def test_the_entry_that_says_most_itself_is_taken() -> None:
    assert in_french("is empty, not text") == "ne contient rien\u00a0: il faut un texte"
    assert in_french("is text, not a list") == "contient un texte\u00a0: il faut une liste"


@pytest.mark.parametrize("english", ["", "Nobody has put this in French", "note: a colon"])
def test_what_has_no_entry_stays_english(english: str) -> None:
    assert in_french(english) == english


@pytest.mark.parametrize("piece", [": of (%, ", "'x', ", "is vague", "line : : ", '"', "(found "])
def test_no_text_keeps_the_server_busy(piece: str) -> None:
    said = piece * (200_000 // len(piece))
    assert len(in_french(said)) >= len(said)


def test_each_entry_is_reached_and_keeps_its_parts() -> None:
    for context, english, french in entries():
        said, expected = english, french
        for name in NAME.findall(english):
            said = said.replace(name, f"'{name}-9'")
            expected = expected.replace(name, f"«\u00a0{name}-9\u00a0»")
        assert in_french(said, context) == expected


def test_every_sentence_of_the_rules_has_its_french() -> None:
    known, scanned = templates(), list(findings_said(MODULES))
    assert len(scanned) > 250
    missing = {
        f"{one.text!r}, from {one.where}"
        for one in scanned
        if one.text not in known and not _is_passed_on(one)
    }
    assert missing == set(), f"write their French in {CATALOGUE.relative_to(PROJECT)}"


def _is_passed_on(one: Said) -> bool:
    """Whether the code says what another rule, or another module, has said."""
    is_elsewhere = any(name in one.where for name in ELSEWHERE)
    return one.text == VALUE and (is_elsewhere or PASSED_ON.search(one.where) is not None)


def test_what_the_parser_says_of_bad_yaml_has_its_french() -> None:
    found = [fault for text in BAD_YAML for fault in parse_yaml(text, Path("a.yaml"))[1]]
    assert len(found) >= len(BAD_YAML)
    assert untold([*found, *parse_yaml("a: b\x01", Path("a.yaml"))[1]]) == set()


def test_no_french_is_left_over() -> None:
    said = [Template(_named(one.text), "").pattern for one in findings_said(MODULES)]
    said.append(re.compile(r".* is neither in the bank nor in its archive"))
    faults = [fault for text in BAD_YAML for fault in parse_yaml(text, Path("a.yaml"))[1]]
    by_parser = {re.sub(r"'tag:\S+'", "{word}", fault.message) for fault in faults}
    left = [
        english
        for context, english, _ in entries()
        if context == "" and english not in by_parser
        if not any(one.fullmatch(english) for one in said)
    ]
    assert left == []


def _named(text: str) -> str:
    """A template whose values have names again."""
    pieces = text.split(VALUE)
    named = [f"{piece}{{part{n}}}" for n, piece in enumerate(pieces[:-1])]
    return "".join((*named, pieces[-1]))


RULE = """
from question_bank.checks.finding import Fault

_FIX = "Mend it somehow."


def _shown(item):
    return f"holds {item!r} twice" if item else "holds nothing"


def rule(item, setting):
    message = f"is {'long' if item else 'short'}: {item.size + 1}"
    message += " signs"
    yield Fault("stem", message, _FIX, "warning")
    for message, fix in (("one", "Mend one."), (_shown(item), f"Mend {item.share:.0%}.")):
        yield Fault("stem", message=message, fix=fix)
"""


def test_a_new_rule_without_french_is_seen(tmp_path: Path) -> None:
    source = tmp_path / "new_rule.py"
    source.write_text(RULE, encoding="utf-8")
    said = {one.text for one in findings_said([source])}
    assert said >= {"is long: {} signs", "is short: {} signs", "Mend it somehow."}
    assert said >= {"one", "holds {} twice", "holds nothing", "Mend one.", "Mend {}%."}
    assert said & templates() == set()
    assert all(one.where.startswith(f"{source}:") for one in findings_said([source]))


@pytest.mark.parametrize(
    ("file", "contexts"),
    [
        (CHECKS / "language" / "forms.py", {"form"}),
        (CHECKS / "cues" / "odd_one_out.py", {"feature"}),
        (CHECKS / "writing" / "numeric.py", {"units"}),
        (BANK / "shape.py", {"kind"}),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_the_words_that_rules_put_in_have_their_french(file: Path, contexts: set[str]) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    words = {one for one in constants if isinstance(one, str) and OUR_WORDS.fullmatch(one)}
    known = {english for context, english, _ in entries() if context in contexts}
    assert words
    assert words - known == set()


def test_every_limit_has_its_french_name() -> None:
    names = {limit.name for limit in limits(make_items(60))}
    assert {name for name in names if in_french(name, "limit") == name} == set()


def of_rules(items: Iterable[Item], today: date = LATER) -> Iterator[Fault]:
    for item in items:
        setting = Setting(make_bank([item]), today)
        for rule in RULES:
            yield from rule.check(item, setting)


def cued() -> Iterator[Item]:
    sets: dict[str, Any] = yaml.safe_load(CUES.read_text(encoding="utf-8"))
    for by_locale in sets.values():
        for locale in LOCALES:
            for one in chain(by_locale[locale]["found"], by_locale[locale]["passes"]):
                yield with_options(*one["options"], locale=locale, stem=one.get("stem"))


def test_what_is_found_in_the_cues_has_its_french() -> None:
    found = list(of_rules(cued()))
    assert len(found) > 300
    assert untold(found) == set()


def test_what_is_found_in_the_labelled_items_has_its_french() -> None:
    loaded = [load_item(path)[0] for path in sorted(LABELLED.glob("*/*.yaml"))]
    items = [item for item in loaded if item is not None]
    assert len(items) > 100
    found = list(of_rules(items))
    assert len({fault.message for fault in found}) > 100
    assert untold(found) == set()


@pytest.mark.slow
def test_what_is_found_in_the_bank_has_its_french() -> None:
    bank, faults = load_bank()
    report = report_on(bank, LATER, processes=2)
    found = [*faults, *report.findings, *(one.finding for one in report.waived)]
    assert len(found) > 1000
    assert untold(found) == set()


BROKEN: tuple[dict[str, Any], ...] = (
    {},
    {"id": "Not An Id", "as_of": "March", "sources": [{"title": "A", "url": "www.x.org"}]},
    {**SOUND, "stem": {"en": "", "fr": 12}, "choices": "none", "waivers": {"rule": "key"}},
    {**SOUND, "stem": None, "choices": None, "correct": {}, "topic": ["a"], "domain": True},
    {**SOUND, "status": "gone", "level": 3, "difficulty": 1.2, "seconds": 5, "activity": 9},
    {**SOUND, "difficulty": 0, "seconds": "long", "revision": 1.5, "competence": 0},
    {**SOUND, "difficulty": "hard", "seconds": 900, "revision": None, "stems": {}, "xyz": 1},
    {**SOUND, "difficulty": float("nan"), "id": "a" * 90, "as_of": date(2026, 11, 1)},
    {**SOUND, "id": "files-000", "correct": ["a", "b"], "sources": [], "enemies": ["nobody"]},
    {**SOUND, "domain": "nowhere", "replaces": "nobody", "case": "no-case", "as_of": "2030-01"},
    {**SOUND, "waivers": [{"rule": "key", "reason": "", "by": "A"}], "leadin": "negative"},
    altered(make_item(), "choices[1].id", "home-visit").model_dump(mode="json"),
)


@pytest.mark.parametrize("item", BROKEN, ids=range(len(BROKEN)))
def test_what_is_said_of_a_broken_draft_is_french(item: dict[str, Any]) -> None:
    bank = make_bank(make_items(20))
    case = {"id": "x y", "text": {"en": "word " * 160}}
    asked = Draft(exam="ccm", item=item, case=case, is_new=True)
    said = judged(bank, asked, TODAY).findings
    assert said
    for one in said:
        for part in ("message", "fix"):
            assert one[part]["fr"] != one[part]["en"], one
    shown = " ".join(one["message"]["fr"] for one in said)
    assert not re.search(r"\b(?:Input|should|found|be|valid|the)\b|\ban? [a-z]+,", shown)


def test_every_reason_not_to_save_has_its_french() -> None:
    known = templates(REFUSED)
    saving = PROJECT / "apps" / "editing" / "saving.py"
    revisions = BANK / "forms" / "revisions.py"
    said = [*raised(saving, "NotKept", 1), *raised(revisions, "NotRevised", 0, "archive")]
    assert len(said) > 10
    missing = [one for one in said if one.text not in known and one.text != VALUE]
    assert missing == []


def test_a_refusal_says_the_cause_in_both_languages() -> None:
    full = NotKept("not_written", f"/bank/a.yaml: {os.strerror(errno.ENOSPC)}")
    assert full.detail["fr"] == "/bank/a.yaml\u00a0: plus de place sur le disque"
    assert str(full) == "/bank/a.yaml: No space left on device"
    assert NotKept("changed", "an-item").detail == {"en": "an-item", "fr": "an-item"}
    assert NotKept("changed", "an-item is gone").detail["fr"] == "an-item n’existe plus"
