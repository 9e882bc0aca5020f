"""Stems that two items share."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import normalised
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES


def duplicate_stems(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """No two items that are not retired have the same stem."""
    bank = setting.bank
    for locale in LOCALES:
        first: dict[tuple[str | None, str], str] = {}
        for item in bank.select():
            if item.status == "retired":
                continue
            wording = (item.case, normalised(item.stem.in_(locale)))
            other = first.setdefault(wording, item.id)
            if other != item.id:
                message = f"the stem is that of {other!r} ({bank.path_of(other)})"
                fault = Fault(f"stem.{locale}", message, "Retire one, or write another stem.")
                yield bank.path_of(item.id), fault
