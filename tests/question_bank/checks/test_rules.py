from __future__ import annotations

from question_bank.checks.registry import RULES, SET_RULES
from question_bank.checks.run import check_bank
from tests.factories import altered, make_bank, make_item
from tests.question_bank.checks.ruling import TODAY


def test_a_sound_item_has_no_fault_but_the_note_that_nobody_checked_it():
    findings = check_bank(make_bank([make_item()]), TODAY, whole=False)
    assert [(finding.rule, finding.level) for finding in findings] == [("review", "info")]


def test_a_sound_bank_has_no_error():
    findings = check_bank(make_bank(), TODAY)
    assert [finding for finding in findings if finding.level == "error"] == []


def test_every_rule_has_a_name_of_its_own_and_says_what_it_asks():
    names = [rule.name for rule in (*RULES, *SET_RULES)]
    assert len(set(names)) == len(names)
    assert all(rule.says.endswith(".") for rule in (*RULES, *SET_RULES))


def test_findings_of_all_files_come_together_worst_first():
    bank = make_bank(
        [
            altered(make_item("b"), "sources", []),
            altered(make_item("a"), "choices[0].text.en", "Arrange all of the above"),
        ]
    )
    findings = check_bank(bank, TODAY, whole=False)
    assert [
        (f.path.rpartition("/")[2], f.rule, f.level)
        for f in findings
        if f.path and f.rule != "sizes"
    ] == [
        ("a.yaml", "all-or-none", "error"),
        ("a.yaml", "review", "info"),
        ("b.yaml", "duplicate-stems", "error"),
        ("b.yaml", "duplicate-stems", "error"),
        ("b.yaml", "sources", "error"),
        ("b.yaml", "review", "info"),
    ]


def test_rules_about_the_whole_bank_are_left_out_for_a_part_of_it():
    bank = make_bank([make_item()])
    assert "coverage" in {finding.rule for finding in check_bank(bank, TODAY)}
    assert "coverage" not in {finding.rule for finding in check_bank(bank, TODAY, whole=False)}


def test_progress_is_told_item_by_item():
    told: list[str] = []
    check_bank(make_bank([make_item("a"), make_item("b")]), TODAY, on_item=told.append)
    assert told == ["a", "b"]


def test_a_finding_reads_as_what_where_and_how():
    item = altered(make_item(), "correct", ["call-perscriber"])
    (finding, *_) = check_bank(make_bank([item]), TODAY, whole=False)
    assert str(finding) == (
        "bank/ccm/care-management/transitions-missed-diuretic.yaml: correct: 'call-perscriber' is "
        "not a choice; they are home-visit, call-prescriber, authorization, teach-back (key). "
        "Name one of the choices."
    )
