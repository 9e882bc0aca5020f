from __future__ import annotations

from dataclasses import replace

import pytest

from curriculum.notebook import Cell
from tests.curriculum.sample import SLUG

EN, FR = f"1-{SLUG}.en.ipynb", f"1-{SLUG}.fr.ipynb"


def test_a_cell_in_one_language_only_is_named(draft):
    draft.add(Cell("more", "markdown", "Encore."), after="scene", lang="fr")
    draft.add(Cell("other", "markdown", "Other."), after="scene", lang="en")
    ((name, fault),) = draft.ruling("same-cells")
    assert (name, fault.message) == (
        EN,
        "has not the same cells in the same order as the French",
    )
    assert fault.fix == "Only in one language: more (fr), other (en)."


def test_another_order_is_told(draft):
    cells = draft.cells["en"]
    cells[3], cells[4] = cells[4], cells[3]
    assert [fault.fix for _, fault in draft.ruling("same-cells")] == ["Put them in one order."]


def test_an_id_used_twice_is_told_in_each_notebook(draft):
    draft.add(Cell("scene", "markdown", "Encore."), after="scene")
    assert draft.places("same-cells")[:2] == [
        (FR, "cell scene", "its id is used twice"),
        (EN, "cell scene", "its id is used twice"),
    ]


@pytest.mark.parametrize(
    ("cell", "changes", "message"),
    [
        ("scene", {"tags": ("other",)}, "has another kind or other tags than in French"),
        ("see-dates", {"source": 'lesson.figure("models")'}, "has other code than in French"),
        ("terms", {"source": "### Words"}, "has other headings than in French"),
        ("going-back-2", {"source": "word " * 90}, "words, the French"),
    ],
)
def test_a_difference_is_placed_in_the_english_cell(draft, cell, changes, message):
    ((name, fault),) = draft.edit(cell, "en", **changes).ruling("same-cells")
    assert (name, fault.place) == (EN, f"cell {cell}")
    assert message in fault.message
    assert fault.level == ("warning" if "words" in message else "error")


def test_one_language_alone_is_not_compared(draft):
    draft.write()
    lesson = draft.lesson()
    alone = replace(lesson, notebooks={"fr": lesson.notebooks["fr"]})
    from curriculum.checks.pairs import same_cells

    assert list(same_cells(alone, None)) == []  # type: ignore[arg-type]
