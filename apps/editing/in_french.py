"""What the linter says, in French: its English sentences, found again among those of `fr.po`.

The rules fill their sentences before anybody knows who reads them, so a sentence is matched
against the entries, whose `{names}` stand for what a rule filled in. That is put into the French
as it is; where it is one of our own words ("a noun", "unread"), an entry whose context is the name
translates it. Names that differ by a digit are one context. A part named `word` or `words` stands
for words between quotes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CATALOGUE = Path(__file__).parent / "fr.po"
REFUSED = "refused"  # the context of what is said when a draft is not saved

_NAME = re.compile(r"\{(\w+)\}")
_QUOTED = r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_LISTED = rf"{_QUOTED}(?:(?:, | or ){_QUOTED})*"
_PARTS = {"word": _QUOTED, "words": _LISTED}
_ANYTHING = r".*?"


@dataclass(frozen=True)
class Template:
    """An English sentence with names for what varies, and its French."""

    english: str
    french: str

    @property
    def literal(self) -> int:
        """How many characters of the English are always the same."""
        return len(_NAME.sub("", self.english))

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds the sentence again, each name a group; never in more than a few passes."""
        start, *rest = _NAME.split(self.english)
        found = re.escape(start)
        for name, literal in zip(rest[::2], rest[1::2], strict=True):
            part = _PARTS.get(_context(name), _ANYTHING)
            piece = f"(?P<{name}>{part}){re.escape(literal)}"
            is_last = name == rest[-2]
            found += piece if is_last else f"(?>{piece})"
        return re.compile(found, re.DOTALL)

    def filled(self, parts: Mapping[str, str]) -> str:
        """The French with its parts."""
        return _NAME.sub(lambda name: parts[name[1]], self.french)


def both(english: str, context: str = "") -> dict[str, str]:
    """The sentence in both languages."""
    return {"en": english, "fr": in_french(english, context)}


def in_french(english: str, context: str = "") -> str:
    """The sentence in French; in English where there is no entry for it."""
    found = _found(english, context)
    return english if found is None else found


def _found(english: str, context: str) -> str | None:
    """The French of the entry that says most of the sentence itself."""
    for template, pattern in _templates().get(context, ()):
        match = pattern.fullmatch(english)
        if match is not None:
            parts = match.groupdict()
            return template.filled({name: _part(name, parts[name]) for name in parts})
    return None


def _part(name: str, said: str) -> str:
    """What a rule filled in: a word of ours in French, quotes as French sets them."""
    if re.fullmatch(_LISTED, said, re.DOTALL):
        joined = re.sub(rf"({_QUOTED}) or ", r"\1 ou ", said)
        return re.sub(_QUOTED, lambda quoted: _in_guillemets(quoted[0]), joined)
    context = _context(name)
    whole = _found(said, context)
    if whole is not None:
        return whole
    return ", ".join(_found(one, context) or one for one in said.split(", "))


def _in_guillemets(quoted: str) -> str:
    return f"«\u00a0{ast.literal_eval(quoted)}\u00a0»"


def _context(name: str) -> str:
    return name.rstrip("0123456789")


@cache
def _templates() -> dict[str, tuple[tuple[Template, re.Pattern[str]], ...]]:
    """The entries by context, those that say most themselves first."""
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as stream:
        read = read_po(stream, locale="fr")
    entries: dict[str, list[Template]] = {}
    for message in read:
        if message.id:
            own = Template(str(message.id), str(message.string))
            entries.setdefault(message.context or "", []).append(own)
    return {
        context: tuple((one, one.pattern) for one in sorted(found, key=lambda one: -one.literal))
        for context, found in entries.items()
    }
