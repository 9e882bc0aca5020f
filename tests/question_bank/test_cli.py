from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from question_bank.canonical import written
from question_bank.cli import bank_app, form_app
from tests.factories import altered, make_item, make_items

RUN = CliRunner()


@pytest.fixture(scope="module")
def full_root(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("bank")
    for item in make_items(200):
        path = root / "ccm" / item.domain / f"{item.id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(item), encoding="utf-8")
    return root


@pytest.fixture
def small_root(tmp_path) -> Path:
    folder = tmp_path / "ccm" / "care-management"
    folder.mkdir(parents=True)
    (folder / "good.yaml").write_text(written(make_item("good")), encoding="utf-8")
    bad = altered(make_item("bad"), "sources", [])
    bad = altered(altered(bad, "stem.en", "Other. What now?"), "stem.fr", "(États-Unis) Autre.")
    (folder / "bad.yaml").write_text(written(bad), encoding="utf-8")
    return tmp_path


def test_check_fails_on_errors_and_names_file_place_and_mend(small_root):
    result = RUN.invoke(bank_app, ["check", "--part", "--root", str(small_root)])
    assert result.exit_code == 1
    assert "care-management/bad.yaml" in result.output
    assert "error sources: there is no source" in result.output
    assert "2 items: 1 errors," in result.output
    assert "review: 2 noted" in result.output


def test_check_of_one_file_shows_that_file_only(small_root):
    good = small_root / "ccm/care-management/good.yaml"
    result = RUN.invoke(bank_app, ["check", str(good), "--root", str(small_root)])
    assert result.exit_code == 0
    assert "bad.yaml" not in result.output


def test_check_without_part_asks_for_a_whole_bank(small_root):
    good = RUN.invoke(bank_app, ["check", "--json", "--root", str(small_root)])
    rules = {finding["rule"] for finding in json.loads(good.stdout)["findings"]}
    assert {"coverage", "sources"} <= rules


def test_check_as_json_is_nothing_but_json(full_root):
    result = RUN.invoke(bank_app, ["check", "--json", "--root", str(full_root)])
    data = json.loads(result.stdout)
    assert (result.exit_code, data["items"], data["errors"]) == (0, 200, 0)
    assert set(data["findings"][0]) == {"rule", "level", "path", "place", "message", "fix"}


def test_fmt_check_tells_and_fmt_changes(small_root):
    path = small_root / "ccm/care-management/good.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("revision: 1\n", ""), encoding="utf-8")
    checked = RUN.invoke(bank_app, ["fmt", "--check", "--root", str(small_root)])
    assert (checked.exit_code, f"would change {path}" in checked.stdout) == (1, True)
    assert RUN.invoke(bank_app, ["fmt", "--root", str(small_root)]).exit_code == 0
    assert "revision: 1\n" in path.read_text(encoding="utf-8")
    assert RUN.invoke(bank_app, ["fmt", "--check", str(path)]).exit_code == 0


def test_fmt_fails_when_it_must_leave_a_file_alone(small_root):
    (small_root / "ccm/care-management/bad.yaml").write_text("id: [", encoding="utf-8")
    result = RUN.invoke(bank_app, ["fmt", "--root", str(small_root)])
    assert result.exit_code == 1
    assert "Run `bank check`" in result.stderr


def test_new_writes_a_draft_where_it_belongs(tmp_path):
    command = ["new", "reimbursement", "coding", "coding-late-claim", "--root", str(tmp_path)]
    result = RUN.invoke(bank_app, command)
    assert result.exit_code == 0
    assert (tmp_path / "ccm/reimbursement/coding-late-claim.yaml").is_file()
    assert RUN.invoke(bank_app, command).exit_code == 1


def test_stats_come_as_tables_or_as_json(full_root):
    shown = RUN.invoke(bank_app, ["stats", "--root", str(full_root)])
    assert shown.exit_code == 0
    assert "Authoring guide" in shown.output
    data = json.loads(RUN.invoke(bank_app, ["stats", "--json", "--root", str(full_root)]).stdout)
    assert data["exams"][0]["live"] == 200


def test_the_committed_schema_passes_its_check():
    assert RUN.invoke(bank_app, ["schema", "--check"]).exit_code == 0


def test_a_form_as_json_has_items_with_id_and_scored(full_root):
    command = ["draw", "--mode", "full", "--seed", "4", "--json", "--root", str(full_root)]
    result = RUN.invoke(form_app, command)
    data = json.loads(result.stdout)
    assert result.exit_code == 0
    assert len(data["items"]) == 180
    assert sum(item["scored"] for item in data["items"]) == 150
    assert RUN.invoke(form_app, command).stdout == result.stdout


@pytest.mark.parametrize("as_list", [True, False])
def test_items_seen_before_are_read_from_a_file(full_root, tmp_path, as_list):
    seen = [item.id for item in make_items(200) if item.domain == "psychosocial"][:5]
    path = tmp_path / "seen"
    path.write_text(json.dumps(seen) if as_list else "\n".join(seen), encoding="utf-8")
    command = ["draw", "--mode", "domain", "--domain", "psychosocial", "--seed", "1", "--json"]
    result = RUN.invoke(form_app, [*command, "--seen", str(path), "--root", str(full_root)])
    assert not set(seen) & {item["id"] for item in json.loads(result.stdout)["items"]}


def test_a_form_for_people_lists_its_questions(full_root):
    result = RUN.invoke(
        form_app, ["draw", "--mode", "half", "--seed", "1", "--root", str(full_root)]
    )
    assert result.exit_code == 0
    assert "90 questions, 75 scored" in result.stdout


def test_an_impossible_form_says_why(small_root):
    result = RUN.invoke(form_app, ["draw", "--seed", "1", "--root", str(small_root)])
    assert result.exit_code == 1
    assert "care-management needs 54, has 2" in result.stderr


@pytest.mark.parametrize(
    "options",
    [["--mode", "third"], ["--blueprint", "ccm-1999"], ["--mode", "domain"]],
)
def test_a_request_that_makes_no_sense_is_told(full_root, options):
    result = RUN.invoke(form_app, ["draw", "--seed", "1", *options, "--root", str(full_root)])
    assert result.exit_code == 2
    assert result.stderr.strip()


def test_the_commands_run_on_their_own(small_root):
    command = [sys.executable, "-m", "question_bank.cli", "bank", "check", "--part", "--json"]
    done = subprocess.run(
        [*command, "--root", str(small_root)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["errors"] == 1
