"""The small curriculum, ready to be broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.curriculum.factory import Draft


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A curriculum that every rule but the one on sizes accepts, not yet written."""
    return Draft(tmp_path)
