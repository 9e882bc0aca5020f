"""The prose of a case, and the words of a student, as feedback shows them in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from curriculum.facts import filled
from curriculum.model import Fact
from curriculum.render.page import number
from curriculum.typography import typeset
from graders.cases.words import say
from question_bank.model import Locale, Text

_SMALLEST, _LARGEST = 1e-9, 1e15  # what is written digit by digit
_typeset = lru_cache(4096)(typeset)  # the prose of cases, the same for every student
_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")  # the punctuation that Markdown can escape


@dataclass(frozen=True)
class Voice:
    """One language, with the facts that texts refer to."""

    lang: Locale
    facts: Mapping[str, Fact]

    def prose(self, text: Text) -> str:
        """A text of the case, facts filled in, set as its language asks."""
        return _typeset(filled(text.in_(self.lang), self.facts, self.lang), self.lang).strip()

    def say(self, message: str, **values: Any) -> str:
        """A sentence of ours."""
        return say(self.lang, message, **values)

    def figure(self, value: float, unit: Text | None = None) -> str:
        """A figure with its unit."""
        plain = value == 0 or _SMALLEST <= abs(value) < _LARGEST
        said = number(value, self.lang) if plain else f"{value:g}"
        return said if unit is None else f"{said} {self.prose(unit)}"

    def listed(self, texts: list[str]) -> str:
        """Several things in a sentence."""
        return ("\u202f; " if self.lang == "fr" else "; ").join(texts)


def as_written(words: str) -> str:
    """What a student wrote, as prose in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", words)
