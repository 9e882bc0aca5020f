"""A folder as a student has it: the public half of a case, ready for its answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.curriculum.cases.sample_case import sample_half

CASE = "the-key-upstairs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Only what is fetched with the assignment is in it."""
    text = json.dumps(sample_half(), ensure_ascii=False)
    (tmp_path / f"{CASE}.case.json").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def answers(folder: Path) -> Path:
    """Where its answers go; nothing is there yet."""
    return folder / f"{CASE}.answers.json"
