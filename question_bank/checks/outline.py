"""Where an item belongs."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item


def outline(item: Item, setting: Setting) -> Iterator[Fault]:
    """Domain and topic stand in the current blueprint of the exam."""
    exam = setting.bank.exam_of(item.id)
    blueprint = setting.bank.outline(exam)
    if blueprint is None:
        message = f"there is no current blueprint for the exam {exam!r}"
        yield Fault("", message, "Mend the folder, or write the blueprint.")
        return
    domains = {domain.id: domain for domain in blueprint.domains}
    domain = domains.get(item.domain)
    if domain is None:
        message = f"{item.domain!r} is not a domain of {blueprint.id}"
        yield Fault("domain", message, f"Use one of {', '.join(domains)}.")
        return
    topics = [topic.id for topic in domain.topics]
    if topics and item.topic not in topics:
        message = f"{item.topic!r} is not a topic of {item.domain}"
        yield Fault("topic", message, f"Use one of {', '.join(topics)}.")
