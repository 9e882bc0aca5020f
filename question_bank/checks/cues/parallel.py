"""Options that are not written alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from question_bank.checks.finding import Fault
from question_bank.checks.language.forms import form
from question_bank.checks.language.options import Wordings, wordings
from question_bank.checks.language.word_lists import kinds
from question_bank.checks.language.words import words
from question_bank.checks.position import speaks_of_others
from question_bank.checks.rule import Setting
from question_bank.model import Item

OPENING = 4  # words among which an infinitive opens an option: "d'abord appeler"
_NO_VERBS = kinds("form")["not_infinitive_fr"]  # "dossier", "courrier"
_LIKE_INFINITIVE = re.compile(r"(?:er|ir|re)$")
_EITHER = (  # forms that answer one question, as when, how or to whom
    {"a noun", "a preposition"},  # "the evening", "by noon"
    {"a clause", "a preposition"},  # "after two years", "with the first payment"
)
_QUOTED = re.compile(r"^[\s*]*[\"“«].*[\"”»][\s.*]*$", re.DOTALL)
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_NAMED = re.compile(r"^\W*(?:[A-Z]{2,}|[a-z]+[A-Z])")  # SNF, interRAI


def parallel_options(item: Item, setting: Setting) -> Iterator[Fault]:
    """All options start with the same form, the same case, and end with the same sign."""
    for options in wordings(item):
        stem = item.stem.in_(options.locale)
        if any(speaks_of_others(text, stem, options.locale) for text in options.texts):
            continue  # refused by another rule, and bound to look otherwise
        starts = [form(text, options.locale) for text in options.texts]
        odd = _odd_one(starts)
        if odd is None and options.locale == "fr":
            odd = _no_infinitive(starts, options.texts)
            if odd is not None:
                starts[odd] = "no infinitive"
        if odd is not None:
            usual = next(kind for n, kind in enumerate(starts) if n != odd)
            message = f"starts with {starts[odd]}, the others with {usual}"
            fix = "Write all options in the same form."
            yield Fault(options.place(odd), message, fix, "warning")
        yield from _signs(options)


def _odd_one(kinds: Sequence[str | None]) -> int | None:
    """The place of the one option that differs from all others, which are alike."""
    counts = Counter(kinds)
    if len(kinds) < 3 or len(counts) != 2 or None in counts or set(counts) in _EITHER:
        return None
    (_, many), (rare, one) = counts.most_common()
    return list(kinds).index(rare) if one == 1 and many == len(kinds) - 1 else None


def _no_infinitive(kinds: Sequence[str | None], texts: Sequence[str]) -> int | None:
    """The place of the one French option whose first words hold no infinitive, unlike the others.

    "Revue du dossier" or "Appelle le médecin" among "Écrire à la caisse", "Attendre lundi".
    """
    if len(kinds) < 3 or kinds.count("an infinitive") != len(kinds) - 1 or None not in kinds:
        return None
    odd = kinds.index(None)
    first, *others = words(texts[odd], "fr")[:OPENING] or [""]
    opens = [first, *(word for word in others if word not in _NO_VERBS)]
    return None if any(map(_LIKE_INFINITIVE.search, opens)) else odd


def _signs(options: Wordings) -> Iterator[Fault]:
    plain = [text for text in options.texts if not _QUOTED.match(text)]
    if len(plain) < len(options.texts):
        return
    ends = [text.rstrip(" *").endswith(".") for text in plain]
    if len(set(ends)) > 1:
        odd = _rarer(ends)
        message = f"ends {'with' if ends[odd] else 'without'} a full stop, unlike others"
        fix = "End all options with the same sign."
        yield Fault(options.place(odd), message, fix, "warning")
    capitals = [_starts_with_capital(text) for text in plain]
    if len(set(capitals)) > 1:
        odd = _rarer(capitals)
        message = f"starts with a {'capital' if capitals[odd] else 'small'} letter, unlike others"
        yield Fault(options.place(odd), message, "Start all options alike.", "warning")


def _starts_with_capital(text: str) -> bool:
    if _NAMED.match(text) or text.lstrip(" *")[:1].isdigit():
        return True
    letter = _FIRST_LETTER.search(text)
    return letter is None or letter.group().isupper()


def _rarer(flags: Sequence[bool]) -> int:
    return flags.index(sum(flags) * 2 <= len(flags))
