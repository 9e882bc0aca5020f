"""Interface strings: English in the code, French in gettext `.po` files beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from question_bank.model import Locale


class Catalogue:
    """The strings of one package in both languages."""

    def __init__(self, french: dict[str, str | tuple[str, ...]]) -> None:
        self._french = french

    def text(self, locale: Locale, message: str, **values: Any) -> str:
        """The message in that language, with `{name}` filled from the values."""
        found = self._french.get(message) if locale == "fr" else None
        chosen = found if isinstance(found, str) and found else message
        return chosen.format(**values) if values else chosen

    def count(self, locale: Locale, one: str, many: str, n: int, **values: Any) -> str:
        """The singular or plural message for `n`; French counts 0 as singular."""
        if locale == "fr":
            found = self._french.get(one)
            singular, plural = found if isinstance(found, tuple) else (one, many)
            chosen = singular if n < 2 else plural
        else:
            chosen = one if n == 1 else many
        return chosen.format(n=n, **values)

    def as_json(self) -> dict[str, str | list[str]]:
        """What the browser needs to speak French: message to translation(s)."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in self._french.items()}


@cache
def catalogue(folder: Path) -> Catalogue:
    """The catalogue of `folder/fr.po`."""
    with (folder / "fr.po").open("rb") as stream:
        read: Catalog = read_po(stream, locale="fr")
    french: dict[str, str | tuple[str, ...]] = {}
    for message in read:
        if not message.id:
            continue
        if isinstance(message.id, str):
            french[message.id] = str(message.string)
        else:
            french[message.id[0]] = tuple(str(s) for s in message.string or ())
    return Catalogue(french)
