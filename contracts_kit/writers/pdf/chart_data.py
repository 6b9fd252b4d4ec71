"""A chart as data for the pages: everything at places from 0 to 1 of its plot, every text final.

The pages draw it themselves, so that a contract with charts takes no longer than one without and needs no library.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from contracts_kit.calculation.chart import Axis, Chart, Panel
from contracts_kit.values.number_words import circled
from contracts_kit.writers.chart_layout import axis_label, dots, tick_texts, ticks, top_of

Data = dict[str, Any]
_PLACES = 5


def chart_data(chart: Chart) -> Data:
    """The chart with its words for who cannot see it; panels share one scale of amounts."""
    top = top_of(chart)
    return {
        "kind": "chart",
        "alt": chart.description,
        "title": chart.title,
        "missing": list(chart.missing),
        "panels": [_panel(chart, panel, top) for panel in chart.panels],
    }


def _panel(chart: Chart, panel: Panel, top: Fraction) -> Data:
    across, up = _Scale(panel.first, panel.last), _Scale(chart.least, top)

    def points(given: Sequence[tuple[Fraction, Fraction]]) -> list[list[float]]:
        return [[across.at(x), up.at(y)] for x, y in given]

    return {
        "title": panel.title,
        "across": axis_label(chart.x, chart.head[0], panel.last, chart.language),
        "up": axis_label(chart.y, chart.head[1], chart.most, chart.language),
        "across-ticks": _ticks(chart.x, panel.first, panel.last, across, chart.language),
        "up-ticks": _ticks(chart.y, chart.least, chart.most, up, chart.language),
        "gaps": [[across.at(first), across.at(last)] for first, last, _ in panel.gaps],
        "levels": [up.at(level) for level in panel.levels],
        "strokes": [points(stroke.points) for stroke in panel.strokes],
        "jumps": [points(((x, before), (x, after))) for x, before, after in panel.jumps],
        "marks": [[across.at(mark.x), up.at(mark.y), circled(number)] for number, mark in enumerate(panel.marks, 1)],
        "dots": points(tuple(dots(panel))) if panel.dotted else [],
        "key": list(panel.texts),
    }


class _Scale:
    """Where a value stands between the ends of an axis: 0 at the first, 1 at the last."""

    def __init__(self, first: Fraction, last: Fraction) -> None:
        self.first = first
        self.width = last - first or Fraction(1)

    def at(self, value: Fraction) -> float:
        return round(float((value - self.first) / self.width), _PLACES)


def _ticks(axis: Axis, first: Fraction, last: Fraction, scale: _Scale, language: str) -> list[list[Any]]:
    places = ticks(first, last, axis.type)
    texts = tick_texts(places, axis.type, language, last)
    return [[scale.at(place), text] for place, text in zip(places, texts, strict=True)]
