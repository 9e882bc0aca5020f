from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from question_bank.canonical import written
from question_bank.load import load_bank
from question_bank.readings.sheet import Sheet
from question_bank.readings_cli import readings_app
from tests.factories import make_item

RUN = CliRunner()


@pytest.fixture
def root(tmp_path):
    for name in ("one", "two"):
        item = make_item(name, status="draft")
        path = tmp_path / "bank/ccm" / item.domain / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(item), encoding="utf-8")
    return tmp_path / "bank"


def run(*arguments) -> str:
    result = RUN.invoke(readings_app, [str(part) for part in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def answer_all(root, kind, lang, wrong=()) -> str:
    sheet_file = root.parent / f"{kind}-{lang}"
    run("sheet", sheet_file, "--kind", kind, "--lang", lang, "--root", root)
    sheet = Sheet.model_validate_json(sheet_file.with_suffix(".json").read_text(encoding="utf-8"))
    answers = {}
    for number, line in enumerate(sheet.lines, start=1):
        letters = {choice: letter for letter, choice in line.letters.items()}
        choice = "home-visit" if line.item in wrong else line.key
        answers[str(number)] = {"answer": letters[choice]}
    given = root.parent / "answers.json"
    given.write_text(json.dumps(answers), encoding="utf-8")
    return run("record", sheet_file.with_suffix(".json"), given, "--reader", "r1", "--root", root)


def test_readings_go_from_sheet_to_live_items(root):
    assert "2 of 2 answered, 2 times the key" in answer_all(root, "blind", "en")
    assert "disputed two (fr): answer home-visit" in answer_all(root, "blind", "fr", wrong=["two"])
    assert "guessed  one" in answer_all(root, "options", "en")
    assert "one: draft, draft -> live, checked" in run("settle", "--root", root, "--dry-run")
    assert load_bank([root])[0].item("one").status == "draft"
    run("settle", "--root", root)
    bank, _ = load_bank([root])
    assert (bank.item("one").status, bank.item("one").review) == ("live", "checked")
    assert bank.item("two").status == "draft"
    report = run("report", "--root", root)
    assert "1 open" in report
    sheet = root.parent / "again"
    assert "1 questions" in run("sheet", sheet, "--lang", "fr", "--unread", "--root", root)


def test_bad_answers_leave_the_ledger_alone(root):
    sheet = root.parent / "sheet"
    run("sheet", sheet, "--root", root)
    answers = root.parent / "answers.json"
    answers.write_text('{"1": {"answer": "q"}}', encoding="utf-8")
    result = RUN.invoke(
        readings_app,
        ["record", f"{sheet}.json", str(answers), "--reader", "r1", "--root", str(root)],
    )
    assert result.exit_code == 1
    assert not (root / "ccm/readings").exists()


@pytest.mark.parametrize(
    "arguments", [["--kind", "aloud"], ["--lang", "de"], ["--domain", "nursing"]]
)
def test_a_selection_that_makes_no_sense_is_refused(root, arguments):
    result = RUN.invoke(
        readings_app, ["sheet", str(root.parent / "x"), *arguments, "--root", str(root)]
    )
    assert result.exit_code == 2
