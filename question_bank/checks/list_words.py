"""Words by which a text speaks of the list of options it stands in: its name, labels and ranks."""

from __future__ import annotations

import re

from question_bank.checks.language.words import content
from question_bank.checks.prose import lead_in
from question_bank.model import Locale

_ITSELF: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:on|in|of|from) this list\b|\bthis list (?:proposes|offers|names|gives|holds|says)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:dans|sur|de|parmi) cette liste(?!\w)|\bcette liste (?:propose|offre|cite|dit|donne)",
        re.IGNORECASE,
    ),
}
_END: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:top|bottom|head|end|start|foot) of (?:the|this) (?:list|page)\b", re.IGNORECASE
    ),
    "fr": re.compile(
        r"\b(?:en|au|du) (?:tête|haut|bas|fin|début|bout|pied) de (?:la |cette )?(?:liste|page)"
        r"(?!\w)",
        re.IGNORECASE,
    ),
}
_LABEL = re.compile(
    r"(?<=\s)\([a-e]\)(?=[\s,.;:]|$)|^\([a-e]\)|\b(?:n[o°]|no\.|number|numéro|#)\s?[1-5](?![\w%.,]\d)"
    r"(?!\w)",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:which|what|quel(?:le)?s?)\s+(\w+(?:\s+\w+)?)", re.IGNORECASE)
_RANKED: dict[Locale, str] = {
    "en": r"(?:first|second|third|fourth|last|next|previous|preceding|following|other|same)",
    "fr": (
        r"(?:premi(?:er|ère)|deuxième|seconde?|troisième|quatrième|derni(?:er|ère)|autre|même"
        r"|précédente?|suivante?)"
    ),
}
_TO_RANKED: dict[Locale, str] = {
    "en": r"^\W*(?:\w+ )?the {rank}(?: (?!of\b)(?P<noun>\w+)| of (?:these|those) (?P<these>\w+))",
    "fr": (
        r"^\W*(?:\w+ )?(?:l[ea] |l['’])(?:{rank} (?!de\b)(?P<noun>\w+)|(?P<before>\w+) {rank}(?!\w)"
        r"|{rank} de ces (?P<these>\w+))"
    ),
}
# "The first action, then a call": nouns for options, where nothing tells which first action.
_AN_OPTION: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        rf"\bthe {_RANKED['en']} (?P<noun>action|step|measure|move|choice|option|answer|proposal"
        r"|suggestion)(?=[\s.*]*$|[,.;:)]| (?:then|and|with|but)\b)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?<!\w)(?:l[ae] |du |l['’])(?:(?:premi(?:er|ère)|deuxième|seconde?|troisième"
        r"|derni(?:er|ère)) (?P<noun>action|démarche|mesure|étape|choix|option|réponse|proposition"
        r"|piste)"
        r"|(?P<before>action|démarche|mesure|choix|option|réponse|proposition|piste)"
        r" (?:suivante?|précédente?))(?=[\s.*]*$|\s?[,.;:)]| (?:puis|et|avec|mais)(?!\w))",
        re.IGNORECASE,
    ),
}
_BY_RANK = {
    locale: re.compile(_TO_RANKED[locale].format(rank=rank), re.IGNORECASE)
    for locale, rank in _RANKED.items()
}


# Few texts hold one of these: the rest needs no closer look.
_OF_A_LIST = ("list", "page")
_OF_A_LABEL = ("(", "°", "#", "no.", "umber", "uméro")


def names_the_list(text: str, stem: str, locale: Locale) -> re.Match[str] | None:
    """Words of an option for the list it stands in, where the stem tells of no other list."""
    if "list" not in text or content("list liste", locale) & content(stem, locale):
        return None
    return _ITSELF[locale].search(text)


def names_a_place(text: str, stem: str, locale: Locale) -> re.Match[str] | None:
    """The end of the list, or the label of an option, that the stem gives to nothing else."""
    found = _END[locale].search(text) if any(word in text for word in _OF_A_LIST) else None
    if found is not None and not content("list liste", locale) & content(stem, locale):
        return found
    if not any(word in text for word in _OF_A_LABEL):
        return None
    labels = {label.group().casefold() for label in _LABEL.finditer(stem)}
    return next((f for f in _LABEL.finditer(text) if f.group().casefold() not in labels), None)


def ranks_what_is_asked(option: str, stem: str, locale: Locale) -> re.Match[str] | None:
    """A rank before the noun of the question, where the story tells of none: "the next plan"."""
    question = lead_in(stem)
    told = content(stem.removesuffix(question), locale)
    found = _AN_OPTION[locale].search(option)
    if found is not None and not content(_noun(found), locale) & told:
        return found
    found = _BY_RANK[locale].search(option)
    if found is None or content(_noun(found), locale) & told:
        return None
    asked = content(" ".join(_ASKED.findall(question)), locale)
    return found if found["these"] is not None or content(_noun(found), locale) & asked else None


def _noun(found: re.Match[str]) -> str:
    return next(named for named in found.groupdict().values() if named)
