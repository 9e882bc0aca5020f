from __future__ import annotations

import ast
import io
import re
import string
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import graders.exam
from graders.exam.wording import (
    count,
    decimal,
    likelihood,
    percent,
    say,
    write_duration,
    write_moment,
)

PACKAGE = Path(graders.exam.__file__).parent
MESSAGES = read_po(io.BytesIO((PACKAGE / "fr.po").read_bytes()), locale="fr")


def _used():
    """First and second string argument of every `say` and `count` in the package."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "count"):
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                if texts and isinstance(texts[0], str):
                    yield tuple(texts) if node.func.id == "count" else texts[0]


def _french():
    for message in MESSAGES:
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            for text in strings:
                yield message.id, text


def test_every_message_is_translated_and_no_translation_is_left_over():
    known = {m.id if isinstance(m.id, str) else tuple(m.id) for m in MESSAGES if m.id}
    assert set(_used()) == known


def test_translations_fill_the_same_blanks():
    for original, text in _french():
        messages = (original,) if isinstance(original, str) else original
        assert text, original
        names = {name for m in messages for _, name, _, _ in string.Formatter().parse(m) if name}
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} == names, text


def test_french_typography_uses_no_breaking_space_before_double_punctuation():
    for _, text in _french():
        assert not re.search(r"(?<![\u202f])[;!?]", text), text
        assert not re.search(r"(?<!\u00a0)[:%»]", text), text
        assert not re.search(r"«(?!\u00a0)", text), text


def test_numbers_are_written_as_each_language_does():
    assert decimal(1234.5, 1).en == "1,234.5"
    assert decimal(1234.5, 1).fr == "1\u202f234,5"
    assert decimal(-0.04, 1, signed=True).en == "0.0"
    assert decimal(-3, signed=True).fr == "\u22123"
    assert percent(0.7).en == "70%"
    assert percent(0.705, 1).fr == "70,5\u00a0%"
    assert likelihood(0.9999).fr == "plus de 99\u00a0%"
    assert likelihood(0.0).en == "less than 1%"


@pytest.mark.parametrize(
    ("seconds", "en", "fr"),
    [
        (48.2, "48 s", "48 s"),
        (59.7, "1 min", "1 min"),
        (725, "12 min 05 s", "12 min 05 s"),
        (3600, "1 h", "1 h"),
        (7620, "2 h 07 min", "2 h 07"),
        (7199, "2 h", "2 h"),
    ],
)
def test_durations(seconds, en, fr):
    assert write_duration(seconds, "en").replace("\u00a0", " ") == en
    assert write_duration(seconds, "fr").replace("\u00a0", " ") == fr


def test_moments():
    moment = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
    assert write_moment(moment, "en") == "1 March 2026, 14:05 UTC"
    assert write_moment(moment, "fr") == "1er mars 2026, 14\u00a0h\u00a005 UTC"


def test_plurals_follow_each_language():
    zero = count("{n} question", "{n} questions", 0)
    assert (zero.en, zero.fr) == ("0 questions", "0\u00a0question")
    assert say("Right").fr == "Juste"
