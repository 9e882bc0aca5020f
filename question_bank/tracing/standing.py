"""What the traces say of an item as it is written today, and of the whole bank."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from question_bank.bank import Bank
from question_bank.model import Item
from question_bank.tracing.trace import Trace

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def fingerprint(item: Item) -> str:
    """Twelve hexadecimal digits of what a trace rests on: the figures, the sources, the key.

    A sentence that is better worded needs no new trace; another figure or source does.
    """
    texts = [item.stem, *(text for choice in item.choices for text in (choice.text, choice.why))]
    numbers = [sorted(set(_FIGURE.findall(text.en))) for text in texts]
    sources = [source.model_dump() for source in item.sources]
    data = json.dumps([numbers, sources, item.correct], sort_keys=True)
    return hashlib.sha256(data.encode()).hexdigest()[:12]


def present_trace(bank: Bank, item: Item) -> Trace | None:
    """The latest trace of the item, where its figures and sources are still those traced."""
    trace = bank.traces.get(item.id)
    return trace if trace is not None and trace.text == fingerprint(item) else None


@dataclass
class Sweep:
    """Traces of live items counted: items, items traced as they stand, and their statements."""

    items: int = 0
    traced: int = 0
    official: int = 0
    secondary: int = 0
    unseen: int = 0

    @property
    def statements(self) -> int:
        """How many statements of fact the traced items make."""
        return self.official + self.secondary + self.unseen


def sweep(bank: Bank, items: Iterable[Item]) -> Sweep:
    """The traces of these items, counted."""
    found = Sweep()
    for item in items:
        found.items += 1
        trace = present_trace(bank, item)
        if trace is not None:
            found.traced += 1
            found.official += trace.official
            found.secondary += trace.secondary
            found.unseen += trace.unseen
    return found
