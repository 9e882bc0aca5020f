from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.fmt import format_lessons, formatted, set_in
from curriculum.model import Fact
from curriculum.notebook import Cell, Notebook
from tests.curriculum.factory import read_back
from tests.curriculum.sample import facts

NARROW, WIDE = "\u202f", "\u00a0"
FACTS = {one.id: one for one in map(Fact.model_validate, facts())}
PIECES = st.lists(
    st.sampled_from(
        [
            *"abc«»;:!?%€()[]|`*_#>-~\n ",
            WIDE,
            NARROW,
            "`a ; b`",
            "```\na : b\n```\n",
            "[a ; b](lesson:m/1#s)",
            "![a](x.png)",
            '<span data-fact="visit-fee">1 ; 2</span>',
            "{fact:visit-fee}",
            "{fact:waiting-time}",
            "&nbsp;",
            "|---|:-:|\n",
            "https://example.org/?a=1;b",
            "\ue000",
            "30 kg",
        ]
    ),
    max_size=14,
).map("".join)


def test_french_signs_get_their_spaces():
    assert set_in("Quoi ? Oui : « mot » ; 20 % !", "fr") == (
        f"Quoi{NARROW}? Oui{WIDE}: «{WIDE}mot{WIDE}»{NARROW}; 20{WIDE}%{NARROW}!"
    )


@pytest.mark.parametrize(
    "verbatim",
    [
        "`a ; b ?`",
        "``a ; ` b ?``",
        "```python\nx = a ; b ?\n\ny : z\n```",
        "~~~\na ; b : c\n~~~",
        "   ```\na ; b\n   ```",
        "| --- | :---: | ---: |",
        "---: | :---",
        ":--|--:",
        "[mot](https://example.org/a ; b?c)",
        "[mot](lesson:module/1#section)",
        "![carte](carte : une.png)",
        '<a href="x" title="a ; b : c">',
        "<!-- a ; b -->",
        "&nbsp;",
        "[note]: https://example.org",
        "[^1]: une note",
        "https://example.org/?a=b;c:d",
    ],
)
def test_code_tables_links_and_markup_are_left_alone(verbatim):
    prose = f"Avant\n\n{verbatim}\n\nAprès ; oui"
    assert set_in(prose, "fr") == f"Avant\n\n{verbatim}\n\nAprès{NARROW}; oui"


def test_the_text_of_a_link_and_the_cells_of_a_table_are_french():
    assert set_in("[Quoi ?](#a)", "fr") == f"[Quoi{NARROW}?](#a)"
    assert set_in("| Quoi ? |\n|---|", "fr") == f"| Quoi{NARROW}? |\n|---|"


@given(PIECES)
def test_spaces_are_set_once_and_for_all_and_nothing_else_changes(markdown):
    once = set_in(markdown, "fr")
    assert set_in(once, "fr") == once
    blanks = str.maketrans("", "", f" {WIDE}{NARROW}")
    assert once.translate(blanks) == markdown.translate(blanks)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["markdown", "code"]), PIECES), max_size=4))
def test_a_formatted_notebook_is_formatted(tmp_path_factory, cells):
    book = Notebook(
        Path("x"),
        "fr",
        tuple(Cell(f"c{i}", kind, source) for i, (kind, source) in enumerate(cells)),
    )
    once = formatted(book, FACTS)
    assert formatted(read_back(once), FACTS) == once


def one_cell(source: str, lang: str = "fr", kind: str = "markdown") -> Notebook:
    return Notebook(Path("x"), lang, (Cell("a", kind, source),))  # type: ignore[arg-type]


def test_english_keeps_its_spaces_and_code_keeps_everything():
    assert '"Who ?"' in formatted(one_cell("Who ?", "en"), {})
    assert '"a ; b"' in formatted(one_cell("a ; b", kind="code"), {})


def test_blanks_at_the_ends_go():
    assert '"source": [\n    "a\\n",\n    "b"\n   ]' in formatted(one_cell("\n\na  \nb\t\n\n"), {})


def test_facts_are_set_in_text_and_never_in_code():
    assert "data-fact" in formatted(one_cell("{fact:visit-fee}"), FACTS)
    assert "data-fact" not in formatted(one_cell("{fact:visit-fee}", kind="code"), FACTS)


def test_check_changes_nothing_and_formatting_ends(draft):
    draft.say("scene", "Quoi ?", "fr").write(canonical=False)
    before = draft.notebook("fr").read_text(encoding="utf-8")
    catalog = draft.catalog()
    told = format_lessons(catalog.lessons, catalog.facts, check=True)
    assert draft.notebook("fr") in told
    assert draft.notebook("fr").read_text(encoding="utf-8") == before
    assert format_lessons(catalog.lessons, catalog.facts, check=False) == told
    catalog = draft.catalog()
    assert format_lessons(catalog.lessons, catalog.facts, check=True) == []


def test_quotes_are_those_of_the_language_and_code_keeps_its_own():
    assert set_in("L'aide d'un proche", "fr") == "L’aide d’un proche"
    assert set_in("She said \"I'm fine\" ('really').", "en") == "She said “I’m fine” (‘really’)."
    assert set_in('**"Why?"** `it\'s`', "en") == "**“Why?”** `it's`"
    assert set_in("He is 5'10\" tall", "en") == "He is 5'10\" tall"
    assert set_in('The nurses\' <span data-fact="a">"b"</span>', "en") == (
        'The nurses’ <span data-fact="a">“b”</span>'
    )
