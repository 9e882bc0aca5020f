"""What an exam is called."""

from __future__ import annotations

from question_bank.blueprint import Blueprint, Mode
from question_bank.forms.frozen import PublishedForm
from question_bank.model import Text


def title_of(
    blueprint: Blueprint, mode: Mode, domain: str | None, form: PublishedForm | None = None
) -> Text:
    """The title of a published form or of a mode; in one-domain mode, that of the domain."""
    if form is not None:
        return form.title
    if mode == "domain":
        if domain is None:
            raise ValueError("one-domain mode needs a domain")
        return blueprint.domain(domain).title
    if mode == "practice":
        return Text(en="Practice set", fr="Série d’entraînement")
    if mode == "half":
        return Text(en="Half mock exam", fr="Demi-examen blanc")
    return Text(en="Full mock exam", fr="Examen blanc complet")
