"""Absolute words, which trained guessers strike out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import Options, in_each_language
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

# One of these in one distractor is a cue; of the milder ones it takes two distractors.
STRONG: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"(?<!\w)(?<!not )(?:always|never|invariably|absolutely|completely|totally|entirely|utterly"
        r"|exclusively|solely|every time|at all times|in (?:all|every) (?:cases?|situations?)"
        r"|under (?:no|all) circumstances|without (?:exception|fail)|no matter what|at all costs?"
        r"|guarantee[sd]?(?! by)|impossible|in no case|at no time"
        r"|all (?:clients|patients)"
        r"|every (?:client|patient|person|family|member|case))(?!\w)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?<!\w)(?<!pas )(?:toujours|jamais|systématiquement|invariablement|absolument|totalement"
        r"|entièrement|complètement|intégralement|exclusivement|obligatoirement|impérativement"
        r"|en (?:toutes?|aucunes?) circonstances?|en aucun cas|dans (?:tous les|aucun) cas"
        r"|sans (?:aucune )?exception|à tout prix|quoi qu['’]il arrive|à chaque fois"
        r"|garanti(?:r|t|es?|s)?(?! par)|impossible"
        r"|tou(?:s|tes) les (?:clients|clientes|patients))(?!\w)",
        re.IGNORECASE,
    ),
}
MILD: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"(?<!\w)(?:only|all|every|none|nothing|must|cannot|no longer|everything"
        r"|no ?one|nobody|every(?:one|body))(?!\w)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?<!\w)(?:seulement|uniquement|personne ne|tout le monde|tous|toutes|rien|doit"
        r"|doivent|aucune?|(?<!une )(?<!un )(?<!d['’]une )seule?s?)(?!\w)",
        re.IGNORECASE,
    ),
}
_DUTY = frozenset({"must", "cannot", "doit", "doivent"})
_FIX = "Take the absolute words out, or write a key that has one as well."


def absolute_terms(item: Item, setting: Setting) -> Iterator[Fault]:
    """Absolute words are not in the distractors alone."""
    for options in in_each_language(item):
        if has_strong_absolute(options.key_text, options.locale):
            continue
        asked = item.stem.in_(options.locale).lower()
        strong = _matches(options, STRONG[options.locale])
        mild = _matches(options, MILD[options.locale])
        found = {**{n: word for n, word in mild.items() if not _is_asked(word, asked)}, **strong}
        if len(strong) >= 2 or (
            (strong or len(found) >= 2) and not is_absolute(options.key_text, options.locale)
        ):
            index, word = sorted(found.items())[0]
            listed = ", ".join(repr(found[at]) for at in sorted(found))
            message = (
                f"{listed} in distractors only" if len(found) > 1 else f"{word!r} in a distractor"
            )
            message += ", none in the key" if len(found) == 1 else ""
            yield Fault(options.place(index), message, _FIX, "warning")


def is_absolute(text: str, locale: Locale) -> bool:
    """Whether the text has an absolute word, strong or mild."""
    return bool(STRONG[locale].search(text) or MILD[locale].search(text))


def has_strong_absolute(text: str, locale: Locale) -> bool:
    """Whether the text has a word that allows no exception."""
    return STRONG[locale].search(text) is not None


def _matches(options: Options, pattern: re.Pattern[str]) -> dict[int, str]:
    found = {
        index: pattern.search(text)
        for index, text in enumerate(options.texts)
        if index != options.key
    }
    return {index: match.group() for index, match in found.items() if match is not None}


def _is_asked(word: str, stem: str) -> bool:
    """Whether the question is about a duty of that word: "she asks whether she must sign"."""
    return word.lower() in _DUTY and bool(
        re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", stem)
    )
