"""XML of strangers, read without entities, without anything fetched, and within limits."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from question_bank.exchange.question import NotReadable

LARGEST = 64 * 2**20  # bytes
DEEPEST = 200  # elements inside one another


def parse_xml(data: bytes, name: str) -> Element:
    """The root of the document; NotReadable says why there is none."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(data) > LARGEST:
        raise NotReadable(f"{name}: is larger than {LARGEST // 2**20} MiB; split it")
    try:
        root: Element = fromstring(data, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        what = f"defines or refers to an entity ({error})"
        raise NotReadable(f"{name}: {what}; remove the DOCTYPE and what it defines") from None
    except ParseError as error:
        raise NotReadable(f"{name}: is not sound XML: {error}; export it again") from None
    except (LookupError, ValueError) as error:
        raise NotReadable(f"{name}: has an unknown encoding ({error}); save it in UTF-8") from None
    if _is_deep(root):
        raise NotReadable(f"{name}: has over {DEEPEST} elements inside one another; not read")
    return root


def local(element: Element) -> str:
    """The name of the element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element, name: str) -> Element | None:
    """The first child of that name, in any namespace."""
    return next((found for found in element if local(found) == name), None)


def children(element: Element, name: str) -> list[Element]:
    """The children of that name, in any namespace."""
    return [found for found in element if local(found) == name]


def text_of(element: Element | None) -> str:
    """All text inside the element."""
    return "" if element is None else "".join(element.itertext())


def _is_deep(root: Element) -> bool:
    """Whether an element lies deeper than any honest file has it."""
    level = [root]
    for _ in range(DEEPEST):
        level = [inner for element in level for inner in element]
        if not level:
            return False
    return True
