"""Options that are only a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.checks.finding import Fault
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item

_WORDS = r"(?:true|false|yes|no|vrai|faux|oui|non)"
_ALONE = re.compile(rf"^{_WORDS}[\s.!]*$", re.IGNORECASE)
_VERDICT = (
    r"(?:true|false|yes|no|right|wrong|correct|incorrect|agree|disagree|vrai|faux|oui|non|exact"
    r"|inexact|juste|d['’]accord|pas d['’]accord)"
)
_EITHER = (
    re.compile(
        r"^\W*(?:yes|true|right|oui|vraie?|exact|c['’]est vrai|(?:it|this|that) is true)\b", re.I
    ),
    re.compile(
        r"^\W*(?:no|false|wrong|non|fau(?:x|sse)|c['’]est faux|(?:it|this|that) is false)\b", re.I
    ),
)
_FIRST = re.compile(rf"^(?:\*\*)?{_VERDICT}\b(?:\*\*)?\s*[,.:;(—–-]", re.IGNORECASE)


def true_false(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option is true or false, yes or no."""
    fix = "Ask for a decision, and write what one would do or conclude."
    for place, _, text in option_texts(item):
        if _ALONE.search(text):
            yield Fault(place, "is a bare verdict", fix)
    for locale in LOCALES:
        texts = [choice.text.in_(locale) for choice in item.choices]
        if all(map(_FIRST.search, texts)) or _are_verdicts(texts):
            message = f"every option starts with a verdict, as yes or false ({locale})"
            yield Fault("choices", message, fix)


def _are_verdicts(texts: Sequence[str]) -> bool:
    """Whether every option starts with yes or no, and both are among them."""
    yes, no = ([bool(verdict.search(text)) for text in texts] for verdict in _EITHER)
    return any(yes) and any(no) and all(one or other for one, other in zip(yes, no, strict=True))
