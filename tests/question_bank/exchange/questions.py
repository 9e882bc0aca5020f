"""Banks and questions for tests of exchange: odd, but such as a file of ours can hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from question_bank.bank import Bank
from question_bank.exchange.question import Question, question_of
from question_bank.exchange.selection import Selection, selected
from question_bank.model import Item, Locale
from question_bank.shape import unwrapped
from tests.factories import make_bank, make_case, make_item

BOTH: tuple[Locale, ...] = ("en", "fr")

# What formats stumble over, and what French writes.
_ODD = st.sampled_from(
    ["=", "~", "#", "####", "{", "}", ":", "::", "\\", "\\n", "<", ">", "&", "&amp;", "]]>", "->",
     "«\u00a0", "\u00a0»", "\u202f", "'", '"', "|", ";", ",", "[html]", "[", "]", "//", "$", "%50%",
     "**", "**bold**", "* ", "<b>", "<!--", "é", "œ", "’", "–", "€", "漢", "🙂", "+1", "-1", "@x",
     "=1+1", "{{stem}}", "{mlang en}", "\t", "_x000D_", "$CATEGORY: x", "%%", "&lt;", "^", "`"]
)  # fmt: skip
_CHARACTER = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs", "Co", "Cn"],
    exclude_characters="\u2028\u2029\ufeff",  # YAML ends a line there
)
_PIECE = st.one_of(_ODD, st.text(_CHARACTER, min_size=1, max_size=8), st.sampled_from([" ", "a b"]))
_PARAGRAPH = st.lists(_PIECE, min_size=1, max_size=12).map("".join)


def _house(paragraphs: list[str]) -> str:
    """The text as the bank reads it from a file."""
    text = str(unwrapped("\n\n".join(paragraphs))).strip()
    return "\n\n".join(one for one in text.split("\n\n") if one.strip()) or "x"


PROSE = st.lists(_PARAGRAPH, min_size=1, max_size=3).map(_house)
LONG_PROSE = st.integers(2_000, 6_000).map(lambda count: "\n\n".join(["word " * count + "end"] * 2))
TEXT = st.fixed_dictionaries({"en": PROSE, "fr": PROSE})
LINE = st.lists(_PARAGRAPH, min_size=1, max_size=1).map(_house)  # of a title
SLUG = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)


@st.composite
def odd_items(draw: st.DrawFn) -> Item:
    """An item with odd wordings, of two to five choices, and every optional key now and then."""
    ids = draw(st.lists(SLUG, min_size=2, max_size=5, unique=True))
    choices = [{"id": one, "text": draw(TEXT), "why": draw(TEXT)} for one in ids]
    sources = [
        {
            "title": draw(LINE),
            "where": draw(st.none() | LINE),
            "url": draw(st.none() | st.just("https://example.org/?a=1&b=<2>#c~{d}")),
        }
        for _ in range(draw(st.integers(0, 3)))
    ]
    changes: dict[str, Any] = {
        "revision": draw(st.integers(1, 99)),
        "stem": draw(TEXT),
        "choices": choices,
        "correct": [draw(st.sampled_from(ids))],
        "sources": sources,
        "difficulty": draw(st.floats(0.01, 0.99)),
        "facts": draw(st.lists(SLUG, max_size=3, unique=True)),
        "enemies": draw(st.lists(SLUG, max_size=3, unique=True)),
        "replaces": draw(st.none() | SLUG),
        "module": draw(st.none() | st.just("care-management/4#who-speaks")),
        "activity": draw(st.none() | st.integers(1, 7)),
        "case": draw(st.none() | st.just("return-from-hospital")),
    }
    return make_item(draw(SLUG), **changes)


@st.composite
def odd_questions(draw: st.DrawFn) -> tuple[Question, ...]:
    """Odd items as questions of one file, in one language or in both."""
    items = draw(st.lists(odd_items(), min_size=1, max_size=2, unique_by=lambda item: item.id))
    case = make_case(text=draw(TEXT))
    lang = draw(st.sampled_from(["en", "fr", "both"]))
    return questions_of(make_bank(items, cases=[case]), lang)


def questions_of(bank: Bank, lang: Any = "both") -> tuple[Question, ...]:
    """All questions of a bank, whatever their status."""
    return selected(bank, Selection(status=None, lang=lang))[0]


def sound_question(**changes: Any) -> Question:
    """A question of a sound item with a scenario."""
    item = make_item(case="return-from-hospital", **changes)
    return question_of(item, make_bank([item], cases=[make_case()]), BOTH)


def without_place(questions: tuple[Question, ...]) -> dict[str | None, Question]:
    """The questions by id; where in the file they stood is of no matter."""
    return {question.id: replace(question, place="") for question in questions}
