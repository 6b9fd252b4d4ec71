"""Draws a chart as SVG or PNG, with matplotlib, in the fonts of the documents.

Marks are numbered in the picture and explained in a key below their panel, so that no label covers another. Letters
are drawn as paths: the picture looks the same everywhere and needs no font. The same chart gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from html import escape
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from contracts_kit.calculation.chart import Axis, Chart, Panel
from contracts_kit.errors import refuse
from contracts_kit.values.number_words import circled
from contracts_kit.writers.chart_layout import (
    Box,
    Layout,
    axis_label,
    dots,
    laid_out,
    plot_only,
    tick_texts,
    ticks,
    top_of,
)
from contracts_kit.writers.fonts import character_ranges, sans_file, serif_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#1b1b1b"
_QUIET = "#6b6b6b"
_LINE = "#2a63ad"
_GRID = "#b8b8b84d"
_GAP = "#9a9a9a33"
_MARK = "#b03a2e"
_DPI = 160
_MOST_DOTTED_JUMPS = 12


def can_draw() -> bool:
    """Whether the extra `charts` is installed."""
    return find_spec("matplotlib") is not None


def write_chart(chart: Chart, format: str) -> bytes:
    """The chart as a file of its own, `svg` or `png`. Raises InputError `charts_extra_missing`."""
    if format == "png":
        return _drawn(chart, laid_out(chart), "png")
    element = _element(_drawn(chart, laid_out(chart), "svg"), "chart", INK)
    label = (
        f'<title id="chart-title">{escape(chart.title)}</title><desc id="chart-desc">{escape(chart.description)}</desc>'
    )
    head, _, rest = element.partition(">")
    head += ' role="img" aria-labelledby="chart-title chart-desc"'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}>{label}{rest}\n'.encode()


@lru_cache(maxsize=64)
def panel_svg(chart: Chart, panel: int, name: str) -> str:
    """The plot of one panel as an `svg` element that can stand in a page beside others: `name` begins each of its ids.

    Letters and axes have the colour of the text around. Title and key are not in it. Raises `charts_extra_missing`.
    """
    one = replace(chart, panels=(chart.panels[panel],))
    element = _element(_drawn(one, plot_only(one), "svg"), name, "currentColor")
    head, _, rest = element.partition(">")
    head = re.sub(r' (width|height)="[^"]*"', "", head)
    words = escape(one.description)
    return f'{head} role="img" aria-label="{words}" focusable="false">{rest}'


def _element(drawn: bytes, name: str, ink: str) -> str:
    """The `svg` element alone, without what would reach beyond it: its style sheet, ids that others may have too."""
    text = drawn.decode()
    text = text[text.index("<svg") :].strip()
    for needless in (
        r"<metadata>.*?</metadata>\s*",
        r"<style[^>]*>.*?</style>",
        r"<!--.*?-->\s*",
        r"\s*<defs>\s*</defs>",
    ):
        text = re.sub(needless, "", text, flags=re.DOTALL)
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', text))
    text = re.sub(r' id="([^"]*)"', lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", text)
    text = re.sub(r'href="#', f'href="#{name}-', text)
    text = re.sub(r"url\(#", f"url(#{name}-", text)
    head, _, rest = text.replace(INK, ink).partition(">")
    return f'{head} stroke-linejoin="round" stroke-linecap="butt">{rest}'


def _drawn(chart: Chart, layout: Layout, format: str) -> bytes:
    """The bytes that matplotlib gives for a figure of its own, whatever the user has configured for theirs."""
    if not can_draw():
        raise refuse("charts_extra_missing")
    log = logging.getLogger("matplotlib")
    if log.level == logging.NOTSET:  # what it says of its cache of fonts is nothing to us: ours are files
        log.setLevel(logging.ERROR)
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        salt = hashlib.sha256(repr((chart, layout)).encode()).hexdigest()
        matplotlib.rcParams.update({"svg.fonttype": "path", "svg.hashsalt": salt, "text.parse_math": False})
        figure = Figure(figsize=(layout.width, layout.height), facecolor="white" if format == "png" else "none")
        _Drawing(figure, chart, layout).draw()
        stream = io.BytesIO()
        if format == "png":
            figure.savefig(stream, format="png", dpi=_DPI, metadata={"Software": None})
        else:
            figure.savefig(stream, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
        return stream.getvalue()


class _Drawing:
    """Draws the panels of one chart into a figure."""

    def __init__(self, figure: Figure, chart: Chart, layout: Layout) -> None:
        from matplotlib.font_manager import FontProperties

        self.figure = figure
        self.chart = chart
        self.layout = layout
        self.serif = FontProperties(fname=str(serif_file()))
        self.sans = FontProperties(fname=str(sans_file()))

    def draw(self) -> None:
        """Draw everything."""
        layout = self.layout
        for line, text in enumerate(layout.title):
            y = layout.height - layout.margin - layout.title_line * (line + 0.8)
            self._words(layout.margin, y, text, layout.title_size, self.sans, INK)
        for panel, box in zip(self.chart.panels, layout.panels, strict=True):
            self._panel(panel, box)
        for index, text in enumerate(layout.missing):
            y = layout.margin + layout.key_line * (len(layout.missing) - 1 - index)
            self._words(layout.margin, y, text, layout.key_size, self.serif, INK)

    def _words(self, x: float, y: float, text: str, size: float, font: Any, colour: str) -> None:
        """A line of text whose foot is at a place of the page, in inches."""
        figure, layout = self.figure, self.layout
        figure.text(
            x / layout.width, y / layout.height, printable(text), fontproperties=font, fontsize=size, color=colour
        )

    def _panel(self, panel: Panel, box: Box) -> None:
        layout = self.layout
        place = (box.x / layout.width, box.y / layout.height, box.width / layout.width, box.height / layout.height)
        axes = self.figure.add_axes(place, facecolor="none")
        self._axes(axes, panel)
        self._curve(axes, panel)
        self._marks(axes, panel)
        top = box.y + box.height
        self._words(
            box.x,
            top + 0.07,
            axis_label(self.chart.y, self.chart.head[1], self.chart.most, self.chart.language),
            layout.key_size,
            self.serif,
            INK,
        )
        if panel.title and layout.title:
            self._words(box.left, top + 0.27, panel.title, layout.panel_size, self.sans, INK)
        for index, text in enumerate(box.key):
            y = box.y - layout.below - layout.key_line * (index + 1)
            self._words(box.left, y, text, layout.key_size, self.serif, INK)

    def _axes(self, axes: Axes, panel: Panel) -> None:
        axes.set_xlim(float(panel.first), float(panel.last))
        axes.set_ylim(float(self.chart.least), float(top_of(self.chart)))
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            axes.spines[side].set_color(INK)
            axes.spines[side].set_linewidth(0.7)
        self._ticks(axes.set_xticks, self.chart.x, panel.first, panel.last)
        self._ticks(axes.set_yticks, self.chart.y, self.chart.least, self.chart.most)
        axes.tick_params(colors=INK, width=0.7, length=3, pad=2)
        axes.grid(True, color=_GRID, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_xlabel(
            printable(axis_label(self.chart.x, self.chart.head[0], panel.last, self.chart.language)),
            fontproperties=self.serif,
            fontsize=self.layout.key_size,
            color=INK,
            labelpad=2,
        )

    def _ticks(self, put: Callable[..., Any], axis: Axis, first: Fraction, last: Fraction) -> None:
        places = ticks(first, last, axis.type)
        texts = [printable(text) for text in tick_texts(places, axis.type, self.chart.language, last)]
        put([float(p) for p in places], texts, fontproperties=self.serif, fontsize=self.layout.key_size)

    def _curve(self, axes: Axes, panel: Panel) -> None:
        for level in panel.levels:
            axes.axhline(float(level), color=_MARK, linewidth=0.6, linestyle=(0, (5, 3)))
        for first, last, _ in panel.gaps:
            axes.axvspan(float(first), float(last), facecolor=_GAP, edgecolor="none")
        for stroke in panel.strokes:
            xs, ys = [float(x) for x, _ in stroke.points], [float(y) for _, y in stroke.points]
            axes.plot(
                xs,
                ys,
                color=_LINE,
                linewidth=1.6,
                solid_capstyle="butt",
                clip_on=len(xs) > 1,
                marker="o" if len(xs) == 1 else "",
                markersize=3,
            )
        for x, before, after in panel.jumps:
            axes.plot([float(x)] * 2, [float(before), float(after)], color=_LINE, linewidth=0.7, linestyle=(0, (2, 2)))
        if panel.dotted:
            for x, y in dots(panel):
                axes.plot([float(x)], [float(y)], marker="o", markersize=2.8, color=_LINE, clip_on=False)
        elif 0 < len(panel.jumps) <= _MOST_DOTTED_JUMPS:
            self._ends(axes, panel)

    def _ends(self, axes: Axes, panel: Panel) -> None:
        """At each jump a full dot on the side to which the place belongs and an open one on the other."""
        for stroke, following in zip(panel.strokes, panel.strokes[1:], strict=False):
            for (x, y), belongs in ((stroke.points[-1], stroke.closes), (following.points[0], following.opens)):
                fill = _LINE if belongs else "white"
                axes.plot(
                    [float(x)],
                    [float(y)],
                    marker="o",
                    markersize=3.2,
                    markeredgewidth=0.9,
                    markeredgecolor=_LINE,
                    color=fill,
                    clip_on=False,
                )

    def _marks(self, axes: Axes, panel: Panel) -> None:
        low, _ = axes.get_ylim()
        for number, mark in enumerate(panel.marks, 1):
            x, y = float(mark.x), float(mark.y)
            axes.plot([x, x], [low, y], color=_MARK, linewidth=0.8, linestyle=(0, (1, 2)))
            axes.plot([x], [y], marker="o", markersize=4, color=_MARK, clip_on=False, zorder=5)
            axes.annotate(
                circled(number),
                (x, y),
                xytext=(0, 4),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontproperties=self.sans,
                fontsize=self.layout.key_size + 1.5,
                color=_MARK,
                zorder=6,
                annotation_clip=False,
            )


def printable(text: str) -> str:
    """The text with a box for each character that the font has no shape for, and a narrow apostrophe between letters.

    The curved one is as wide as a Chinese character in a Chinese face.
    """
    shown = _APOSTROPHE.sub("'", text)
    return "".join(c if _has_shape(c) else "□" for c in shown)


_APOSTROPHE = re.compile("(?<=[A-Za-z])\u2019(?=[A-Za-z])")


@lru_cache(maxsize=4096)
def _has_shape(character: str) -> bool:
    return character == "\n" or any(first <= ord(character) <= last for first, last in _shapes())


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[int, int], ...]:
    return tuple(character_ranges(serif_file()))
