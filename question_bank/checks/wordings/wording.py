"""The wordings of a rule, read from the YAML files of this folder and joined into one pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from question_bank.checks.language.word_lists import packaged
from question_bank.model import LOCALES, Locale, Prose, Record, Slug

FOLDER = Path(__file__).parent
_PART = re.compile(r"\{([a-z_]+)\}")  # `{things}`: `{0,5}` is left to the pattern
_OR = " | "


class Wording(Record):
    """One way to say what a rule looks for: an alternative of its pattern.

    In `pattern`, `{things}` stands for the part of that name. Without `lang`, it is looked for in
    both languages. `examples` are texts that it finds, `fine` are near misses; tests hold it, and
    the whole rule, to both.
    """

    id: Slug
    lang: Locale | None = None
    pattern: Prose
    examples: tuple[Prose, ...]
    fine: tuple[Prose, ...] = ()


class WordingSet(Record):
    """Wordings that are looked for at once."""

    exact_case: bool = False
    wordings: tuple[Wording, ...]


class WordingFile(Record):
    """Everything that one file says.

    `parts` are pieces of patterns, of both languages or of one: a pattern as it is, or several
    with ` | ` between them, any of which will do. A part may name parts before it. Spaces
    at the ends of a part or of a pattern are lost.
    """

    parts: Mapping[Literal["both", "en", "fr"], Mapping[str, Prose]] = {}
    sets: Mapping[Slug, WordingSet]


@dataclass(frozen=True)
class Wordings:
    """A set of wordings of `<file>.yaml`; it is read and compiled when it is first asked for."""

    file: str
    name: str

    def in_(self, locale: Locale) -> re.Pattern[str]:
        """The pattern that finds any of them in a text of that language."""
        return self._patterns[locale]

    @cached_property
    def _patterns(self) -> dict[Locale, re.Pattern[str]]:
        told = wording_file(self.file).sets[self.name]
        return {
            locale: _compiled(self.file, told, locale, *_of_language(told, locale))
            for locale in LOCALES
        }


@cache
def wording_file(name: str) -> WordingFile:
    """The contents of `<name>.yaml`."""
    return WordingFile.model_validate(packaged(FOLDER / f"{name}.yaml"))


def pattern_of(file: str, told: WordingSet, wording: Wording, locale: Locale) -> re.Pattern[str]:
    """The pattern of one wording of a set by itself."""
    return _compiled(file, told, locale, wording)


def _of_language(told: WordingSet, locale: Locale) -> list[Wording]:
    return [wording for wording in told.wordings if wording.lang in (locale, None)]


def _compiled(file: str, told: WordingSet, locale: Locale, *wordings: Wording) -> re.Pattern[str]:
    """One pattern of these wordings, which are tried in their order."""
    parts = _parts(file, locale)
    filled = (_filled(wording.pattern, parts, file, wording.id) for wording in wordings)
    flags = re.NOFLAG if told.exact_case else re.IGNORECASE
    return re.compile("|".join(filled), flags)


@cache
def _parts(file: str, locale: Locale) -> dict[str, str]:
    """The parts of a language by name, those that they name filled in."""
    found: dict[str, str] = {}
    sections = wording_file(file).parts
    for section in (sections.get("both", {}), sections.get(locale, {})):
        for name, told in section.items():
            pattern = f"(?:{told.replace(_OR, '|')})" if _OR in told else told
            found[name] = _filled(pattern, found, file, name)
    return found


def _filled(pattern: str, parts: Mapping[str, str], file: str, place: str) -> str:
    """The pattern with its parts; ValueError names one that is not there."""
    for name in _PART.findall(pattern):
        if name not in parts:
            raise ValueError(
                f"{FOLDER / file}.yaml: {place}: there is no part `{name}` before it. "
                "Correct the name, or put the part under `parts`, above those that name it."
            )
    return _PART.sub(lambda found: parts[found.group(1)], pattern)
