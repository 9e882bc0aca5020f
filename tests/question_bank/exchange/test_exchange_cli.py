from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from question_bank.canonical import written
from question_bank.cli import bank_app
from question_bank.exchange.formats import FORMATS, WRITTEN
from question_bank.exchange_cli import Origin, Target
from question_bank.load import load_bank
from tests.factories import make_case, make_item

RUN = CliRunner()
HERE = Path(__file__).parent


@pytest.fixture
def root(tmp_path) -> Path:
    folder = tmp_path / "bank" / "ccm"
    for item in (
        make_item("mine-one", case="return-from-hospital", use="practice"),
        make_item("mine-two", status="draft"),
        make_item("mine-three", topic="advance-care-planning"),
    ):
        path = folder / item.domain / f"{item.id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(item), encoding="utf-8")
    (folder / "cases").mkdir()
    (folder / "cases" / "return-from-hospital.yaml").write_text(
        written(make_case()), encoding="utf-8"
    )
    return tmp_path / "bank"


def export(root, out, *more):
    return RUN.invoke(bank_app, ["export", "--out", str(out), "--root", str(root), *more])


def take(file, into, *more):
    return RUN.invoke(bank_app, ["import", str(file), "--into", str(into), *more])


def test_the_command_offers_every_format():
    assert {one.value for one in Target} == set(WRITTEN)
    assert {one.value for one in Origin} == set(FORMATS)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_exported_is_imported_elsewhere(root, tmp_path, name):
    out = tmp_path / f"items{FORMATS[name].suffix}"
    result = export(root, out, "--to", name)
    assert result.exit_code == 0, result.output
    assert "2 items" in result.stdout
    assert "It holds the answers" in result.stderr
    into = tmp_path / "new"
    result = take(out, into, "--keep-status")
    assert result.exit_code == 0, result.output
    before, after = load_bank([root])[0], load_bank([into])[0]
    assert set(after.items) == {"mine-one", "mine-three"}
    assert all(after.item(one) == before.item(one) for one in after.items)
    assert dict(after.cases) == dict(before.cases)


def test_criteria_select_and_nothing_selected_is_a_failure(root, tmp_path):
    out = tmp_path / "items.csv"
    result = export(root, out, "--to", "csv", "--use", "practice", "--lang", "fr")
    assert "1 items" in result.stdout
    assert ",stem_fr," in out.read_text(encoding="utf-8-sig")
    assert "stem_en" not in out.read_text(encoding="utf-8-sig")
    result = export(root, out, "--to", "csv", "--status", "any")
    assert "3 items" in result.stdout
    result = export(root, out, "--to", "csv", "--domain", "nowhere")
    assert result.exit_code == 1
    assert "the bank has ccm/care-management" in result.stderr


def test_a_file_that_cannot_be_written_is_told(root, tmp_path):
    result = export(root, tmp_path / "no" / "folder.csv", "--to", "csv")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_a_foreign_file_comes_in_as_drafts_with_findings(tmp_path):
    place = ["--domain", "care-management", "--topic", "transitions-of-care"]
    result = take(HERE / "foreign" / "moodle.xml", tmp_path / "new", *place)
    assert result.exit_code == 1
    assert "question 5 (How many): is a question answered with a number" in result.stdout
    assert "placeholder" in result.stdout
    assert "image left out" in result.stdout
    assert "2 of 6 questions came in as Moodle XML" in result.stderr
    bank, findings = load_bank([tmp_path / "new"])
    assert not findings
    assert {item.status for item in bank} == {"draft"}


def test_a_dry_run_writes_nothing(tmp_path):
    place = ["--domain", "care-management", "--topic", "transitions-of-care", "--dry-run"]
    result = take(HERE / "foreign" / "moodle.gift", tmp_path / "new", *place)
    assert "would write" in result.stdout
    assert not (tmp_path / "new").exists()


def test_a_second_import_overwrites_nothing(root, tmp_path):
    out, into = tmp_path / "items.gift", tmp_path / "new"
    export(root, out, "--to", "gift")
    assert take(out, into).exit_code == 0
    path = into / "ccm" / "care-management" / "mine-one.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before = path.read_bytes()
    result = take(out, into)
    assert result.exit_code == 1
    assert "was not overwritten" in result.stdout
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "more", "message"),
    [
        (None, [], "cannot be opened"),
        (b"<quiz>", [], "is not sound XML"),
        (b"PK\x03\x04", [], "not a sound zip"),
        (b"hello", [], "name it with --from"),
        (b"a {=b ~c}", ["--domain", "nowhere"], "is not a domain"),
        (b"a {=b ~c}", ["--from", "csv"], "name the columns"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_two(tmp_path, content, more, message):
    file = tmp_path / "their.file"
    if content is not None:
        file.write_bytes(content)
    result = take(file, tmp_path / "new", *more)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count(str(file)) == 1
