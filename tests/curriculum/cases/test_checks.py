"""The rules about cases: each finds its fault, and says how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from curriculum.cases.model import Case
from curriculum.catalog import CaseFile
from curriculum.checks.cases import (
    case_languages,
    case_options,
    case_parts,
    case_references,
    case_sizes,
)
from curriculum.checks.facts import case_facts
from curriculum.checks.names import case_protected
from curriculum.checks.rule import Setting
from question_bank.checks.finding import Fault
from question_bank.load import load_bank
from tests.curriculum.cases.sample_case import SAMPLE, nine_tasks, sample_catalog

Rule = Callable[[CaseFile, Setting], Iterator[Fault]]


@pytest.fixture(scope="module")
def setting() -> Setting:
    bank, _ = load_bank()
    return Setting(Path(), sample_catalog(), bank, date(2026, 11, 22))


def found(data: dict[str, Any]) -> CaseFile:
    module = sample_catalog().modules["home-visits"]
    return CaseFile(module, Case.model_validate(data), SAMPLE)


def task(data: dict[str, Any], kind: str) -> Any:
    return next(one for one in data["tasks"] if one["kind"] == kind)


def only(data: dict[str, Any], *kinds: str) -> None:
    """Leave only tasks of these kinds, the first of them worth 20 with the rest."""
    data["tasks"] = [one for one in data["tasks"] if one["kind"] in kinds]
    data["trials"] = [
        {"id": one, "title": one, "answers": {}, "points": {}, "mark": 0} for one in ("a", "b")
    ]
    data["paper"] = False
    rest = sum(one["points"] for one in data["tasks"][1:])
    data["tasks"][0]["points"] = 20 - rest


CASES: list[tuple[Rule, str, Callable[[dict[str, Any]], object]]] = [
    (case_parts, "only 2 kinds of task", lambda d: only(d, "several", "match")),
    (case_parts, "nothing to do in the first step", lambda d: only(d, "match", "grid")),
    (case_parts, "Name a case of equal weight.", lambda d: d.pop("alternative")),
    (case_parts, "Name facts with help lines.", lambda d: d.pop("help_lines")),
    (case_parts, "has two variants", lambda d: None),
    (case_parts, "is still to be written", lambda d: d["title"].update(fr="TODO")),
    (case_sizes, "words of story (fr), of 250 to 500", lambda d: None),
    (case_sizes, "words (en), of 120 to 210", lambda d: None),
    (case_sizes, "3 nodes, of 8 to 14", lambda d: None),
    (case_sizes, "words are not short", lambda d: task(d, "short").update(words=400)),
    (case_sizes, "5 remarks for graders, of 15", lambda d: None),
    (
        case_sizes,
        "three anchors: weak, middle, strong",
        lambda d: task(d, "long")["rubric"]["anchors"].pop(),
    ),
    (
        case_sizes,
        "their marks do not rise",
        lambda d: task(d, "long")["rubric"]["anchors"][0].update(levels={"both-sides": 2}),
    ),
    (case_references, "there is no lesson 'profession/1'", lambda d: None),
    (case_references, "'some-source' is not in sources.yaml", lambda d: None),
    (case_references, "'hotline' is not in facts.yaml", lambda d: d.update(help_lines=["hotline"])),
    (case_references, "there is no case 'nowhere'", lambda d: d.update(alternative="nowhere")),
    (
        case_references,
        "does not name this case",
        lambda d: d.update(pair="the-other-stairs"),
    ),
    (case_references, "'nursing' is no domain", lambda d: d["tasks"][0].update(domain="nursing")),
    (case_references, "'tea' is no topic", lambda d: d["tasks"][0].update(topic="tea")),
    (case_references, "Write the table.", lambda d: None),
    (
        case_languages,
        "Is something missing in one?",
        lambda d: d["debrief"].update(en="word " * 60),
    ),
    (
        case_facts,
        "the fact 'unheard' is not in facts.yaml",
        lambda d: d["debrief"].update(en="See {fact:unheard}."),
    ),
    (
        case_protected,
        "prints a score of MMSE",
        lambda d: d["debrief"].update(en="The MMSE was 23/30."),
    ),
]


@pytest.mark.parametrize(("rule", "said", "change"), CASES, ids=[said for _, said, _ in CASES])
def test_a_rule_finds_its_fault(
    rule: Rule, said: str, change: Callable[[dict[str, Any]], object], setting: Setting
) -> None:
    data = nine_tasks()
    change(data)
    faults = list(rule(found(data), setting))
    assert any(said in f"{one.message} {one.fix}" for one in faults), faults


def test_a_key_that_is_the_longest_by_far_is_warned_of(setting: Setting) -> None:
    data = nine_tasks()
    options = [
        {"id": "long", "text": {"en": "y" * 60, "fr": "y" * 60}, "right": True},
        {"id": "one", "text": {"en": "x" * 20, "fr": "x" * 20}},
        {"id": "two", "text": {"en": "x" * 20, "fr": "x" * 70}},
    ]
    for one in options:
        one["why"] = {"en": "Because.", "fr": "Parce que."}
    several = task(data, "several")
    several.update(kind="choose", options=options)
    data["trials"][0].update(answers={}, points={}, mark=0)
    faults = list(case_options(found(data), setting))
    assert [fault.message for fault in faults] == ["the right option is the longest by far (en)"]
    assert faults[0].level == "warning"


def test_a_case_that_is_in_order_is_left_in_peace(setting: Setting) -> None:
    for rule in (case_options, case_facts, case_protected, case_languages):
        assert list(rule(found(nine_tasks()), setting)) == []
