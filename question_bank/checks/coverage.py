"""Whether the live items can fill an exam, and cover its topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from question_bank.bank import Bank
from question_bank.blueprint import Blueprint, Domain
from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item

CROWDED = 2.5  # times its fair share of a domain that one topic may hold


def coverage(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """Each domain has enough live mock items for a full form, spread over its topics."""
    exams = {origin.exam for origin in setting.bank.origins.values()}
    for blueprint in setting.bank.blueprints.values():
        if blueprint.exam not in exams or blueprint.status != "current":
            continue
        for domain in blueprint.domains:
            for fault in _covered(setting.bank, blueprint, domain):
                yield "", fault


def _covered(bank: Bank, blueprint: Blueprint, domain: Domain) -> Iterator[Fault]:
    place = f"{blueprint.id} {domain.id}"
    items = [
        item
        for name in domain.item_domains
        for item in bank.select(exam=blueprint.exam, domain=name, use="mock", status="live")
    ]
    if len(items) < domain.full.total:
        message = f"has {len(items)} live mock items; a full form needs {domain.full.total}"
        yield Fault(place, message, f"Write {domain.full.total - len(items)} more.")
    yield from _spread(place, domain, items)


def _spread(place: str, domain: Domain, items: list[Item]) -> Iterator[Fault]:
    if not domain.topics or not items:
        return
    counts = Counter(item.topic for item in items)
    missing = [topic.id for topic in domain.topics if not counts[topic.id]]
    if missing:
        message = f"has no live mock item on {', '.join(missing)}"
        yield Fault(place, message, "Write at least one on each.", "warning")
    fair = len(items) / len(domain.topics)
    for topic, count in sorted(counts.items()):
        if count > max(2, CROWDED * fair):
            message = f"{topic} holds {count} of {len(items)} items; a fair share is {fair:.1f}"
            yield Fault(place, message, "Write on other topics first.", "warning")
