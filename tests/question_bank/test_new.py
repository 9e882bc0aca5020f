from __future__ import annotations

from datetime import date

import pytest

from question_bank.checks.run import check_bank
from question_bank.load import load_bank
from question_bank.new import NotNew, start_item
from tests.factories import make_bank, make_item

TODAY = date(2026, 11, 22)


def start(root, bank=None, **changes):
    asked = {
        "exam": "ccm",
        "domain": "reimbursement",
        "topic": "coding",
        "item_id": "coding-late-claim",
        **changes,
    }
    return start_item(bank or make_bank([]), root, today=TODAY, **asked)


def test_a_new_item_is_a_draft_that_loads_and_says_what_is_still_to_be_written(tmp_path):
    path = start(tmp_path)
    assert path == tmp_path / "ccm/reimbursement/coding-late-claim.yaml"
    bank, findings = load_bank([tmp_path])
    assert findings == ()
    item = bank.item("coding-late-claim")
    assert (item.status, item.review, item.as_of) == ("draft", "draft", "2026-11")
    found = {finding.rule for finding in check_bank(bank, TODAY, whole=False)}
    assert "placeholder" in found


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"exam": "nclex"}, "no current blueprint for the exam 'nclex'"),
        ({"domain": "nursing"}, "'nursing' is not a domain of ccm-2025-08: care-management"),
        ({"topic": "palliative-care"}, "is not a topic of reimbursement: insurance-principles"),
        ({"item_id": "Late Claim"}, "is not an id"),
    ],
)
def test_what_cannot_be_started_is_refused_with_a_reason(tmp_path, changes, message):
    with pytest.raises(NotNew, match=message):
        start(tmp_path, **changes)
    assert list(tmp_path.rglob("*.yaml")) == []


def test_an_id_that_was_ever_used_is_refused(tmp_path):
    bank = make_bank([make_item("coding-late-claim", status="retired")])
    with pytest.raises(NotNew, match="is taken by"):
        start(tmp_path, bank)


def test_a_file_that_exists_is_not_overwritten(tmp_path):
    path = start(tmp_path)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(NotNew, match="exists"):
        start(tmp_path)
    assert path.read_text(encoding="utf-8") == "mine"
