from __future__ import annotations

import json
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.notebook import (
    Call,
    Cell,
    Notebook,
    Unreadable,
    called,
    opening,
    prose_words,
    read_notebook,
    written,
)
from tests.curriculum.factory import change_notebook, read_back

IDS = st.text(alphabet=string.ascii_lowercase + "-", min_size=1, max_size=12)
SOURCES = st.text(
    alphabet=st.one_of(
        st.sampled_from("# \n\t`|>*[](){}<é«»\u00a0\u202f\u2028\x85\x0c\r\"'\\"), st.characters()
    ).filter(lambda letter: not "\ud800" <= letter <= "\udfff"),
    max_size=60,
)
CELLS = st.lists(
    st.builds(
        Cell,
        id=IDS,
        kind=st.sampled_from(["markdown", "code"]),
        source=SOURCES,
        tags=st.lists(IDS, max_size=3).map(tuple),
    ),
    max_size=6,
).map(tuple)


def text(cell_id: str, source: str, *tags: str) -> Cell:
    return Cell(cell_id, "markdown", source, tags)


def notebook(*cells: Cell) -> Notebook:
    return Notebook(Path("1-x.fr.ipynb"), "fr", cells)


@settings(max_examples=80, deadline=None)
@given(CELLS)
def test_what_is_written_is_read_and_written_the_same(cells):
    once = written(notebook(*cells))
    again = read_back(once)
    assert written(again) == once
    assert [(c.id, c.kind, c.tags) for c in again.cells] == [(c.id, c.kind, c.tags) for c in cells]
    assert [c.source for c in again.cells] == [c.source.strip("\n") for c in cells]


def test_what_is_written_has_no_outputs_and_nothing_of_a_machine():
    data = json.loads(written(notebook(text("a", "# A\n\nB"), Cell("b", "code", "lesson.check()"))))
    first, second = data["cells"]
    assert first == {
        "cell_type": "markdown",
        "id": "a",
        "metadata": {},
        "source": ["# A\n", "\n", "B"],
    }
    assert (second["outputs"], second["execution_count"]) == ([], None)
    assert second["metadata"] == {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
    assert data["metadata"]["kernelspec"]["name"] == "parcours"
    assert data["metadata"]["parcours"] == {"lang": "fr"}
    assert (data["nbformat"], data["nbformat_minor"]) == (4, 5)


def test_the_tag_that_hides_code_is_not_a_tag_of_ours():
    found = read_back(written(notebook(Cell("b", "code", "1", ("mine",)))))
    assert found.cells[0].tags == ("mine",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is not a notebook: Expecting value"),
        ("[]", "it has no list of cells"),
        ('{"cells": null, "nbformat": 4}', "it has no list of cells"),
        ('{"cells": [], "nbformat": 3}', "is not a notebook of format 4"),
        ('{"cells": [3], "nbformat": 4}', "cell 1 has no id, kind or source"),
        ('{"cells": [{"cell_type": "code", "source": ""}], "nbformat": 4}', "cell 1 has no id"),
        ('{"cells": [{"id": "a", "cell_type": "code"}], "nbformat": 4}', "cell 1 has no id, kind"),
        (
            '{"cells": [{"id": "a", "cell_type": "raw", "source": "x"}], "nbformat": 4}',
            "cell 1 is of the kind 'raw'",
        ),
        (
            '{"cells": [{"id": "", "cell_type": "code", "source": "x"}], "nbformat": 4}',
            "cell 1 has no id",
        ),
        (
            '{"cells": [{"id": "a", "cell_type": "code", "source": "x", "metadata": {"tags": "t"}}]'
            ', "nbformat": 4}',
            "the tags of cell 1 are not a list",
        ),
    ],
)
def test_a_file_that_is_no_notebook_says_why(content, message):
    with pytest.raises(Unreadable) as refused:
        read_back(content)
    assert message in str(refused.value)


def test_a_file_that_is_absent_or_not_utf8_says_so(tmp_path):
    with pytest.raises(Unreadable, match="cannot be opened: No such file"):
        read_notebook(tmp_path / "absent.ipynb", "fr")
    (tmp_path / "latin.ipynb").write_bytes("é".encode("latin-1"))
    with pytest.raises(Unreadable, match="is not a notebook: 'utf-8'"):
        read_notebook(tmp_path / "latin.ipynb", "fr")


def test_ids_are_read_as_they_are_even_when_used_twice(tmp_path):
    path = tmp_path / "x.ipynb"
    path.write_text(written(notebook(text("a", "x"), text("a", "y"))), encoding="utf-8")
    change_notebook(path, nbformat_minor=4)
    assert [cell.id for cell in read_notebook(path, "fr").cells] == ["a", "a"]


def test_a_section_goes_from_its_cell_to_the_next_heading_of_its_rank():
    found = notebook(
        text("title", "# T"),
        text("scene", "## S", "opening-scene"),
        text("one", "## One\n\ntwo words", "section"),
        Cell("do-a", "code", 'lesson.activity("a")'),
        text("one-2", "### Under\n\nthree more words"),
        text("two", "## Two", "section"),
        Cell("do-b", "code", 'lesson.activity("b")'),
        Cell("see-c", "code", 'lesson.figure("c")'),
        text("end", "## End"),
        text("end-2", "after"),
    )
    one, two = found.sections
    assert [cell.id for cell in one.cells] == ["one", "do-a", "one-2"]
    assert (one.id, one.title, one.words, one.activities) == ("one", "One", 7, ("a",))
    assert [cell.id for cell in two.cells] == ["two", "do-b", "see-c"]
    assert two.activities == ("b",)


def test_the_last_section_ends_with_the_notebook():
    (found,) = notebook(text("one", "## One", "section"), text("one-2", "x")).sections
    assert [cell.id for cell in found.cells] == ["one", "one-2"]


def test_a_section_without_a_heading_is_named_by_its_id():
    assert notebook(text("one", "no heading", "section")).sections[0].title == "one"


def test_title_tags_calls_and_words_of_a_notebook():
    found = notebook(
        text("a", "# The *title* #", "t"),
        Cell("b", "code", 'lesson.disagree("x", "y")'),
        Cell("c", "code", "lesson.check()"),
    )
    assert found.title == "The *title*"
    assert [cell.id for cell in found.tagged("t")] == ["a"]
    assert found.calls("disagree") == (Call("disagree", ("x", "y")),)
    assert found.calls("figure") == ()
    assert found.words == 2
    assert found.cell("b") is not None
    assert found.cell("z") is None


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("", 0),
        ("one two", 2),
        ("Qui\u00a0? « Moi » !", 2),
        ('<span data-fact="a-b">two words</span>', 2),
        ("[two words](https://example.org/a b)", 2),
        ("| a | b |\n|---|---|\n| c | d |", 4),
        ("- **bold** – *it*", 2),
    ],
)
def test_words_are_those_that_a_reader_reads(markdown, words):
    assert prose_words(markdown) == words


def test_code_has_neither_words_nor_headings():
    cell = Cell("a", "code", "# not a heading")
    assert (cell.words, cell.headings) == (0, ())
    assert text("a", "lesson.check()").call is None


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ('lesson.activity("sort")', Call("activity", ("sort",))),
        ("lesson.check()", Call("check", ())),
        ('lesson.disagree(\n    "a",\n    "b",\n)', Call("disagree", ("a", "b"))),
        ("lesson.close(1)", Call("close", (1,))),
        ("lesson", None),
        ("check()", None),
        ('lesson.activity("a"', None),
        ('lesson.activity(id="a")', None),
        ("lesson.activity(x)", None),
        ("a = lesson.check()", None),
        ("", None),
    ],
)
def test_a_call_is_read_without_running_it(code, call):
    assert called(code) == call


def test_the_opening_is_code_that_names_module_number_and_language():
    assert opening("french-law", 2, "fr") == (
        'from apps.lessons import open_lesson\n\nlesson = open_lesson("french-law", 2, "fr")'
    )
