"""The word lists of `words.yaml`, and other data that comes with the rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from question_bank.model import LOCALES, Locale
from question_bank.yaml_file import read_yaml

_FILE = Path(__file__).parent / "words.yaml"


def packaged(path: Path) -> Any:
    """The data of a YAML file that comes with the rules; ValueError says what is wrong with it."""
    data, faults = read_yaml(path)
    if faults:
        raise ValueError("; ".join(str(fault) for fault in faults))
    return data


@cache
def kinds(name: str) -> dict[str, frozenset[str]]:
    """One list of the file: its words by kind or by language."""
    data = packaged(_FILE)[name]
    return {str(kind): frozenset(str(listed).split()) for kind, listed in data.items()}


def by_language(name: str) -> dict[Locale, frozenset[str]]:
    """One list of the file: its words in each language."""
    return {locale: kinds(name)[locale] for locale in LOCALES}
