from __future__ import annotations

import re

import pytest

from curriculum.activities import AnyActivity
from curriculum.figures import AnyFigure
from curriculum.model import Claim, Term, Work
from curriculum.render import parts
from curriculum.sheet import Sheet
from question_bank.model import LOCALES
from tests.curriculum.factory import activity_of, figure_of
from tests.curriculum.sample import activities, both, claims, figures, items, practice, terms, works

WORKS = {one.id: one for one in map(Work.model_validate, works())}
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>"
TAG = re.compile(r"<(script|img)", re.IGNORECASE)
KINDS = [one["kind"] for one in activities()]
SHAPES = [one["kind"] for one in figures()]


def attacked(data):
    """The data with markup in every text of both languages."""
    if isinstance(data, dict):
        if set(data) == {"en", "fr"}:
            return {lang: f"{text} {ATTACK}" for lang, text in data.items()}
        return {key: attacked(value) for key, value in data.items()}
    return [attacked(one) for one in data] if isinstance(data, list) else data


def count(data) -> int:
    """Texts in both languages that the data holds."""
    if isinstance(data, dict):
        return 1 if set(data) == {"en", "fr"} else sum(map(count, data.values()))
    return sum(map(count, data)) if isinstance(data, list) else 0


def safe(html: str) -> None:
    assert TAG.search(html) is None
    assert "javascript:" not in html.lower()


def read_activity(data) -> AnyActivity:
    return Sheet.model_validate({"activities": [data]}).activities[0]


def read_figure(data) -> AnyFigure:
    return Sheet.model_validate({"activities": [], "figures": [data]}).figures[0]


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("kind", KINDS)
def test_markup_in_any_text_of_an_activity_is_shown_and_not_obeyed(kind, lang):
    data = attacked(next(one for one in activities() if one["kind"] == kind))
    html = parts.activity_html(read_activity(data), lang)
    safe(html)
    assert html.count("&lt;script&gt;") >= count(data)


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("kind", SHAPES)
def test_markup_in_any_text_of_a_figure_is_shown_and_not_obeyed(kind, lang):
    data = attacked(next(one for one in figures() if one["kind"] == kind))
    if kind == "lines":
        data["marks"][0]["x"] = "2024"
    html = parts.figure_html(read_figure(data), WORKS, lang)
    safe(html)
    assert html.count("&lt;script&gt;") >= count(data)


@pytest.mark.parametrize("lang", LOCALES)
def test_markup_in_a_claim_a_term_a_source_and_an_item_is_not_obeyed(lang):
    claim = Claim.model_validate({**attacked(claims()[0]), "lines": ATTACK})
    term = Term.model_validate({**attacked(terms()[0]), "en": ATTACK, "fr": ATTACK})
    work = Work.model_validate(
        {**attacked(works()[0]), "title": ATTACK, "author": ATTACK, "date": ATTACK}
    )
    item = practice("evil").model_dump(mode="json")
    item = {**attacked(item), "sources": [{"title": ATTACK, "where": ATTACK}]}
    for html in (
        parts.claim_html(claim, {"guide-b": work}, lang),
        parts.glossary_html([term], lang),
        parts.sources_html([work], lang),
        parts.check_html([practice("evil", **{k: v for k, v in item.items() if k != "id"})], lang),
        parts.figure_html(figure_of("timeline"), {"act-a": work}, lang),
    ):
        safe(html)
        assert "&lt;script&gt;" in html


def test_markup_in_the_head_of_a_lesson_is_not_obeyed(draft):
    draft.module = attacked(draft.module)
    draft.module["prerequisites"] = [draft.module["id"]]
    draft.write()
    for lang in LOCALES:
        html = parts.head_html(draft.lesson(), draft.catalog(), draft.bank, minutes=61, lang=lang)
        safe(html)
        assert html.count("&lt;script&gt;") == 4  # three objectives and the module to read first


def test_a_script_in_a_link_is_not_a_link():
    html = parts.activity_html(activity_of("order", why=both("[x](javascript:alert)")), "en")
    assert "<a" not in html


def test_emphasis_is_set():
    html = parts.activity_html(activity_of("order", why=both("**now** and *here*")), "en")
    assert "<strong>now</strong> and <em>here</em>" in html


ANSWERS = {
    "classify": ["<strong>Bin now en</strong>", "Card one en", "Because en"],
    "order": ["<ol><li>Step one en</li><li>Step two en</li>", "Because en"],
    "match": ["<strong>Right one en</strong>", "<li>Right spare en</li>", "Because en"],
    "decide": ["Wait en <strong>(the best choice)</strong>", "Debrief en", "Because en"],
    "compare": ["<strong>first</strong>", "<strong>neither</strong>", "Body two en", "Because en"],
    "contradiction": ["<strong>does not hold</strong>", "<strong>holds</strong>", "Debrief en"],
    "number": ["<strong>1,234.5678 hours en</strong>", "<dt>0.0375</dt>", "Because en"],
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_answers_of_every_kind_are_behind_a_fold(kind):
    html = parts.activity_html(activity_of(kind), "en")
    asked, fold, answers = html.partition('<details class="parcours-answers">')
    assert fold
    for answer in ANSWERS[kind]:
        assert answer in html
    assert "Because en" in answers
    assert "Because en" not in asked
    assert "<strong>(the best choice)</strong>" not in asked


def test_steps_are_not_listed_in_their_order_before_the_answer():
    steps = [{"id": f"step-{n}", "text": both(word)} for n, word in enumerate(["C", "A", "B"])]
    html = parts.activity_html(activity_of("order", steps=steps, ties=[]), "en")
    assert "<ul><li>A en</li><li>B en</li><li>C en</li></ul>" in html
    assert "<ol><li>C en</li><li>A en</li><li>B en</li></ol>" in html


def test_figures_are_written_as_the_language_writes_them():
    html = parts.activity_html(activity_of("number"), "fr")
    assert "1\u202f234,5678 hours fr" in html
    assert "0,0375" in html


LABELS = {
    "fr": ["Activité", "Les réponses, et pourquoi", "Au choix :", "le meilleur choix"],
    "en": ["Activity", "The answers, with their reasons", "To choose from:", "the best choice"],
}


@pytest.mark.parametrize("lang", LOCALES)
def test_labels_are_in_the_language(lang):
    html = "".join(parts.activity_html(activity_of(kind), lang) for kind in KINDS)
    other = "fr" if lang == "en" else "en"
    for own, foreign in zip(LABELS[lang], LABELS[other], strict=True):
        assert own in html.replace("\u00a0", " ")
        assert foreign not in html
    assert f'lang="{lang}"' in html


SHOWN = {
    "timeline": ["In May en", "Event two en", "Aside en"],
    "steps": ['<th scope="col">Column one en</th>', '<th scope="row">Model en</th>', "none"],
    "path": ["Ask first en", "<strong>If yes en</strong>", "parcours-node-question"],
    "bars": ["<td>1,234.5</td>", "Bar two en", "<svg "],
    "lines": ["<td>2.5</td>", "<li>Mark en ", "<svg ", "Series en (Visits en)"],
}


@pytest.mark.parametrize("kind", SHAPES)
def test_a_figure_has_content_title_description_and_source(kind):
    html = parts.figure_html(figure_of(kind), WORKS, "en")
    for shown in (*SHOWN[kind], "Figure title en", "What it shows en", "Source: Act A"):
        assert shown in html
    (name,) = re.findall(r'<figure [^>]*aria-labelledby="([^"]*)"', html)
    assert f'id="{name}"' in html


def test_an_invented_figure_says_so():
    figure = figure_of("timeline", source=None, invented=True)
    assert "Inventé pour cette leçon." in parts.figure_html(figure, {}, "fr")


def test_a_source_that_is_missing_is_named_by_its_id():
    assert "Source: act-a" in parts.figure_html(figure_of("timeline"), {}, "en")


@pytest.mark.parametrize("reason", list(parts._REASONS))
def test_a_claim_says_what_the_document_says_what_holds_and_where_to_check(reason):
    claim = Claim.model_validate({**claims()[1], "reason": reason})
    html = parts.claim_html(claim, WORKS, "en")
    for shown in ("Guide B", "(lines 12-14)", "Says 2 en", "Holds 2 en", "Check 2 en"):
        assert shown in html
    assert ("Sources disagree" in html) == (reason != "confirmed")


def test_terms_are_in_the_order_of_the_language():
    found = [
        Term.model_validate({**terms()[0], "id": name, "en": en, "fr": fr})
        for name, en, fr in (("one", "beta", "Alpha"), ("two", "Alpha", "bêta"))
    ]
    for lang, order in (("en", ["two", "one"]), ("fr", ["one", "two"])):
        html = parts.glossary_html(found, lang)
        assert re.findall(r'id="term-(\w+)"', html) == order


def test_a_source_shows_where_it_is_and_whether_it_was_checked():
    html = parts.sources_html(list(WORKS.values()), "en")
    assert '<a href="https://example.org/act-a">Act A</a>, 2020, section 4 en.' in html
    assert "Checked: 2026-11." in html
    assert "<cite>Guide B</cite>" in html
    assert "To be checked." in html


def test_a_check_shows_key_reasons_and_sources():
    html = parts.check_html(items()[:2], "en")
    assert html.count("(the key)") == 2
    assert "Question 2 of 2" in html
    assert "Call the prescriber’s office" in html
    assert "Not signed by a certified expert yet." in html
    assert 'href="https://www.ahrq.gov/heart-failure/"' in html


def test_the_head_shows_objectives_with_competence_or_topic(draft):
    draft.write()
    html = parts.head_html(draft.lesson(), draft.catalog(), draft.bank, minutes=61, lang="fr")
    for shown in ("Environ 61 min", "France", "DIU, compétence 1", "CCM, Notes fr", "7 activités"):
        assert shown in html.replace("\u00a0", " ")
    assert "À lire d" not in html
