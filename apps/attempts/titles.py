"""What an exam mode is called."""

from __future__ import annotations

from question_bank.blueprint import Blueprint, Mode
from question_bank.model import Text


def title_of(blueprint: Blueprint, mode: Mode, domain: str | None) -> Text:
    """The title of a mode; in one-domain mode, the title of that domain."""
    if mode == "domain":
        if domain is None:
            raise ValueError("one-domain mode needs a domain")
        return blueprint.domain(domain).title
    if mode == "half":
        return Text(en="Half mock exam", fr="Demi-examen blanc")
    return Text(en="Full mock exam", fr="Examen blanc complet")
