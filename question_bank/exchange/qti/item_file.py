"""One question in one language as a QTI item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from question_bank.exchange.html import to_html, to_inline
from question_bank.exchange.qti.dialect import XML_LANG, Dialect, identifier
from question_bank.exchange.question import ATTRIBUTION, TITLE, Option, Question
from question_bank.model import Locale

if TYPE_CHECKING:
    from lxml import etree

RESPONSE, SCORE, MAXSCORE, FEEDBACK = "RESPONSE", "SCORE", "MAXSCORE", "FEEDBACK"


def item_name(question: Question, locale: Locale) -> str:
    """The identifier of the item in one language; no slug holds a full stop."""
    return identifier(f"{question.id or question.place}.{locale}")


def item_xml(question: Question, locale: Locale, dialect: Dialect) -> bytes:
    """The item; its scenario stands inside where the version knows no stimulus."""
    return _Item(dialect).written(question, locale)


def stimulus_xml(name: str, prose: str, locale: Locale, dialect: Dialect) -> bytes:
    """A scenario that several items refer to."""
    writer = _Item(dialect)
    root = writer.root("assessmentStimulus", name, locale)
    writer.html(writer.add(root, "stimulusBody"), f'<div class="scenario">{to_html(prose)}</div>')
    return serialised(root)


def stimulus_name(question: Question, locale: Locale) -> str | None:
    """The identifier of the scenario of a question, or None where it has none.

    It is that of no item, even where one has the same id.
    """
    case = question.labels.get("case")
    return f"case.{case[0]}.{locale}" if case and question.scenario else None


def serialised(root: etree._Element) -> bytes:
    """The document in UTF-8; nothing is indented, for blanks in prose count."""
    from lxml import etree

    root.insert(0, etree.Comment(f" {ATTRIBUTION} "))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


class _Item:
    """Writes elements of one version."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def written(self, question: Question, locale: Locale) -> bytes:
        root = self.root("assessmentItem", item_name(question, locale), locale)
        for name, value in self._dialect.attributes(
            adaptive="false", timeDependent="false", toolName=TITLE, toolVersion="1"
        ).items():
            root.set(name, value)
        self._declare(root, question)
        self._stimulus(root, question, locale)
        self._body(root, question, locale)
        self._processing(root)
        for option in question.options:
            self._modal(root, option, locale)
        return serialised(root)

    def root(self, tag: str, name: str, locale: Locale) -> etree._Element:
        from lxml import etree

        names: dict[Any, str] = {None: self._dialect.items}
        root = etree.Element(self._dialect.tag(tag), nsmap=names)
        root.set("identifier", name)
        root.set("title", name)
        root.set(XML_LANG, locale)
        return root

    def add(
        self, parent: etree._Element, tag: str, text: str | None = None, **given: str
    ) -> etree._Element:
        """A new QTI element; attributes are given in camel case."""
        from lxml import etree

        element = etree.SubElement(
            parent, self._dialect.tag(tag), self._dialect.attributes(**given)
        )
        element.text = text
        return element

    def html(self, parent: etree._Element, fragment: str) -> None:
        """Our own HTML, which is sound XML, as children in the namespace of items."""
        from lxml import etree

        holder = etree.fromstring(f'<h xmlns="{self._dialect.items}">{fragment}</h>')
        parent.text = holder.text
        parent.extend(list(holder))
        etree.cleanup_namespaces(parent)

    def _declare(self, root: etree._Element, question: Question) -> None:
        single: Mapping[str, str] = {"cardinality": "single"}
        response = self.add(
            root, "responseDeclaration", identifier=RESPONSE, baseType="identifier", **single
        )
        correct = self.add(response, "correctResponse")
        for number, option in enumerate(question.options, start=1):
            if option.is_key:
                self.add(correct, "value", choice_name(option, number))
        score = {"normalMaximum": "1", "baseType": "float", **single}
        for name, value, more in ((SCORE, "0", score), (MAXSCORE, "1", {**score})):
            outcome = self.add(root, "outcomeDeclaration", identifier=name, **more)
            self.add(self.add(outcome, "defaultValue"), "value", value)
        self.add(root, "outcomeDeclaration", identifier=FEEDBACK, baseType="identifier", **single)

    def _stimulus(self, root: etree._Element, question: Question, locale: Locale) -> None:
        name = stimulus_name(question, locale)
        if name is not None and self._dialect.stimulus_type is not None:
            href = f"../stimuli/{name}.xml"
            self.add(root, "assessmentStimulusRef", identifier=name, href=href, title=name)

    def _body(self, root: etree._Element, question: Question, locale: Locale) -> None:
        body = self.add(root, "itemBody")
        scenario = question.scenario.get(locale)
        stands_inside = self._dialect.stimulus_type is None or not question.labels.get("case")
        if scenario and stands_inside:
            self.html(body, f'<div class="scenario">{to_html(scenario)}</div>')
        interaction = self.add(
            body, "choiceInteraction", responseIdentifier=RESPONSE, shuffle="true", maxChoices="1"
        )
        self.html(self.add(interaction, "prompt"), to_inline(question.stem.get(locale, "")))
        for number, option in enumerate(question.options, start=1):
            name = choice_name(option, number)
            choice = self.add(interaction, "simpleChoice", identifier=name)
            self.html(choice, to_inline(option.text.get(locale, "")))

    def _processing(self, root: etree._Element) -> None:
        """One point for the key; the choice itself says which feedback is shown."""
        rules = self.add(root, "responseProcessing")
        condition = self.add(rules, "responseCondition")
        right = self.add(condition, "responseIf")
        match = self.add(right, "match")
        self.add(match, "variable", identifier=RESPONSE)
        self.add(match, "correct", identifier=RESPONSE)
        for branch, points in ((right, "1"), (self.add(condition, "responseElse"), "0")):
            outcome = self.add(branch, "setOutcomeValue", identifier=SCORE)
            self.add(outcome, "baseValue", points, baseType="float")
        self.add(
            self.add(rules, "setOutcomeValue", identifier=FEEDBACK), "variable", identifier=RESPONSE
        )

    def _modal(self, root: etree._Element, option: Option, locale: Locale) -> None:
        why = option.why.get(locale)
        if not why or option.id is None:
            return
        feedback = self.add(
            root,
            "modalFeedback",
            outcomeIdentifier=FEEDBACK,
            showHide="show",
            identifier=identifier(option.id),
        )
        holder = self.add(feedback, "contentBody") if self._dialect.is_hyphenated else feedback
        self.html(holder, to_html(why))


def choice_name(option: Option, number: int) -> str:
    """The identifier of a choice."""
    return identifier(option.id or f"choice-{number}")
