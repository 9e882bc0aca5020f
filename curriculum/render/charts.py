"""Bars and run charts as SVG that follows the colour of the text around it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from curriculum.activities import Bars, Lines2D
from curriculum.render.page import in_language, number
from question_bank.model import Locale

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 7.0, 3.4  # inches
_METADATA = ("Date", "Creator", "Format", "Type")  # left out
_INK = "#123456"  # replaced by the colour of the text in every theme
_SHADES = ("#2f6f8f", "#b3541e", "#5b7f3a", "#7a5195")


def chart(figure: Bars | Lines2D, lang: Locale) -> str:
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


def _svg(figure: Bars | Lines2D, lang: Locale) -> str:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Canvas

    height = 0.5 * len(figure.bars) + 1 if isinstance(figure, Bars) else HEIGHT
    canvas = Canvas(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasSVG(canvas)
    axes = canvas.add_subplot()
    if isinstance(figure, Bars):
        _draw_bars(figure, axes, lang)
    else:
        _draw_lines(figure, axes, lang)
    stream = io.StringIO()
    canvas.savefig(stream, format="svg", transparent=True, metadata=dict.fromkeys(_METADATA))
    svg = stream.getvalue()
    svg = svg[svg.index("<svg") :].replace(_INK, "currentColor")
    svg = re.sub(r'<svg ([^>]*?)width="[^"]*"', r"<svg \1", svg, count=1)
    svg = re.sub(r'<svg ([^>]*?)height="[^"]*"', r"<svg \1", svg, count=1)
    svg = re.sub(r"<style.*?</style>", "", svg, count=1, flags=re.DOTALL)  # it is for all the page
    return svg.replace("<svg ", '<svg role="img" aria-hidden="true" stroke-linejoin="round" ', 1)


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
    axes.set_xlabel(in_language(figure.unit, lang))


def _draw_lines(figure: Lines2D, axes: Axes, lang: Locale) -> None:
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
    axes.set_ylabel(in_language(figure.unit, lang))
    axes.yaxis.set_major_formatter(lambda value, _: number(round(value, 9), lang))
    measured = [value for series in figure.series for value in series.values if value is not None]
    if all(value >= 0 for value in measured):
        axes.set_ylim(bottom=0)
    for mark in figure.marks:
        place = figure.place_of(mark)
        if place is not None:
            axes.axvline(place, color=_INK, linewidth=1, linestyle=":")
            axes.annotate(
                in_language(mark.text, lang),
                (place, 1),
                xycoords=("data", "axes fraction"),
                xytext=(4, -12),
                textcoords="offset points",
            )
    if len(figure.series) > 1:
        axes.legend()
