"""French typography: the spaces that keep a sign with its word."""

from __future__ import annotations

import re

NBSP = "\u00a0"
NARROW = "\u202f"

_SPACES = f"[ {NBSP}{NARROW}]"
_ADDRESS = r"(?:https?://|www\.)[^\s»]+|[\w.+-]+@[\w-]+\.[\w.]+"
_UNITS = r"kg|mg|µg|g|mL|ml|L|cm|mm|km|h|min|°C"
_RULES = re.compile(
    rf"(?P<address>{_ADDRESS})"
    rf"|(?P<open>«){_SPACES}*"
    rf"|{_SPACES}*(?P<close>»)"
    rf"|(?<=[^\s:«]){_SPACES}*(?P<colon>:)(?=\s|$|»|\*\*)"
    rf"|(?<=[^\s(\[«\"“?!…:;]){_SPACES}*(?P<high>[;!?])"
    rf"|(?<=\d){_SPACES}*(?P<money>[%€])"
    rf"|(?<=\d){_SPACES}+(?P<dollar>\$)"
    rf"|(?<=\d) (?P<unit>{_UNITS})(?![\w/])"
    rf"|(?P<thousands>(?<![\d,.])\d{{1,3}}(?:{_SPACES}\d{{3}})+(?!\d))"
    rf"|(?P<ordinal>\bn°) (?=\d)"
)


def mended(prose: str) -> str:
    """The prose with no-break spaces where French puts them; addresses and times untouched."""
    return _RULES.sub(_mend, prose)


def _mend(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind == "address":
        return found.group()
    sign = found[kind] if kind is not None else found.group()
    if kind == "thousands":
        return re.sub(_SPACES, NARROW, sign)
    if kind in ("open", "ordinal"):
        return sign + NBSP
    if kind == "high":
        return NARROW + sign
    return NBSP + sign
