from __future__ import annotations

import pytest

from tests.factories import make_bank, make_item


def test_items_are_selected_by_every_criterion_given():
    bank = make_bank(
        [
            make_item("a", status="live", use="mock"),
            make_item("b", status="draft"),
            make_item("c", use="practice"),
            make_item("d", domain="reimbursement", topic="coding"),
        ]
    )
    assert [item.id for item in bank.select(status="live", use="mock")] == ["a", "d"]
    assert [item.id for item in bank.select(domain="reimbursement")] == ["d"]
    assert [item.id for item in bank.select(topic="coding")] == ["d"]
    assert [item.id for item in bank.select(exam="diu")] == []


def test_enemies_hold_both_ways_whichever_file_names_them():
    bank = make_bank([make_item("a", enemies=["b", "gone", "a"]), make_item("b"), make_item("c")])
    assert bank.enemies == {"a": {"b"}, "b": {"a"}}


def test_the_outline_of_an_exam_is_its_current_blueprint():
    bank = make_bank([])
    outline = bank.outline("ccm")
    assert outline is not None
    assert outline.id == "ccm-2025-08"
    assert bank.outline("unknown") is None


def test_unknown_ids_are_named():
    bank = make_bank([])
    with pytest.raises(KeyError, match="nothing-here"):
        bank.item("nothing-here")
    with pytest.raises(KeyError, match="there are ccm-2020, ccm-2025-08"):
        bank.blueprint("ccm-1999")


def test_nothing_in_a_bank_can_be_replaced():
    bank = make_bank([make_item()])
    with pytest.raises(TypeError):
        bank.items["other"] = make_item("other")  # type: ignore[index]
