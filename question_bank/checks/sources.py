"""What an item rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item, Source

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def sources(item: Item, setting: Setting) -> Iterator[Fault]:
    """There is a source, with an address or a place in it that a reader can open."""
    if not item.sources:
        yield Fault("sources", "there is no source", "Name what a reader can open to check.")
    # Beside a source that opens, a title and its year will do.
    any_opens = any(_opens(source) for source in item.sources)
    for index, source in enumerate(item.sources):
        if not _opens(source) and not (any_opens and _YEAR.search(source.title)):
            message = "has neither an address nor a place in the work"
            yield Fault(f"sources[{index}]", message, "Add `url` or `where`.", "warning")


def _opens(source: Source) -> bool:
    """Whether a reader knows where to look."""
    return source.url is not None or source.where is not None
