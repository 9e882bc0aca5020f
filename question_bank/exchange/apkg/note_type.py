"""Our note: its fields, its cards, and how choices stand in a field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from question_bank.exchange.html import from_html, to_html, to_inline
from question_bank.exchange.labels import labels_from
from question_bank.exchange.question import Option, Question, Words
from question_bank.exchange.sources import sources_from, sources_html
from question_bank.model import LOCALES, Locale

NAME = "Parcours question"
ID = 1_650_431_927  # of the note type; for ever, or a second import makes a second type
LANGUAGES: tuple[Locale, ...] = LOCALES[::-1]
FIELDS = (
    "Id",
    *(
        f"{part}-{locale}"
        for locale in LANGUAGES
        for part in ("scenario", "stem", "list", "choices")
    ),
    "Sources",
)
STYLE = (
    ".card{font-family:sans-serif;font-size:1.1em;text-align:left;max-width:40em;margin:auto}"
    ".choice{margin:.6em 0}.key>.text{font-weight:bold}"
    ".key>.text::before{content:'✓ '}.sources,.licence{font-size:.8em}"
)
_CHOICE = re.compile(
    r'<div class="choice( key)?" title="([^"]*)">'
    r'<div class="text">(.*?)</div>(?:<div class="why">(.*?)</div>)?</div>',
    re.DOTALL,
)


def templates() -> list[dict[str, str]]:
    """A card for each language; a language whose stem is empty makes no card."""
    return [
        {
            "name": locale,
            "qfmt": (
                f"{{{{#stem-{locale}}}}}<div lang='{locale}'>{{{{scenario-{locale}}}}}"
                f"{{{{stem-{locale}}}}}{{{{list-{locale}}}}}</div>{{{{/stem-{locale}}}}}"
            ),
            "afmt": (
                f"<div lang='{locale}'>{{{{scenario-{locale}}}}}{{{{stem-{locale}}}}}</div>"
                f"<hr id=answer><div lang='{locale}'>{{{{choices-{locale}}}}}</div>{{{{Sources}}}}"
            ),
        }
        for locale in LANGUAGES
    ]


def fields_of(question: Question) -> list[str]:
    """The fields of the note, in the order of `FIELDS`."""
    found = {"Id": question.id or question.place, "Sources": sources_html(question.sources)}
    for locale, stem in question.stem.items():
        scenario = question.scenario.get(locale)
        found[f"scenario-{locale}"] = to_html(scenario) if scenario else ""
        found[f"stem-{locale}"] = to_html(stem)
        rows = (to_inline(option.text.get(locale, "")) for option in question.options)
        found[f"list-{locale}"] = f"<ul>{''.join(f'<li>{row}</li>' for row in rows)}</ul>"
        found[f"choices-{locale}"] = "".join(_choice(option, locale) for option in question.options)
    return [found.get(name, "") for name in FIELDS]


def question_from(fields: Mapping[str, str], tags: list[str], place: str) -> Question:
    """The question of a note of ours."""
    options: dict[str, Option] = {}
    notes: list[str] = []

    def said(html: str, locale: Locale) -> str:
        prose = from_html(html, locale)
        notes.extend(prose.notes)
        return prose.words.get(locale, "")

    for locale in LANGUAGES:
        for key, name, text, why in _CHOICE.findall(fields.get(f"choices-{locale}", "")):
            known = options.get(name, Option({}))
            reason = said(why, locale)
            options[name] = Option(
                text={**known.text, locale: said(text, locale)},
                why={**known.why, locale: reason} if reason else known.why,
                is_key=bool(key),
                id=name or None,
            )

    def words(part: str) -> Words:
        found = {locale: said(fields.get(f"{part}-{locale}", ""), locale) for locale in LANGUAGES}
        return {locale: text for locale, text in found.items() if text}

    return Question(
        place=place,
        id=fields.get("Id", "").strip() or None,
        stem=words("stem"),
        options=tuple(options.values()),
        scenario=words("scenario"),
        sources=sources_from(fields.get("Sources", "")),
        labels=labels_from(tags, joint="::"),
        notes=tuple(dict.fromkeys(notes)),
    )


def _choice(option: Option, locale: Locale) -> str:
    kind = "choice key" if option.is_key else "choice"
    why = option.why.get(locale)
    reason = f'<div class="why">{to_html(why)}</div>' if why else ""
    text = to_inline(option.text.get(locale, ""))
    return (
        f'<div class="{kind}" title="{escape(option.id or "")}">'
        f'<div class="text">{text}</div>{reason}</div>'
    )
