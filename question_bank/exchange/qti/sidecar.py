"""`parcours.xml`, the file of a package that holds what QTI has no place for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from question_bank.exchange.foreign_xml import child, children, local, parse_xml, text_of
from question_bank.exchange.labels import NAMES, Labels
from question_bank.exchange.qti.item_file import item_name
from question_bank.exchange.question import ATTRIBUTION, Question
from question_bank.exchange.sources import source_of
from question_bank.model import LOCALES, Locale, Source

if TYPE_CHECKING:
    from lxml import etree

NAME = "parcours.xml"
NAMESPACE = "urn:parcours:exchange:1"


@dataclass(frozen=True)
class Entry:
    """What the sidecar says of one item: the identifiers of its languages, labels, sources."""

    id: str
    items: dict[str, Locale]
    labels: Labels
    sources: tuple[Source, ...]


def sidecar_xml(questions: tuple[Question, ...]) -> bytes:
    """The metadata and the sources of these questions."""
    from lxml import etree

    names: dict[Any, str] = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}items", nsmap=names)
    root.append(etree.Comment(f" {ATTRIBUTION} "))
    for question in questions:
        item = _add(root, "item", id=question.id or question.place)
        for locale in question.stem:
            _add(item, "file", item_name(question, locale), lang=locale)
        for name in NAMES:
            for value in question.labels.get(name, ()):
                _add(item, "label", value, name=name)
        for source in question.sources:
            row = _add(item, "source")
            for name, value in source.model_dump(exclude_none=True).items():
                _add(row, name, value)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def read_sidecar(data: bytes) -> tuple[Entry, ...]:
    """The entries of the file; none where it is somebody else's."""
    root = parse_xml(data, NAME)
    if local(root) != "items" or NAMESPACE not in root.tag:
        return ()
    found = []
    for item in children(root, "item"):
        labels: dict[str, tuple[str, ...]] = {}
        for label in children(item, "label"):
            name = label.get("name", "")
            if name in NAMES:
                labels[name] = (*labels.get(name, ()), text_of(label))
        items: dict[str, Locale] = {
            text_of(file): locale
            for file in children(item, "file")
            for locale in LOCALES
            if file.get("lang") == locale
        }
        rows = [
            {name: text_of(child(row, name)) or None for name in ("title", "where", "url")}
            for row in children(item, "source")
        ]
        sources = tuple(one for row in rows if (one := source_of(**row)) is not None)
        found.append(Entry(item.get("id", ""), items, labels, sources))
    return tuple(found)


def _add(parent: etree._Element, tag: str, text: str | None = None, **given: str) -> etree._Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", given)
    element.text = text
    return element
