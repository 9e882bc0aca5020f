"""Options that say the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations

from question_bank.checks.finding import Fault
from question_bank.checks.language.word_lists import by_language
from question_bank.checks.language.words import stem, words
from question_bank.checks.prose import normalised
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale

ANOTHER_WORD = 60.0  # ratio under which the words that differ are other words
NEAR = 92.0  # rapidfuzz ratio from which two wordings look alike


def duplicate_options(item: Item, setting: Setting) -> Iterator[Fault]:
    """No two options say the same, or nearly the same."""
    for locale in LOCALES:
        texts = [choice.text.in_(locale) for choice in item.choices]
        wordings = [normalised(text) for text in texts]
        for first, second in combinations(range(len(wordings)), 2):
            place = f"choices[{second}].text.{locale}"
            other = item.choices[first].id
            if wordings[first] == wordings[second]:
                yield Fault(place, f"says the same as {other!r}", "Write another option.")
            elif _look_alike(wordings[first], wordings[second]):
                message = f"differs from {other!r} by a few letters only"
                yield Fault(place, message, "Make the difference plain.", "warning")
            elif _meaning(texts[first], locale) == _meaning(texts[second], locale):
                message = f"says in other small words or synonyms what {other!r} says"
                yield Fault(place, message, "Write another option.", "warning")


def _look_alike(first: str, second: str) -> bool:
    """Whether the wordings differ by little; a figure or a letter that names is much."""
    from rapidfuzz import fuzz

    if not fuzz.ratio(first, second, score_cutoff=NEAR):
        return False
    left, right = set(first.split()), set(second.split())
    if any(len(word) == 1 or any(sign.isdigit() for sign in word) for word in left ^ right):
        return False
    removed, added = " ".join(sorted(left - right)), " ".join(sorted(right - left))
    return not removed or not added or fuzz.ratio(removed, added) >= ANOTHER_WORD


def _meaning(text: str, locale: Locale) -> tuple[str, ...]:
    """The words in order, without the light ones, each synonym as the first of its group.

    A text of fewer than two such words stays as it is written.
    """
    same, light = _synonyms(locale), by_language("light")[locale]
    stems = (stem(word, locale) for word in words(text, locale) if word not in light)
    found = tuple(same.get(one, one) for one in stems)
    return found if len(found) > 1 else (text,)


@cache
def _synonyms(locale: Locale) -> dict[str, str]:
    """The stem of each word of `synonyms` with that of the first word of its group."""
    groups = (group.split("/") for group in by_language("synonyms")[locale])
    return {stem(word, locale): stem(group[0], locale) for group in groups for word in group}
