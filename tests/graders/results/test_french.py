"""Every sentence of results has its French, and none is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from graders.results import similar_view, tables, words
from graders.results.pdf import render
from tests.content.test_catalogues import PLACEHOLDER, forms, misset

PACKAGE = Path(words.__file__).parent
SAID = re.compile(r'\bt\(\s*"([^"]*)"')
COUNTED = re.compile(r'\btn\(\s*"([^"]*)",\s*"([^"]*)"')

with (PACKAGE / "fr.po").open("rb") as stream:
    FRENCH = {m.id: m.string for m in read_po(stream, locale="fr", abort_invalid=True) if m.id}


def of_code() -> Iterator[str | tuple[str, str]]:
    """Literal messages of `say` and `count`."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", "")
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if name == "say" and texts:
                yield texts[0]
            if name == "count" and len(texts) >= 2:
                yield (texts[0], texts[1])


def of_templates() -> Iterator[str | tuple[str, str]]:
    for path in PACKAGE.glob("templates/*.j2"):
        source = path.read_text(encoding="utf-8")
        assert len(SAID.findall(source)) == len(re.findall(r"\bt\(", source)), path.name
        assert len(COUNTED.findall(source)) == len(re.findall(r"\btn\(", source)), path.name
        yield from SAID.findall(source)
        yield from COUNTED.findall(source)


def used() -> set[str | tuple[str, str]]:
    return {
        *of_code(),
        *of_templates(),
        *words.COMPETENCES.values(),
        *words.KINDS.values(),
        *tables.STATES.values(),
        *tables.HEADINGS,
        *similar_view.LANGUAGES.values(),
        *render.LABELS.values(),
    }


def test_every_message_has_its_french_and_none_is_left_over() -> None:
    assert used() == set(FRENCH)
    assert all(all(forms(french)) for french in FRENCH.values())


def test_french_keeps_the_placeholders_and_is_well_set() -> None:
    for message, french in FRENCH.items():
        for english, translated in zip(forms(message), forms(french), strict=True):
            assert sorted(PLACEHOLDER.findall(english)) == sorted(PLACEHOLDER.findall(translated))
            assert list(misset(translated)) == [], translated
