"""Where an item belongs, what it rests on, and when that was last checked."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item

STALE_AFTER = 24  # months


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


def sources(item: Item, setting: Setting) -> Iterator[Fault]:
    """There is a source, with an address or a place in it that a reader can open."""
    if not item.sources:
        yield Fault("sources", "there is no source", "Name what a reader can open to check.")
    for index, source in enumerate(item.sources):
        if source.url is None and source.where is None:
            message = "has neither an address nor a place in the work"
            yield Fault(f"sources[{index}]", message, "Add `url` or `where`.", "warning")


def freshness(item: Item, setting: Setting) -> Iterator[Fault]:
    """The facts were checked in the last two years."""
    year, month = (int(part) for part in item.as_of.split("-"))
    age = (setting.today.year - year) * 12 + setting.today.month - month
    if age > STALE_AFTER:
        message = f"was checked {age} months ago"
        yield Fault("as_of", message, "Check the facts again and set the month.", "warning")
    if age < 0:
        message = f"{item.as_of} has not come yet"
        yield Fault("as_of", message, "Write the month of the check.", "warning")


def review(item: Item, setting: Setting) -> Iterator[Fault]:
    """Live items that nobody has checked are counted."""
    if item.status == "live" and item.review == "draft":
        message = "is live and has not been checked by a second reader"
        yield Fault("review", message, "Have it answered blind, then set `checked`.", "info")


def country(item: Item, setting: Setting) -> Iterator[Fault]:
    """The French stem of an item set in the United States says so first."""
    case = setting.bank.cases.get(item.case) if item.case is not None else None
    opening = item.stem.fr if case is None else case.text.fr
    if item.jurisdiction == "us" and not opening.startswith("(États-Unis)"):
        message = "the item is set in the United States and does not say so"
        yield Fault("stem.fr", message, "Open the stem with « (États-Unis) ».")
