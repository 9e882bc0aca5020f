from __future__ import annotations

import re

import pytest

from curriculum.render.charts import chart
from question_bank.model import LOCALES
from tests.curriculum.factory import figure_of
from tests.curriculum.sample import both

KINDS = ("bars", "lines")


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_data_give_the_same_bytes(kind, lang):
    assert chart(figure_of(kind), lang) == chart(figure_of(kind), lang)


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_takes_the_size_and_the_colour_of_its_place(kind):
    svg = chart(figure_of(kind), "en")
    (head,) = re.findall(r"^<svg [^>]*>", svg)
    assert "width=" not in head
    assert "height=" not in head
    assert "viewBox=" in head
    assert 'aria-hidden="true"' in head
    assert "currentColor" in svg
    assert "#123456" not in svg


def test_a_chart_has_nothing_of_the_day_or_the_machine():
    svg = chart(figure_of("bars"), "en")
    assert "<?xml" not in svg
    assert "dc:date" not in svg
    assert "Matplotlib" not in svg
    assert "<style" not in svg


def test_text_stays_text_in_its_language():
    svg = chart(figure_of("lines"), "fr")
    for shown in ("Spring fr", "1"):
        assert f">{shown}</text>" in svg
    assert " en<" not in svg


def test_two_charts_of_one_page_share_no_references():
    first = chart(figure_of("lines"), "en")
    second = chart(figure_of("lines", id="other"), "en")
    used = [set(re.findall(r'(?:href="|url\()#([^")]+)', svg)) for svg in (first, second)]
    assert used[0]
    assert used[0].isdisjoint(used[1])


def test_dollars_are_dollars():
    svg = chart(figure_of("bars", unit=both("from $1 to $2")), "en")
    assert ">from $1 to $2 en</text>" in svg


def test_numbers_are_written_as_the_language_writes_them():
    bars = [{"label": both("A"), "value": 1234567.5}, {"label": both("B"), "value": 0.25}]
    assert ">1\u202f234\u202f567,5</text>" in chart(figure_of("bars", bars=bars), "fr")
    assert ">0.25</text>" in chart(figure_of("bars", bars=bars), "en")


def test_bars_of_one_label_are_two_bars():
    bars = [{"label": both("Same"), "value": value} for value in (1, 2)]
    assert chart(figure_of("bars", bars=bars), "en").count(">Same en</text>") == 2


def test_values_below_zero_are_seen():
    below = [{"label": both("S"), "values": [-10, -20, -30]}]
    svg = chart(figure_of("lines", series=below, marks=[]), "en")
    assert ">-30</text>" in svg


@pytest.mark.parametrize("x", ["Spring en", "Spring fr"])
@pytest.mark.parametrize("lang", LOCALES)
def test_a_mark_is_a_number_in_both_languages(x, lang):
    figure = figure_of("lines", marks=[{"x": x, "text": both("Change")}] * 2)
    assert ">1, 2</text>" in chart(figure, lang)
    assert "Change" not in chart(figure, lang)  # the words stand below


def test_no_marker_is_defined_twice():
    series = [{"label": both(f"Line {n}"), "values": [n, n, n]} for n in range(2)]
    ids = re.findall(r' id="([^"]*)"', chart(figure_of("lines", series=series), "en"))
    assert sorted(ids) == sorted(set(ids))


def test_series_are_told_apart_by_a_legend():
    series = [{"label": both(f"Line {n}"), "values": [n, n, n]} for n in range(2)]
    svg = chart(figure_of("lines", series=series), "en")
    assert ">Line 0 en</text>" in svg
    assert ">Line 1 en</text>" in svg
