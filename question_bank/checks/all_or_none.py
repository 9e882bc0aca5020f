"""Options that take in or reject all the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from question_bank.checks.finding import Fault
from question_bank.checks.language.words import content
from question_bank.checks.list_words import names_the_list
from question_bank.checks.prose import lead_in, option_texts
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

# What stands for "the other options" when it follows "all of these".
_THINGS = (
    r"(?:options?|answers?|choices?|responses?|alternatives?|possibilit(?:y|ies)|statements?"
    r"|propositions?|steps?|actions?|measures?|moves?|tasks?|things|ideas?|points?|suggestions?"
    r"|proposals?|approach(?:es)?|solutions?|items?|repl(?:y|ies)|reasons?|factors?|ways?|routes?"
    r"|interventions?|strateg(?:y|ies)|paths?|courses?(?: of action)?|remed(?:y|ies)|tactics?)"
)
_THINGS_FR = (
    r"(?:réponses?|propositions?|options?|choix|solutions?|possibilités?|alternatives?|énoncés?"
    r"|affirmations?|assertions?|démarches?|actions?|mesures?|étapes?|tâches?|idées?|pistes?"
    r"|points?|suggestions?|approches?|interventions?|stratégies?|raisons?|facteurs?|éléments?"
    r"|gestes?|répliques?|choses?|voies?|initiatives?|façons? de faire|manières? de faire)"
)
_HOW_MANY = (
    r"(?:all|any|none|both|neither|either|each|every(?: single)? one|not (?:a single )?one|no one"
    r"|not any|any one|the (?:whole|lot|sum|entirety))"
)
_ALL = r"(?:all (?:the|these|those)|all (?:three|four|five)(?: of)? (?:the|these|those)|no|every)"
_OTHERS = r"(?:(?:the |these |those )?(?:other |remaining )?(?:two |three |four )?(?:other )?)"
_GIVEN = (
    r"(?:above|below|listed|given|named|mentioned|proposed|stated|foregoing|preceding|suggested"
    r"|described|offered|set out|shown|here|on (?:this|the) (?:list|page))"
)
_ENSEMBLE = (
    r"(?:l['’]ensemble|la totalité|l['’]intégralité|la somme|le tout|tout|(?:chac)?une?(?! ou l)"
    r"|aucune?|nulle?|pas une?(?: seule)?|l['’]une? ou l['’]autre|ni l['’]une? ni l['’]autre"
    r"|l['’]une? quelconque|l['’]une? comme l['’]autre|n['’]importe (?:la|le)?quel(?:le)?)"
)
_CITED = r"(?:ci-|précéd|propos|cité|énonc|indiqu|évoqu|énumér|mentionn|list|décrit|suggér)\S*"
# Verbs of choice with which such an option may start: "Do all of these", "Retenir l'ensemble".
_CHOOSE = (
    r"(?:(?:do|choose|use|try|take|offer|combine|carry out|start|propose|pick|select|apply|follow"
    r"|begin|arrange|recommend|accept|reject|refuse|rule out|drop|skip|avoid|suggest|make"
    r"|put together|go with)(?: (?:her|him|them))? )?"
)
_CHOOSE_FR = (
    r"(?:(?:lui |leur |en )?(?:faire|retenir|choisir|proposer|combiner|mener|mettre en œuvre"
    r"|engager|cumuler|réaliser|appliquer|entreprendre|conduire|suivre|accepter|refuser|écarter"
    r"|rejeter|éviter|suggérer|lancer|associer|réunir|offrir|ne retenir|n['’]en retenir) )?"
)
# A word that goes on from "none of these": no noun, which would say what these are.
_GOES_ON = (
    r"(?:would|will|can|could|should|may|might|must|do(?:es)?|did|is|are|was|were|has|have|had"
    r"|needs?|works?|fits?|seems?|suits?|helps?|meets?|appl(?:y|ies)|holds?|counts?|answers?"
    r"|solves?|addresses|stands?|alone|in|at|together|by|within|today|now|except|if|whichever|as"
    r"|on|for|with|without|before|after|until|unless|to|combined|over|this|that|here|so|but|and"
    r"|while|because|since|once|when|whatever|depending|apart|separately|yet|just|only|too|first"
    r"|next|later|tomorrow|tonight|through|during|from|under|equally|jointly|plus|then|one|taken"
    r"|done|put|side|suffices?|remains?|comes?|goes|go|makes?|requires?|"
    rf"{_GIVEN})\b"
)
_STOP = r"(?=[\s.!*]*$|\s*[,;:(—–])"
_END = rf"(?:{_STOP}|(?=\s{_GOES_ON}))"
_SHORT_END = (
    r"(?=[\s.*]*$|\s*[,;:(—–]|\s(?:in|at|together|by|within|today|now|except|if|whichever|as|on)\b)"
)
_END_FR = (
    r"(?=[\s.*]*$|\s*[,;:(—–]|\s(?:dans|en|ensemble|à la fois|d['’]ici|sauf|si|selon|au(?!-)|avec"
    r"|ce|cette|le même|aujourd|à (?:elle|lui) seule?|ne|n['’]|sont|est|se|s['’]|avant|après|sans"
    r"|pour l['’]instant|pour le moment|lundi|demain|puis|et|mais|tant que|tour à tour"
    r"|l['’]une? après|conviendrai|convien|serai|suffi|peuvent|peut|doivent|doit)(?!\w))"
)
# "These" at the start of an option: what the stem tells of under that name, else the options.
_THESE = r"(?:these|those|the other|the remaining)(?: (?:two|three|four|five|other|remaining))*"
_THESE_FR = r"(?:ces|(?:les|ses) autres)(?: (?:autres|deux|trois|quatre|cinq))*"
# Words that say how much may stand before: "Not a word of any of these".
_SMALL = r"(?:not|never|no|nothing|an?|the|single|word|part|bit|line|piece|little|some|of|from|in)"
_SMALL_FR = r"(?:pas|une?|l[ea]|seule?|mot|partie|peu|ligne|morceau|d[eu]|dans|parmi|avec|sans)"
_LEADING = rf"^\W*{_CHOOSE}(?:{_SMALL} ){{0,5}}?"
_LEADING_FR = rf"^\W*{_CHOOSE_FR}(?:{_SMALL_FR} ){{0,5}}?"
_NAMED = r"(?P<these>[\w'’-]+(?: [\w'’-]+){0,3})"
_RIGHT = (
    r"(?:right|correct|appropriate|suitable|acceptable|needed|enough|best|true|useful|valid"
    r"|adequate|wrong|possible|equal)"
)
_RIGHT_FR = (
    r"(?:justes?|correctes?|adaptée?s?|bonnes?|acceptables?|exactes?|valables?|possibles?"
    r"|appropriée?s?|vraie?s?|suffisantes?|nécessaires?|à retenir|fausses?|utiles?|indiquée?s?"
    r"|convenables?)"
)

_ALL_OR_NONE: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:{_HOW_MANY}|some|most|everything|nothing|no (?:option|answer|choice)) of the"
        r" (?:above|below|foregoing|preceding)\b"
        r"|\b(?:everything|nothing|anything|all|none)(?: (?:that|which) is| that has been)?"
        rf" (?:of (?:the|what is) )?{_GIVEN}(?: {_GIVEN})?{_STOP}"
        r"|^\W*(?:everything|nothing|anything)(?: said)? (?:in|from|of|among) the (?:other|three"
        rf"|rest|list)\b|^\W*{_CHOOSE}the (?:whole|entire|full|rest of the) (?:list|set|lot){_END}"
        rf"|^\W*{_CHOOSE}{_HOW_MANY} of {_OTHERS}(?P<what>{_THINGS})"
        rf"(?: (?:is|are|apply|applies|{_GIVEN})\b|{_SHORT_END})"
        rf"|{_LEADING}{_HOW_MANY} of {_THESE}(?:{_END}| {_NAMED})"
        r"|^\W*(?:neither|not|nor|both|all) (?:these|those)\b"
        r"|^\W*(?:whichever|either(?: one)?|any(?: one)?)(?=[\s.*]*$|,| (?:will|would|can)\b)"
        rf"|^\W*{_CHOOSE}{_ALL} (?:other |remaining )?(?P<things>{_THINGS})"
        rf"(?: (?:is|are|apply|applies|fits?|works?|would|seems|suits?|meets?)\b"
        rf"|(?: {_GIVEN})?{_STOP})"
        rf"|^\W*{_CHOOSE}{_HOW_MANY} of (?:them|the (?:others?|rest|remaining)){_END}"
        rf"|^\W*{_CHOOSE}(?:all|any|none) (?:of )?the (?:other|remaining) (?:two|three|four){_END}"
        rf"|^\W*{_CHOOSE}all (?:(?P<count>three|four|five)|the (?:others|rest)){_END}"
        rf"|^\W*{_CHOOSE}the (?:two|three|four|other) {_THINGS} (?:together|combined|at once"
        rf"|jointly|at the same time){_END}"
        rf"|^\W*(?:none|all|neither|both) (?:of them )?(?:appl(?:y|ies)|(?:is|are|would be|seems?)"
        rf" (?:the )?{_RIGHT}|would (?:do|help|work|fit|suit)|fits?|works?|suits?|at once|at the"
        rf" same time|alone){_END}"
        rf"|\bno (?:right|correct|good|suitable|better) {_THINGS}\b"
        r"|^\W*(?:something|anything|an? \w+) other than (?:these|those|the above|what is)\b"
        rf"|^\W*(?:something else(?: entirely| altogether)?|another (?:option|answer)){_STOP}",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:tout|rien|aucune?|l['’]ensemble|la totalité) (?:de )?ce qui précède(?!\w)"
        r"|\b(?:toutes?|tous|aucune?|les deux) (?:(?:de |d'entre )?(?:ces|les|des) )?"
        r"(?:(?:réponses|propositions|options|choix) )?(?:ci-dessus|précédentes)(?!\w)"
        rf"|^\W*{_CHOOSE_FR}{_ENSEMBLE} (?:de |d['’]entre |parmi )?(?:les|des)"
        rf" (?:autres |trois |quatre |deux )*(?P<what>{_THINGS_FR})"
        rf"(?: (?:{_CITED}|(?:sont|est|n['’]est)\b)|{_END_FR})"
        rf"|{_LEADING_FR}(?:{_ENSEMBLE}|toutes|tous)(?: de| d['’]entre| parmi)?"
        rf" {_THESE_FR}(?:{_END_FR}| {_NAMED})"
        rf"|^\W*{_CHOOSE_FR}(?:toutes|tous) (?:ces|les) (?:autres |trois |quatre )*"
        rf"(?P<things>{_THINGS_FR})(?: (?:{_CITED}|(?:sont|est)\b)|{_END_FR})"
        rf"|^\W*{_CHOOSE_FR}aucune? (?:autre |bonne )?(?P<one>{_THINGS_FR})"
        rf"(?: (?:{_CITED}|ici|de (?:la|cette) liste|ne|n['’])|(?=[\s.*]*$|\s*[,;:(—–]))"
        r"|^\W*ni (?:ceux|celles|celui|celle|ça|cela|ceci)(?!\w)"
        r"|^\W*n['’]importe (?:la|le)?quel(?:le)?s?(?=[\s.*]*$|\s?,| (?:de|d['’]entre|parmi)(?!\w))"
        rf"|^[^\w\"“«]*{_CHOOSE_FR}(?:un peu de )?rien de (?:tout )?(?:cela|ceci|ça|tel)(?!\w)"
        rf"|^\W*{_CHOOSE_FR}(?:un peu de )?(?:tout (?:cela|ceci|ça)|tout à la fois"
        rf"|(?:toutes|tous) (?:à la fois|ensemble)){_END_FR}"
        rf"|^\W*{_CHOOSE_FR}(?:{_ENSEMBLE}|toutes|tous)(?: d['’]entre| parmi| de)?"
        rf" (?:elles|eux|celles-ci|celles-là|ceux-ci|ceux-là|ces dernières|ces derniers){_END_FR}"
        rf"|^\W*{_CHOOSE_FR}(?:toutes|tous) les (?P<count>trois|quatre|cinq){_END_FR}"
        rf"|^\W*{_CHOOSE_FR}(?:aucune?|chacune?|toutes|tous) (?:les |des )?(?:trois |deux )?autres"
        rf"{_END_FR}"
        rf"|^\W*(?:les|ces) (?:deux|trois|quatre) (?:{_THINGS_FR} )?(?:à la fois|ensemble|autres"
        rf"|réunie?s|combinée?s|en même temps|conjointement|d['’]un coup){_END_FR}"
        rf"|^\W*(?:aucune?|toutes|tous) (?:ne |n['’]|sont |seraient )?(?:(?:est|serait|sont|semble)"
        rf" )?(?:(?:la |les |pas )?{_RIGHT_FR}|convien\w+|conviendrai\w+|s['’]applique\w*|suffi\w+"
        rf"|se valent|ne va)(?!\w)|^\W*aucune? à (?:elle|lui) seule?"
        rf"|\b(?:aucune|pas de|sans) (?:bonne|autre|meilleure) {_THINGS_FR}(?!\w)"
        rf"|^\W*(?:une )?autre (?:réponse|solution|option|chose|proposition)(?=[\s.*]*$)"
        r"|\b(?:tout|rien de) ce qui (?:est|a été|figure|se trouve|vient d['’]être) (?:propos|cité"
        r"|énonc|indiqu|list|plus haut|ici|dans la liste|dans les autres)",
        re.IGNORECASE,
    ),
}
_BARE = re.compile(r"^\W*(?:none|all|neither|both|aucune?|toutes|tous)[\s.*]*$", re.IGNORECASE)
_QUANTIFIED: dict[
    Locale, re.Pattern[str]
] = {  # with a word for the list: "each point of this list"
    "en": re.compile(r"\b(?:all|none|no|nothing|each|every\w*|any\w*|both|neither|not)\b", re.I),
    "fr": re.compile(
        r"(?<!\w)(?:tou(?:te?s?|s)|aucune?|rien|chaque|chacune?|nulle?|n['’]importe|pas une?)"
        r"(?!\w)",
        re.IGNORECASE,
    ),
}
_COUNTS = re.compile(  # a question to which "none" and "all" are answers of their own
    r"\b(?:how (?:many|much)|which (?:of|one)|whom?|combien|l(?:a|e|es)quel\w*|qui)\b",
    re.IGNORECASE,
)


def all_or_none(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option is "all of the above" or "none of the above"."""
    for place, locale, text in option_texts(item):
        if takes_in_all(text, item.stem.in_(locale), locale):
            message = "takes in or rejects the other options"
            yield Fault(place, message, "Write an option that stands for itself.")


@lru_cache(maxsize=1024)  # several rules ask in a row
def takes_in_all(option: str, stem: str, locale: Locale) -> bool:
    """Whether an option stands for all the others, and not for things that the stem names."""
    if _BARE.search(option):
        return not _COUNTS.search(lead_in(stem))
    found = _ALL_OR_NONE[locale].search(option)
    if found is None:
        return _QUANTIFIED[locale].search(option) is not None and (
            names_the_list(option, stem, locale) is not None
        )
    told = found.groupdict()
    these = told.pop("these", None)
    if these is not None:
        narrative = stem.removesuffix(lead_in(stem))
        return not content(these, locale) & content(narrative, locale)
    thing = next((named for named in told.values() if named), None)
    return thing is None or not content(thing, locale) & content(stem, locale)
