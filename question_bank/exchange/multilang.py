"""Texts of Moodle: one piece of HTML that holds each language in a `multilang` span."""

from __future__ import annotations

import re
from collections.abc import Iterable

from question_bank.exchange.html import Prose, from_html, to_inline
from question_bank.exchange.labels import labels_from, tags_of
from question_bank.exchange.question import Option, Question, Words
from question_bank.exchange.sources import sources_from, sources_html
from question_bank.model import Locale

CHOICE = "choice"  # tags `choice-1:<id>` keep what Moodle has no place for
_CHOICE = re.compile(rf"{CHOICE}-(\d{{1,4}}):(.+)", re.DOTALL)


def words_html(words: Words) -> str:
    """The words as one paragraph with a span for each language."""
    spans = " ".join(
        f'<span lang="{locale}" class="multilang">{to_inline(text)}</span>'
        for locale, text in words.items()
    )
    return f"<p>{spans}</p>" if spans else ""


def stem_html(question: Question) -> str:
    """The scenario, where there is one, and the stem."""
    scenario = words_html(question.scenario)
    shared = f'<div class="scenario">{scenario}</div>' if scenario else ""
    return shared + words_html(question.stem)


def general_html(question: Question) -> str:
    """What is shown after the answer: the sources and the licence."""
    return sources_html(question.sources)


def question_tags(question: Question) -> list[str]:
    """The labels of the question and the ids of its choices."""
    choices = [
        f"{CHOICE}-{number}:{option.id}"
        for number, option in enumerate(question.options, start=1)
        if option.id is not None
    ]
    return [*tags_of(question.labels), *choices]


def read_question(
    *,
    place: str,
    idnumber: str | None,
    stem: str,
    answers: Iterable[tuple[str, str, bool]],
    general: str,
    tags: Iterable[str],
    locale: Locale,
) -> Question:
    """The question of these pieces of HTML; an answer is text, feedback and whether it is right.

    Where no answer has feedback of its own, the general feedback explains the key.
    """
    tags = list(tags)
    ids = choice_ids(tags)
    asked, after = from_html(stem, locale), from_html(general, locale)
    notes = [*asked.notes, *after.notes]
    options = []
    for number, (text, feedback, is_key) in enumerate(answers, start=1):
        said, why = from_html(text, locale), from_html(feedback, locale)
        notes += [*said.notes, *why.notes]
        options.append(Option(said.words, why.words, is_key, ids.get(number)))
    return Question(
        place=place,
        id=idnumber or None,
        stem=asked.words,
        options=explained(options, after),
        scenario=asked.sections.get("scenario", {}),
        sources=sources_from(general),
        labels=labels_from(tags),
        notes=tuple(dict.fromkeys(notes)),
    )


def explained(options: list[Option], after: Prose) -> tuple[Option, ...]:
    """The options; where none says why, the key says what is told after the answer."""
    if not after.words or any(option.why for option in options):
        return tuple(options)
    return tuple(
        Option(one.text, after.words, one.is_key, one.id) if one.is_key else one for one in options
    )


def choice_ids(tags: Iterable[str]) -> dict[int, str]:
    """Ids of choices by their number, from 1."""
    found: dict[int, str] = {}
    for tag in tags:
        if (known := _CHOICE.fullmatch(tag.strip())) is not None:
            found[int(known[1])] = known[2]
    return found
