"""The page on item quality says what the bank says today."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from question_bank.load import ITEMS, load_bank

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "item-quality.md").read_text(encoding="utf-8")


@pytest.fixture
def quality(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    return import_module("item_quality")


def test_counts_coverage_readings_and_traces_are_those_of_the_bank(quality):
    bank, _ = load_bank([ITEMS])
    parts = [quality.counts(bank), quality.read(bank), quality.traced(bank)]
    parts += [quality.coverage(bank, exam) for exam in ("ccm", "diu")]
    for part in parts:
        text = "\n".join(part).strip()
        assert text in PAGE, "run `python benchmarks/item_quality.py > docs/item-quality.md`"


def test_every_live_item_was_answered_blind_in_both_languages(quality):
    bank, _ = load_bank([ITEMS])
    unread = [
        item.id for item in bank.select(status="live") if not quality.standing(bank, item).is_agreed
    ]
    assert unread == []
