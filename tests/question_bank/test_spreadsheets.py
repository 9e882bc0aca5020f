from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.spreadsheets import safe, unsafe


@given(st.text(st.sampled_from("'=+-@＝ \t\n1a"), max_size=8))
def test_a_cell_made_safe_can_be_taken_back(cell):
    assert unsafe(safe(cell)) == cell


@given(st.text(st.sampled_from("'=+-@＝ \t\n1a"), max_size=8))
def test_no_safe_cell_starts_a_formula(cell):
    assert not safe(cell).lstrip().startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize("cell", ["it's", "'tis", "a=b", ""])
def test_a_cell_that_runs_nothing_stays_as_it_is(cell):
    assert safe(cell) == cell
