"""How many items of each domain and topic the bank is meant to hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from question_bank.model import Record, Slug
from question_bank.shape import shaped
from question_bank.yaml_file import read_yaml

FILE = Path(__file__).parent / "targets.yaml"

Count = Annotated[int, Field(ge=1)]


class BadTargets(ValueError):
    """The file cannot be used; the message says which line and how to mend it."""


class DomainTarget(Record):
    """The live items that a domain is meant to have, and how they divide among its topics."""

    id: Slug
    items: Count
    topics: dict[Slug, Count] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _topics_add_up(self) -> Self:
        total = sum(self.topics.values())
        if self.topics and total != self.items:
            raise ValueError(f"{self.id}: topics sum to {total}, not {self.items}")
        return self


class Targets(Record):
    """The numbers of one exam."""

    exam: Slug
    domains: tuple[DomainTarget, ...]

    def domain(self, domain_id: str) -> int | None:
        """Items that the domain is meant to have; None where nothing is said."""
        return next((one.items for one in self.domains if one.id == domain_id), None)

    def topic(self, domain_id: str, topic_id: str) -> int | None:
        """Items that the topic is meant to have; None where nothing is said."""
        return next((one.topics.get(topic_id) for one in self.domains if one.id == domain_id), None)


def load_targets(path: Path = FILE) -> dict[str, Targets]:
    """The targets by exam; BadTargets says what is wrong with the file."""
    data, faults = read_yaml(path)
    found: dict[str, Targets] = {}
    for entry in data if isinstance(data, list) else []:
        targets, misfits = shaped(Targets, entry, path)
        faults = (*faults, *misfits)
        if targets is not None:
            found[targets.exam] = targets
    if not isinstance(data, list) and not faults:
        raise BadTargets(f"{path}: is not a list. Start with `- exam: ccm`.")
    if faults:
        raise BadTargets("\n".join(str(fault) for fault in faults))
    return found
