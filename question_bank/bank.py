"""The bank in memory: items, cases and blueprints, and how to find them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from question_bank.blueprint import Blueprint
from question_bank.forms.frozen import PublishedForm, Revision, revision_name
from question_bank.model import Case, Item, Status, Use
from question_bank.readings.reading import By
from question_bank.tracing.trace import Trace


@dataclass(frozen=True)
class Origin:
    """Where an item or a case was read: its file and the exam it belongs to."""

    path: Path
    exam: str


def is_answerable(item: Item) -> bool:
    """Whether the item has one key and the key is one of its choices."""
    return len(item.correct) == 1 and item.key in {choice.id for choice in item.choices}


@dataclass(frozen=True)
class Bank:
    """All items, cases and blueprints that were read, by id. Nothing in it changes.

    `origins` is keyed by item id, `case_origins` by case id: an item and a case may
    bear the same id. `revisions` holds superseded texts as `<item>@<revision>`, and
    `frozen_origins` where these and the published forms were read. `readings` are those of the
    ledger, by item, kind and language, oldest first; `traces` the latest of each item.
    """

    items: Mapping[str, Item]
    blueprints: Mapping[str, Blueprint]
    origins: Mapping[str, Origin]
    cases: Mapping[str, Case]
    case_origins: Mapping[str, Origin]
    forms: Mapping[str, PublishedForm] = field(default_factory=dict)
    revisions: Mapping[str, Revision] = field(default_factory=dict)
    frozen_origins: Mapping[str, Origin] = field(default_factory=dict)
    readings: By = field(default_factory=dict)
    traces: Mapping[str, Trace] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items.values())

    def __len__(self) -> int:
        return len(self.items)

    def item(self, item_id: str) -> Item:
        """The item of that id; KeyError says which id was asked for."""
        try:
            return self.items[item_id]
        except KeyError:
            raise KeyError(f"no item {item_id!r} in the bank") from None

    def blueprint(self, blueprint_id: str) -> Blueprint:
        """The blueprint of that id; KeyError names the known ones."""
        try:
            return self.blueprints[blueprint_id]
        except KeyError:
            known = ", ".join(sorted(self.blueprints))
            raise KeyError(f"no blueprint {blueprint_id!r}; there are {known}") from None

    def outline(self, exam: str) -> Blueprint | None:
        """The current blueprint of an exam, whose domains and topics its items name."""
        for blueprint in self.blueprints.values():
            if blueprint.exam == exam and blueprint.status == "current":
                return blueprint
        return None

    def revision(self, item_id: str, number: int) -> Revision:
        """One revision of an item, today's or an archived one; KeyError names what is lost."""
        item = self.items.get(item_id)
        if item is not None and item.revision == number:
            case = None if item.case is None else self.cases.get(item.case)
            return Revision(item=item, case=case)
        name = revision_name(item_id, number)
        try:
            return self.revisions[name]
        except KeyError:
            raise KeyError(f"{name} is neither in the bank nor in its archive") from None

    def exam_of(self, item_id: str) -> str:
        """The exam in whose folder the item stands."""
        return self.origins[item_id].exam

    def path_of(self, item_id: str) -> str:
        """The file of the item, for messages."""
        return str(self.origins[item_id].path)

    def select(
        self,
        *,
        exam: str | None = None,
        domain: str | None = None,
        topic: str | None = None,
        use: Use | None = None,
        status: Status | None = None,
        case: str | None = None,
    ) -> tuple[Item, ...]:
        """Items that answer to every criterion given, by id."""
        return tuple(
            item
            for item in self._by_id
            if (exam is None or self.exam_of(item.id) == exam)
            and (domain is None or item.domain == domain)
            and (topic is None or item.topic == topic)
            and (use is None or item.use == use)
            and (status is None or item.status == status)
            and (case is None or item.case == case)
        )

    def checked(self) -> tuple[Item, ...]:
        """Live items that readers have agreed on, by id."""
        return tuple(item for item in self.select(status="live") if item.review == "checked")

    @cached_property
    def enemies(self) -> Mapping[str, frozenset[str]]:
        """Enemies of each item that has some, both ways, whichever file names them."""
        pairs: dict[str, set[str]] = {}
        for item in self.items.values():
            for other in item.enemies:
                if other in self.items and other != item.id:
                    pairs.setdefault(item.id, set()).add(other)
                    pairs.setdefault(other, set()).add(item.id)
        return MappingProxyType({key: frozenset(value) for key, value in pairs.items()})

    @cached_property
    def frozen_digests(self) -> Mapping[tuple[str, int], tuple[tuple[str, str], ...]]:
        """What published forms and the archive froze under a revision: where, and the digest."""
        found: dict[tuple[str, int], list[tuple[str, str]]] = {}
        for form in self.forms.values():
            for entry in form.entries:
                found.setdefault((entry.item, entry.revision), []).append((form.id, entry.digest))
        for held in self.revisions.values():
            place = (held.item.id, held.item.revision)
            found.setdefault(place, []).append(("the archive", held.digest))
        return MappingProxyType({key: tuple(value) for key, value in found.items()})

    @cached_property
    def _by_id(self) -> tuple[Item, ...]:
        return tuple(self.items[key] for key in sorted(self.items))
