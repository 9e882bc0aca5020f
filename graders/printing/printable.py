"""Text as the compiler's own fonts can print it.

Those fonts hold no emoji and no East Asian script, a PDF/UA file may not contain a character
without a glyph, and some sequences of marks stop the compiler. A candidate's note may hold
anything, so what is not known to print is replaced by a visible stand-in.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

STAND_IN = "\u25a1"  # a white square
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),  # Latin with all French letters
    (0x370, 0x3FF),  # Greek
    (0x400, 0x4FF),  # Cyrillic
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),  # dashes and quotation marks
    (0x202F, 0x2040),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),  # currencies
    (0x2116, 0x211D),
    (0x2190, 0x22FF),  # arrows and mathematics
    (0x25A0, 0x25FF),
    (0x2713, 0x2714),
    (0x2717, 0x2718),
)
_DROPPED = {"Cf", "Mn", "Me", "Cs"}  # invisible formats, loose marks, halves of characters
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def printable(text: str) -> str:
    """The text with printers' apostrophes and only characters that print; lines are kept."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _APOSTROPHE.sub("\u2019", "".join(_printed(character) for character in composed))


def typeset(value: Any) -> Any:
    """The same data with every text made printable; addresses under `url` are left alone."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [typeset(each) for each in value]
    if isinstance(value, dict):
        return {key: each if key == "url" else typeset(each) for key, each in value.items()}
    return value


def _printed(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    if category == "Cc":
        return " "
    known = any(low <= ord(character) <= high for low, high in RANGES)
    return character if known and category != "Cn" else STAND_IN
