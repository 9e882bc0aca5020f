"""What an item rests on."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item


def sources(item: Item, setting: Setting) -> Iterator[Fault]:
    """There is a source, with an address or a place in it that a reader can open."""
    if not item.sources:
        yield Fault("sources", "there is no source", "Name what a reader can open to check.")
    for index, source in enumerate(item.sources):
        if source.url is None and source.where is None:
            message = "has neither an address nor a place in the work"
            yield Fault(f"sources[{index}]", message, "Add `url` or `where`.", "warning")
