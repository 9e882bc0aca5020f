"""The static HTML of each part of a lesson."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from curriculum.activities import Activity, Explore, Match, Number, Order
from curriculum.catalog import Catalog, Lesson
from curriculum.figures import Bars, Figure, Path, RunChart
from curriculum.model import Claim, Objective, Term, Work
from curriculum.render.charts import chart
from curriculum.render.page import FOLDER, in_language, number, rendered
from curriculum.typography import alphabetical
from question_bank.bank import Bank
from question_bank.catalogue import catalogue
from question_bank.model import Item, Locale, Text

COUNTRIES = {"fr": "France", "us": "United States", "intl": "International"}
_REASONS = {
    "contradicted": "The official text says",
    "outdated": "What holds today",
    "unsafe": "What good practice asks",
    "unsupported": "What is known",
    "mistranslated": "What the word means",
    "confirmed": "The official text agrees",
}


def activity_html(activity: Activity, lang: Locale) -> str:
    """An activity as text, its answers behind a fold."""
    values: dict[str, Any] = {"activity": activity}
    if isinstance(activity, Match):
        sides = [pair.right for pair in activity.pairs] + [one.text for one in activity.extra]
        values["rights"] = sorted(sides, key=lambda side: in_language(side, lang))
    if isinstance(activity, Order):  # not by id, which often follows the right order
        values["steps"] = sorted(activity.steps, key=lambda step: in_language(step.text, lang))
    if isinstance(activity, Number):
        values["answer"] = _figure(activity.answer, lang)
        values["mistakes"] = [_figure(mistake.value, lang) for mistake in activity.mistakes]
    return rendered("activity", lang, **values)


def explore_html(activity: Explore, results: Sequence[Mapping[str, Any]], lang: Locale) -> str:
    """An exploration as text: what may be chosen, and the table of every combination."""
    labels = {
        control.id: {option.id: option.text for option in control.options}
        for control in activity.controls
    }
    shown = [
        {"named": [labels[control][chosen] for control, chosen in one["choices"].items()], **one}
        for one in results
    ]
    return rendered("explore", lang, activity=activity, results=shown)


def figure_html(figure: Figure, works: Mapping[str, Work], lang: Locale) -> str:
    """A figure with its caption, its description and its source."""
    values: dict[str, Any] = {"figure": figure, "source": ""}
    if figure.source is not None:
        work = works.get(figure.source)
        values["source"] = figure.source if work is None else work.title
    if isinstance(figure, Path):
        values["texts"] = {node.id: node.text for node in figure.nodes}
    if isinstance(figure, Bars | RunChart):
        values["chart"] = Markup(chart(figure, lang))  # noqa: S704 - our own SVG
        values["table"] = _table(figure, lang)
    if isinstance(figure, RunChart):
        places = (figure.place_of(mark) for mark in figure.marks)
        values["labels"] = [figure.label_of(place or 0, lang) for place in places]
    return rendered("figure", lang, **values)


def claim_html(claim: Claim, works: Mapping[str, Work], lang: Locale) -> str:
    """What a document says, what holds, and where to check."""
    work = works.get(claim.document)
    return rendered(
        "claim",
        lang,
        claim=claim,
        document=claim.document if work is None else work.title,
        reason=_say(lang, _REASONS[claim.reason]),
    )


def glossary_html(terms: Sequence[Term], lang: Locale) -> str:
    """Terms with their definitions, in alphabetical order of the language."""
    ordered = sorted(terms, key=lambda term: alphabetical(term.fr if lang == "fr" else term.en))
    words = [(term, Text(en=term.en, fr=term.fr)) for term in ordered]
    return rendered("glossary", lang, terms=words)


def sources_html(works: Sequence[Work], lang: Locale) -> str:
    """The bibliography of a lesson."""
    return rendered("sources", lang, works=works)


def head_html(lesson: Lesson, catalog: Catalog, bank: Bank, *, minutes: int, lang: Locale) -> str:
    """Objectives, minutes, countries, and what to read first."""
    before = [catalog.modules[m].title for m in lesson.module.prerequisites if m in catalog.modules]
    return rendered(
        "head",
        lang,
        minutes=minutes,
        activities=len(lesson.sheet.activities),
        countries=", ".join(_say(lang, COUNTRIES[j]) for j in lesson.module.jurisdiction),
        objectives=[
            {"text": objective.text, "tags": _tags(objective, bank, lang)}
            for objective in lesson.entry.objectives
        ],
        before=", ".join(in_language(title, lang) for title in before),
    )


def check_html(items: Sequence[Item], lang: Locale) -> str:
    """The questions of a knowledge check, each answer behind a fold."""
    return rendered("check", lang, items=items)


def _tags(objective: Objective, bank: Bank, lang: Locale) -> list[str]:
    tags = []
    if objective.competence is not None:
        tags.append(_say(lang, "DIU, competence {n}", n=objective.competence))
    if objective.topic is not None:
        domain_id, _, topic_id = objective.topic.partition("/")
        blueprint = bank.outline("ccm")
        for domain in blueprint.domains if blueprint is not None else ():
            if domain.id == domain_id:
                topics = {topic.id: topic.title for topic in domain.topics}
                tags.append("CCM, " + topics.get(topic_id, domain.title).in_(lang))
    return tags


def _table(figure: Bars | RunChart, lang: Locale) -> dict[str, Any]:
    unit = in_language(figure.unit, lang)
    if isinstance(figure, Bars):
        rows = [[in_language(b.label, lang), _figure(b.value, lang)] for b in figure.bars]
        return {"heads": ["", unit], "rows": rows}
    columns = [figure.label_of(index, lang) for index in range(len(figure.x))]
    heads = ["", *(f"{in_language(one.label, lang)} ({unit})" for one in figure.series)]
    rows = [
        [label, *("" if s.values[i] is None else _figure(s.values[i], lang) for s in figure.series)]
        for i, label in enumerate(columns)
    ]
    return {"heads": heads, "rows": rows}


def _figure(value: float | None, lang: Locale) -> str:
    return "" if value is None else number(value, lang)


def _say(lang: Locale, message: str, **values: Any) -> str:
    return catalogue(FOLDER).text(lang, message, **values)
