"""A question between our items and the files of other systems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from question_bank.bank import Bank
from question_bank.checks.finding import Fault
from question_bank.exchange.labels import Labels, labels_of
from question_bank.model import Item, Locale, Source, Text
from question_bank.shape import unwrapped

# Prose by language: `**bold**`, an empty line between paragraphs. A language may be absent.
Words = Mapping[Locale, str]

TITLE = "Parcours"
LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
ATTRIBUTION = f"{TITLE} contributors, {LICENCE}, {LICENCE_URL}"


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen; `id` is None where its file gives it none."""

    text: Words
    why: Words = field(default_factory=dict)
    is_key: bool = False
    id: str | None = None


@dataclass(frozen=True)
class Question:
    """What a file says of one question, before anyone asks whether it can be an item.

    `labels` is whatever of an item's metadata the file states, `notes` what was changed or
    left out while reading it.
    """

    place: str
    stem: Words
    options: tuple[Option, ...]
    id: str | None = None
    scenario: Words = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    labels: Labels = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What was found in a file: its questions, and every one that cannot be taken."""

    questions: tuple[Question, ...]
    faults: tuple[Fault, ...] = ()


class NotReadable(ValueError):
    """The file as a whole cannot be read; the message says what to do."""


class NotWritable(ValueError):
    """The format has no room for an item; the message says which and why."""


def question_of(item: Item, bank: Bank, locales: tuple[Locale, ...]) -> Question:
    """The item as a question, in these languages."""
    case = None if item.case is None else bank.cases.get(item.case)
    return Question(
        place=item.id,
        id=item.id,
        stem=_words(item.stem, locales),
        options=tuple(
            Option(
                id=choice.id,
                text=_words(choice.text, locales),
                why=_words(choice.why, locales),
                is_key=choice.id in item.correct,
            )
            for choice in item.choices
        ),
        scenario={} if case is None else _words(case.text, locales),
        sources=item.sources,
        labels=labels_of(item, bank.exam_of(item.id)),
    )


def _words(text: Text, locales: tuple[Locale, ...]) -> Words:
    return {locale: unwrapped(text.in_(locale)) for locale in locales}
