"""Every item file that comes with the package, one test each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graders.exam.marking import outcome_of
from graders.exam.records import Question
from question_bank.checks.registry import RULES
from question_bank.checks.rule import Setting
from question_bank.load import ITEMS, bank_files, is_case, load_bank, load_item
from question_bank.model import LOCALES, Item
from question_bank.shuffle import option_order

FILES = [path for path in bank_files(ITEMS) if not is_case(path)]
BANK, FINDINGS = load_bank([ITEMS])
SETTING = Setting(bank=BANK, today=date(2026, 11, 1))
SEEDS = (1, 2, 3)


def name_of(path: Path) -> str:
    return str(path.relative_to(ITEMS))


def read(path: Path) -> Item:
    item, findings = load_item(path)
    assert findings == ()
    assert item is not None
    return item


def faults_of(item: Item) -> set[tuple[str, str]]:
    """Rule and message of every error, wherever the option stands."""
    return {
        (rule.name, fault.message)
        for rule in RULES
        for fault in rule.check(item, SETTING)
        if fault.level == "error"
    }


def test_the_bank_loads_without_a_fault():
    assert [str(finding) for finding in FINDINGS] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_item(path: Path):
    item = read(path)
    assert (path.stem, path.parent.name) == (item.id, item.domain)
    assert item.stem.en != item.stem.fr
    for locale in LOCALES:
        assert item.stem.in_(locale)
        assert len({choice.text.in_(locale) for choice in item.choices}) == len(item.choices)
        assert all(choice.why.in_(locale) for choice in item.choices)
    assert faults_of(item) == set()
    for seed in SEEDS:
        order = option_order(item, seed)
        question = Question(position=1, item=item, scored=True, options=order)
        outcomes = {choice: outcome_of(question, choice) for choice in order}
        assert [choice for choice, outcome in outcomes.items() if outcome == "right"] == [item.key]
        assert list(outcomes.values()).count("wrong") == len(order) - 1
        by_id = {choice.id: choice for choice in item.choices}
        shown = item.model_copy(update={"choices": tuple(by_id[choice] for choice in order)})
        assert faults_of(shown) == set()
