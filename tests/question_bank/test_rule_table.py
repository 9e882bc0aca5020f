from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from question_bank.checks.run import ALL_RULES
from question_bank.cli import bank_app
from question_bank.rule_table import rule_table

PAGE = Path(__file__).parents[2] / "docs" / "linter.md"
NUMBERS = [*(str(number) for number in range(1, 25)), *(f"S{number}" for number in range(1, 8))]


def test_the_page_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == rule_table(), (
        "run `parcours bank rules > docs/linter.md`"
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_of_the_table_has_a_rule(number):
    assert any(number in rule.number.split(", ") for rule in ALL_RULES)


def test_every_rule_stands_in_the_table_with_its_module():
    page = rule_table()
    for rule in ALL_RULES:
        module = rule.check.__module__.removeprefix("question_bank.").replace(".", "/")
        assert f"`{rule.name}` | {', '.join(rule.levels)} |" in page
        assert f"`{module}.py`" in page


def test_the_command_writes_the_page():
    assert CliRunner().invoke(bank_app, ["rules"]).stdout == rule_table()
