"""What a distractor's reason owes its reader: when that option would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import reason_texts
from question_bank.checks.rule import Setting
from question_bank.model import Item, Locale

# Another situation, another time, or other people: "if she had", "once he knows", "for those who".
_ELSEWHERE: dict[Locale, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:if|when(?:ever)?|once|unless|until|while|would|could|might|were|had|was|already|where"
        r"|after|later|right (?:for|as|in|at|with|on|before|during|last|next|from)"
        r"|(?:some(?:one|body)|anyone|those|people|persons?|clients?|parents?|workers?)"
        r" who(?:se|m)?)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?<!\w)(?:si|s['’](?:ils?|elles?|on)|quand|lorsqu\w*|une fois|tant qu\w*|dès qu\w*|déjà"
        r"|était|étaient|\w+(?:rait|raient)|après|ensuite|plus tard|(?:à|pour|chez|sert|aide|de)"
        r" qui|(?:ce(?:lui|lle|ux|lles)|quelqu['’]un|personnes?|parents?|clients?)"
        r" (?:qui|dont|que))(?!\w)",
        re.IGNORECASE,
    ),
}


def when_right(item: Item, setting: Setting) -> Iterator[Fault]:
    """The reason of a distractor says when that option would be right."""
    for place, locale, text, is_key in reason_texts(item):
        if not is_key and text.strip() and not _ELSEWHERE[locale].search(text):
            message = "does not say when this option would be right"
            yield Fault(place, message, "Add the situation in which it would be.", "warning")
