"""Words by which a text speaks of the list of options it stands in: its name, labels and ranks."""

from __future__ import annotations

import re

from question_bank.checks.language.words import content
from question_bank.checks.prose import lead_in
from question_bank.checks.wordings.wording import Wordings
from question_bank.model import Locale

_ITSELF = Wordings("list_words", "itself")
_END = Wordings("list_words", "end")
_LABEL = Wordings("list_words", "label")
_AN_OPTION = Wordings("list_words", "option-by-rank")
_BY_RANK = Wordings("list_words", "by-rank")
_ASKED = re.compile(r"\b(?:which|what|quel(?:le)?s?)\s+(\w+(?:\s+\w+)?)", re.IGNORECASE)
# Few texts hold one of these: the rest needs no closer look.
_OF_A_LIST = ("list", "page")
_OF_A_LABEL = ("(", "°", "#", "no.", "umber", "uméro")


def names_the_list(text: str, stem: str, locale: Locale) -> re.Match[str] | None:
    """Words of an option for the list it stands in, where the stem tells of no other list."""
    if "list" not in text or content("list liste", locale) & content(stem, locale):
        return None
    return _ITSELF.in_(locale).search(text)


def names_a_place(text: str, stem: str, locale: Locale) -> re.Match[str] | None:
    """The end of the list, or the label of an option, that the stem gives to nothing else."""
    found = _END.in_(locale).search(text) if any(word in text for word in _OF_A_LIST) else None
    if found is not None and not content("list liste", locale) & content(stem, locale):
        return found
    if not any(word in text for word in _OF_A_LABEL):
        return None
    pattern = _LABEL.in_(locale)
    labels = {label.group().casefold() for label in pattern.finditer(stem)}
    return next((f for f in pattern.finditer(text) if f.group().casefold() not in labels), None)


def ranks_what_is_asked(option: str, stem: str, locale: Locale) -> re.Match[str] | None:
    """A rank before the noun of the question, where the story tells of none: "the next plan"."""
    question = lead_in(stem)
    told = content(stem.removesuffix(question), locale)
    found = _AN_OPTION.in_(locale).search(option)
    if found is not None and not content(_noun(found), locale) & told:
        return found
    found = _BY_RANK.in_(locale).search(option)
    if found is None or content(_noun(found), locale) & told:
        return None
    asked = content(" ".join(_ASKED.findall(question)), locale)
    return found if found["these"] is not None or content(_noun(found), locale) & asked else None


def _noun(found: re.Match[str]) -> str:
    return next(named for named in found.groupdict().values() if named)
