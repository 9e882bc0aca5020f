"""New items, started from a skeleton instead of an old file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import ValidationError

from question_bank.bank import Bank
from question_bank.canonical import written
from question_bank.model import Choice, Item, Source, Text

TODO = Text(en="TODO", fr="TODO")


class NotNew(ValueError):
    """The item cannot be started; the message says why."""


def start_item(
    bank: Bank, root: Path, *, exam: str, domain: str, topic: str, item_id: str, today: date
) -> Path:
    """The file of a new draft whose every text is still to be written."""
    blueprint = bank.outline(exam)
    if blueprint is None:
        raise NotNew(f"there is no current blueprint for the exam {exam!r}")
    domains = {found.id: found for found in blueprint.domains}
    if domain not in domains:
        raise NotNew(f"{domain!r} is not a domain of {blueprint.id}: {', '.join(domains)}")
    topics = [found.id for found in domains[domain].topics]
    if topic not in topics:
        raise NotNew(f"{topic!r} is not a topic of {domain}: {', '.join(topics)}")
    if item_id in bank.items:
        raise NotNew(f"the id {item_id!r} is taken by {bank.path_of(item_id)}")
    path = root / exam / domain / f"{item_id}.yaml"
    try:
        text = written(skeleton(item_id, domain=domain, topic=topic, today=today))
    except ValidationError as error:
        raise NotNew(f"{item_id!r} is not an id: use small letters, digits, hyphens") from error
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise NotNew(f"{path} exists") from None
    return path


def skeleton(item_id: str, *, domain: str, topic: str, today: date) -> Item:
    """A draft that has every key an author fills in."""
    names = ("first-idea", "second-idea", "third-idea", "fourth-idea")
    return Item(
        id=item_id,
        status="draft",
        review="draft",
        use="mock",
        domain=domain,
        topic=topic,
        level="apply",
        leadin="best-action",
        step="plan",
        jurisdiction="us",
        setting=("community",),
        population=("adult",),
        difficulty=0.68,
        seconds=60,
        stem=Text(en="TODO", fr="(États-Unis) TODO"),
        choices=tuple(Choice(id=name, text=TODO, why=TODO) for name in names),
        correct=(names[0],),
        sources=(Source(title="TODO", where="TODO"),),
        as_of=f"{today:%Y-%m}",
    )
