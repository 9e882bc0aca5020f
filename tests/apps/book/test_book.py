"""The reading edition of a small course: what its pages hold, what keeps it from being built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from typer.testing import CliRunner

from apps.book.assets import classic
from apps.book.build import NotOurs, build_book
from apps.book.cli import book as book_command
from apps.book.links import faults
from apps.book.pages import TEMPLATES
from curriculum.catalog import Catalog
from curriculum.render.parts import COUNTRIES
from question_bank.model import LOCALES
from tests.apps.book.course import EMPTY, FIRST, SECOND, built, write_course
from tests.lessons import TEXTS

slow = pytest.mark.slow


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, built once."""
    folder = tmp_path_factory.mktemp("book")
    assert built(write_course(folder / "course"), folder / "out") == ()
    return folder / "out"


def page(book: Path, name: str) -> str:
    return (book / f"{name}.html").read_text(encoding="utf-8")


def article(book: Path, name: str) -> str:
    return page(book, name).partition("<article")[2].partition("</article>")[0]


@slow
@pytest.mark.parametrize("lang", LOCALES)
def test_every_cell_of_text_is_an_anchor(book: Path, lang: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', article(book, f"{lang}/{FIRST}"))
    assert [cell for cell in TEXTS["en"] if cell not in ids] == []
    assert re.search(r'<section class="[^"]*" id="who-may-know">', page(book, f"{lang}/{FIRST}"))


@slow
@pytest.mark.parametrize("lang", LOCALES)
def test_every_page_speaks_its_language_and_leads_to_the_other(book: Path, lang: str) -> None:
    other = "en" if lang == "fr" else "fr"
    names = [path.relative_to(book / lang) for path in (book / lang).rglob("*.html")]
    assert len(names) == 9
    for name in names:
        text = (book / lang / name).read_text(encoding="utf-8")
        assert f'<html class="no-js" lang="{lang}"' in text
        link = re.search(r'class="book-language" href="([^"]+)" hreflang="(..)"', text)
        assert link is not None
        assert link[2] == other
        assert ((book / lang / name).parent / link[1]).resolve() == book / other / name


@slow
def test_activities_carry_their_text_for_readers_without_script(book: Path) -> None:
    text = article(book, f"fr/{FIRST}")
    assert '<div class="parcours-activity" data-lesson="first-steps/1">' in text
    assert '<script type="application/json">{"id":"steps"' in text
    without_scripts = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert "Dire qui vous êtes" in without_scripts
    assert "Vous êtes un invité." in without_scripts


@slow
@pytest.mark.parametrize("lang", LOCALES)
def test_no_code_is_shown(book: Path, lang: str) -> None:
    text = article(book, f"{lang}/{FIRST}")
    assert "open_lesson" not in text
    assert not re.search(r"lesson\.\w+\(", text)
    assert 'class="cell_input' not in text
    assert 'class="parcours-head"' in text
    assert "<svg" in text


@slow
def test_boxes_are_marked(book: Path) -> None:
    text = article(book, f"fr/{FIRST}")
    assert '<blockquote class="tag-not-my-role">' in text
    assert '<blockquote class="tag-on-monday">' in text
    assert "<table" in text


@slow
def test_a_lesson_of_two_tracks_is_one_page_with_two_ways_on(book: Path) -> None:
    ways = re.findall(
        r'<nav class="book-steps" aria-label="([^"]+)">(.*?)</nav>',
        page(book, f"en/{SECOND}"),
        re.DOTALL,
    )
    assert [track for track, _ in ways] == ["DIU track", "CCM track"]
    assert f'rel="prev" href="../{FIRST}.html"' in ways[0][1]
    assert "rel=" not in ways[1][1].replace('rel="license"', "")
    assert len(list((book / "en").rglob("1-first-visit.html"))) == 2


@slow
def test_tracks_list_their_lessons_with_minutes_and_say_who_owns_the_mark(book: Path) -> None:
    text = article(book, "fr/track-ccm")
    assert "Pour l’examen américain." in text
    assert re.search(rf'<a href="{SECOND}.html">La première visite</a>.*?\d&nbsp;min', text)
    assert "(facultatif)" in text
    assert 'class="book-notice"' in text
    assert 'class="book-notice"' not in article(book, "fr/track-diu")
    for path in book.glob("??/**/*.html"):
        said = path.read_text(encoding="utf-8")
        assert "Commission for Case Manager Certification" in said
        assert "CC BY 4.0" in said


@slow
def test_a_fact_leads_to_what_is_known_of_it(book: Path) -> None:
    text = article(book, f"en/{SECOND}")
    assert 'href="../facts.html#line">3919 (to be checked)</a>' in text
    facts = article(book, "en/facts")
    assert 'id="line"' in facts
    assert "Not confirmed: to be checked." in facts
    assert "October 2026" in facts
    assert 'href="sources.html#law"' in facts


@slow
def test_glossary_and_sources_are_built_and_can_be_searched(book: Path) -> None:
    assert "Une personne proche qui aide." in article(book, "fr/glossary")
    assert "octobre 2026" in article(book, "fr/sources")
    index = (book / "fr" / "searchindex.js").read_text(encoding="utf-8")
    assert '"proch"' in index or "proch:" in index
    assert "french-stemmer.js" in page(book, "fr/search") + " ".join(
        path.name for path in (book / "fr" / "_static").iterdir()
    )


@slow
def test_links_between_lessons_lead_to_the_section(book: Path) -> None:
    assert f'href="../{FIRST}.html#who-may-know"' in article(book, f"en/{SECOND}")


@slow
def test_nothing_is_loaded_from_elsewhere(book: Path) -> None:
    for lang in LOCALES:
        assert list(faults(book / lang, files={})) == []
    loaded = re.compile(
        r"""<(?:script|img|iframe|link rel="stylesheet")[^>]+(?:src|href)="(?:https?:)?//"""
    )
    assert [path for path in book.rglob("*.html") if loaded.search(path.read_text())] == []


def test_other_hosts_are_seen(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<p id="x"><img src="https://example.org/a.png"></p>')
    (tmp_path / "a.css").write_text(
        '@import "//example.org/a.css"; p { background: url(http://x/) }'
    )
    (tmp_path / "a.js").write_text('import("https://example.org/a.js")')
    assert len(list(faults(tmp_path, files={}))) == 4


def test_dead_links_and_double_anchors_are_seen(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<p id="x"></p><p id="x"></p><a href="b.html">b</a><a href="#y">y</a><a href="#x">x</a>'
    )
    said = [str(flaw) for flaw in faults(tmp_path, files={"a": "a.ipynb"})]
    assert said == [
        "a.ipynb: the id 'x' is used 2 times on the page",
        "a.ipynb, after #x: the link to b.html leads to no page of the book",
        "a.ipynb, after #x: the link to #y: there is no 'y' on a.html",
    ]


@slow
def test_a_broken_link_names_notebook_and_cell_and_leaves_the_old_book(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "en").mkdir(parents=True)
    (out / "en" / "searchindex.js").write_text("old")
    broken = "Text.\n\n[one](#nowhere) and [two](lesson:gone/2#x)."
    flaws = [str(flaw) for flaw in built(write_course(tmp_path / "course", role=broken), out)]
    assert len(flaws) == 2
    for flaw in flaws:
        assert f"{FIRST.replace('/', '/lessons/')}.en.ipynb, cell role, line 3: " in flaw
    assert "#nowhere" in flaws[0]
    assert "lesson:gone/2#x" in flaws[1]
    assert [path.name for path in out.iterdir()] == ["en"]
    assert (out / "en" / "searchindex.js").read_text() == "old"


@slow
def test_a_call_for_what_is_not_there_is_told(tmp_path: Path) -> None:
    root = write_course(tmp_path / "course")
    path = root / "modules" / f"{FIRST.replace('/', '/lessons/')}.fr.ipynb"
    path.write_text(path.read_text().replace('activity(\\"steps\\")', 'activity(\\"gone\\")'))
    flaws = [str(flaw) for flaw in built(root, tmp_path / "out")]
    assert any("first-visit.fr.ipynb" in flaw and '"gone"' in flaw for flaw in flaws)


def test_a_folder_that_is_no_book_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "thesis.odt").write_text("years of work")
    with pytest.raises(NotOurs):
        build_book(Catalog(), EMPTY, tmp_path)
    assert (tmp_path / "fr" / "thesis.odt").exists()


def test_a_module_becomes_a_script() -> None:
    script = classic("var a=1;function b(){}export{a as default,b as mount};\n")
    assert script.startswith("(()=>{\nvar a=1;")
    assert "globalThis.parcoursActivity={mount:b};" in script
    assert "export" not in script


def test_a_script_that_is_no_bundle_is_refused() -> None:
    with pytest.raises(ValueError, match="bundle"):
        classic("export function mount() {}")


def test_the_command_refuses_a_broken_curriculum(tmp_path: Path) -> None:
    import typer

    root = write_course(tmp_path / "course")
    (root / "facts.yaml").write_text("- id: broken\n")
    app = typer.Typer()
    app.command()(book_command)
    done = CliRunner().invoke(app, ["--root", str(root), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "facts.yaml" in done.output
    assert not (tmp_path / "out").exists()


def test_every_word_of_the_templates_has_its_french() -> None:
    said: set[str] = set()
    sources = [*TEMPLATES.glob("*.html"), *TEMPLATES.glob("*.j2"), *TEMPLATES.parent.glob("*.py")]
    for source in sources:
        text = source.read_text(encoding="utf-8")
        said |= set(re.findall(r'(?<!\w)(?:_|tn?|text)\((?:\s*lang,)?\s*"([^"]+)"', text))
    pages = (TEMPLATES.parent / "pages.py").read_text(encoding="utf-8")
    tables = pages.partition("_KINDS")[2].partition("_MARK")[0]
    said |= {*re.findall(r': "([^"]+)"', tables), *COUNTRIES.values()}
    with (TEMPLATES / "fr.po").open("rb") as stream:
        read = list(read_po(stream, locale="fr"))
    known = {one.id if isinstance(one.id, str) else one.id[0] for one in read if one.id}
    assert said - {"lang"} == known
    assert [one.id for one in read if one.id and not one.string] == []
