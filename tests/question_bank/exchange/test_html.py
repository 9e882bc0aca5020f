from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.exchange.html import clean, from_html, plain, to_html, to_inline
from tests.question_bank.exchange.questions import PROSE


def said(html):
    return from_html(html, "en").words.get("en", "")


@settings(max_examples=150, deadline=None)
@given(PROSE)
def test_prose_is_the_same_after_html(prose):
    assert said(to_html(prose)) == prose
    assert said(to_inline(prose)) == prose
    assert clean(prose) == prose


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("<>/&;ab \"'=!-[]pbrulit#0x{}\n"), max_size=80))
def test_no_html_breaks_the_reader_or_comes_through_as_an_element(html):
    prose = said(html)
    assert said(to_html(prose)) == prose


@pytest.mark.parametrize(
    ("html", "prose"),
    [
        ("<p>a</p>\n<p>b</p>", "a\n\nb"),
        ("a<br>b<br/><br/>c", "a\n\nb\n\nc"),
        ("<div><b> a </b>b</div>", "**a** b"),
        ("<b><i>a</i></b>", "**a**"),
        ("<b><b>a</b> b</b>", "**a b**"),
        ("<b><p>a</p><p>b</p></b>", "**a**\n\n**b**"),
        ("<b> </b>a", "a"),
        ("<ul><li>a</li><li>b</li></ul>", "– a\n\n– b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n\n2. b"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<script>x()</script><style>p{}</style>a", "a"),
        ("<script>x()", ""),
        ("<!-- a --><![CDATA[b]]>c", "c"),
        ("<![CDATA[a > b]]>c", "c"),
        ("<![0]>a", "a"),
        ("a<![0", "a<![0"),
        ("<p>&nbsp;</p><p>a</p>", "a"),
        ("&lt;b&gt; &amp;amp; &#8239;", "<b> &amp;"),
        ("H<sub>2</sub>O 10<sup>-3</sup> m<sup>a+b</sup>", "H₂O 10⁻³ m^a+b"),
        ("</p></b>a", "a"),
        ("<a href='javascript:x()'>a</a>", "a"),
        ('<span onclick="x()">a</span>', "a"),
        ("a\x00\x07b\ud800", "ab"),
        ("<iframe src='x'>a</iframe>b", "[TODO frame] b"),
    ],
)
def test_html_of_editors_is_read_as_prose(html, prose):
    assert said(html) == prose


def test_deep_and_wide_html_is_read_at_once():
    assert said("<div>" * 20_000 + "a" + "</div>" * 20_000) == "a"
    assert said("<b>" * 20_000 + "a") == "**a**"
    assert len(said("<p>a</p>" * 20_000)) == 59_998


def test_a_language_that_is_not_ours_is_left_out_and_told():
    html = (
        '<span class="multilang" lang="de">Wer?</span><span class="multilang" lang="en">Who?</span>'
    )
    prose = from_html(html, "fr")
    assert prose.words == {"en": "Who?"}
    assert prose.notes == ("text in another language (de) was left out",)


def test_text_outside_the_spans_belongs_to_every_language():
    html = 'A: <span class="multilang" lang="en">b</span><span class="multilang" lang="fr">c</span>'
    assert from_html(html, "en").words == {"en": "A: b", "fr": "A: c"}


def test_a_title_has_no_marks():
    assert plain("a **b**\n\nc") == "a b c"
