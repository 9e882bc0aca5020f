"""One look at where the figures and references of an item come from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import Field

from question_bank.model import Prose, Record, Slug

Count = Annotated[int, Field(ge=0)]


class Trace(Record):
    """What somebody found who looked for every statement of fact of one item.

    Statements are figures and rules that hold outside the story: a period, a share, an article
    of law, what a scheme covers. `official` counts those read in the text itself or on a page of
    the body that answers for it, `secondary` those read in another publication, `unseen` those
    that stand on the reader's knowledge because no text could be opened; the note says which,
    and where to look. `text` is the fingerprint of the figures and sources on that day.
    """

    item: Slug
    by: Prose
    on: date
    text: str
    official: Count
    secondary: Count
    unseen: Count
    note: str = ""

    @property
    def statements(self) -> int:
        """How many statements of fact the item makes."""
        return self.official + self.secondary + self.unseen


def latest_traces(traces: Iterable[Trace]) -> dict[str, Trace]:
    """The latest trace of each item, in the order of the ledger."""
    return {trace.item: trace for trace in traces}
