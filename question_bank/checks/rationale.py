"""The reasons given for each option."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from question_bank.bank import is_answerable
from question_bank.checks.finding import Fault
from question_bank.checks.language.word_lists import by_language
from question_bank.checks.language.words import content, stem
from question_bank.checks.list_words import names_a_place
from question_bank.checks.position import POINTS
from question_bank.checks.prose import reason_texts, word_count
from question_bank.checks.rule import Setting
from question_bank.checks.wordings.wording import Wordings
from question_bank.model import LOCALES, Item, Locale

SHORTEST = 6  # words under which a rationale explains nothing
CIRCLE = 18  # words from which it says something beside its option and a verdict

_VERDICT_WORDS = by_language("verdict")
# Most reasons hold none of these, and need no closer look.
_POINTING = (
    *("ption", "nswer", "hoi", "istractor", "bove", "elow", "ci-", "épons", "ropos"),
    *("listed ", "cité", "n°", " #"),
)
_CONCLUDING = (
    *("s the ", "s therefore", "s thus", "s what ", "est la ", "est le ", "est donc", "est bien"),
    *("est ce qu", "wins", "o choose", "o keep", "o pick", "à choisir", "à retenir", "l'emporte"),
)
_CAPITAL = re.compile(r"\b[A-E]\b|\([a-e]\)")
_NAMED_LETTER = re.compile(r"\b[B-E]\b|(?<=[a-zé,:(] )A\b|\bA\b(?=[,.;:)])")
_LETTER = Wordings("rationale", "letter")
_BARE_LETTER = Wordings("rationale", "bare-letter")
_NAMES_LETTERS = Wordings("rationale", "names-letters")
_ELSEWHERE = Wordings("rationale", "elsewhere")
_AGAINST = Wordings("rationale", "against")
_IN_FAVOUR = Wordings("rationale", "in-favour")


def rationale(item: Item, setting: Setting) -> Iterator[Fault]:
    """Every option has a reason that agrees with the key and names no letter or place."""
    for index, (place, locale, text, is_key) in enumerate(reason_texts(item)):
        option = item.choices[index // len(LOCALES)]
        if word_count(text) < SHORTEST:
            message = f"explains nothing in {word_count(text)} words"
            yield Fault(place, message, "Say why, and what would make a distractor right.")
        elif _says_nothing(text, option.text.in_(locale), locale):
            message = "gives no reason of its own"
            yield Fault(place, message, "Say why, and what would make a distractor right.")
        pointing = any(piece in text for piece in _POINTING)
        found = POINTS.in_(locale).search(text) if pointing else None
        if found is None and (pointing or _CAPITAL.search(text)):
            found = _LETTER.in_(locale).search(text) or _bare_letter(text, item, locale)
        if found is None:
            found = names_a_place(text, item.stem.in_(locale), locale)
        if found is not None:
            message = f"{found.group().strip()!r} names a place, and options are shuffled"
            yield Fault(place, message, "Say what is meant in words.")
        if not is_answerable(item):
            continue  # which reason should agree with the key is not known
        verdict = _verdict(text, locale, is_key=is_key)
        if verdict is not None:
            side = "against the key" if is_key else "for an option that is not the key"
            message = f"{verdict.group()!r} speaks {side}"
            yield Fault(place, message, "Mend the rationale, or `correct`.")


def _bare_letter(text: str, item: Item, locale: Locale) -> re.Match[str] | None:
    """A letter that stands for an option, where the item gives it to nothing else."""
    for found in _BARE_LETTER.in_(locale).finditer(text):
        told = (item.stem.in_(locale), *(choice.text.in_(locale) for choice in item.choices))
        named = set(_NAMED_LETTER.findall(" ".join(told)))
        letters = set(_CAPITAL.findall(found.group()))
        if not letters & named and not _NAMES_LETTERS.in_(locale).search(text[: found.start() + 1]):
            return found
    return None


def _says_nothing(why: str, option: str, locale: Locale) -> bool:
    """Whether a reason points elsewhere, or holds the words of its option and verdicts only."""
    if _ELSEWHERE.in_(locale).search(why):
        return True
    if word_count(why) > CIRCLE:
        return False
    return content(why, locale) <= content(option, locale) | _verdict_words(locale)


@cache
def _verdict_words(locale: Locale) -> frozenset[str]:
    """The stems of the words by which a reason only says right or wrong."""
    return frozenset(stem(word, locale) for word in _VERDICT_WORDS[locale])


def _verdict(text: str, locale: Locale, *, is_key: bool) -> re.Match[str] | None:
    """The words that contradict `correct`."""
    if is_key:
        return _AGAINST.in_(locale).search(text)
    verdict = _IN_FAVOUR.in_(locale)
    is_further_on = any(piece in text for piece in _CONCLUDING)
    return verdict.search(text) if is_further_on else verdict.match(text)
