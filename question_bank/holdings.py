"""What an exam's part of the bank holds against what it is meant to hold, and what is thin."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from question_bank.bank import Bank
from question_bank.checks.placeholder import placeholder
from question_bank.checks.rule import Setting
from question_bank.limits import Limit
from question_bank.model import LOCALES, Item
from question_bank.targets import Targets

BAND = 0.05  # width of a band of difficulty


@dataclass(frozen=True)
class Holding:
    """Live items of a domain or a topic, drafts on their way, and how many there should be."""

    id: str
    live: int
    drafts: int
    target: int | None

    @property
    def missing(self) -> int:
        """Live items short of the target."""
        return max(0, (self.target or 0) - self.live)


@dataclass(frozen=True)
class DomainHolding(Holding):
    """A domain with its topics, in the order of the blueprint."""

    topics: tuple[Holding, ...]


@dataclass(frozen=True)
class Thin:
    """A topic under its target, or a share out of its limits."""

    kind: str  # topic, domain or limit
    name: str
    count: int
    wanted: str


@dataclass(frozen=True)
class Holdings:
    """All of it, for one exam."""

    domains: tuple[DomainHolding, ...]
    difficulty: dict[str, int]  # lower end of a band -> live items in it
    languages: dict[str, int]  # items, retired ones aside, whose text is complete
    unretired: int
    in_case_sets: int  # live mock items
    live_mock: int
    thin: tuple[Thin, ...]


def holdings(bank: Bank, exam: str, targets: Targets | None, limits: Sequence[Limit]) -> Holdings:
    """What the bank holds for one exam."""
    kept = [item for item in bank.select(exam=exam) if item.status != "retired"]
    live = [item for item in kept if item.status == "live"]
    domains = _domains(bank, exam, kept, targets)
    mock = [item for item in live if item.use == "mock"]
    return Holdings(
        domains=domains,
        difficulty=_bands(live),
        languages=_complete(bank, kept),
        unretired=len(kept),
        in_case_sets=sum(item.case is not None for item in mock),
        live_mock=len(mock),
        thin=(*_thin(domains), *_out_of_limits(limits)),
    )


def _domains(
    bank: Bank, exam: str, kept: Sequence[Item], targets: Targets | None
) -> tuple[DomainHolding, ...]:
    outline = bank.outline(exam)
    in_domains = Counter((item.domain, item.status) for item in kept)
    in_topics = Counter((item.domain, item.topic, item.status) for item in kept)
    return tuple(
        DomainHolding(
            domain.id,
            in_domains[domain.id, "live"],
            in_domains[domain.id, "draft"],
            targets.domain(domain.id) if targets is not None else None,
            tuple(
                Holding(
                    topic.id,
                    in_topics[domain.id, topic.id, "live"],
                    in_topics[domain.id, topic.id, "draft"],
                    targets.topic(domain.id, topic.id) if targets is not None else None,
                )
                for topic in domain.topics
            ),
        )
        for domain in (outline.domains if outline is not None else ())
    )


def _bands(live: Sequence[Item]) -> dict[str, int]:
    """Live items by band of expected difficulty; empty bands between others are there too."""
    found = Counter(math.floor(item.difficulty / BAND + 1e-9) for item in live)
    if not found:
        return {}
    return {f"{band * BAND:.2f}": found[band] for band in range(min(found), max(found) + 1)}


def _complete(bank: Bank, kept: Sequence[Item]) -> dict[str, int]:
    setting = Setting(bank, date.min)  # the rule looks at neither
    open_places = [[fault.place for fault in placeholder(item, setting)] for item in kept]
    return {
        locale: sum(
            not any(place.endswith(f".{locale}") for place in found) for found in open_places
        )
        for locale in LOCALES
    }


def _thin(domains: Sequence[DomainHolding]) -> list[Thin]:
    """Topics under their target, the emptiest first; domains that have no topics' targets."""
    found: list[tuple[float, Thin]] = []
    for domain in domains:
        parts: Mapping[str, Holding] = {
            f"{domain.id}/{topic.id}": topic for topic in domain.topics if topic.target is not None
        }
        kind = "topic" if parts else "domain"
        for name, one in (parts or {domain.id: domain}).items():
            if one.missing and one.target:
                found.append((one.live / one.target, Thin(kind, name, one.live, str(one.target))))
    return [thin for _, thin in sorted(found, key=lambda pair: (pair[0], pair[1].name))]


def _out_of_limits(limits: Sequence[Limit]) -> list[Thin]:
    return [
        Thin("limit", limit.name, limit.count, f"{limit.low:.0%} to {limit.high:.0%}")
        for limit in limits
        if not limit.holds
    ]
