"""Words that point at the place of an option, which changes with every shuffle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from question_bank.checks.all_or_none import takes_in_all
from question_bank.checks.combined import combines
from question_bank.checks.finding import Fault
from question_bank.checks.list_words import names_a_place, names_the_list, ranks_what_is_asked
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

# "The first choice" and "the last option" are plain words of care: not listed.
_THING = (
    "steps?|actions?|measures?|ones?|moves?|items?|statements?|repl(?:y|ies)|ideas?"
    "|proposals?|suggestions?|solutions?|plans?|points?|tasks?|alternatives?|list"
)
_THING_FR = (
    "démarches?|actions?|mesures?|étapes?|énoncés?|répliques?|idées?|suggestions?|solutions?"
    "|pistes?|affirmations?|assertions?"
)
_RANK = "second|third|fourth|fifth|previous|preceding|other three"
_RANK_FR = "deuxièmes?|seconde?s?|troisièmes?|quatrièmes?|cinquièmes?|précédente?s?"

_ORDINAL = "first|last|second|third|fourth|fifth|next|previous|preceding"
_ANSWER = "options?|answers?|choices?|suggestions?|proposals?|statements?"
_ANSWER_FR = "options?|réponses?|propositions?|choix|suggestions?|énoncés?|affirmations?"
_LETTER = r"\(?(?:[A-E]|[1-5]|[b-e](?=[\s,.;:)]|$))"
# An option's rank told after it: "the step listed last", "la démarche citée en dernier".
_PUT = r"(?:listed|named|given|cited|shown|set out|placed|coming|that comes|offered|proposed|put)"
_PUT_FR = r"(?:cit|list|nomm|donn|propos|énonc|indiqu|présent|plac|énumér|mentionn)ée?s?"
_PLACE = (
    r"(?:first|second|third|fourth|last|earlier|at the (?:very )?(?:top|bottom|end|head|start)"
    r"|(?:just |right )?(?:before|after)(?: (?:it|this(?: one)?))?)"
)
_PLACE_FR = (
    r"(?:en (?:premier|deuxième|second|troisième|quatrième|dernier|tête|bas|haut)(?: lieu)?"
    r"|(?:juste |tout )?(?:avant|après|plus haut|plus bas)|à la fin|au début|tout en (?:haut|bas))"
)
# "The step listed last in her plan" says in what: that is no place among the options.
_STOP = r"(?=[\s.*]*$|[,.;:)]| (?:and|or|plus|then|with|but)\b)"
_STOP_FR = r"(?=[\s.*]*$|\s?[,.;:)]| (?:et|ou|plus|puis|avec|mais)(?!\w))"
_END_OF_LIST = r"(?:top|bottom|uppermost|lowest|upper|lower|left|right)(?:most)?"
_NUMBER = r"(?:n[o°]s?\.?|no\.|nr\.?|number|numéros?|#)"
_DIGIT = r"(?:[1-5]|one|two|three|four|five|un|deux|trois|quatre|cinq)(?![\w%]|[.,]\d)"

_GOES_ON = r"(?=[\s.*]*$|[,.;:)]| (?:and|or|plus|then|in|with|but|at|by|on|without|only|for)\b)"
_GOES_ON_FR = (
    r"(?=[\s.*]*$|\s?[,.;:)]| (?:et|ou|plus|puis|avec|mais|sans|en|dans|à|au"
    r"|pour|le|la|dès|par)(?!\w))"
)

POINTS: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?i:options?|answers?|choices?|distractors?|alternatives?) {_LETTER}\b(?!\.\d)"
        rf"|\b(?i:(?:the|this) (?:{_RANK}) (?:options?|answers?|choices?))\b"
        r"|\b(?i:(?:options?|answers?|choices?|listed|mentioned|as) (?:just )?(?:above|below))\b"
        r"(?! (?:the|an?|average|\d|her|his|their)\b)"
        rf"|\b(?i:(?:{_THING}) (?:just |listed |given |named |right |immediately )?"
        rf"(?:above|below)){_GOES_ON}"
        rf"|\b(?i:the (?:previous|preceding|foregoing) (?:{_THING}))\b"
        rf"|\b(?i:the (?:{_THING}|{_ANSWER}) (?:before|after|preceding|following|next to|on top"
        rf" of|under|over) (?:this|it|that)(?: one)?){_GOES_ON}"
        rf"|\b(?i:the (?:{_ORDINAL}) (?:{_ANSWER}|one|two|three) (?:above|below|here|listed|given"
        r"|on (?:this|the) list|in (?:this|the) list|of (?:these|the list|the four)))\b"
        rf"|^\W*(?i:(?:do |try |like |as |as in |use |repeat |follow )?(?:(?:the )?same"
        rf" (?:as|thing as) )?(?:in )?the (?:{_ORDINAL}) (?:{_ANSWER}|one)){_GOES_ON}"
        rf"|\b(?i:same as|as in|like in|as for|as with|do as in|follow|combine) {_LETTER}"
        r"(?=[\s.*]*$|[,.;:)]| (?:and|or|plus|then|but|with)\b)"
        r"|\b(?i:(?:as|same as|like|see|than) (?:above|below|before it|the (?:former|latter)))\b"
        r"|\b(?<!of )(?i:the (?:above|below))\b(?!-)"
        rf"|\b(?i:(?:{_THING}|{_ANSWER}|plans?|part|one) {_PUT} {_PLACE}){_STOP}"
        rf"|\b(?i:{_PUT} (?:just )?(?:above|below)){_STOP}"
        rf"|\b(?i:(?:{_THING}|{_ANSWER}|plans?) {_NUMBER}\s?{_DIGIT})"
        rf"|\b(?i:the (?:{_END_OF_LIST}) (?:{_ANSWER}|one)){_GOES_ON}"
        r"|\(see [A-E1-5]\b"
        rf"|\b(?i:the (?:{_ANSWER}|one) (?:at|on|to|near) (?:the|its|this) (?:very )?"
        rf"(?:end|start|head|beginning|{_END_OF_LIST})(?: of (?:the|this) list)?){_GOES_ON}",
    ),
    "fr": re.compile(
        rf"\b(?i:options?|réponses?|propositions?|choix|énoncés?|distracteurs?) {_LETTER}"
        r"(?!\w|[.,]\d)"
        rf"|\b(?i:(?:la|le|les|cette) (?:{_RANK_FR}) (?:options?|réponses?|propositions?))(?!\w)"
        rf"|\b(?i:(?:option|réponse|proposition)s? (?:{_RANK_FR}))(?!\w)"
        rf"|\b(?i:(?:{_THING_FR}|{_ANSWER_FR}) (?:précédente?s?|qui précèdent?|plus haut|plus bas"
        r"|(?:juste )?au-dessus|(?:juste )?en dessous|du dessus|du dessous|d['’]avant|d['’]après"
        rf"|d['’]en haut|d['’]en bas|qui suit|suivante)){_GOES_ON_FR}"
        rf"|^\W*(?i:(?:comme |faire |reprendre |suivre |répéter )?(?:dans )?(?:la|le|les) (?:même"
        rf" chose que |premi\w+ |derni\w+ |{_RANK_FR} )(?:(?:la |le )(?:premi\w+|derni\w+"
        rf"|{_RANK_FR}) ?)?(?:{_ANSWER_FR})){_GOES_ON_FR}"
        rf"|\b(?i:(?:la|le|les) (?:premi\w+|derni\w+|{_RANK_FR}) (?:{_ANSWER_FR}) (?:ci-|de la"
        r" liste|de cette liste|proposée?s?|citée?s?))"
        rf"|\b(?i:comme (?:en|au|dans|à)|idem que|même chose qu['’]?(?:en|au)?|voir en) {_LETTER}"
        r"(?=[\s.*]*$|\s?[,.;:)]| (?:et|ou|plus|puis|mais|avec)(?!\w))"
        r"|\b(?i:(?:comme|voir|idem) (?:plus (?:haut|bas)|au-dessus|en dessous|précédemment))(?!\w)"
        r"|\b(?i:(?:celle|celui|ceux|celles) (?:du dessus|du dessous|d['’]au-dessus|ci-|qui"
        r" précèdent?|d['’]avant))"
        rf"|\b(?i:(?:{_THING_FR}|{_ANSWER_FR}|plans?|volet|point|celui|celle) {_PUT_FR}"
        rf" {_PLACE_FR}){_STOP_FR}"
        rf"|\b(?i:(?:{_THING_FR}|{_ANSWER_FR}|plans?) {_NUMBER}\s?{_DIGIT})"
        r"|\((?:voir|cf\.?) [A-E1-5]\b"
        rf"|\b(?i:(?:{_ANSWER_FR}|celle|celui) (?:(?:tout )?en (?:haut|bas|tête|fin) de (?:la "
        rf"|cette )?liste|de (?:droite|gauche)|du (?:haut|bas|milieu))){_GOES_ON_FR}"
        r"|\b(?i:ci-dessus|ci-dessous|ci-avant|ci-après|susmentionnée?s?|susdite?s?)(?!\w)",
    ),
}
# "Options A and C" combines, and names letters that the shuffle changes: told by both rules.
_LETTERS = re.compile(
    r"\b(?i:options?|answers?|choices?|réponses?|choix) \(?[A-E]\b\)?",
)


def position(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option points at the place of another."""
    for place, locale, text in option_texts(item):
        stem = item.stem.in_(locale)
        found = points_at(text, stem, locale)
        if found is not None and (
            _LETTERS.search(text)
            or not (takes_in_all(text, stem, locale) or combines(text, stem, locale))
        ):
            message = f"{found.group()!r} points at a place, and options are shuffled"
            yield Fault(place, message, "Say what is meant in words.")


def speaks_of_others(option: str, stem: str, locale: Locale) -> bool:
    """Whether the option is "all of these", "the first two" or "the step below"."""
    return (
        takes_in_all(option, stem, locale)
        or combines(option, stem, locale)
        or points_at(option, stem, locale) is not None
    )


@lru_cache(maxsize=1024)  # several rules ask in a row
def points_at(option: str, stem: str, locale: Locale) -> re.Match[str] | None:
    """The words of an option that point at the place of another."""
    return (
        POINTS[locale].search(option)
        or names_the_list(option, stem, locale)
        or names_a_place(option, stem, locale)
        or ranks_what_is_asked(option, stem, locale)
    )
