"""The reports as pages and as PDF, in both languages."""

from __future__ import annotations

import io
import re
import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from graders.results.cohort import cohort_view
from graders.results.files import file_stem, write_cohort, write_student
from graders.results.pages import cohort_html, student_html, whole_page
from graders.results.pdf.render import cohort_pdf, student_pdf
from graders.results.records import Person
from graders.results.student import student_view
from question_bank.model import LOCALES, Locale
from tests.curriculum.cases.sample_case import sample_case
from tests.graders.results.made import NASTY, NOW, a_cohort, copy_of, results_of

RESULTS = a_cohort()
FOREIGN = {"en": ("Compétences", "Tâche", "trop peu"), "fr": ("Competences", "Task", "too few")}


class Page(HTMLParser):
    """Balance, words and tables of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def text_of(pdf: bytes) -> str:
    joined = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", joined)


@pytest.mark.parametrize("lang", LOCALES)
def test_the_pdf_of_a_student_is_tagged_and_says_what_the_page_says(lang: Locale) -> None:
    view = student_view(RESULTS, "student-03", lang)
    pdf = student_pdf(view, NOW)
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == lang
    printed = text_of(pdf)
    page = re.sub(r"\s+", " ", " ".join(Page(student_html(view)).words))
    for text in (printed, page):
        assert "Prénom3 Nomdefamille3" in text
        for line in (*view["competences"], *view["domains"]):
            assert re.sub(r"\s+", " ", line["points"]) in text
        assert "Nomdefamille4" not in text
        for foreign in FOREIGN[lang]:
            assert foreign not in text
    assert pdf == student_pdf(view, NOW)


@pytest.mark.parametrize("lang", LOCALES)
def test_the_report_on_a_cohort_names_nobody(lang: Locale) -> None:
    view = cohort_view(RESULTS, lang)
    printed = text_of(cohort_pdf(view, NOW))
    page = " ".join(Page(cohort_html(view)).words)
    for text in (printed, page):
        for person in RESULTS.people.values():
            assert person.id not in text
            assert person.last not in text.split()
        for foreign in FOREIGN[lang]:
            assert foreign not in text
        for one in view["cases"]:
            assert one["spread"]["alt"][:20] in re.sub(r"\s+", " ", text)


def test_each_chart_has_its_numbers_beside_it() -> None:
    view = cohort_view(RESULTS, "en")
    page = cohort_html(view)
    for case in view["cases"]:
        counts = "".join(f"<td>{one['count']}</td>" for one in case["spread"]["classes"])
        assert counts in page
    assert page.count('results-bar"') == page.count('aria-hidden="true" focusable="false"')


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    view = student_view(RESULTS, "student-03", "en")
    fragment = student_html(view)
    page = whole_page(fragment, view)
    assert fragment in page
    assert not re.search(r"https?://|<script|<link|@import|url\(", page)
    assert not {name for name in Page(page).attributes if name in {"style", "src", "href"}}


@pytest.mark.parametrize(
    "name", [*NASTY, "<script>alert(1)</script>", "#pagebreak() $x$ ]", "漢字"]
)
def test_names_print_as_they_were_written(name: str) -> None:
    copy = copy_of(sample_case(), "ana", [0.5] * 11)
    results = results_of([copy], [Person("ana", "", name)])
    view = student_view(results, "ana", "fr")
    assert " ".join(name.split()) in " ".join("".join(Page(student_html(view)).words).split())
    assert student_pdf(view, NOW).startswith(b"%PDF-")


def test_nothing_yet_is_a_report_too() -> None:
    results = results_of([], [Person("ana")])
    for lang in LOCALES:
        for view, page, pdf in (
            (cohort_view(results, lang), cohort_html, cohort_pdf),
            (student_view(results, "ana", lang), student_html, student_pdf),
        ):
            Page(page(view))
            assert pdf(view, NOW).startswith(b"%PDF-")


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    written = [*write_cohort(RESULTS, tmp_path, ["fr"])]
    written += write_student(RESULTS, "student-03", tmp_path / "students", ["fr"])
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "cohort.fr.html",
        "cohort.fr.pdf",
        "students/student-03.fr.html",
        "students/student-03.fr.pdf",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "cohort.fr.html",
        "cohort.fr.pdf",
        "students",
    ]


def test_an_id_leads_to_no_other_folder() -> None:
    stems = [file_stem(one) for one in ("../../etc/passwd", "..", ".", "a/b", "a b", "é", "")]
    assert len(set(stems)) == len(stems)
    assert not any("/" in stem or stem.startswith(".") for stem in stems)
    assert file_stem("ana.lee-3") == "ana.lee-3"
