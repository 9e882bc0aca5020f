"""Options that combine others by their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.model import Item

_MARK = r"(?:[A-E]|[1-5]|I{1,3}|IV|V)"
_LISTED = rf"{_MARK}(?:\s*,\s*{_MARK})*\s*(?:,\s*)?(?:and|or|et|ou|&|\+)\s*{_MARK}"
_COMBINED = re.compile(
    rf"^(?:[Bb]oth |[Ee]ither |[Nn]either |[Oo]nly |[Ss]eulement |[Ss]eules? )?{_LISTED}"
    r"(?: only| seulement| uniquement)?[\s.]*$"
)
_NAMED = re.compile(
    rf"\b(?:options?|answers?|choices?|statements?|réponses?|propositions?|choix|énoncés?)\s{_LISTED}(?!\w)",
    re.IGNORECASE,
)


def combined(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option combines other options, as "A and C"."""
    for place, _, text in option_texts(item):
        if _COMBINED.search(text) or _NAMED.search(text):
            message = "combines other options by letter or number"
            yield Fault(place, message, "Write an option that stands for itself.")
