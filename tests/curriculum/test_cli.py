from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import curriculum.cli
from curriculum.cli import curriculum_app
from tests.curriculum.factory import Draft, save
from tests.curriculum.sample import practice

RUN = CliRunner()


@pytest.fixture
def small(draft, monkeypatch) -> Draft:
    monkeypatch.setattr(curriculum.cli, "load_bank", lambda: (draft.bank, ()))
    return draft


def run(draft: Draft, command: str, *more: str):
    return RUN.invoke(curriculum_app, [command, *more, "--root", str(draft.root)])


def test_check_fails_on_errors_and_names_file_place_and_mend(small):
    result = run(small.say("listening", "[x](#nowhere)", "fr").write(), "check")
    assert result.exit_code == 1
    assert "lessons/1-first-visit.fr.ipynb" in result.output
    assert "error cell listening: #nowhere is no cell of this lesson (links)" in result.output
    assert "Mend the anchor." in result.output
    assert "1 modules, 1 lessons, 0 cases: 3 errors" in result.output


def test_check_passes_on_warnings(small, tmp_path):
    full = Draft(tmp_path / "full", padded=True)
    full.syllabus["tracks"][0]["stops"].append({"module": "later"})
    result = run(full.write(), "check")
    assert (result.exit_code, "0 errors, 1 warnings" in result.output) == (0, True)


def test_check_as_json_is_nothing_but_json(small):
    result = run(small.write(), "check", "--json")
    data = json.loads(result.stdout)
    assert (result.exit_code, data["lessons"], data["errors"]) == (1, 1, 2)
    assert set(data["findings"][0]) == {"rule", "level", "path", "place", "message", "fix"}


def test_check_of_one_file_shows_that_file_only(small):
    small.say("listening", "[x](#nowhere)", "fr").write()
    result = run(small, "check", str(small.notebook("en")), "--json")
    assert {one["path"] for one in json.loads(result.stdout)["findings"]} == {
        str(small.notebook("en"))
    }
    assert run(small, "check", str(small.root / "facts.yaml")).exit_code == 0


def test_check_tells_faults_of_loading_too(small):
    save(small.write().root / "facts.yaml", "- id: [")
    rules = {one["rule"] for one in json.loads(run(small, "check", "--json").stdout)["findings"]}
    assert {"yaml", "facts"} <= rules


def test_fmt_check_tells_and_fmt_changes(small):
    path = small.write(canonical=False).notebook("fr")
    checked = run(small, "fmt", "--check")
    assert (checked.exit_code, f"would change {path}" in checked.stdout) == (1, True)
    assert run(small, "fmt").exit_code == 0
    again = run(small, "fmt", "--check")
    assert (again.exit_code, again.stdout) == (0, "")


def test_fmt_fails_when_it_must_leave_a_notebook_alone(small):
    save(small.write().notebook("fr"), "{")
    result = run(small, "fmt", "--check")
    assert result.exit_code == 1
    assert f"left alone {small.notebook('fr')}" in result.stderr


def test_new_writes_a_lesson_once(small):
    small.write()
    result = run(small, "new", "later", "first-steps")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == str(small.root / "modules/later/module.yaml")
    refused = run(small, "new", "later", "Bad Slug")
    assert (refused.exit_code, "'Bad Slug' is no name" in refused.stderr) == (1, True)


def test_stats_come_as_a_table_or_as_json(small):
    result = run(small.write(), "stats", "--json")
    data = json.loads(result.stdout)
    assert (data["modules"], data["lessons"], data["notebooks"]) == (1, 1, 2)
    assert data["by_lesson"][0]["lesson"] == "home-visits/1"
    shown = run(small, "stats")
    assert shown.exit_code == 0
    assert "1 modules, 1 lessons, 2 notebooks" in shown.stdout
    assert "topics taught 2 of 2; claims shown 12 of 12; facts 2, 1 to be checked" in shown.stdout


def test_fact_shows_what_depends_on_it(small):
    small.items.append(practice("rests-on-it", facts=["visit-fee"]))
    result = run(small.write(), "fact", "visit-fee")
    assert result.exit_code == 0
    first, *places = result.stdout.splitlines()
    assert first == "Fee of a visit en: €30 & more (A, checked 2026-11)"
    assert f"{small.notebook('fr')}: cell listening" in places
    assert str(small.data) in places
    assert f"{small.folder / 'module.yaml'}: lesson 1" in places
    assert {"claims.yaml: claim-1", "glossary.yaml: visit"} <= set(places)
    assert places[-1].endswith("rests-on-it.yaml")


def test_an_unknown_fact_fails(small):
    result = run(small.write(), "fact", "nope")
    assert (result.exit_code, result.stderr) == (1, "no fact 'nope' in facts.yaml\n")
