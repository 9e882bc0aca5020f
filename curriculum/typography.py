"""How prose is set: the quotes of its language, and the spaces that French needs."""

from __future__ import annotations

import re
import unicodedata

from question_bank.french import NBSP, mended
from question_bank.model import Locale, Text

# A quote opens at the start, after a blank, an opening bracket or quote, a dash; a double one also
# between markup and a word.
_OPENS = r"(?:(?<=^)|(?<=[\s(\[{«“‘–—]))"
_SINGLE = re.compile(rf"(?P<open>{_OPENS}'(?=[^\W\d]))|'", re.MULTILINE)
_DOUBLE = re.compile(rf'(?P<open>{_OPENS}"(?=\S)|(?<=[*_\ue000])"(?=\w))|"', re.MULTILINE)
_FEET = re.compile(r"(?<=\d)['\"](?=\s*(?:\d|×|x\b))")  # 5'10" is a height
_BEFORE_SIGN = re.compile(r"(?<=«) | (?=[:;!?»])")


def typeset(prose: str, lang: Locale) -> str:
    """The prose with curly quotes and, in French, no-break spaces; nothing else changes."""
    if _FEET.search(prose) is None:
        prose = _SINGLE.sub(lambda found: "‘" if found["open"] else "’", prose)
        if lang == "en":
            prose = _DOUBLE.sub(lambda found: "“" if found["open"] else "”", prose)
    return mended(prose) if lang == "fr" else prose


def typeset_text(text: Text) -> Text:
    """Both languages of a text, each set as it should be."""
    return Text(en=typeset(text.en, "en"), fr=typeset(text.fr, "fr"))


def typeset_title(title: str) -> str:
    """A title, which may be in either language: its quotes, and the blanks it has before signs."""
    return _BEFORE_SIGN.sub(NBSP, typeset(title, "en"))


def alphabetical(words: str) -> str:
    """What to sort words by: neither accents nor capitals count."""
    letters = unicodedata.normalize("NFKD", words)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
