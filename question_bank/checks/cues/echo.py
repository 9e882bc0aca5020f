"""A word of the stem that comes back in the key alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import in_each_language
from question_bank.checks.language.word_lists import by_language
from question_bank.checks.language.words import content, stem, words
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

PLAIN = 4  # letters from which a distractor that repeats the stem makes up for the key
DISTINCTIVE = 5  # letters of a stem from which a word is more than a common one


def word_repeats(item: Item, setting: Setting) -> Iterator[Fault]:
    """No distinctive word of the stem comes back in the key and in no distractor."""
    case = setting.bank.cases.get(item.case) if item.case is not None else None
    for options in in_each_language(item):
        locale = options.locale
        asked = item.stem.in_(locale) + (f" {case.text.in_(locale)}" if case is not None else "")
        in_stem = content(asked, locale)
        shared = [content(text, locale) & in_stem for text in options.texts]
        counts = Counter(word for echo in shared for word in echo)
        usual = _usual(locale)
        own = [
            {word for word in echo if counts[word] == 1 and len(word) >= PLAIN} - usual
            for echo in shared
        ]
        common = setting.common_words[locale]
        key = {word for word in own[options.key] - common if len(word) >= DISTINCTIVE}
        if key and not any(own[n] for n in range(len(own)) if n != options.key):
            shown = sorted({w for w in words(options.key_text, locale) if stem(w, locale) in key})
            message = f"{', '.join(map(repr, shown))} of the stem is in the key alone"
            fix = "Say it in other words, or give distractors words of the stem as well."
            yield Fault(options.place(), message, fix, "warning")


@cache
def _usual(locale: Locale) -> frozenset[str]:
    return frozenset(stem(word, locale) for word in by_language("usual")[locale])
