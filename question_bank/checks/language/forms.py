"""The grammatical form an option starts with."""

from __future__ import annotations

import re
from functools import lru_cache

from question_bank.checks.language.word_lists import kinds
from question_bank.model import Locale
from question_bank.verbs import verb_family

_QUOTE = re.compile(r"^[\s*]*[\"“«]")
_FIRST = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+", re.UNICODE)
_FIRST_WORDS: dict[Locale, dict[str, frozenset[str]]] = {
    "en": kinds("first_en"),
    "fr": kinds("first_fr"),
}
_SAID = {
    "noun": "a noun",
    "sentence": "a sentence",
    "preposition": "a preposition",
    "clause": "a clause",
}
_FORMS = kinds("form")
_COMMON = frozenset(
    {"arrange", "ask", "book", "call", "contact", "explain", "hand", "help", "meet"}
)
_INFINITIVE = re.compile(r"(?:er|ir|oir|[dtpv]re|[aiu]ire|[lr]ire|aître|dire|clore|clure)$")
_PRONOUN_FR = re.compile(
    r"^\s*(?:(ne pas |ne |lui |leur |se |y |en |vous |nous |s['’])|(?:le|la|les)\s|l['’])"
    r"(?:le |la |les |y |en |lui |l['’])?([^\W\d_]+)",
    re.IGNORECASE,
)
_OBJECT = re.compile(  # what follows a verb: "Book the week", "Hand her the list"
    r"^\W*[A-Za-z]+ (?:the|an?|her|his|their|its|them|it|him|your|each|every|any|these"
    r"|those|both|all|up|out|off)\b"
)
_NOMINAL = re.compile(  # "Relecture du dossier", "Signalement au parquet"
    r"^\W*\w{3,}(?:[tsx]ion|ment|age|ance|ence|ure|ité|eté|isme|ise|ie|oi|el)s?"
    r" (?:d[eu]s?|aux?|à|en|par|avec|pour|entre)(?!\w)|^\W*\w{3,}(?:[tsx]ion|ment|age|ance|ence|ure"
    r"|ité)s? d['’]",
    re.IGNORECASE,
)
_DEVERBAL_FR = re.compile(  # "Recherche avec elle de ce qui gêne", "Appel au médecin"
    r"^\W*(?:recherche|appel|envoi|demande|visite|bilan|suivi|contrôle|rappel|relance|reprise|mise"
    r"|prise|remise|recours|choix|achat|don|prêt|essai|retrait|report|renvoi|transfert|accord|refus"
    r"|examen|entretien|arrêt|maintien|soutien|départ|retour|accueil|écoute|analyse|étude|lecture"
    r"|rencontre|réunion|offre|proposition|annonce|copie|saisie|pose|aide|attente|veille|garde"
    r"|point|échange|partage|tri|calcul|compte|dépôt|ajout|appui|conseil|avis)"
    r" (?!et(?!\w)|ou(?!\w))",
    re.IGNORECASE,
)
_NOMINAL_EN = re.compile(  # "Referral to a lawyer", "Completion of the form"
    r"^\W*(?!(?:mention|document|question|comment|implement|complement|supplement|position|caution"
    r"|condition|function|experiment|balance|advance|finance|influence|reference|sequence|audit"
    r"|commission|petition|transition|ration|station|signal|total|trial)\b)\w{3,}"
    r"(?:[tsx]ions?|ments?|ances?|ences?|als?|ity|ness|sis|ies)"
    r" (?:of|to|with|for|in|by|from|on|between|at)\b"
    r"|^\W*(?:review|discussion|use|return|call|visit|transfer|release|delivery|discovery|search"
    r"|study|report|check|request|offer|transfer|change|increase|reduction) of\b",
    re.IGNORECASE,
)
_GERUND_FR = re.compile(r"^en\s+\w+ant\b", re.IGNORECASE)


@lru_cache(maxsize=65536)
def form(option: str, locale: Locale) -> str | None:
    """The kind of word the option starts with; None where that is not plain."""
    if _QUOTE.match(option):
        return "speech"
    found = _FIRST.search(option)
    if found is None:
        return None
    word = found.group().lower().replace("’", "'")
    if word.isdigit():
        return "a noun"
    pronoun = _PRONOUN_FR.match(option) if locale == "fr" else None
    if pronoun is not None and _is_infinitive(pronoun[2].lower()):
        return None if pronoun[1] is None else "an infinitive"  # "le rappeler", "le routier"
    for kind, members in _FIRST_WORDS[locale].items():
        if word in members:
            return _SAID[kind]
    return _verb_en(word, option) if locale == "en" else _verb_fr(word, option)


def _verb_en(word: str, option: str) -> str | None:
    if word == "to":
        return "an infinitive"
    if word.endswith("ing") and len(word) > 4 and word not in _FORMS["not_gerund_en"]:
        return "an -ing form"
    if _NOMINAL_EN.search(option):
        return "a noun"
    has_object = _OBJECT.search(option) is not None and word not in _FORMS["no_verb_en"]
    if has_object and word.endswith("s") and _is_known_verb(word):
        return "a verb in the third person"
    if has_object or word in _FORMS["verb_en"] or verb_family(option) not in ("other", "speech"):
        return "a bare verb"
    return None


def _is_known_verb(word: str) -> bool:
    """Whether the word is a verb of the list with an ending in -s: "calls", "passes"."""
    verbs = _FORMS["verb_en"] | _COMMON
    return any(word.endswith(end) and word.removesuffix(end) in verbs for end in ("s", "es"))


def _verb_fr(word: str, option: str) -> str | None:
    if word.startswith(("l'", "d'")):
        return "a noun" if word.startswith("l'") else None
    if _GERUND_FR.match(option):
        return "a gerund"
    if word.endswith("ez") and len(word) > 3 and word not in ("chez", "assez"):
        return "an imperative"
    if _NOMINAL.search(option) or _DEVERBAL_FR.search(option):
        return "a noun"
    return "an infinitive" if _is_infinitive(word) else None


def _is_infinitive(word: str) -> bool:
    if word in ("dire", "lire"):
        return True
    return (
        word not in _FORMS["not_infinitive_fr"]
        and len(word) > 3
        and _INFINITIVE.search(word) is not None
    )
