"""A QTI 2.x or 3.0 item of anybody as a question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from xml.etree.ElementTree import Element

from question_bank.checks.finding import Fault
from question_bank.exchange.foreign_xml import local, text_of
from question_bank.exchange.html import Prose, from_html
from question_bank.exchange.multilang import explained
from question_bank.exchange.qti.dialect import XML_LANG, attribute, kind, slug_of
from question_bank.exchange.question import Option, Question
from question_bank.model import LOCALES, Locale

Stimulus = Callable[[str], str]  # the HTML of the scenario at an address

_FIX = "Only a choice of one answer can be taken; rewrite it."
_NAMES = {
    "extendedTextInteraction": "a question answered in writing",
    "textEntryInteraction": "a text with gaps",
    "inlineChoiceInteraction": "a text with gaps",
    "gapMatchInteraction": "a text with gaps",
    "matchInteraction": "a matching question",
    "associateInteraction": "a matching question",
    "orderInteraction": "an ordering question",
    "hotspotInteraction": "a question about a picture",
    "uploadInteraction": "a question answered with a file",
    "sliderInteraction": "a question answered with a number",
}


def is_item(root: Element) -> bool:
    """Whether the document is an item of QTI 2 or 3."""
    return kind(root) == "assessmentItem"


def read_item(root: Element, place: str, locale: Locale, stimulus: Stimulus) -> Question | Fault:
    """The item as a question in its language, or why it cannot be one."""
    title = root.get("title", "").strip()
    place = f"{place} ({title})" if title and title not in place else place
    body = _first(root, "itemBody")
    interactions = [one for one in root.iter() if kind(one).endswith("Interaction")]
    fault = _unfit(root, interactions, place)
    if fault is not None or body is None:
        return fault or Fault(place, "has no body", "Export it again.")
    interaction = interactions[0]
    keys = _keys(root, attribute(interaction, "responseIdentifier"))
    spoken = _locale(root, locale)
    reader = _Reader(spoken)
    shared = "".join(
        stimulus(ref.get("href", "")) for ref in root.iter() if kind(ref) == "assessmentStimulusRef"
    )
    asked = reader.said(_scenario(shared) + _html(body))
    options = _options(root, interaction, keys, reader)
    return Question(
        place=place,
        id=slug_of(root.get("identifier", "")) or None,
        stem=asked.words,
        options=explained(options, _general(root, options, reader)),
        scenario=asked.sections.get("scenario", {}),
        notes=tuple(dict.fromkeys(reader.notes)),
    )


class _Reader:
    """Turns elements into prose of one language and keeps what was lost."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        self.notes: list[str] = []

    def said(self, html: str) -> Prose:
        prose = from_html(html, self._locale)
        self.notes += prose.notes
        return prose


def _unfit(root: Element, interactions: list[Element], place: str) -> Fault | None:
    if any(kind(one) == "templateDeclaration" for one in root.iter()):
        return Fault(place, "draws its numbers anew each time", "Write it with fixed numbers.")
    if not interactions:
        return Fault(place, "is a text without a question", _FIX)
    if len(interactions) > 1:
        return Fault(place, f"asks {len(interactions)} things", "Make a question of each.")
    name = kind(interactions[0])
    if name != "choiceInteraction":
        return Fault(place, f"is {_NAMES.get(name, f'a question of the kind {name}')}", _FIX)
    response = _response(root, attribute(interactions[0], "responseIdentifier"))
    if response is not None and attribute(response, "cardinality") == "multiple":
        return Fault(place, "has several right answers", "Rewrite it with a single best answer.")
    return None


def _response(root: Element, name: str) -> Element | None:
    found = (one for one in root.iter() if kind(one) == "responseDeclaration")
    return next((one for one in found if one.get("identifier") == name), None)


def _keys(root: Element, name: str) -> frozenset[str]:
    """The right choices: those declared, or else those with the most points."""
    response = _response(root, name)
    if response is None:
        return frozenset()
    for inner in response:
        if kind(inner) == "correctResponse":
            return frozenset(text_of(value).strip() for value in inner)
    points = {
        attribute(entry, "mapKey"): _number(attribute(entry, "mappedValue"))
        for entry in response.iter()
        if kind(entry) == "mapEntry"
    }
    most = max(points.values(), default=0.0)
    return frozenset(key for key, value in points.items() if value == most > 0)


def _options(
    root: Element, interaction: Element, keys: frozenset[str], reader: _Reader
) -> list[Option]:
    modal = {
        one.get("identifier", ""): _html(one) for one in root.iter() if kind(one) == "modalFeedback"
    }
    found = []
    for choice in (one for one in interaction if kind(one) == "simpleChoice"):
        name = choice.get("identifier", "")
        inside = "".join(
            _html(one) for one in choice.iter() if kind(one) in ("feedbackInline", "feedbackBlock")
        )
        text, why = reader.said(_html(choice)), reader.said(inside or modal.get(name, ""))
        found.append(Option(text.words, why.words, name in keys, slug_of(name) or None))
    return found


def _general(root: Element, options: list[Option], reader: _Reader) -> Prose:
    """Feedback that belongs to no choice."""
    names = {option.id for option in options}
    parts = [
        _html(one)
        for one in root.iter()
        if kind(one) == "modalFeedback" and slug_of(one.get("identifier", "")) not in names
    ]
    return reader.said("".join(f"<div>{part}</div>" for part in parts))


_APART = frozenset(
    {"feedbackInline", "feedbackBlock", "simpleChoice", "rubricBlock", "catalogInfo"}
)


def _html(element: Element) -> str:
    """What stands inside the element as HTML, without choices, feedback and rubrics."""
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    yield escape(element.text or "", quote=False)
    for inner in element:
        name = kind(inner)
        if name not in _APART and isinstance(inner.tag, str):
            tag = "div" if name in ("choiceInteraction", "prompt") else local(inner)
            shown = "".join(
                f' {key}="{escape(value)}"'
                for key, value in inner.items()
                if key in ("class", "alt", "lang")
            )
            yield f"<{tag}{shown}>"
            yield from _pieces(inner)
            yield f"</{tag}>"
        yield escape(inner.tail or "", quote=False)


def _scenario(html: str) -> str:
    return f'<div class="scenario">{html}</div>' if html else ""


def _locale(root: Element, default: Locale) -> Locale:
    lang = root.get(XML_LANG, "")[:2].lower()
    return next((locale for locale in LOCALES if locale == lang), default)


def _first(root: Element, name: str) -> Element | None:
    return next((one for one in root if kind(one) == name), None)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def stimulus_html(root: Element) -> str:
    """The HTML of a stimulus file."""
    body = _first(root, "stimulusBody")
    return "" if body is None else _html(body)
