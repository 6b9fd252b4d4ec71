"""Charts in a page: the plots inline, their marks and their tiers as text beside them.

A page without the drawing library holds the same words and tables, open; only the plots are missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html import escape
from typing import TYPE_CHECKING

from contracts_kit.assembly.tree import Chart, Document
from contracts_kit.findings import Finding, Place
from contracts_kit.writers.charts import can_draw, panel_svg

if TYPE_CHECKING:
    from contracts_kit.calculation.chart import Chart as Drawing
    from contracts_kit.calculation.chart import Panel

_WORDS = {"zh": "数据表", "en": "Data"}


def write_figure(chart: Chart, name: str, language: str) -> Iterator[str]:
    """A chart as a figure. `name` begins each id in it; it differs from figure to figure of a page."""
    made = chart.made()
    yield f'<figure class="chart" data-rule="{escape(chart.rule)}">\n'
    if isinstance(made, str):
        yield f'<figcaption>{escape(chart.title)}</figcaption>\n<p class="note">{escape(made)}</p>\n</figure>\n'
        return
    alone = " one" if len(made.panels) == 1 else ""
    yield f'<figcaption>{escape(made.title)}</figcaption>\n<div class="panels{alone}">\n'
    for index, panel in enumerate(made.panels):
        yield '<section class="panel">\n'
        if panel.title:
            yield f'<p class="panel-title">{escape(panel.title)}</p>\n'
        if can_draw():
            yield panel_svg(made, index, f"{name}-{index + 1}") + "\n"
        yield from _words(made, panel, language)
        yield "</section>\n"
    yield "</div>\n"
    yield from (f'<p class="note">{escape(text)}</p>\n' for text in made.missing)
    yield "</figure>\n"


def _words(made: Drawing, panel: Panel, language: str) -> Iterator[str]:
    """The marks and gaps as a list, the tiers as a table that opens."""
    if panel.texts:
        yield '<ul class="marks" role="list">' + "".join(f"<li>{escape(text)}</li>" for text in panel.texts) + "</ul>\n"
    shown = "" if can_draw() else ' open="open"'
    yield f"<details{shown}><summary>{_WORDS[language]}</summary><table>\n<thead><tr>"
    yield "".join(f'<th scope="col">{escape(text)}</th>' for text in (made.head[0], made.y.label))
    yield "</tr></thead>\n<tbody>\n"
    for row in panel.rows:
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n"
    yield "</tbody></table></details>\n"


def undrawn(document: Document) -> tuple[Finding, ...]:
    """A warning for each chart of a document that the page can only hold as a table."""
    if can_draw():
        return ()
    found = [chart for chart in _charts((document.blocks, document.parts)) if not isinstance(chart.made(), str)]
    return tuple(Finding("chart_not_drawn", Place(path=c.rule), {"title": c.title}) for c in found)


def _charts(node: object) -> Iterator[Chart]:
    """Every chart below some nodes."""
    if isinstance(node, Chart):
        yield node
    elif isinstance(node, tuple):
        for child in node:
            yield from _charts(child)
    elif is_dataclass(node):
        for field in fields(node):
            value = getattr(node, field.name)
            if isinstance(value, tuple):
                yield from _charts(value)
