"""The reasons given for each option."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from question_bank.bank import is_answerable
from question_bank.checks.finding import Fault
from question_bank.checks.language.word_lists import by_language
from question_bank.checks.language.words import content, stem
from question_bank.checks.list_words import names_a_place
from question_bank.checks.position import POINTS
from question_bank.checks.prose import reason_texts, word_count
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Item, Locale

SHORTEST = 6  # words under which a rationale explains nothing
CIRCLE = 18  # words from which it says something beside its option and a verdict

_VERDICT_WORDS = by_language("verdict")
# Most reasons hold none of these, and need no closer look.
_POINTING = (
    *("ption", "nswer", "hoi", "istractor", "bove", "elow", "ci-", "épons", "ropos"),
    *("listed ", "cité", "n°", " #"),
)
_CONCLUDING = (
    *("s the ", "s therefore", "s thus", "s what ", "est la ", "est le ", "est donc", "est bien"),
    *("est ce qu", "wins", "o choose", "o keep", "o pick", "à choisir", "à retenir", "l'emporte"),
)
_CAPITAL = re.compile(r"\b[A-E]\b|\([a-e]\)")
_NAMED_LETTER = re.compile(r"\b[B-E]\b|(?<=[a-zé,:(] )A\b|\bA\b(?=[,.;:)])")
_LETTER = re.compile(
    r"^\(?[A-E]\)?\s*(?:[:.)]\s|(?:is|est|was|would|serait)\s)"
    r"|(?<![Pp]art )(?<![Pp]artie )(?<![Vv]olet )(?<!Plan )(?<!Hepatitis )"
    r"\b[A-E] (?:is|est) (?:the |la |le )?(?:correct|right|wrong|incorrect|juste|fausse|bonne)\b"
    r"|(?<![Pp]arts )(?<![Vv]olets )(?<![Pp]arties )(?<!Plans )\b[A-E](?:, [A-E])*,?"
    r" (?:and|or|et|ou) [A-E] (?:are|is|sont|est|would|were|seraient|étaient)\b"
    r"|(?<=[a-zé,] )(?<!section )(?<!paragraph )(?<!paragraphe )\([A-Ea-e]\)(?=[\s,.;:])"
    r"|\b(?i:the (?:first|last) (?:option|answer|choice|distractor) (?:is|was|would|does|fails))\b"
    r"|\b(?i:la (?:première|dernière) (?:option|réponse|proposition) (?:est|serait|ne))\b"
)
# A bare letter after a word that none of "Part B", "group B" or "vitamin B" would stand behind.
_BARE_LETTER: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?i:in|as|to|than|like|unlike|if|and|or|with|not|while|but|only|see|because|since|by"
        r"|beside|choosing|choose|answering) (?:[B-E]\b(?!['’-]|\.\s?[a-z])"
        r"|A\b(?=[,.;:)]| (?:is|was|would|does|and|or) ))"
        r"|(?:^|[.;:!?] )[B-E] (?:is|was|would|does|has|comes|leaves|fits|misses|ignores)\b"
    ),
    "fr": re.compile(
        r"(?<!\w)(?i:en|comme|que|si|et|ou|à|avec|non|mais|car|sauf|voir|choisir|cocher) [A-E]\b"
        r"(?!['’-]|\.\s?[a-z])"
        r"|(?:^|[.;:!?] )[B-E] (?:est|serait|sera|fait|laisse|convient|vient|oublie|ignore)(?!\w)"
    ),
}
_NAMES_LETTERS = re.compile(  # "Parts A and B", "hepatitis B or C"
    r"\b(?:parts?|parties?|volets?|plans?|groups?|groupes?|hepatitis|hépatites?|vitamine?s?|types?"
    r"|hospitals?|hôpita\w+|titles?|schedules?|sections?|class\w*|grades?|medicare|m\.|mme)\W"
    r"[^.]{0,12}$",
    re.IGNORECASE,
)
_ELSEWHERE: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"^\W*(?:see|as (?:explained|said|stated)|same (?:reason|as)|cf\.?) (?:in |as |for |the )*"
        r"(?:above|below|before|previous|preceding|other|key|source|stem|option|answer|rationale"
        r"|explanation|reason)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^\W*(?:voir|cf\.?|même raison|idem|comme (?:dit|expliqué|indiqué)) (?:que |pour |dans "
        r"|la |le |l['’])*(?:plus (?:haut|bas)|ci-|précéd|autre|clé|source|énoncé|option|réponse"
        r"|explication|justification)",
        re.IGNORECASE,
    ),
}
_GOOD = (
    r"(?:best|better|correct|right|key|most appropriate|most suitable|expected|ideal|one to"
    r" (?:choose|keep|pick|take))"
)
_BAD = (
    r"(?:wrong|incorrect|inappropriate|premature|an? (?:\w+ )?(?:mistake|error|fault|distractor)"
    r"|an? (?:poor|bad|wrong|weak) \w+|unsafe|mistaken|useless|harmful|out of place"
    r"|too (?:early|late|soon|much)|to be (?:avoided|ruled out|rejected|set aside)"
    r"|not (?:the )?(?:best|right|correct|appropriate|most|true|what|enough|needed|one))"
)
_THING = (
    r"(?:answer|option|choice|step|action|move|reply|response|decision|plan|statement|question"
    r"|proposal|suggestion|sentence|approach|solution)"
)
_THING_FR = (
    r"(?:réponse|option|action|démarche|proposition|réplique|phrase|solution|piste|question|étape"
    r"|décision|mesure|affirmation|formule|choix|geste|plan)"
)
_SO = r"(?:therefore |thus |still |clearly |indeed |here |in fact )?"
_SO_FR = r"(?:donc |ici |alors |bien |en effet |clairement |encore )?"
_VERDICT_AGAINST: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        rf"^(?:incorrect|wrong|false|untrue|inappropriate|not (?:the )?{_GOOD}|no[,.:;]"
        rf"|(?:a|the) (?:wrong|poor|bad|incorrect) {_THING})\b"
        rf"|(?:^|[.;:]\s)(?:this|it|that)(?: {_THING})? (?:is|was|would be) {_SO}(?:the )?{_BAD}\b"
        rf"|\bthis {_THING} (?:is|was|would be|remains|seems) {_SO}(?:the )?{_BAD}\b"
        rf"|\bthis {_THING} (?:(?:should|must|can|may)(?:not| not| never) be|does not|fails|cannot"
        r"|misses|should be (?:avoided|ruled out|rejected)|must be (?:avoided|ruled out|rejected)"
        r"|has no place)\b"
        r"|(?:^|[.;:]\s)(?:would|could|might) be (?:right|correct) (?:if|once|when)\b"
        rf"|\b(?:this|it)(?: {_THING})? (?:would|could|might) (?:be|fit|suit|work)\b[^.;]*?"
        r" (?:if|once|when|had)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^(?:incorrecte?|fausse?|faux|inexacte?|inadaptée?|non[ ,.:;]"
        rf"|(?:une? |l[ae] )?(?:mauvaise? (?:idée|{_THING_FR})"
        r"|réponse (?:fausse|inexacte|incorrecte|erronée|inadaptée)))(?!\w)"
        rf"|\b(?:c['’]est|ce serait|cela est|(?:cette|ce) {_THING_FR} (?:est|serait|reste|paraît))"
        rf" {_SO_FR}(?:une (?:erreur|faute)|faux|fausse|inexacte?|incorrecte?|inadaptée?"
        r"|prématurée?|inutile|dangereu(?:x|se)|malvenue?|déplacée?|trop (?:tôt|tard)"
        r"|un distracteur|à (?:écarter|éviter|rejeter|proscrire)|(?:l[ea]|une?) mauvaise?)(?!\w)"
        rf"|\b(?:cette|ce) {_THING_FR} (?:ne|n['’])\s?\w+ (?:pas|plus|jamais|guère)(?!\w)"
        r"|\bce n['’]est pas (?:la |le )?(?:bonne?|meilleure?|juste|correct|adapté|plus adaptée)"
        r"|(?:^|[.;:]\s)(?:serait|deviendrait) (?:juste|exacte?|correcte?)"
        r" (?:si\b|s['’]|une fois\b|quand\b|lorsqu)"
        r"|(?:^|[.;:]\s)(?:ce|cela|elle|il|ceci) (?:serait|deviendrait|conviendrait)\b[^.;]*?"
        r" (?:si|s['’]|une fois|quand|lorsqu)",
        re.IGNORECASE,
    ),
}
_ONLY_THEN = r"(?! (?:if|when|once|for|only|after|in|before|with|as long|where|while))"
_ONLY_THEN_FR = r"(?! (?:si|s['’]|quand|pour|après|une fois|lorsqu|chez|face|avant|dans|à qui))"
_VERDICT_FOR: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"^(?:correct|right|true|yes|exactly|indeed)\s*[.!:;,—–]"
        rf"|^(?:this|it|that)(?: {_THING})? is (?:indeed |therefore |clearly |in fact )?(?:the )?"
        rf"{_GOOD}(?: {_THING})?\b{_ONLY_THEN}"
        rf"|^(?:the )?{_GOOD} (?:answer|option|choice)\b{_ONLY_THEN}"
        rf"|\b(?:this|it|that)(?: {_THING})? is {_SO}the (?:best|correct|right|expected|key)"
        r"(?: (?:answer|option|choice|step|action|reply|thing to do|one))?"
        r"(?=[.;,:]|$| (?:here|for (?:him|her|them))\b)"
        rf"|\bthis(?: {_THING})? is {_SO}(?:what (?:should|must|has to|comes first|she should|he"
        rf" should)|the one to)|\b(?:this|that) {_THING} wins\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^(?:correcte?|exacte?|juste|vrai|oui|(?:la )?(?:bonne|meilleure) réponse"
        r"|(?:le )?bon choix|réponse (?:juste|exacte|correcte|attendue))\s*[.!:;,—–]"
        r"|^c['’]est (?:bien |donc |en effet )?(?:la |le )?(?:bonne?|meilleure?|juste|correct|exact"
        rf"|plus adaptée?)(?: (?:réponse|option|proposition|action|démarche|choix))?(?!\w)"
        rf"{_ONLY_THEN_FR}"
        rf"|\b(?:c['’]est|(?:cette|ce) {_THING_FR} est) {_SO_FR}(?:la |le )(?:bonne?|meilleure?)"
        rf"(?: (?:réponse|option|proposition|démarche|action|choix|réplique))?(?=\s?[.;,:]|$| ici)"
        rf"|\b(?:c['’]est|(?:cette|ce) {_THING_FR} est) {_SO_FR}(?:la réponse attendue"
        rf"|celle? (?:à|qu['’]il faut|qui convient)|ce qu['’]il (?:faut|convient))(?!\w)"
        rf"(?! à\b){_ONLY_THEN_FR}"
        rf"|\b(?:cette|ce) {_THING_FR} l['’]emporte(?!\w)",
        re.IGNORECASE,
    ),
}


def rationale(item: Item, setting: Setting) -> Iterator[Fault]:
    """Every option has a reason that agrees with the key and names no letter or place."""
    for index, (place, locale, text, is_key) in enumerate(reason_texts(item)):
        option = item.choices[index // len(LOCALES)]
        if word_count(text) < SHORTEST:
            message = f"explains nothing in {word_count(text)} words"
            yield Fault(place, message, "Say why, and what would make a distractor right.")
        elif _says_nothing(text, option.text.in_(locale), locale):
            message = "gives no reason of its own"
            yield Fault(place, message, "Say why, and what would make a distractor right.")
        pointing = any(piece in text for piece in _POINTING)
        found = POINTS[locale].search(text) if pointing else None
        if found is None and (pointing or _CAPITAL.search(text)):
            found = _LETTER.search(text) or _bare_letter(text, item, locale)
        if found is None:
            found = names_a_place(text, item.stem.in_(locale), locale)
        if found is not None:
            message = f"{found.group().strip()!r} names a place, and options are shuffled"
            yield Fault(place, message, "Say what is meant in words.")
        if not is_answerable(item):
            continue  # which reason should agree with the key is not known
        verdict = _verdict(text, locale, is_key=is_key)
        if verdict is not None:
            side = "against the key" if is_key else "for an option that is not the key"
            message = f"{verdict.group()!r} speaks {side}"
            yield Fault(place, message, "Mend the rationale, or `correct`.")


def _bare_letter(text: str, item: Item, locale: Locale) -> re.Match[str] | None:
    """A letter that stands for an option, where the item gives it to nothing else."""
    for found in _BARE_LETTER[locale].finditer(text):
        told = (item.stem.in_(locale), *(choice.text.in_(locale) for choice in item.choices))
        named = set(_NAMED_LETTER.findall(" ".join(told)))
        letters = set(_CAPITAL.findall(found.group()))
        if not letters & named and not _NAMES_LETTERS.search(text[: found.start() + 1]):
            return found
    return None


def _says_nothing(why: str, option: str, locale: Locale) -> bool:
    """Whether a reason points elsewhere, or holds the words of its option and verdicts only."""
    if _ELSEWHERE[locale].search(why):
        return True
    if word_count(why) > CIRCLE:
        return False
    return content(why, locale) <= content(option, locale) | _verdict_words(locale)


@cache
def _verdict_words(locale: Locale) -> frozenset[str]:
    """The stems of the words by which a reason only says right or wrong."""
    return frozenset(stem(word, locale) for word in _VERDICT_WORDS[locale])


def _verdict(text: str, locale: Locale, *, is_key: bool) -> re.Match[str] | None:
    """The words that contradict `correct`."""
    if is_key:
        return _VERDICT_AGAINST[locale].search(text)
    verdict = _VERDICT_FOR[locale]
    is_further_on = any(piece in text for piece in _CONCLUDING)
    return verdict.search(text) if is_further_on else verdict.match(text)
