from __future__ import annotations

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from question_bank.canonical import written
from question_bank.checks.rule import Setting
from question_bank.checks.untraced import untraced
from question_bank.load import load_bank
from question_bank.tracing.ledger import TRACES
from question_bank.tracing.record import NotTraces, traces_of
from question_bank.tracing.standing import fingerprint, present_trace, sweep
from question_bank.tracing.trace import Trace
from question_bank.tracing_cli import traces_app
from tests.factories import altered, make_bank, make_item

DAY = date(2026, 11, 22)


CHECKED = make_item(review="checked")


def trace(item, **changes) -> Trace:
    row = {"item": item.id, "by": "t1", "on": DAY, "text": fingerprint(item)}
    return Trace.model_validate(row | {"official": 2, "secondary": 1, "unseen": 0} | changes)


def faults(*traces, item=None):
    setting = Setting(make_bank([item or CHECKED], traces=traces), today=DAY)
    return [fault for _, fault in untraced(setting)]


def test_a_checked_item_that_nobody_traced_is_told():
    (fault,) = faults()
    assert fault.level == "warning"
    assert "are untraced" in fault.message
    assert not faults(trace(CHECKED))
    assert not faults(item=make_item(review="draft"))


def test_what_could_not_be_seen_is_counted_and_told_with_its_note():
    (fault,) = faults(trace(CHECKED, unseen=1, note="the period: 42 CFR 482.43"))
    assert fault.level == "info"
    assert fault.message == "1 of 4 statements not seen: the period: 42 CFR 482.43"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("stem.en", "Five days after a fall at 77, what should be done **first**?"),
        ("sources[0].title", "Another manual"),
        ("correct", ["home-visit"]),
    ],
)
def test_another_figure_source_or_key_needs_a_new_trace(place, value):
    (fault,) = faults(trace(CHECKED), item=altered(CHECKED, place, value))
    assert "have changed since they were traced" in fault.message


def test_a_sentence_worded_better_needs_none():
    why = CHECKED.choices[0].why.en
    better = altered(CHECKED, "choices[0].why.en", why.replace(" the ", " this "))
    assert better != CHECKED
    assert not faults(trace(CHECKED), item=better)


def test_the_latest_trace_counts():
    item = make_item()
    bank = make_bank([item], traces=[trace(item), trace(item, official=5)])
    assert present_trace(bank, item).official == 5
    counted = sweep(bank, bank)
    assert (counted.items, counted.traced, counted.statements) == (1, 1, 6)


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"nobody": {}}', "'nobody' is not an item"),
        ('{"one": {"official": -1, "secondary": 0, "unseen": 0}}', "one: official"),
        ('{"one": {"official": 1, "secondary": 0}}', "one: unseen: Field required"),
        ('{"one": {"official": 1, "secondary": 0, "unseen": 1}}', "say in `note`"),
    ],
)
def test_findings_that_cannot_be_taken_are_refused_whole(found, message):
    with pytest.raises(NotTraces, match=message):
        traces_of(make_bank([make_item("one")]), found, by="t1", on=DAY)


@pytest.fixture
def root(tmp_path):
    item = make_item("one")
    path = tmp_path / "bank/ccm" / item.domain / "one.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(written(item), encoding="utf-8")
    return tmp_path / "bank"


def run(*arguments, code=0) -> str:
    result = CliRunner().invoke(traces_app, [str(part) for part in arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_traces_go_from_the_list_to_the_ledger_and_its_counts(root):
    assert "one.yaml" in run("list", "--root", root)
    given = root.parent / "found.json"
    row = {"official": 1, "secondary": 1, "unseen": 1, "note": "the period,\nsee the manual"}
    given.write_text(json.dumps({"one": row}), encoding="utf-8")
    assert "1 items, 3 statements, 1 not seen" in run("record", given, "--by", "t1", "--root", root)
    assert not run("list", "--root", root)
    assert load_bank([root])[0].traces["one"].note == "the period, see the manual"
    assert "care-management" in run("report", "--root", root)


def test_bad_findings_leave_the_ledger_alone(root):
    given = root.parent / "found.json"
    given.write_text('{"two": {}}', encoding="utf-8")
    output = run("record", given, "--by", "t1", "--root", root, code=1)
    assert "'two' is not an item of the bank" in output
    assert "Nothing was recorded." in output
    assert not (root / "ccm/traces").exists()


def test_a_broken_line_is_told_and_hides_no_other(root):
    TRACES.append(root, "ccm", DAY, [trace(make_item("one")), trace(make_item("two"))])
    path = root / "ccm/traces/2026-11.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2,1,0,", ",2,x,0,", 1))
    bank, (fault,) = load_bank([root])
    assert set(bank.traces) == {"two"}
    assert "line 2: secondary" in fault.message
