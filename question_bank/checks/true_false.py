"""Options that are only a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item

_WORDS = r"(?:true|false|yes|no|vrai|faux|oui|non)"
_ALONE = re.compile(rf"^{_WORDS}[\s.!]*$", re.IGNORECASE)
_FIRST = re.compile(r"^(?:true|false|vrai|faux)\b\s*[,.:;—–-]", re.IGNORECASE)


def true_false(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option is true or false, yes or no."""
    fix = "Ask for a decision, and write what one would do or conclude."
    for place, _, text in option_texts(item):
        if _ALONE.search(text):
            yield Fault(place, "is a bare verdict", fix)
    for locale in LOCALES:
        if all(_FIRST.search(choice.text.in_(locale)) for choice in item.choices):
            yield Fault("choices", f"every option starts with true or false ({locale})", fix)
