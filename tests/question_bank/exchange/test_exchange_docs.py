from __future__ import annotations

import re
from pathlib import Path

import pytest

from question_bank.exchange.formats import FORMATS, WRITTEN
from question_bank.exchange.imported import Intake, Into
from question_bank.exchange.question import Reading
from question_bank.model import Item
from tests.factories import make_bank, make_case, make_item
from tests.question_bank.exchange.questions import questions_of
from tests.question_bank.exchange.test_imported import TODAY

PAGE = (Path(__file__).parents[3] / "docs" / "exchange.md").read_text(encoding="utf-8")
FULL = make_item(
    revision=3,
    review="checked",
    use="practice",
    activity=2,
    competence=4,
    case="return-from-hospital",
    facts=["a-fact", "b-fact"],
    enemies=["other-item"],
    replaces="old-item",
    waivers=[{"rule": "parity", "reason": "A date.", "by": "somebody"}],
)


def table() -> dict[str, dict[str, str]]:
    """What the page says: for each field, the cell of each format."""
    rows = [line.strip("|\n ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
    heads = rows[0][1:]
    return {row[0].strip("`"): dict(zip(heads, row[1:], strict=True)) for row in rows[1:]}


def test_the_table_has_every_field_and_every_format():
    found = table()
    assert set(found) == set(Item.model_fields)
    titles = [FORMATS[name].title for name in WRITTEN]
    assert all(list(cells) == titles for cells in found.values())


@pytest.mark.parametrize("name", WRITTEN)
def test_what_the_table_says_is_kept_is_kept_and_nothing_else(tmp_path, name):
    questions = questions_of(make_bank([FULL], cases=[make_case()]))
    reading = FORMATS[name].read(FORMATS[name].write(questions), "en")
    made = Intake(make_bank([]), Into(tmp_path, "ccm", TODAY, keeps_status=True), "file")
    made.take(Reading(reading.questions))
    (draft,) = made.drafts
    assert draft.case == make_case()
    for field, cells in table().items():
        kept = getattr(draft.item, field) == getattr(FULL, field)
        assert kept is (cells[FORMATS[name].title] != "–"), field


def test_the_examples_use_options_that_exist():
    from typer.testing import CliRunner

    from question_bank.cli import bank_app

    for command in ("export", "import"):
        shown = CliRunner().invoke(bank_app, [command, "--help"], env={"COLUMNS": "200"}).output
        examples = re.findall(rf"^parcours bank {command} (.*)$", PAGE, re.MULTILINE)
        assert examples
        for option in re.findall(r"--[a-z-]+", " ".join(examples)):
            assert option in shown
