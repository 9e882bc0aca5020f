"""Traits that vignettes give by default, and that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.language.word_lists import by_language
from question_bank.checks.language.words import content, stem
from question_bank.checks.rule import Setting
from question_bank.checks.words.term import candidates, passages
from question_bank.model import Item, Locale


def vignette_defaults(item: Item, setting: Setting) -> Iterator[Fault]:
    """Origin, faith, orientation and formulas of age and sex stand where an option uses them."""
    for passage in passages(item):
        if passage.part != "stem":
            continue
        for term in candidates(item, "vignette", passage.locale):
            found = term.found_in(passage.text)
            if found is None:
                continue
            trait = _telling(content(found, passage.locale), passage.locale)
            used = any(
                trait & content(other.text, passage.locale)
                for other in passages(item)
                if other.locale == passage.locale and other.part != "stem"
            )
            if not used:
                fix = f"Keep {term.instead} ({term.source})."
                yield Fault(passage.place, f"{found!r}: {term.why}", fix, term.level)


def _telling(trait: frozenset[str], locale: Locale) -> frozenset[str]:
    """The words of the trait itself, without "man" or "patient" beside it."""
    usual = {stem(word, locale) for word in by_language("usual")[locale]}
    return trait - usual or trait
