"""Every sentence of results has its French, and none is left over."""

from __future__ import annotations

from pathlib import Path

from graders.results import similar_view, tables, words
from graders.results.pdf import render
from tests.content.test_catalogues import of_python, of_templates, translations

PACKAGE = Path(words.__file__).parent


def test_every_message_has_its_french_and_none_is_left_over() -> None:
    used = {
        *of_python(PACKAGE),
        *of_templates(PACKAGE),
        *words.COMPETENCES.values(),
        *words.KINDS.values(),
        *tables.STATES.values(),
        *tables.HEADINGS,
        *similar_view.LANGUAGES.values(),
        *render.LABELS.values(),
    }
    assert used == set(translations(PACKAGE))
