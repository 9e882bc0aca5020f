"""How QTI 2.1 and QTI 3.0 name the same things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from question_bank.exchange.foreign_xml import local

LOM = "http://ltsc.ieee.org/xsd/LOM"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_CAPITAL = re.compile(r"[A-Z]")
_HYPHEN = re.compile(r"-([a-z])")


@dataclass(frozen=True)
class Dialect:
    """One version of QTI: its namespaces, the types of its resources, its spelling."""

    version: str
    items: str
    package: str
    metadata: str
    schema: tuple[str, str]
    item_type: str
    stimulus_type: str | None  # None: a shared text stands in each item
    is_hyphenated: bool

    def tag(self, name: str) -> str:
        """The name of a QTI element, with its namespace: `itemBody` or `qti-item-body`."""
        spelt = f"qti-{_hyphenated(name)}" if self.is_hyphenated else name
        return f"{{{self.items}}}{spelt}"

    def attributes(self, **given: str) -> dict[str, str]:
        """Attributes in the spelling of the version; given in camel case."""
        if not self.is_hyphenated:
            return given
        return {_hyphenated(name): value for name, value in given.items()}


QTI21 = Dialect(
    version="2.1",
    items="http://www.imsglobal.org/xsd/imsqti_v2p1",
    package="http://www.imsglobal.org/xsd/imscp_v1p1",
    metadata="http://www.imsglobal.org/xsd/imsqti_metadata_v2p1",
    schema=("QTIv2.1 Package", "1.0.0"),
    item_type="imsqti_item_xmlv2p1",
    stimulus_type=None,
    is_hyphenated=False,
)
QTI30 = Dialect(
    version="3.0",
    items="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    package="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    metadata="http://www.imsglobal.org/xsd/imsqti_metadata_v3p0",
    schema=("QTI Package", "3.0.0"),
    item_type="imsqti_item_xmlv3p0",
    stimulus_type="imsqti_stimulus_xmlv3p0",
    is_hyphenated=True,
)


def kind(element: Element) -> str:
    """The name of the element as QTI 2.1 spells it, whatever the version."""
    name = local(element)
    if not name.startswith("qti-"):
        return name
    return _HYPHEN.sub(lambda found: found[1].upper(), name.removeprefix("qti-"))


def attribute(element: Element, name: str, default: str = "") -> str:
    """The attribute in either spelling; the name is given in camel case."""
    found = element.get(name)
    return element.get(_hyphenated(name), default) if found is None else found


def identifier(slug: str) -> str:
    """The slug as an identifier: these start with a letter or a low line."""
    return slug if slug[:1].isalpha() else f"_{slug}"


def slug_of(found: str) -> str:
    """The slug an identifier was made from."""
    return found[1:] if found.startswith("_") and found[1:2].isdigit() else found


def _hyphenated(name: str) -> str:
    return _CAPITAL.sub(lambda found: f"-{found.group().lower()}", name)
