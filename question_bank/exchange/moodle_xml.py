"""Moodle XML, as `qformat_xml` of Moodle 3.5 and later writes and reads it.

One category for each topic; both languages in one question, by multilang spans; an item's id is
the ID number, its metadata the tags, its sources the general feedback.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from question_bank.checks.finding import Fault
from question_bank.exchange.foreign_xml import child, children, local, parse_xml, text_of
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

if TYPE_CHECKING:
    from lxml import etree

TITLE = 255  # characters in a question's name
_REASONS = {
    "calculated": "a calculated question",
    "cloze": "a text with gaps",
    "ddwtos": "a text with gaps",
    "description": "a text without a question",
    "essay": "a question answered in writing",
    "gapselect": "a text with gaps",
    "matching": "a matching question",
    "numerical": "a question answered with a number",
    "ordering": "an ordering question",
    "shortanswer": "a question answered in a word",
    "truefalse": "a true or false question",
}


def write(questions: tuple[Question, ...]) -> bytes:
    """The questions as one Moodle XML file."""
    from lxml import etree

    root = etree.Element("quiz")
    root.append(etree.Comment(f" {ATTRIBUTION}. This file holds the answers. "))
    category = None
    for question in questions:
        path = category_of(question)
        if path != category:
            category = path
            _category(root, path)
        _question(root, question)
    out = io.BytesIO()
    etree.ElementTree(root).write(out, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return out.getvalue()


def category_of(question: Question) -> str:
    """The path of the category: exam, domain, topic."""
    steps = [question.labels.get(name, ("other",))[0] for name in ("exam", "domain", "topic")]
    return "/".join(("$course$", "top", *steps))


def read(data: bytes, locale: Locale) -> Reading:
    """The questions of a Moodle XML file, and the reason for each that cannot be taken."""
    root = parse_xml(data, "the file")
    if local(root) != "quiz":
        raise NotReadable(f"the root is <{local(root)}>, not <quiz>: this is not Moodle XML")
    questions, faults = [], []
    for number, element in enumerate(children(root, "question"), start=1):
        kind = element.get("type", "")
        if kind == "category":
            continue
        name = text_of(child(element, "name")).strip()
        place = f"question {number}" + (f" ({name})" if name else "")
        fault = _unfit(kind, element, place)
        if fault is not None:
            faults.append(fault)
        else:
            questions.append(_read(element, place, locale))
    return Reading(tuple(questions), tuple(faults))


def _category(root: etree._Element, path: str) -> None:
    from lxml import etree

    question = etree.SubElement(root, "question", type="category")
    _text(etree.SubElement(question, "category"), path)
    _text(etree.SubElement(question, "info", format="html"), "")


def _question(root: etree._Element, question: Question) -> None:
    from lxml import etree

    element = etree.SubElement(root, "question", type="multichoice")
    _text(etree.SubElement(element, "name"), (question.id or question.place)[:TITLE])
    _text(etree.SubElement(element, "questiontext", format="html"), stem_html(question))
    _text(etree.SubElement(element, "generalfeedback", format="html"), general_html(question))
    for name, value in (
        ("defaultgrade", "1.0000000"),
        ("penalty", "0.3333333"),
        ("hidden", "0"),
        ("idnumber", question.id or ""),
        ("single", "true"),
        ("shuffleanswers", "true"),
        ("answernumbering", "abc"),
        ("showstandardinstruction", "0"),
    ):
        etree.SubElement(element, name).text = value
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        _text(etree.SubElement(element, name, format="html"), "")
    for option in question.options:
        fraction = "100" if option.is_key else "0"
        answer = etree.SubElement(element, "answer", fraction=fraction, format="html")
        _text(answer, words_html(option.text))
        _text(etree.SubElement(answer, "feedback", format="html"), words_html(option.why))
    tags = etree.SubElement(element, "tags")
    for tag in question_tags(question):
        _text(etree.SubElement(tags, "tag"), tag)


def _text(parent: etree._Element, text: str) -> None:
    from lxml import etree

    element = etree.SubElement(parent, "text")
    if "<" in text and "]]>" not in text:
        element.text = etree.CDATA(text)
    else:
        element.text = text


def _unfit(kind: str, element: Element, place: str) -> Fault | None:
    if kind != "multichoice":
        what = _REASONS.get(kind, f"a question of the kind {kind!r}")
        return Fault(place, f"is {what}", "Only a choice of one answer can be taken; rewrite it.")
    if text_of(child(element, "single")).strip() in ("false", "0"):
        message = "has several right answers"
        return Fault(place, message, "Rewrite it with a single best answer.")
    return None


def _read(element: Element, place: str, locale: Locale) -> Question:
    answers = [
        (_html(answer), _html(child(answer, "feedback")), _is_right(answer))
        for answer in children(element, "answer")
    ]
    tags = child(element, "tags")
    return read_question(
        place=place,
        idnumber=text_of(child(element, "idnumber")).strip(),
        stem=_html(child(element, "questiontext")),
        answers=answers,
        general=_html(child(element, "generalfeedback")),
        tags=[] if tags is None else [text_of(tag).strip() for tag in children(tags, "tag")],
        locale=locale,
    )


def _html(element: Element | None) -> str:
    """The text of an element as HTML, whatever format it is in."""
    if element is None:
        return ""
    text = text_of(child(element, "text"))
    return as_html(text, element.get("format", "html"))


def _is_right(answer: Element) -> bool:
    try:
        return float(answer.get("fraction", "0")) >= 99.9
    except ValueError:
        return False
