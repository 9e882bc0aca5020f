"""Leave to break a rule, and its limits."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from question_bank.canonical import written
from question_bank.checks.run import FORM_RULES, report_on
from question_bank.cli import bank_app
from tests.factories import altered, make_bank, make_item
from tests.question_bank.checks.ruling import TODAY

RUN = CliRunner()
ABSOLUTE = altered(make_item(), "choices[0].text.en", "Always arrange a home visit to see him")


def waiving(rule: str, item=ABSOLUTE, reason: str = "The law says it so."):
    return altered(item, "waivers", [{"rule": rule, "reason": reason, "by": "A. B."}])


def report(item, *, whole: bool = False):
    return report_on(make_bank([item]), TODAY, whole=whole)


def test_a_waived_finding_is_apart_with_its_reason():
    before, after = report(ABSOLUTE), report(waiving("absolute-terms"))
    assert "absolute-terms" in {found.rule for found in before.findings}
    assert "absolute-terms" not in {found.rule for found in after.findings}
    (one,) = after.waived
    assert (one.finding.rule, one.reason, one.by) == (
        "absolute-terms",
        "The law says it so.",
        "A. B.",
    )
    assert one.as_json()["reason"] == "The law says it so."


def test_an_error_that_is_waived_is_no_error():
    item = altered(make_item(), "choices[0].why.en", "Option B leaves him without any care today.")
    assert any(found.level == "error" for found in report(item).findings)
    assert not any(found.level == "error" for found in report(waiving("rationale", item)).findings)


def test_a_waiver_of_no_rule_is_an_error_that_proposes_a_name():
    (fault,) = (f for f in report(waiving("absolute-term")).findings if f.rule == "waivers")
    assert (fault.level, fault.place) == ("error", "waivers[0]")
    assert "absolute-terms" in fault.fix


def test_a_waiver_that_waives_nothing_is_a_warning():
    (fault,) = (f for f in report(waiving("blank")).findings if f.rule == "waivers")
    assert (fault.level, fault.message) == ("warning", "'blank' finds nothing here any more")


@pytest.mark.parametrize("rule", ["key", "waivers", *FORM_RULES])
def test_rules_of_form_and_key_cannot_be_waived(rule):
    item = waiving(rule, altered(ABSOLUTE, "correct", []))
    found = report(item).findings
    assert "key" in {fault.rule for fault in found}
    assert any(f.rule == "waivers" and "cannot be waived" in f.message for f in found)


def test_a_rule_that_was_not_asked_is_not_held_against_a_waiver():
    item = waiving("coverage")
    assert "waivers" not in {found.rule for found in report(item).findings}
    assert "waivers" in {found.rule for found in report(item, whole=True).findings}


def test_a_rule_waived_twice_is_told():
    waiver = {"rule": "absolute-terms", "reason": "So.", "by": "A. B."}
    item = altered(ABSOLUTE, "waivers", [waiver, waiver])
    assert any("waived twice" in found.message for found in report(item).findings)


def test_a_waiver_is_for_its_own_item_and_its_own_rule():
    other = altered(ABSOLUTE, "id", "another-item")
    bank = make_bank([waiving("absolute-terms"), other])
    found = report_on(bank, TODAY, whole=False)
    assert [f.path.rpartition("/")[2] for f in found.findings if f.rule == "absolute-terms"] == [
        "another-item.yaml"
    ]


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "ccm" / "care-management"
    folder.mkdir(parents=True)
    for item in (waiving("absolute-terms"), altered(ABSOLUTE, "id", "another-item")):
        (folder / f"{item.id}.yaml").write_text(written(item), encoding="utf-8")
    return tmp_path


def run(root, *options: str):
    return RUN.invoke(bank_app, ["check", "--part", "--root", str(root), *options])


def test_check_counts_waived_findings_and_shows_them_when_asked(root):
    assert "1 waived" in run(root).output
    assert "The law says it so. (A. B.)" not in run(root).output
    assert "waived warning" in run(root, "--waived").output
    assert "The law says it so. (A. B.)" in run(root, "--waived").output


def test_check_as_json_has_waived_findings_apart(root):
    data = json.loads(run(root, "--json", "--rule", "absolute-terms").stdout)
    assert [found["rule"] for found in data["findings"]] == ["absolute-terms"]
    assert [(one["rule"], one["by"]) for one in data["waived"]] == [("absolute-terms", "A. B.")]


def test_check_shows_one_rule_or_one_level_and_worse(root):
    assert "duplicate-stems" in run(root).output
    only = run(root, "--rule", "absolute-terms")
    assert (only.exit_code, "duplicate-stems" in only.output) == (0, False)
    assert "absolute-terms" in only.output
    errors = run(root, "--level", "error")
    assert "absolute-terms" not in errors.output
    assert "has not been checked by a second reader" in run(root, "--level", "info").output


@pytest.mark.parametrize(
    ("options", "told"),
    [(["--rule", "blanks"], "'blanks' is not a rule"), (["--level", "bad"], "is not a level")],
)
def test_a_name_that_nothing_bears_is_refused(root, options, told):
    result = run(root, *options)
    assert result.exit_code == 2
    assert told in result.stderr
