"""Bars and run charts as SVG that follows the colour of the text around it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from curriculum.activities import Bars, Lines2D
from curriculum.render.page import in_language
from question_bank.model import Locale

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 7.0, 3.4  # inches
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
    canvas.savefig(stream, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = stream.getvalue()
    svg = svg[svg.index("<svg") :].replace(_INK, "currentColor")
    svg = re.sub(r'<svg ([^>]*?)width="[^"]*"', r"<svg \1", svg, count=1)
    svg = re.sub(r'<svg ([^>]*?)height="[^"]*"', r"<svg \1", svg, count=1)
    return svg.replace("<svg ", '<svg role="img" aria-hidden="true" ', 1)


def _draw_bars(figure: Bars, axes: Axes, lang: Locale) -> None:
    labels = [in_language(bar.label, lang) for bar in figure.bars]
    drawn = axes.barh(labels, [bar.value for bar in figure.bars], color=_SHADES[0], height=0.6)
    axes.bar_label(drawn, padding=4)
    axes.invert_yaxis()
    axes.set_xlabel(in_language(figure.unit, lang))


def _draw_lines(figure: Lines2D, axes: Axes, lang: Locale) -> None:
    places = range(len(figure.x))
    for number, series in enumerate(figure.series):
        values = [float("nan") if value is None else value for value in series.values]
        axes.plot(
            places,
            values,
            marker="os^D"[number % 4],
            linestyle=("-", "--", ":", "-.")[number % 4],
            color=_SHADES[number % 4],
            label=in_language(series.label, lang),
        )
    labels = [figure.label_of(index, lang) for index in places]
    step = max(1, len(labels) // 12)
    axes.set_xticks(list(places)[::step], labels[::step])
    axes.set_ylabel(in_language(figure.unit, lang))
    axes.set_ylim(bottom=0)
    for mark in figure.marks:
        if mark.x in labels:
            axes.axvline(labels.index(mark.x), color=_INK, linewidth=1, linestyle=":")
            axes.annotate(
                in_language(mark.text, lang),
                (labels.index(mark.x), 1),
                xycoords=("data", "axes fraction"),
                xytext=(4, -12),
                textcoords="offset points",
            )
    if len(figure.series) > 1:
        axes.legend()
