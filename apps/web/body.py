"""The body of every page: a place for its script to fill, and the French it needs."""

from __future__ import annotations

import json
from pathlib import Path

from question_bank.catalogue import catalogue

APPS = Path(__file__).parent.parent

NOSCRIPT = {
    "en": "This page needs JavaScript.",
    "fr": "JavaScript est nécessaire pour afficher cette page.",
}


def strings(app: str, *others: str) -> dict[str, str | list[str]]:
    """The French of every message the page of an app can show, those of all pages included.

    `others` are apps whose views the page borrows; its own words come first.
    """
    found: dict[str, str | list[str]] = {}
    for name in ("web", *others, app):
        found |= catalogue(APPS / name).as_json()
    return found


def page_body(app: str, *others: str) -> str:
    """The body of the page of an app: the same for everyone, nothing personal in it."""
    # A script element ends at the first `</`, even inside a JSON string.
    carried = json.dumps(strings(app, *others), ensure_ascii=False, separators=(",", ":"))
    carried = carried.replace("</", "<\\/")
    said = "".join(f'<p lang="{lang}">{text}</p>' for lang, text in NOSCRIPT.items())
    return (
        f'<main id="parcours-{app}"><noscript>{said}</noscript></main>'
        f'<script type="application/json" id="catalogue">{carried}</script>'
    )
