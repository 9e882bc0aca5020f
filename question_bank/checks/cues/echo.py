"""Words of the stem that come back in the key alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import Options, in_each_language
from question_bank.checks.language.word_lists import by_language
from question_bank.checks.language.words import content, content_words, stem, words
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

MANY = 3  # words of the stem in the key alone that are a cue, common or not
PLAIN = 4  # letters from which a distractor that repeats the stem makes up for the key
DISTINCTIVE = 5  # letters of a stem from which a word is more than a common one


def word_repeats(item: Item, setting: Setting) -> Iterator[Fault]:
    """No distinctive word of the stem comes back in the key and in no distractor."""
    case = setting.bank.cases.get(item.case) if item.case is not None else None
    for options in in_each_language(item):
        locale = options.locale
        asked = item.stem.in_(locale) + (f" {case.text.in_(locale)}" if case is not None else "")
        own = _own_echoes(options, content(asked, locale))
        common = setting.common_words[locale]
        key = {word for word in own[options.key] - common if len(word) >= DISTINCTIVE}
        rivals = [own[n] for n in range(len(own)) if n != options.key and own[n]]
        many = len(own[options.key]) >= MANY
        if many or _repeats_phrase(options, asked, own[options.key]):
            is_cue = (bool(key) or many) and sum(map(len, rivals)) <= 1
        else:
            is_cue = bool(key) and not rivals
        if is_cue:
            told = key or own[options.key]
            shown = sorted({w for w in words(options.key_text, locale) if stem(w, locale) in told})
            message = f"{', '.join(map(repr, shown))} of the stem is in the key alone"
            fix = "Say it in other words, or give distractors words of the stem as well."
            yield Fault(options.place(), message, fix, "warning")


def _own_echoes(options: Options, in_stem: frozenset[str]) -> list[set[str]]:
    """For each option, the words of the stem that no other option has."""
    shared = [content(text, options.locale) & in_stem for text in options.texts]
    counts = Counter(word for echo in shared for word in echo)
    usual = _usual(options.locale)
    return [
        {word for word in echo if counts[word] == 1 and len(word) >= PLAIN} - usual
        for echo in shared
    ]


def _repeats_phrase(options: Options, asked: str, own: set[str]) -> bool:
    """Whether two words that follow each other in the stem do so in the key alone."""
    in_key, in_stem = (_phrases(text, options.locale) for text in (options.key_text, asked))
    return any(own >= {*pair} for pair in in_key & in_stem)


def _phrases(text: str, locale: Locale) -> set[tuple[str, str]]:
    """Pairs of words that follow each other, small words left out."""
    return set(pairwise(content_words(text, locale)))


@cache
def _usual(locale: Locale) -> frozenset[str]:
    return frozenset(stem(word, locale) for word in by_language("usual")[locale])
