"""Facts inside prose: `{fact:id}` in data files, a marked span in notebooks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from curriculum.model import Fact
from question_bank.model import Locale

_HOLE = re.compile(r"\{fact:([a-z0-9-]+)\}")
_SPAN = re.compile(r'<span data-fact="([a-z0-9-]+)">(.*?)</span>', re.DOTALL)
_UNCONFIRMED = {"fr": " (à vérifier)", "en": " (to be checked)"}


def shown(fact: Fact, lang: Locale) -> str:
    """The fact as a sentence shows it; one that nobody confirmed says so."""
    value = fact.value.in_(lang)
    return value if fact.is_confirmed else value + _UNCONFIRMED[lang]


def named(prose: str) -> Iterator[str]:
    """Ids of the facts that the prose shows, as holes or as spans."""
    for found in _HOLE.finditer(prose):
        yield found[1]
    for found in _SPAN.finditer(prose):
        yield found[1]


def filled(prose: str, facts: Mapping[str, Fact], lang: Locale) -> str:
    """The prose with its holes filled; a fact that does not exist stays a hole."""
    return _HOLE.sub(
        lambda found: shown(facts[found[1]], lang) if found[1] in facts else found[0], prose
    )


def spanned(markdown: str, facts: Mapping[str, Fact], lang: Locale) -> str:
    """The markdown with every fact, hole or span, as a span that holds its present value."""

    def span(found: re.Match[str]) -> str:
        fact = facts.get(found[1])
        if fact is None:
            return found[0]
        value = html.escape(shown(fact, lang), quote=False)
        return f'<span data-fact="{fact.id}">{value}</span>'

    return _HOLE.sub(span, _SPAN.sub(span, markdown))


def without_facts(prose: str) -> str:
    """The prose without its facts: what was written by hand."""
    return _HOLE.sub(" ", _SPAN.sub(" ", prose))
