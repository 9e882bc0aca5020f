"""Verbs that give keys away over many items (authoring guide C3)."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.checks.sets.mix import MIXES, broken_limits, limit_fault


def key_verbs(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """What a key does is no cue: assess, contact, record keep the limits of the guide."""
    for exam, limit in broken_limits(setting):
        if not limit.name.startswith(MIXES):
            fix = "Run `bank stats`, and change keys or distractors."
            yield "", limit_fault(exam, limit, fix)
