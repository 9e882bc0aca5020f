"""Texts to look at, written out in one language: whose, how much, and the passages."""

from __future__ import annotations

from graders.exam.wording import write_moment
from graders.results.records import Person, Results
from graders.results.similar import (
    FEWEST_WORDS,
    LEAST_LIKENESS,
    LEAST_SHARE,
    LONGEST_ALONE,
    QUOTED_BY,
    Compared,
    Pair,
    Similar,
)
from graders.results.view import View, prompt_of, title_of
from graders.results.words import count, percent, say
from question_bank.model import Locale

LANGUAGES: dict[Locale, str] = {"en": "in English", "fr": "in French"}
SHOWN = 100  # pairs
PASSAGES_SHOWN = 12  # of a pair


def similar_view(results: Results, found: Similar, lang: Locale) -> View:
    """Strings of the pairs of one case; students by name, for whoever may know them."""
    case = results.cases[found.case]
    title = title_of(case, results.facts, lang)
    left = len(found.pairs) - SHOWN
    return {
        "lang": lang,
        "title": say(lang, "Texts that share passages") + " – " + title,
        "report": say(lang, "Texts that share passages"),
        "case": title,
        "facts": [results.course, write_moment(results.at, lang)],
        "compared": [_compared(results, found, one, lang) for one in found.compared],
        "pairs": [_pair(results, found, one, lang) for one in found.pairs[:SHOWN]],
        "more": count(lang, "{n} more pair is not shown.", "{n} more pairs are not shown.", left)
        if left > 0
        else None,
        "notes": _notes(lang),
    }


def _compared(results: Results, found: Similar, one: Compared, lang: Locale) -> View:
    case = results.cases[found.case]
    pairs = sum((pair.task, pair.lang) == (one.task, one.lang) for pair in found.pairs)
    return {
        "task": prompt_of(case, one.task, results.facts, lang),
        "lang": say(lang, LANGUAGES[one.lang]),
        "texts": str(one.texts),
        "too_short": str(one.too_short),
        "left_out": str(one.left_out),
        "pairs": str(pairs),
    }


def _pair(results: Results, found: Similar, pair: Pair, lang: Locale) -> View:
    first, second = (results.people.get(one, Person(one)) for one in pair.students)
    words = sum(passage.words for passage in pair.passages)
    facts = [
        say(lang, LANGUAGES[pair.lang]),
        count(lang, "{n} word in shared passages", "{n} words in shared passages", words),
        say(lang, "{share} of the shorter text", share=percent(pair.share, lang)),
    ]
    if pair.likeness >= LEAST_LIKENESS:
        share = percent(pair.likeness, lang)
        facts.append(say(lang, "{share} of the words the same, in the same order", share=share))
    left = len(pair.passages) - PASSAGES_SHOWN
    return {
        "names": [_named(first), _named(second)],
        "task": prompt_of(results.cases[found.case], pair.task, results.facts, lang),
        "facts": facts,
        "lang": pair.lang,
        "passages": [
            {
                "words": count(lang, "{n} word", "{n} words", passage.words),
                "first": passage.first,
                "second": passage.second,
            }
            for passage in pair.passages[:PASSAGES_SHOWN]
        ],
        "more": count(lang, "{n} shorter passage", "{n} shorter passages", left)
        if left > 0
        else None,
    }


def _named(person: Person) -> str:
    return person.name if person.name == person.id else f"{person.name} ({person.id})"


def _notes(lang: Locale) -> list[str]:
    return [
        say(
            lang,
            "Listed: pairs in which {share} of the shorter text’s own words are in shared "
            "passages, or one passage has {words} words, or {likeness} of all words are the same "
            "in the same order. Texts with fewer than {fewest} words of their own are not "
            "compared, nor are texts in two languages.",
            share=percent(LEAST_SHARE, lang),
            words=LONGEST_ALONE,
            likeness=percent(LEAST_LIKENESS, lang),
            fewest=FEWEST_WORDS,
        ),
        say(
            lang,
            "Set aside before: what the case itself says (story, documents, prompts, model "
            "answers) and phrases that more than {students} students use, if they are more than a "
            "third.",
            students=QUOTED_BY,
        ),
        say(
            lang,
            "Not found: a text that was translated, or reworded throughout, or taken from a "
            "source that nobody else used. A pair that is not listed proves nothing either.",
        ),
    ]
