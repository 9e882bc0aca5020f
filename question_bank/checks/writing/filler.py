"""Distractors that nobody in the field would choose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.language.options import in_each_language
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

_FILLER: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"^\W*(?:do nothing|ignore (?:it|this|the|her|his|him)|take no action"
        r"|(?:simply |just )?wait and see|call the police)\b[^,;]{0,25}$"
        r"|\bnone of (?:your|our|my) business\b|\bmind (?:your|her|his) own business\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^\W*(?:ne rien faire|ignorer (?:la|le|les|cet|cette|ce|sa|son)\b"
        r"|ne pas (?:intervenir|agir)"
        r"|appeler la police|attendre (?:et voir|que cela passe))(?!\w)[^,;]{0,25}$",
        re.IGNORECASE,
    ),
}


def filler_options(item: Item, setting: Setting) -> Iterator[Fault]:
    """No distractor is "do nothing" or another filler that no colleague would choose."""
    for options in in_each_language(item):
        for index, text in enumerate(options.texts):
            found = _FILLER[options.locale].search(text) if index != options.key else None
            if found is not None:
                message = f"{found.group().strip()!r} is chosen by nobody in the field"
                fix = "Write what a tired, decent colleague would do."
                yield Fault(options.place(index), message, fix, "warning")
