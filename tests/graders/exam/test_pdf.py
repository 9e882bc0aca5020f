from __future__ import annotations

import io
import re
import time

import pytest
from pypdf import PdfReader

from graders.exam.pdf import render_pdf
from graders.exam.pdf.reviewed import runs
from graders.printing.printable import RANGES, printable, typeset
from question_bank.model import Text
from tests.factories import make_item
from tests.graders.exam.sittings import answer_to, make_questions, make_report, past

HISTORY = (past(3, 95), past(2, 101), past(1, 99))


@pytest.fixture(scope="module")
def report():
    return make_report(history=HISTORY, seen=5)


@pytest.fixture(scope="module")
def readers(report):
    return {locale: PdfReader(io.BytesIO(render_pdf(report, locale))) for locale in ("fr", "en")}


def _text(reader):
    """The words of a document, with every kind of space as one space."""
    joined = " ".join(page.extract_text() for page in reader.pages)
    return re.sub(r"\s+", " ", joined).replace("\u2019", "'")


def _structure(reader):
    """Every element of the structure tree."""
    stack = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while stack:
        node = stack.pop().get_object()
        if not hasattr(node, "get"):
            continue
        if "/S" in node:
            yield node
        kids = node.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            if hasattr(kid.get_object(), "get"):
                stack.append(kid)


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_the_pdf_is_tagged_and_says_its_language_and_title(readers, locale):
    reader = readers[locale]
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == locale
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    titles = {"fr": "Relevé de score – Examen blanc complet", "en": "Score report – Full mock exam"}
    assert reader.metadata.title == titles[locale]
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>1<|pdfuaid:part=\"1\"", metadata)


def test_the_text_is_in_the_right_language_only(readers):
    french, english = _text(readers["fr"]), _text(readers["en"])
    assert "Seuil d'entraînement (propre à Parcours)" in french
    assert "Training cut (ours)" in english
    assert "Que doit faire le gestionnaire de cas en premier" in french
    assert "What should the case manager do first" in english
    for foreign in ("Training cut", "What should the case manager", "Your answer", "Domains"):
        assert foreign not in french
    for foreign in ("Seuil", "gestionnaire de cas", "Votre réponse", "Domaines"):
        assert foreign not in english


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_caveats_numbers_and_all_questions_are_printed(readers, report, locale):
    text = _text(readers[locale])
    flat = lambda words: re.sub(r"\s+", " ", words).replace("\u2019", "'")  # noqa: E731
    for note in (*report.notes, *report.chance.assumptions, *report.domains.notes):
        assert flat(note.text.in_(locale)) in text
    assert f"{report.total.correct} / {report.total.scored}" in text
    assert flat(report.history.trend.sentence.in_(locale)) in text
    for position in (1, 90, 180):
        assert f"Question {position} " in text
    pretest = "Question d'essai : non notée" if locale == "fr" else "Pretest: not scored"
    assert text.count(pretest) == 30


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_headings_tables_and_bars_are_in_the_structure(readers, report, locale):
    kinds = [node["/S"] for node in _structure(readers[locale])]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") >= 8
    assert kinds.count("/H3") >= 180
    assert "/TH" in kinds
    figures = [node for node in _structure(readers[locale]) if node["/S"] == "/Figure"]
    told = {re.sub(r"\s+", " ", str(node["/Alt"])).replace("\u2019", "'") for node in figures}
    for line in report.domains.lines:
        assert re.sub(r"\s+", " ", line.sentence.in_(locale)).replace("\u2019", "'") in told
    assert all(node.get("/Alt") for node in figures)


def test_fonts_are_embedded_and_none_comes_from_the_system(readers):
    names = set()
    for page in readers["fr"].pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            names.add(str(descendant["/BaseFont"]).split("+")[-1])
            descriptor = descendant["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
    assert names
    assert all(name.startswith(("LibertinusSerif", "NewCM", "DejaVuSansMono")) for name in names)


def test_typst_syntax_in_a_stem_is_only_text():
    hostile = 'Costs #eval("1+1") *x* $5 _y_ `z` \\n @ref <tag> //c /*d*/ = H'
    item = make_item(domain="reimbursement", stem=Text(en=hostile, fr=hostile).model_dump())
    questions = list(make_questions("domain"))
    questions[0] = questions[0].model_copy(update={"item": item, "options": _ids(item)})
    pdf = render_pdf(make_report("domain", questions=questions, answers=()), "en")
    assert hostile in _text(PdfReader(io.BytesIO(pdf)))


def _ids(item):
    return tuple(choice.id for choice in item.choices)


@pytest.mark.parametrize("mode", ["full", "half", "domain"])
@pytest.mark.parametrize("answers", [(), None])
def test_reports_of_every_kind_render(mode, answers):
    options = {"sitting": {"limit_ms": None, "factor": None}} if answers == () else {}
    for locale in ("fr", "en"):
        pdf = render_pdf(make_report(mode, answers=answers, **options), locale)
        assert pdf.startswith(b"%PDF-")


def test_a_full_report_renders_in_under_three_seconds(report):
    started = time.perf_counter()
    render_pdf(report, "fr")
    assert time.perf_counter() - started < 3


def test_the_same_report_gives_the_same_bytes(report):
    assert render_pdf(report, "en") == render_pdf(report, "en")


def test_emphasis_becomes_runs():
    assert runs("What **first** now") == [[False, "What "], [True, "first"], [False, " now"]]
    assert runs("2 ** 3") == [[False, "2 ** 3"]]


def test_apostrophes_are_set_and_addresses_kept():
    assert typeset({"a": ["l'état", "'q'"], "url": "https://x.org/l'a"}) == {
        "a": ["l\u2019état", "'q'"],
        "url": "https://x.org/l'a",
    }


def test_every_character_that_is_let_through_has_a_glyph():
    everything = "".join(chr(code) for low, high in RANGES for code in range(low, high + 1))
    kept = printable(everything)
    assert len(kept) > 1300
    questions = make_questions("domain")
    answers = [answer_to(questions[0], right=True, note=" ".join(kept))]
    report = make_report("domain", questions=questions, answers=answers)
    assert render_pdf(report, "fr").startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        ("\U0001f600 relire", "\u25a1 relire"),
        ("\u6f22\u5b57", "\u25a1\u25a1"),
        ("\x00a\tb", " a b"),
        ("e\u0301te\u0301", "été"),
        ("\u202egauche", "gauche"),
        ("\u0627\u0644\u0640\ufe0f", "\u25a1\u25a1\u25a1"),
        ("\ud800seul", "seul"),
        ("un\r\ndeux", "un\ndeux"),
    ],
)
def test_notes_with_characters_beyond_the_fonts_still_print(note, printed):
    assert printable(note) == printed
    questions = make_questions("domain")
    answers = [answer_to(questions[0], right=True, note=note)]
    pdf = render_pdf(make_report("domain", questions=questions, answers=answers), "fr")
    assert pdf.startswith(b"%PDF-")
