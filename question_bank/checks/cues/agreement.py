"""Grammar that lets only some options follow the stem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.language.forms import form
from question_bank.checks.language.options import Options, in_each_language
from question_bank.checks.prose import lead_in
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

_BLANK = r"[\s_.…:*]*"
_ENDS_EN = re.compile(rf"(?<![\w'])(an?)\b{_BLANK}$", re.IGNORECASE)
_ENDS_FR = re.compile(
    rf"(?<!\w)(une?|les?|la|l['’]|d['’]|du|des|de la|de l['’]|aux?|cette|cet|ces?|sa|son|ses"
    rf"|qu['’]une?){_BLANK}$",
    re.IGNORECASE,
)
_VOWEL_EN = re.compile(
    r"^[\W_]*(?:(?:h(?=our|onest|eir|onou?r)|[aeio]|u(?!ni(?!n)|se|su|til|ro|ri))|(?:[FHLMNRSX]"
    r"(?=[A-Z]{1,5}\b)))",
    re.IGNORECASE,
)
_CONSONANT_NAME = re.compile(r"^[\W_]*U(?=[A-Z]{1,4}\b)|^[\W_]*(?:one|once|eu)", re.IGNORECASE)
_VOWEL_FR = re.compile(
    r"^[\W_]*(?:[aeiouyàâéèêëîïôûùœæ]|h(?!aut|éros|asard|andicap|onte))", re.IGNORECASE
)
_FEMININE = re.compile(
    r"(?:[stx]ion|té|tié|ure|ance|ence|esse|ie|ade|ude|ette|elle|ine|ice(?<!vice)|euse|trice|ière)$"
)
_MASCULINE = re.compile(
    r"(?:ment|age|eau|isme|oir|eur|ier|et|al|on(?<!ion)|in|teur|if|ège|ème|vice)$"
)
_PLURALS = frozenset({"les", "des", "ces", "ses", "aux"})
_SINGULAR_IN_S = ("us", "is", "as", "ès", "rs", "ps")
_ELIDED = frozenset({"l'", "d'", "de l'", "cet"})
_BEFORE_CONSONANT = frozenset({"le", "la", "de la", "du", "ce", "au", "sa"})
_FEMININE_ARTICLES = frozenset({"une", "la", "de la", "cette", "sa"})
_PLURAL_ASKED: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:which|what)\b[^?]{0,60}?\b(?:are|were|have)\b[^?]*\?\W*$|\b(?:are|were)\s*:?\W*$"
        r"|\bwhich (?:two|three|people|\w{3,}[^su\W]s|\w+ \w{3,}[^su\W]s) "
        r"(?!does\b|is\b)[^?]*\?\W*$",
        re.IGNORECASE,
    ),
    "fr": re.compile(r"\bquel(?:le)?s (?:sont|\w+)\b[^?]*\?\W*$|\bsont\s*:?\W*$", re.IGNORECASE),
}
_SINGULAR_START: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"^\W*(?:an?|the \w+(?<!s)|one|his \w+(?<!s)|her \w+(?<!s))\b(?!.*\band\b)", re.I
    ),
    "fr": re.compile(
        r"^\W*(?:une?|le|la|l['’]|son|sa|cet|cette|ce)(?!\w)(?!.*\bet\b)", re.IGNORECASE
    ),
}
_PLURAL_START: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"^\W*(?:two|three|four|both|several|these|those|the \w+[^s\W]s|his \w+s|her \w+s"
        r"|(?:an?|the|his|her)?\s*\w+(?:\s\w+)? and (?:an?|the|his|her)\b)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^\W*(?:les|des|ces|ses|deux|trois|quatre|plusieurs)(?!\w)|^\W*(?:une?|le|la|l['’]).* et "
        r"(?:une?|le|la|l['’])",
        re.IGNORECASE,
    ),
}
_ASKS: dict[Locale, tuple[tuple[re.Pattern[str], str], ...]] = {
    "en": (
        (
            re.compile(
                rf"\b(?:should|must|will|would|can|may|to|needs? to){_BLANK}$", re.IGNORECASE
            ),
            "a bare verb",
        ),
        (
            re.compile(rf"\b(?:by|before|after|while|avoid|start|keep){_BLANK}$", re.I),
            "an -ing form",
        ),
    ),
    "fr": (
        (
            re.compile(
                rf"(?<!\w)(?:doit|doivent|devrait|peut|va|faut|pour|afin de|consiste à|est de)"
                rf"{_BLANK}$",
                re.IGNORECASE,
            ),
            "an infinitive",
        ),
    ),
}
_FIX = "End the stem so that every option can follow it, or begin all options alike."


def grammatical_cues(item: Item, setting: Setting) -> Iterator[Fault]:
    """Article, gender and number of the stem fit every option, not the key alone."""
    for options in in_each_language(item):
        question = lead_in(item.stem.in_(options.locale))
        fits = (
            _article(question, options.locale)
            or _number(question, options)
            or _verb_form(question, options.locale)
        )
        if fits is None:
            continue
        follows = [fits(text) for text in options.texts]
        misfits = [n for n, fit in enumerate(follows) if fit is False]
        if follows[options.key] is not False and misfits:
            names = ", ".join(item.choices[n].id for n in misfits)
            message = f"the stem's {_end(question)!r} fits the key but not {names}"
            yield Fault(f"stem.{options.locale}", message, _FIX, "warning")


Fit = Callable[[str], bool | None]  # None where one cannot tell


def _article(question: str, locale: Locale) -> Fit | None:
    """Whether an option can follow the article that ends the stem."""
    found = (_ENDS_EN if locale == "en" else _ENDS_FR).search(question)
    if found is None or question.rstrip(" *").endswith("?"):
        return None
    article = found[1].lower().replace("’", "'").removeprefix("qu'")
    if locale == "en":
        return lambda option: _starts_with_vowel_sound(option) == (article == "an")
    return lambda option: _follows_fr(article, option)


def _starts_with_vowel_sound(option: str) -> bool:
    if _CONSONANT_NAME.search(option):
        return False
    return _VOWEL_EN.search(option) is not None


def _follows_fr(article: str, option: str) -> bool | None:
    """Whether the option agrees with the article; None where its gender does not show."""
    noun = re.search(r"[^\W\d_]+", option)
    word = noun.group().lower() if noun is not None else ""
    plural = word.endswith(("s", "x")) and not word.endswith(_SINGULAR_IN_S)
    if article in _PLURALS:
        return True if plural else None
    if plural:
        return False
    vowel = _VOWEL_FR.search(option) is not None
    if article in _ELIDED:
        return vowel
    if vowel and article in _BEFORE_CONSONANT:
        return False
    return _gender(article, word)


def _gender(article: str, word: str) -> bool | None:
    feminine, masculine = (ending.search(word) is not None for ending in (_FEMININE, _MASCULINE))
    if article in _FEMININE_ARTICLES:
        return False if masculine and not feminine else None
    return False if feminine else None


def _number(question: str, options: Options) -> Fit | None:
    """Whether an option is several things, where the stem asks for several and one fits."""
    locale = options.locale
    if _PLURAL_ASKED[locale].search(question) is None:
        return None
    plural = [_PLURAL_START[locale].search(text) is not None for text in options.texts]
    singular = [_SINGULAR_START[locale].search(text) is not None for text in options.texts]
    if plural[options.key] and sum(plural) == 1 and sum(singular) >= 2:
        return lambda option: None if _PLURAL_START[locale].search(option) else False
    return None


def _verb_form(question: str, locale: Locale) -> Fit | None:
    """Whether an option can follow the verb or preposition that ends the stem."""
    asked = next((form for end, form in _ASKS[locale] if end.search(question)), None)
    if asked is None:
        return None

    def fits(option: str) -> bool | None:
        given = form(option, locale)
        return None if given is None or given == "speech" else given == asked

    return fits


def _end(question: str) -> str:
    return " ".join(question.split()[-3:])
