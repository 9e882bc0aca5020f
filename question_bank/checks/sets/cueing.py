"""An item whose stem gives away the key of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from question_bank.bank import is_answerable
from question_bank.checks.finding import Fault
from question_bank.checks.language.word_lists import by_language
from question_bank.checks.language.words import FUNCTION_WORDS, content, content_words, words
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Case, Item, Locale

RUN = 5  # words of a key, in a row, that another stem repeats
MEANT = 3  # of them that carry meaning
HELD = 0.75  # share of the key's own words that the other stem holds
_PEOPLE = by_language("people")


def item_cueing(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """The key of no live item stands in the stem or the scenario of another of its exam."""
    bank = setting.bank
    told = set()
    for exam in sorted({origin.exam for origin in bank.origins.values()}):
        items = [item for item in bank.select(exam=exam, status="live") if is_answerable(item)]
        for locale in LOCALES:
            for keyed, other, run in _cues(items, bank.cases, locale):
                foes = bank.enemies.get(keyed.id, frozenset())
                if other.id in foes or (keyed.id, other.id) in told:
                    continue
                told.add((keyed.id, other.id))
                message = f"the stem repeats the key of {keyed.id!r}: {run!r} ({locale})"
                fix = "Reword one of the two, or name them enemies."
                yield bank.path_of(other.id), Fault(f"stem.{locale}", message, fix, "warning")


def _cues(
    items: Sequence[Item], cases: Mapping[str, Case], locale: Locale
) -> Iterator[tuple[Item, Item, str]]:
    """Items with their key in the stem of another, that other, and the words."""
    runs: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        key = _key_text(item, locale)
        distractors = {
            run
            for choice in item.choices
            if choice.id != item.key
            for run in _runs(choice.text.in_(locale), locale)
        }
        for run in set(_runs(key, locale)) - distractors:
            runs.setdefault(run, []).append(item)
    for other in items:
        asked = other.stem.in_(locale)
        case = cases.get(other.case) if other.case is not None else None
        scenario = case.text.in_(locale) if case is not None else ""
        for text, shared in ((asked, None), (scenario, other.case)):
            for run in dict.fromkeys(_in_a_row(words(text, locale), RUN)):
                for keyed in runs.get(run, ()):
                    if keyed.id == other.id or (shared is not None and keyed.case == shared):
                        continue
                    if _holds(text, keyed, locale):
                        yield keyed, other, " ".join(run)


def _holds(text: str, keyed: Item, locale: Locale) -> bool:
    """Whether the text has most of the key's words, beyond the few in a row."""
    key = content(_key_text(keyed, locale), locale)
    return len(key & content(text, locale)) >= HELD * len(key)


def _key_text(item: Item, locale: Locale) -> str:
    return next(choice.text.in_(locale) for choice in item.choices if choice.id == item.key)


def _runs(text: str, locale: Locale) -> Iterator[tuple[str, ...]]:
    """Every few words in a row that say something; the whole of a short text that does."""
    found = words(text, locale)
    size = min(RUN, len(found)) if len(content_words(text, locale)) >= MEANT else RUN
    for run in _in_a_row(found, size):
        meant = [w for w in run if w not in FUNCTION_WORDS[locale] and w not in _PEOPLE[locale]]
        if sum(not word.isdigit() for word in meant) >= MEANT:
            yield run


def _in_a_row(found: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(found[start:] for start in range(size)), strict=False)
