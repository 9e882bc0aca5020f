"""One reviewed question in one language, ready for the page layout."""

from __future__ import annotations

import re
from typing import Any

from graders.exam.pdf.labels import labels
from graders.exam.report import ReviewOption, ReviewQuestion, ReviewSource
from graders.exam.wording import say, write_duration
from question_bank.model import Locale

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def review_view(question: ReviewQuestion, locale: Locale) -> dict[str, Any]:
    """Strings and runs of emphasised text for one question."""
    return {
        "heading": say("Question {n}", n=question.position).in_(locale),
        "outcome": question.outcome,
        "outcome_text": question.outcome_text.in_(locale),
        "scored": question.scored,
        "status": question.status_text.in_(locale),
        "place": f"{question.domain_title.in_(locale)} – {question.topic_title.in_(locale)}",
        "asides": _asides(question, locale),
        "case": None if question.case is None else runs(question.case.in_(locale)),
        "stem": runs(question.stem.in_(locale)),
        "options": [_option(option, locale) for option in question.options],
        "note": question.note.strip() or None,
        "sources": [_source(source) for source in question.sources],
        "reference": _reference(question, locale),
        "small": [question.difficulty_text.in_(locale), question.review_text.in_(locale)],
    }


def runs(prose: str) -> list[list[Any]]:
    """The prose cut into [is emphasised, text] runs at `**...**`."""
    parts = _EMPHASIS.split(prose)
    return [[bool(index % 2), part] for index, part in enumerate(parts) if part]


def _asides(question: ReviewQuestion, locale: Locale) -> list[str]:
    words = labels(locale)
    asides = [write_duration(question.seconds, locale)]
    if question.flagged:
        asides.append(words["flagged"])
    if question.seen_before:
        asides.append(words["seen"])
    return asides


def _option(option: ReviewOption, locale: Locale) -> dict[str, Any]:
    words = labels(locale)
    tag = None
    if option.key:
        tag = words["yours_key"] if option.chosen else words["key"]
    elif option.chosen:
        tag = words["yours"]
    return {
        "letter": option.letter.upper(),
        "text": runs(option.text.in_(locale)),
        "why": runs(option.why.in_(locale)),
        "key": option.key,
        "chosen": option.chosen,
        "tag": tag,
    }


def _source(source: ReviewSource) -> dict[str, Any]:
    text = source.title if source.where is None else f"{source.title}, {source.where}"
    return {"text": text, "url": source.url}


def _reference(question: ReviewQuestion, locale: Locale) -> str:
    words = labels(locale)
    return say(
        "{label}: {item}, revision {revision}. {checked}: {month}.",
        label=words["reference"],
        item=question.item,
        revision=question.revision,
        checked=words["checked"],
        month=question.as_of,
    ).in_(locale)
