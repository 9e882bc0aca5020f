"""The options of an item in one language, with the key apart from the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from question_bank.bank import is_answerable
from question_bank.model import LOCALES, Item, Locale


@dataclass(frozen=True)
class Wordings:
    """The wordings of the options in one language, in the order of the file."""

    locale: Locale
    texts: tuple[str, ...]

    def place(self, index: int) -> str:
        """Where an option stands in the file."""
        return f"choices[{index}].text.{self.locale}"


@dataclass(frozen=True)
class Options(Wordings):
    """The wordings of the options, of which one is the key."""

    key: int

    @property
    def key_text(self) -> str:
        """The wording of the key."""
        return self.texts[self.key]

    @property
    def others(self) -> tuple[str, ...]:
        """The wordings of the distractors."""
        return tuple(text for index, text in enumerate(self.texts) if index != self.key)

    def place(self, index: int | None = None) -> str:
        """Where an option stands in the file; the key where none is named."""
        return super().place(self.key if index is None else index)


def wordings(item: Item) -> Iterator[Wordings]:
    """The options in French and in English, whatever their key."""
    for locale in LOCALES:
        yield Wordings(locale, tuple(choice.text.in_(locale) for choice in item.choices))


_LATEST: list[tuple[Item, tuple[Options, ...]]] = []  # many rules in a row ask for one item


def in_each_language(item: Item) -> tuple[Options, ...]:
    """The options in French and in English; nothing of an item without one key."""
    if not _LATEST or _LATEST[0][0] is not item:
        _LATEST[:] = [(item, tuple(_in_each_language(item)))]
    return _LATEST[0][1]


def _in_each_language(item: Item) -> Iterator[Options]:
    if not is_answerable(item) or len(item.choices) < 2:
        return
    key = next(index for index, choice in enumerate(item.choices) if choice.id == item.key)
    for locale in LOCALES:
        yield Options(locale, tuple(choice.text.in_(locale) for choice in item.choices), key)
