"""The metadata of an item as short labels, which every format has some room for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from question_bank.model import Item

Labels = Mapping[str, tuple[str, ...]]

SINGLE = (
    "revision",
    "status",
    "review",
    "use",
    "domain",
    "topic",
    "activity",
    "competence",
    "level",
    "leadin",
    "step",
    "jurisdiction",
    "difficulty",
    "seconds",
    "case",
    "as_of",
    "module",
    "replaces",
)
MANY = ("setting", "population", "facts", "enemies")
EXAM = "exam"  # of the folder, not of the item
NAMES = (EXAM, *SINGLE, *MANY)


def labels_of(item: Item, exam: str) -> Labels:
    """What the item says of itself beside its wording, its key and its sources."""
    found: dict[str, tuple[str, ...]] = {EXAM: (exam,)}
    for name in SINGLE:
        value = getattr(item, name)
        if value is not None:
            found[name] = (str(value),)
    for name in MANY:
        values = getattr(item, name)
        if values:
            found[name] = tuple(values)
    return found


def fields_of(labels: Labels) -> dict[str, str | tuple[str, ...]]:
    """The labels as the fields of an item, still unchecked."""
    fields: dict[str, str | tuple[str, ...]] = {
        name: labels[name][0] for name in SINGLE if labels.get(name)
    }
    fields.update({name: labels[name] for name in MANY if name in labels})
    return fields


def tags_of(labels: Labels, *, joint: str = ":") -> Iterator[str]:
    """Labels as tags: `domain:reimbursement`, once for each value."""
    for name in NAMES:
        for value in labels.get(name, ()):
            yield f"{name}{joint}{value}"


def labels_from(tags: Iterable[str], *, joint: str = ":") -> dict[str, tuple[str, ...]]:
    """The labels among the tags; tags of other people are passed over."""
    found: dict[str, tuple[str, ...]] = {}
    for tag in tags:
        name, parted, value = tag.strip().partition(joint)
        if parted and name in NAMES and value:
            found[name] = (*found.get(name, ()), value)
    return found
