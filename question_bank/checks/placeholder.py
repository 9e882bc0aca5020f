"""Texts that are still to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault, Level
from question_bank.checks.prose import all_texts
from question_bank.checks.rule import Setting
from question_bank.model import Item

_MARKS = ("TODO", "TBD", "TBC", "TK", "FIXME", "XXX", "lorem ipsum", "Lorem ipsum")
_THING = (
    r"(?:(?:the |this |la |le |l['’])?(?:rationale|reason|explanation|text|option|distractor|stem"
    r"|translation|source|justification|raison|explication|texte|traduction|distracteur|énoncé"
    r"|réponse)(?: (?:here|ici|[A-E1-5]))?)"
)
_TO_WRITE = re.compile(  # a whole text, or a part in brackets: "a file to be completed" passes
    rf"^\W*(?:{_THING}\W*)?(?:is |are |est |still |encore |reste )*(?:to be (?:written|completed"
    r"|added|done|confirmed|filled in|translated|drafted|provided|determined|decided|reviewed"
    r"|supplied)|to (?:come|write|complete|do|add|follow)|à (?:rédiger|écrire|compléter|venir"
    r"|préciser|traduire|définir|relire|ajouter|faire|remplir|reprendre|revoir|confirmer)"
    r"|(?:is )?(?:missing|pending)|manquante?|en attente|coming soon|not (?:yet )?written"
    r"|pas encore (?:écrite?|rédigée?)|non rédigée?|work in progress|en cours de rédaction)"
    r"(?: (?:later|here|plus tard|ici|soon|bientôt|ensuite|by the author"
    r"|par l['’]auteur))?(?:\W*\([^)]*\))?\W*$"
    rf"|^\W*(?:insert|add|write|put|insérer|ajouter|écrire|mettre) (?:a |an |une? )?{_THING}\W*"
    r"(?:here|ici|text)?\W*$"
    rf"|^\W*{_THING}\W*$|^\W*(?:n/?a|s\.?o\.?|tba|tbc|placeholder|idem|ditto|blah|bla)\b\W*$"
    r"|[\[{<(](?:to be (?:written|completed|added|confirmed)|à (?:rédiger|écrire|compléter"
    r"|traduire|préciser)|rationale|explication|texte?|insert [^\])}>]*)[\])}>]",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(rf"\b(?:{'|'.join(_MARKS)})(?!\w)")


def placeholder(item: Item, setting: Setting) -> Iterator[Fault]:
    """No text is still to be written."""
    level: Level = "warning" if item.status == "draft" else "error"
    for place, _, text in all_texts(item):
        marked = any(mark in text for mark in _MARKS) and _PLACEHOLDER.search(text)
        marked = marked or _TO_WRITE.search(text)
        if marked or not text.strip(".…?- \n"):
            yield Fault(place, "is still to be written", "Write it.", level)
