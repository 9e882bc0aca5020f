"""Bars and run charts as SVG that follows the colour of the text around it."""

from __future__ import annotations

import io
import re
import textwrap
from typing import TYPE_CHECKING

from curriculum.figures import Bars, RunChart
from curriculum.render.page import in_language, number
from question_bank.model import Locale

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

WIDTH, HEIGHT = 7.0, 3.6  # inches, and a quarter more for each line of the legend
UNIT_WIDTH = 76  # letters of a line over the chart
_METADATA = ("Date", "Creator", "Format", "Type")  # left out
_INK = "#123456"  # replaced by the colour of the text in every theme
_SHADES = ("#2f6f8f", "#b3541e", "#5b7f3a", "#7a5195")


def chart(figure: Bars | RunChart, lang: Locale) -> str:
    """The SVG of a chart; the same data always give the same bytes."""
    import matplotlib as mpl

    with mpl.rc_context(
        {
            "svg.fonttype": "none",  # text stays text
            "svg.hashsalt": figure.id,
            "font.family": "sans-serif",
            "font.size": 11,
            "text.parse_math": False,  # a dollar is a dollar
            "text.color": _INK,
            "axes.edgecolor": _INK,
            "axes.labelcolor": _INK,
            "xtick.color": _INK,
            "ytick.color": _INK,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "legend.frameon": False,
        }
    ):
        return _svg(figure, lang)


def _svg(figure: Bars | RunChart, lang: Locale) -> str:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Drawing

    height = 0.5 * len(figure.bars) + 1.1 if isinstance(figure, Bars) else HEIGHT
    if isinstance(figure, RunChart) and len(figure.series) > 1:
        height += 0.25 * len(figure.series)
    canvas = Drawing(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasSVG(canvas)
    axes = canvas.add_subplot()
    if isinstance(figure, Bars):
        _draw_bars(figure, axes, lang)
    else:
        _draw_lines(figure, canvas, axes, lang)
    stream = io.StringIO()
    canvas.savefig(stream, format="svg", transparent=True, metadata=dict.fromkeys(_METADATA))
    svg = stream.getvalue()
    svg = svg[svg.index("<svg") :].replace(_INK, "currentColor")
    svg = re.sub(r'<svg ([^>]*?)width="[^"]*"', r"<svg \1", svg, count=1)
    svg = re.sub(r'<svg ([^>]*?)height="[^"]*"', r"<svg \1", svg, count=1)
    svg = re.sub(r"<style.*?</style>", "", svg, count=1, flags=re.DOTALL)  # it is for all the page
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)  # every chart of a page would have the same
    svg = _named_once(svg)
    return svg.replace("<svg ", '<svg role="img" aria-hidden="true" stroke-linejoin="round" ', 1)


def _named_once(svg: str) -> str:
    """The SVG without the second definition of a marker that plot and legend share."""
    seen: set[str] = set()

    def keep(found: re.Match[str]) -> str:
        known = found[1] in seen
        seen.add(found[1])
        return "<path" if known else found[0]

    return re.sub(r'<path id="([^"]*)"', keep, svg)


def _draw_bars(figure: Bars, axes: Axes, lang: Locale) -> None:
    labels = [in_language(bar.label, lang) for bar in figure.bars]
    values = [bar.value for bar in figure.bars]
    drawn = axes.barh(range(len(labels)), values, color=_SHADES[0], height=0.6, tick_label=labels)
    axes.bar_label(drawn, [number(value, lang) for value in values], padding=4)
    if min(values) < 0:  # the labels of negative bars stand on the left, where the names were
        axes.yaxis.set_ticks_position("right")
        axes.spines["left"].set_visible(False)
        axes.spines["right"].set_visible(True)
        axes.margins(x=0.15)
    axes.xaxis.set_major_formatter(lambda value, _: number(round(value, 9), lang))
    axes.invert_yaxis()
    _say_unit(figure, axes, lang)


def _say_unit(figure: Bars | RunChart, axes: Axes, lang: Locale) -> None:
    """The unit over the chart, where it can be read without turning the head."""
    marked = isinstance(figure, RunChart) and figure.marks
    unit = textwrap.fill(in_language(figure.unit, lang), UNIT_WIDTH)
    axes.set_title(unit, loc="left", fontsize="medium", pad=20 if marked else 8)


def _draw_lines(figure: RunChart, canvas: Canvas, axes: Axes, lang: Locale) -> None:
    places = range(len(figure.x))
    for index, series in enumerate(figure.series):
        values = [float("nan") if value is None else value for value in series.values]
        axes.plot(
            places,
            values,
            marker="os^D"[index % 4],
            linestyle=("-", "--", ":", "-.")[index % 4],
            color=_SHADES[index % 4],
            label=in_language(series.label, lang),
        )
    labels = [figure.label_of(index, lang) for index in places]
    step = max(1, len(labels) // 12)
    axes.set_xticks(list(places)[::step], labels[::step])
    _say_unit(figure, axes, lang)
    axes.yaxis.set_major_formatter(lambda value, _: number(round(value, 9), lang))
    measured = [value for series in figure.series for value in series.values if value is not None]
    if all(value >= 0 for value in measured):
        axes.set_ylim(bottom=0)
    _draw_marks(figure, axes)
    if len(figure.series) > 1:
        canvas.legend(loc="outside lower left")


def _draw_marks(figure: RunChart, axes: Axes) -> None:
    """A number over each marked place; what happened there is said in words below the chart."""
    numbers: dict[int, list[str]] = {}
    for count, mark in enumerate(figure.marks, start=1):
        place = figure.place_of(mark)
        if place is not None:
            numbers.setdefault(place, []).append(str(count))
    for place, found in numbers.items():
        axes.axvline(place, color=_INK, linewidth=1, linestyle=":")
        axes.annotate(
            ", ".join(found),
            (place, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            weight="bold",
        )
