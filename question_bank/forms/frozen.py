"""Published forms and superseded revisions: records of what must never change again."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from question_bank.blueprint import Mode
from question_bank.canonical import french_mended
from question_bank.model import Case, Item, Record, Slug, Text

FORMS = "forms"  # <root>/<exam>/forms/<id>.yaml
REVISIONS = "revisions"  # <root>/<exam>/revisions/<item>@<revision>.yaml

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Day = Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]

# What a candidate reads of an item, before or after the end. The rest may change at any time.
_READ = ("stem", "choices", "correct", "sources")


class FrozenEntry(Record):
    """One question of a published form: which revision of which item, with its digest."""

    item: Slug
    revision: Annotated[int, Field(ge=1)]
    scored: bool
    digest: Digest


class PublishedForm(Record):
    """A form that people may sit: its questions in their order, for ever the same."""

    id: Slug
    title: Text
    status: Literal["published", "retired"]
    published_on: Day
    blueprint: Slug
    mode: Mode
    minutes: Annotated[int, Field(ge=1)]
    seed: Annotated[int, Field(ge=0)]
    entries: Annotated[tuple[FrozenEntry, ...], Field(min_length=1)]

    @property
    def scored(self) -> int:
        """How many questions count."""
        return sum(entry.scored for entry in self.entries)


class Revision(Record):
    """A text of an item with the scenario that belongs to it: the archive of what was."""

    item: Item
    case: Case | None = None

    @property
    def name(self) -> str:
        """The name under which the archive keeps it: `<item>@<revision>`."""
        return revision_name(self.item.id, self.item.revision)

    @property
    def digest(self) -> str:
        """The digest of what candidates read."""
        return wording_digest(self.item, self.case)


def revision_name(item_id: str, revision: int) -> str:
    """The name of one revision of an item."""
    return f"{item_id}@{revision}"


def wording_digest(item: Item, case: Case | None) -> str:
    """A digest of what candidates read: stem, options, reasons, key, sources and scenario.

    The spaces that the formatter mends in French make no difference.
    """
    data = item.model_dump(mode="json")
    words: dict[str, Any] = {name: data[name] for name in _READ}
    words["case"] = None if case is None else case.text.model_dump()
    canonical = json.dumps(french_mended(words), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
