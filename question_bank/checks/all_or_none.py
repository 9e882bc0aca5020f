"""Options that take in or reject all the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.language.words import content
from question_bank.checks.prose import option_texts
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

# What stands for "the other options" when it follows "all of these".
_THINGS = (
    r"(?:options?|answers?|choices?|responses?|alternatives?|possibilities|statements?|propositions?"
    r"|steps?|actions?|measures?|moves?|tasks?|things|ideas?|points?|suggestions?|proposals?"
    r"|approaches|solutions?|items?|replies|reasons?|factors?|interventions?|strateg(?:y|ies))"
)
_THINGS_FR = (
    r"(?:réponses?|propositions?|options?|choix|solutions?|possibilités|alternatives?|énoncés?"
    r"|affirmations?|assertions?|démarches?|actions?|mesures?|étapes?|tâches?|idées?|pistes?"
    r"|points?|suggestions?|approches?|interventions?|stratégies?|raisons?|facteurs?|éléments?"
    r"|gestes?|répliques?|choses?)"
)
_HOW_MANY = r"(?:all|any|none|both|neither|either|each|every one|no one|the (?:whole|lot|sum))"
_ALL = r"(?:all (?:the|these|those)|all (?:three|four|five)(?: of)? (?:the|these|those)|no|every)"
_OTHERS = r"(?:(?:the |these |those )?(?:other )?(?:two |three |four )?)"
_GIVEN = r"(?:above|below|listed|given|named|mentioned|proposed|stated|foregoing|preceding)"
_ENSEMBLE = (
    r"(?:l['’]ensemble|la totalité|la somme|le tout|(?:chac)?une?(?! ou l)|tout|aucune?"
    r"|l['’]une? ou l['’]autre|ni l['’]une? ni l['’]autre|n['’]importe (?:la|le)quel(?:le)?)"
)
# Verbs of choice with which such an option may start: "Do all of these", "Retenir l'ensemble".
_CHOOSE = r"(?:(?:do|choose|use|try|take|offer|combine|carry out|start|propose) )?"
_CHOOSE_FR = (
    r"(?:(?:faire|retenir|choisir|proposer|combiner|mener|mettre en œuvre|engager|cumuler"
    r"|réaliser|appliquer|entreprendre) )?"
)
_END = (
    r"(?=[\s.*]*$|\s*[,;:(—–]|\s(?:in|at|together|by|within|today|now|except|if|whichever|as|on)\b)"
)
_END_FR = (
    r"(?=[\s.*]*$|\s*[,;:(—–]|\s(?:dans|en|ensemble|à la fois|d['’]ici|sauf|si|selon|au|avec|ce"
    r"|cette|le même|aujourd)(?!\w))"
)

_ALL_OR_NONE: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:all|any|none|both|neither|either|each|every one|some|most|everything|nothing|no"
        r" (?:option|answer|choice)) of the (?:above|below|foregoing|preceding)\b"
        r"|\b(?:everything|nothing|anything|all|none)(?: that is)? (?:of (?:the|what is) )?"
        rf"{_GIVEN}(?=[\s.*]*$|\s*[,;])"
        r"|^(?:all|any|none|both|neither|either) of"
        r" (?:these|them|the preceding|(?:the |these )?(?:other )?(?:options|answers|choices))"
        r"(?: (?:is|are|apply|applies)\b.*)?[\s.]*$"
        rf"|^\W*{_CHOOSE}{_HOW_MANY} of {_OTHERS}(?P<what>{_THINGS})"
        rf"(?: (?:is|are|apply|applies|{_GIVEN})\b|{_END})"
        rf"|^\W*{_CHOOSE}{_ALL} (?:other )?(?P<things>{_THINGS})"
        rf"(?: (?:is|are|apply|applies|{_GIVEN})\b|(?=[\s.*]*$|\s*[,;]))"
        rf"|^\W*{_CHOOSE}(?:all|any|each|none|neither|either|both) of (?:these|those|the"
        rf" (?:other|others)){_END}"
        rf"|^\W*{_CHOOSE}(?:all|any|none) (?:of )?the other (?:two|three|four){_END}"
        rf"|^\W*{_CHOOSE}all (?:(?P<count>three|four|five)|the others){_END}",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:tout|rien|aucune?|l['’]ensemble|la totalité) (?:de )?ce qui précède(?!\w)"
        r"|\b(?:toutes?|tous|aucune?|les deux) (?:(?:de |d'entre )?(?:ces|les|des) )?"
        r"(?:(?:réponses|propositions|options|choix) )?(?:ci-dessus|précédentes)(?!\w)"
        r"|^(?:toutes?|tous|aucune?) (?:(?:de |d'entre )?(?:ces|les|des) )"
        r"(?:réponses|propositions|options|choix)(?: (?:sont|est|n'est)\b.*)?[\s.]*$"
        rf"|^\W*{_CHOOSE_FR}{_ENSEMBLE} (?:de |d['’]entre )?(?:ces|les|des|ses)"
        rf" (?:autres |trois |quatre |deux )?(?P<what>{_THINGS_FR})"
        r"(?: (?:(?:ci-|précéd|proposé|cité|énoncé|indiqué|évoqué|énumér|mentionn)\S*"
        rf"|(?:sont|est|n['’]est)\b)|{_END_FR})"
        rf"|^\W*{_CHOOSE_FR}(?:toutes|tous) (?:ces|les) (?:autres )?(?P<things>{_THINGS_FR})"
        r"(?: (?:(?:ci-|précéd|proposé|cité|énoncé|indiqué|évoqué|énumér|mentionn)\S*"
        rf"|(?:sont|est)\b)|{_END_FR})"
        rf"|^\W*{_CHOOSE_FR}(?:tout (?:cela|ceci|ça)|rien de (?:tout )?(?:cela|ceci|ça)){_END_FR}"
        rf"|^\W*{_CHOOSE_FR}(?:aucune?|chacune?|l['’]une? ou l['’]autre|l['’]ensemble|toutes|tous)"
        rf"(?: d['’]entre)? (?:elles|eux){_END_FR}"
        rf"|^\W*{_CHOOSE_FR}(?:toutes|tous) les (?P<count>trois|quatre|cinq){_END_FR}"
        rf"|^\W*{_CHOOSE_FR}les (?:trois|quatre) (?:à la fois|ensemble|autres){_END_FR}"
        r"|\btout ce qui (?:est|a été) (?:proposé|cité|énoncé|indiqué|listé)(?!\w)",
        re.IGNORECASE,
    ),
}


def all_or_none(item: Item, setting: Setting) -> Iterator[Fault]:
    """No option is "all of the above" or "none of the above"."""
    for place, locale, text in option_texts(item):
        if takes_in_all(text, item.stem.in_(locale), locale):
            message = "takes in or rejects the other options"
            yield Fault(place, message, "Write an option that stands for itself.")


def takes_in_all(option: str, stem: str, locale: Locale) -> bool:
    """Whether an option stands for all the others, and not for things that the stem names."""
    found = _ALL_OR_NONE[locale].search(option)
    if found is None:
        return False
    named = found.groupdict()
    thing = named["what"] or named["things"] or named["count"]
    return thing is None or not content(thing, locale) & content(stem, locale)
