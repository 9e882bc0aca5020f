"""A content package: a manifest, an item file for each question and language, the sidecar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from question_bank.exchange.archive import packed
from question_bank.exchange.html import plain
from question_bank.exchange.qti.dialect import LOM, Dialect
from question_bank.exchange.qti.item_file import (
    item_name,
    item_xml,
    serialised,
    stimulus_name,
    stimulus_xml,
)
from question_bank.exchange.qti.sidecar import NAME, sidecar_xml
from question_bank.exchange.question import ATTRIBUTION, Question
from question_bank.model import Locale

if TYPE_CHECKING:
    from lxml import etree

MANIFEST = "imsmanifest.xml"
LONGEST_TITLE = 200


def write_package(questions: tuple[Question, ...], dialect: Dialect) -> bytes:
    """The package of these questions, the same bytes each time."""
    files: dict[str, bytes] = {MANIFEST: b"", NAME: sidecar_xml(questions)}
    manifest = _Manifest(dialect)
    for question, locale in _pages(questions):
        item, case = item_name(question, locale), stimulus_name(question, locale)
        if case is not None and dialect.stimulus_type is not None:
            path = f"stimuli/{case}.xml"
            if path not in files:
                scenario = question.scenario[locale]
                files[path] = stimulus_xml(case, scenario, locale, dialect)
                manifest.resource(case, dialect.stimulus_type, path)
        else:
            case = None
        path = f"items/{item}.xml"
        files[path] = item_xml(question, locale, dialect)
        resource = manifest.resource(item, dialect.item_type, path, depends_on=case)
        manifest.describe(resource, question, locale)
    manifest.resource("parcours", "webcontent", NAME)
    files[MANIFEST] = serialised(manifest.root)
    return packed(files.items())


def _pages(questions: tuple[Question, ...]) -> Iterator[tuple[Question, Locale]]:
    for question in questions:
        for locale in question.stem:
            yield question, locale


class _Manifest:
    """`imsmanifest.xml` in the making."""

    def __init__(self, dialect: Dialect) -> None:
        from lxml import etree

        self._dialect = dialect
        names: dict[Any, str] = {None: dialect.package, "lom": LOM, "qti": dialect.metadata}
        self.root = etree.Element(f"{{{dialect.package}}}manifest", nsmap=names)
        self.root.set("identifier", "PARCOURS-EXPORT")
        about = self._add(self.root, "metadata")
        self._add(about, "schema", dialect.schema[0])
        self._add(about, "schemaversion", dialect.schema[1])
        self._rights(self._lom(about, "lom"))
        self._add(self.root, "organizations")
        self._resources = self._add(self.root, "resources")

    def resource(
        self, name: str, kind: str, path: str, *, depends_on: str | None = None
    ) -> etree._Element:
        resource = self._add(self._resources, "resource")
        for key, value in (("identifier", name), ("type", kind), ("href", path)):
            resource.set(key, value)
        self._add(resource, "file").set("href", path)
        if depends_on is not None:
            self._add(resource, "dependency").set("identifierref", depends_on)
        return resource

    def describe(self, resource: etree._Element, question: Question, locale: Locale) -> None:
        """What catalogues show: id, title, language, topic, rights, and how it is answered."""
        from lxml import etree

        about = etree.Element(f"{{{self._dialect.package}}}metadata")
        resource.insert(0, about)
        qti = etree.SubElement(about, f"{{{self._dialect.metadata}}}qtiMetadata")
        for name, text in (
            ("timeDependent", "false"),
            ("interactionType", "choiceInteraction"),
            ("feedbackType", "nonadaptive"),
            ("solutionAvailable", "true"),
            ("toolName", "Parcours"),
        ):
            etree.SubElement(qti, f"{{{self._dialect.metadata}}}{name}").text = text
        lom = self._lom(about, "lom")
        general = self._lom(lom, "general")
        entry = self._lom(general, "identifier")
        self._lom(entry, "catalog", "Parcours")
        self._lom(entry, "entry", question.id)
        self._said(general, "title", plain(question.stem[locale])[:LONGEST_TITLE], locale)
        self._lom(general, "language", locale)
        for label in ("exam", "domain", "topic", "level"):
            for value in question.labels.get(label, ()):
                self._said(general, "keyword", value, "en")
        self._rights(lom)

    def _rights(self, lom: etree._Element) -> None:
        rights = self._lom(lom, "rights")
        restrictions = self._lom(rights, "copyrightAndOtherRestrictions")
        self._lom(restrictions, "source", "LOMv1.0")
        self._lom(restrictions, "value", "yes")
        self._said(rights, "description", ATTRIBUTION, "en")

    def _said(self, parent: etree._Element, tag: str, text: str, lang: str) -> None:
        self._lom(self._lom(parent, tag), "string", text).set("language", lang)

    def _add(self, parent: etree._Element, tag: str, text: str | None = None) -> etree._Element:
        return _sub(parent, self._dialect.package, tag, text)

    def _lom(self, parent: etree._Element, tag: str, text: str | None = None) -> etree._Element:
        return _sub(parent, LOM, tag, text)


def _sub(parent: etree._Element, space: str, tag: str, text: str | None) -> etree._Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{space}}}{tag}")
    element.text = text
    return element
