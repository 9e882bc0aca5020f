"""The exam page: the same document for everyone; its script asks the API for the rest."""

from __future__ import annotations

import json
from pathlib import Path

from IPython.display import HTML, display

from question_bank.catalogue import catalogue

HERE = Path(__file__).parent
SHARED = HERE.parent / "web"

NOSCRIPT = (
    "This page needs JavaScript: it keeps your answers safe while you take the exam.",
    "Cette page a besoin de JavaScript\u202f: il garde vos réponses en sûreté pendant l’examen.",
)


def strings() -> dict[str, str | list[str]]:
    """The French of every message the page can show, those of all pages included."""
    return catalogue(SHARED).as_json() | catalogue(HERE).as_json()


def markup() -> str:
    """The body of the page."""
    # A script element ends at the first `</`, even inside a JSON string.
    carried = json.dumps(strings(), ensure_ascii=False, separators=(",", ":")).replace("</", r"<\/")
    english, french = NOSCRIPT
    return (
        '<main id="parcours-exam"><noscript>'
        f'<p lang="en">{english}</p><p lang="fr">{french}</p>'
        "</noscript></main>"
        f'<script type="application/json" id="catalogue">{carried}</script>'
    )


def show() -> None:
    """Display the page as the output of a notebook cell."""
    display(HTML(markup()))  # type: ignore[no-untyped-call]
