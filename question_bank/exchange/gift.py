"""GIFT, Moodle's text format, with the ID number and tags that Moodle 3.11 reads in comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from question_bank.checks.finding import Fault
from question_bank.exchange.decoded import decoded
from question_bank.exchange.moodle_xml import category_of
from question_bank.exchange.multilang import (
    general_html,
    question_tags,
    read_question,
    stem_html,
    words_html,
)
from question_bank.exchange.plain_text import as_html
from question_bank.exchange.question import ATTRIBUTION, NotReadable, Question, Reading
from question_bank.model import Locale

_SPECIAL = re.compile(r"[~=#{}:\\]")
_FORMAT = re.compile(r"\[(html|moodle|markdown|plain)\]", re.IGNORECASE)
_ID = re.compile(r"\[id:((?:\\\]|[^]\x00-\x1f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^]\x00-\x1f<>`])+)\]")
_WEIGHT = re.compile(r"^%(-?\d+(?:\.\d*)?)%")
_TRUE_FALSE = re.compile(r"^(?:T|F|TRUE|FALSE)$", re.IGNORECASE)
_FIX = "Only a choice of one answer can be taken; rewrite it."


def write(questions: tuple[Question, ...]) -> bytes:
    """The questions as one GIFT file in UTF-8."""
    parts = [f"// {ATTRIBUTION}\n// This file holds the answers.\n"]
    category = None
    for question in questions:
        path = category_of(question)
        if path != category:
            category = path
            parts.append(f"$CATEGORY: {path}\n")
        parts.append(_written(question))
    return "\n".join(parts).encode()


def read(data: bytes, locale: Locale) -> Reading:
    """The questions of a GIFT file, and the reason for each that cannot be taken."""
    text, notes = decoded(data)
    questions, faults = [], [Fault("", note, "Save it in UTF-8.", "warning") for note in notes]
    count = 0
    for block in _blocks(text):
        if block.body.startswith("$CATEGORY:"):
            continue
        count += 1
        found = _read(block, count, locale)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            questions.append(found)
    if not count:
        raise NotReadable("holds no question in GIFT: `Question {=right ~wrong}`")
    return Reading(tuple(questions), tuple(faults))


def _written(question: Question) -> str:
    name = question.id or question.place
    comment = f"// [id:{name}]"
    lines = [comment, *(f"// [tag:{_in_brackets(tag)}]" for tag in question_tags(question))]
    lines.append(f"::{_escaped(name)}::[html]{_escaped(stem_html(question))}{{")
    for option in question.options:
        sign = "=" if option.is_key else "~"
        feedback = f"#[html]{_escaped(words_html(option.why))}" if option.why else ""
        lines.append(f"{sign}[html]{_escaped(words_html(option.text))}{feedback}")
    lines.append(f"####[html]{_escaped(general_html(question))}")
    return "\n".join([*lines, "}\n"])


def _escaped(html: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found.group(), html.replace("\n", " "))


def _in_brackets(tag: str) -> str:
    return tag.replace("]", "\\]")


@dataclass
class _Block:
    """The lines of one question: its comments, and the rest as one text."""

    line: int
    comments: list[str] = field(default_factory=list)
    body: str = ""


def _blocks(text: str) -> Iterator[_Block]:
    """Questions are parted by empty lines; a comment is a line that starts with `//`."""
    block: _Block | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if not bare:
            if block is not None and block.body:
                yield block
                block = None
            continue
        block = block or _Block(number)
        if bare.startswith("//"):
            block.comments.append(bare[2:])
        else:
            block.body = f"{block.body}\n{bare}" if block.body else bare
    if block is not None and block.body:
        yield block


def _read(block: _Block, number: int, locale: Locale) -> Question | Fault:
    name, body = _name(block.body)
    place = f"question {number}, line {block.line}" + (f" ({name})" if name else "")
    start, end = _found(body, "{"), _found(body, "}")
    if start is None and end is None:
        return Fault(place, "is a text without answers", _FIX)
    if start is None or end is None or end < start:
        return Fault(place, "has a brace without its pair", "Write `\\{` for a brace in the text.")
    answers, general = _general(body[start + 1 : end])
    fault = _unfit(answers, place)
    if fault is not None:
        return fault
    after = body[end + 1 :].strip()
    stem, kind = _formatted(body[:start] + (f" _____ {after}" if after else ""), "moodle")
    comments = "\n".join(block.comments)
    found = _ID.search(comments)
    return read_question(
        place=place,
        idnumber=found[1].strip() if found else None,
        stem=stem,
        answers=[_answer(one, kind) for one in _parts(answers, "=~")],
        general=_formatted(general, kind)[0],
        tags=[one.replace("\\]", "]") for one in _TAG.findall(comments)],
        locale=locale,
    )


def _name(body: str) -> tuple[str, str]:
    if not body.startswith("::"):
        return "", body
    end = _found(body, "::", 2)
    return ("", body) if end is None else (_plain(body[2:end]).strip(), body[end + 2 :].strip())


def _general(inside: str) -> tuple[str, str]:
    """The answers, and what is told after any of them: after the last `####`."""
    at, start = None, 0
    while (found := _found(inside, "####", start)) is not None:
        at, start = found, found + 4
    return (inside.strip(), "") if at is None else (inside[:at].strip(), inside[at + 4 :])


def _unfit(answers: str, place: str) -> Fault | None:
    parts = _parts(answers, "=~")
    if not answers:
        return Fault(place, "is a question answered in writing", _FIX)
    if answers.startswith("#"):
        return Fault(place, "is a question answered with a number", _FIX)
    if not parts or _TRUE_FALSE.match(answers.partition("#")[0].strip()):
        return Fault(place, "is a true or false question", _FIX)
    if all(part.startswith("=") for part in parts):
        kind = "a matching question" if "->" in answers else "a question answered in a word"
        return Fault(place, f"is {kind}", _FIX)
    if all(part.startswith("~") for part in parts) and sum("%" in part for part in parts) > 1:
        return Fault(place, "has several right answers", "Rewrite it with a single best answer.")
    return None


def _answer(part: str, kind: str) -> tuple[str, str, bool]:
    """Text, feedback, and whether it is right, of `=text#feedback` or `~%50%text`."""
    sign, rest = part[0], part[1:].strip()
    weight = _WEIGHT.match(rest)
    rest = rest[weight.end() :] if weight else rest
    is_key = sign == "=" or (weight is not None and float(weight[1]) >= 99.9)
    at = _found(rest, "#")
    text, feedback = (rest, "") if at is None else (rest[:at], rest[at + 1 :])
    return _formatted(text, kind)[0], _formatted(feedback, kind)[0], is_key


def _formatted(text: str, kind: str) -> tuple[str, str]:
    """The text as HTML, and the name of its format."""
    text = text.strip()
    found = _FORMAT.match(text)
    if found is not None:
        kind, text = found[1].lower(), text[found.end() :]
    return as_html(_plain(text), kind), kind


def _found(text: str, sign: str, start: int = 0) -> int | None:
    """Where the sign first stands without a backslash before it."""
    for found in re.compile(rf"\\.|{re.escape(sign)}", re.DOTALL).finditer(text, start):
        if found.group() == sign:
            return found.start()
    return None


def _parts(text: str, signs: str) -> list[str]:
    """The text cut before each sign that no backslash precedes."""
    found = re.finditer(rf"\\.|[{signs}]", text, re.DOTALL)
    starts = [one.start() for one in found if len(one.group()) == 1]
    return [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]


def _plain(text: str) -> str:
    r"""The text without its backslashes; `\n` is the end of a paragraph."""
    return re.sub(r"\\([~=#{}:\\n])", lambda m: "\n\n" if m[1] == "n" else m[1], text)
