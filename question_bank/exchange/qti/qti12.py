"""QTI 1.2, as Canvas exports it and text2qti writes it: questions with one right answer."""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element

from question_bank.checks.finding import Fault
from question_bank.exchange.foreign_xml import child, children, local, text_of
from question_bank.exchange.html import from_html
from question_bank.exchange.multilang import explained
from question_bank.exchange.question import Option, Question
from question_bank.model import Locale

_FIX = "Only a choice of one answer can be taken; rewrite it."


def is_qti12(root: Element) -> bool:
    """Whether the document is a QTI 1.2 assessment, bank or item."""
    return local(root) in ("questestinterop", "item") and root.get("adaptive") is None


def read_qti12(root: Element, place: str, locale: Locale) -> tuple[list[Question], list[Fault]]:
    """The questions of the document, and why each of the others cannot be taken."""
    questions, faults = [], []
    items = (one for one in root.iter() if local(one) == "item")
    for number, item in enumerate(items, start=1):
        title = (item.get("title") or item.get("ident") or "").strip()
        found = _read(
            item, f"{place}, question {number}" + (f" ({title})" if title else ""), locale
        )
        if isinstance(found, Fault):
            faults.append(found)
        else:
            questions.append(found)
    return questions, faults


def _read(item: Element, place: str, locale: Locale) -> Question | Fault:
    kind = _kind(item)
    presentation = child(item, "presentation")
    responses = [one for one in item.iter() if local(one) == "response_lid"]
    if kind in ("true_false_question", "Either/Or", "true_false"):
        return Fault(place, "is a true or false question", _FIX)
    if presentation is None or len(responses) != 1:
        shown = kind.replace("_", " ") or "another kind of question"
        return Fault(place, f"is not a choice of one answer ({shown})", _FIX)
    if responses[0].get("rcardinality", "Single").lower() == "multiple":
        return Fault(place, "has several right answers", "Rewrite it with a single best answer.")
    keys = _keys(item)
    feedback = {one.get("ident", ""): _material(one) for one in item.iter() if _is_feedback(one)}
    told = _told(item)
    stem = from_html(_stem(presentation), locale)
    after = from_html(feedback.get("general_fb", ""), locale)
    notes, options = [*stem.notes], []
    for label in (one for one in responses[0].iter() if local(one) == "response_label"):
        ident = label.get("ident", "")
        text = from_html(_material(label), locale)
        why = from_html(feedback.get(told.get(ident, f"{ident}_fb"), ""), locale)
        notes += [*text.notes, *why.notes]
        options.append(Option(text.words, why.words, ident in keys))
    return Question(
        place=place,
        stem=stem.words,
        options=explained(options, after),
        notes=tuple(dict.fromkeys(notes)),
    )


def _kind(item: Element) -> str:
    """What Canvas or Blackboard calls the type of the question."""
    for found in item.iter():
        if local(found) == "qtimetadatafield":
            if text_of(child(found, "fieldlabel")).strip() == "question_type":
                return text_of(child(found, "fieldentry")).strip()
        elif local(found) == "bbmd_questiontype":
            return text_of(found).strip()
    return ""


def _stem(presentation: Element) -> str:
    """What stands before the answers."""
    parts = []
    stack = [presentation]
    while stack:
        element = stack.pop()
        if local(element) == "material":
            parts.append(_material_text(element))
        elif local(element) != "render_choice":
            stack += reversed(list(element))
    return "".join(f"<div>{part}</div>" for part in parts)


def _material(element: Element) -> str:
    return "".join(_material_text(one) for one in element.iter() if local(one) == "material")


def _material_text(material: Element) -> str:
    parts = []
    for one in material.iter():
        if local(one) in ("mattext", "mat_formattedtext"):
            text = text_of(one)
            kind = (one.get("texttype") or one.get("type") or "text/plain").lower()
            parts.append(
                text if kind in ("text/html", "html", "smart_text") else escape(text, quote=False)
            )
        elif local(one) in ("matimage", "mataudio", "matvideo"):
            parts.append("<img>")
    return "".join(parts)


def _keys(item: Element) -> frozenset[str]:
    """Answers that one condition gives points for."""
    keys: set[str] = set()
    for condition in (one for one in item.iter() if local(one) == "respcondition"):
        points = [text_of(one).strip() for one in children(condition, "setvar")]
        if any(_is_positive(point) for point in points):
            rule = child(condition, "conditionvar")
            keys.update(text_of(one).strip() for one in _equalities(rule))
    return frozenset(keys)


def _equalities(rule: Element | None) -> list[Element]:
    """The comparisons of a condition, without those under `not`."""
    found: list[Element] = []
    stack = [] if rule is None else list(rule)
    while stack:
        element = stack.pop()
        if local(element) == "varequal":
            found.append(element)
        elif local(element) != "not":
            stack += list(element)
    return found


def _told(item: Element) -> dict[str, str]:
    """Which feedback a condition on a single answer shows."""
    told: dict[str, str] = {}
    for condition in (one for one in item.iter() if local(one) == "respcondition"):
        equalities = _equalities(child(condition, "conditionvar"))
        shown = [one.get("linkrefid", "") for one in children(condition, "displayfeedback")]
        if len(equalities) == 1 and shown:
            told.setdefault(text_of(equalities[0]).strip(), shown[0])
    return told


def _is_feedback(element: Element) -> bool:
    return local(element) == "itemfeedback"


def _is_positive(text: str) -> bool:
    if text.lower() in ("score.max", "correct", "true"):
        return True
    try:
        return float(text) > 0
    except ValueError:
        return False
