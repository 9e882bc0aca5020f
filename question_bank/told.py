"""The bank as commands open it: its faults told on standard error, hiding nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from question_bank import load
from question_bank.bank import Bank


def told_bank(roots: Sequence[Path] | None) -> Bank:
    """What can be read under the roots; every fault of what cannot is told."""
    bank, findings = load.load_bank(roots)
    for found in findings:
        typer.echo(str(found), err=True)
    return bank
