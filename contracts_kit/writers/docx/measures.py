"""How high blocks are, without Word: each block as steps that a page has room for or not. Lengths are in twips.

The lines of our styles have a fixed height and Chinese characters a fixed width, so counting characters is near enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from contracts_kit.assembly.tree import (
    Article,
    Block,
    Chart,
    Example,
    Form,
    ItemList,
    Paragraph,
    Section,
    SignatureBlock,
    Table,
    inline_text,
)
from contracts_kit.writers.docx.kept import Nodes, kept
from contracts_kit.writers.docx.number_formats import SchemeFormats
from contracts_kit.writers.docx.style_metrics import Metrics
from contracts_kit.writers.docx.tables import MOST_COLUMNS, SIGNATURE_ROW, WIDE_MARGINS, column_widths

_NEVER_SPLIT = 3
"""A paragraph of so many lines stays whole: Word leaves no single line on a page."""
TIMES_WIDTH, SERIF_WIDTH = 0.395, 0.47
"""Mean width of a Latin letter, digit or blank against a Chinese character of the same size, with what is left empty at
the ends of lines: in Times New Roman, which Word has, and in the serif that our pages of LibreOffice are set in."""
_ROW_MARGINS, _AFTER_TABLE = 90, 120
_CELL_MARGINS, _NARROW_MARGINS = 200, 80


class Step(NamedTuple):
    """What stands together on a page: its height, how much must follow on the same page, and what comes after it.

    `lines` more lines, each of height `line`, may run on over the page's end; a page's end swallows `after`.
    """

    height: int
    keep: int = 0
    lines: int = 0
    line: int = 0
    after: int = 0
    anchor: str | None = None


@dataclass(slots=True)
class Measures:
    """Measures blocks in one template, language and numbering. `nodes` holds what was measured before.

    `latin` is the mean width of a Latin letter.
    """

    width: int
    metrics: dict[str, Metrics]
    formats: SchemeFormats
    language: str
    latin: float = TIMES_WIDTH
    nodes: Nodes = field(default_factory=dict)

    def style(self, role: str) -> Metrics:
        """The metrics of a role, by the language where the role has a style for each."""
        found = self.metrics.get(role)
        return found if found is not None else self.metrics[f"{role}.{self.language}"]

    def _lines(self, text: str, width: int, metrics: Metrics, first: int = 0) -> int:
        latin = len(text) if text.isascii() else len(text.encode("ascii", "ignore"))
        size = metrics.size * 10
        length = (len(text) - latin) * size + int(latin * size * self.latin) + first
        return max(1, -(-length // max(width, size)))

    def paragraph(self, role: str, text: str, left: int = 0) -> Step:
        """A paragraph; its lines may run on over the page's end."""
        metrics = self.style(role)
        lines = self._lines(text, self.width - left, metrics, metrics.first_line if not left else 0)
        together = lines if lines <= _NEVER_SPLIT else 2
        height = metrics.before + together * metrics.line
        return Step(height, 0, lines - together, metrics.line, metrics.after)

    def heading(self, role: str, text: str, anchor: str | None = None) -> Step:
        """A heading: it stays with the two lines after it."""
        metrics = self.style(role)
        height = metrics.before + self._lines(text, self.width, metrics) * metrics.line + metrics.after
        return Step(height, 2 * self.style("body").line, anchor=anchor)

    def blocks(self, blocks: Iterable[Block], left: int = 0) -> list[Step]:
        """Blocks one after another."""
        steps: list[Step] = []
        for block in blocks:
            steps += kept(self.nodes, block, left, lambda block=block: self._block(block, left))  # type: ignore[misc]
        return steps

    def _block(self, block: Block, left: int) -> list[Step]:
        match block:
            case Paragraph():
                role = "item" if left and block.role == "body" else block.role
                return [self.paragraph(role, inline_text(block.inlines), left)]
            case ItemList():
                inner = self.formats.item(block.level).left
                return [step for item in block.items for step in self.blocks(item.blocks, inner)]
            case Article():
                head = self.heading("article", block.number + inline_text(block.title), block.anchor)
            case Section():
                look = "section" if block.level == 1 else "subsection"
                head = self.heading(look, block.number + block.title, block.anchor)
            case Example():
                head = self.heading("example", inline_text(block.title), block.anchor)
            case Form():
                head = self.heading("form", block.title, block.anchor)
            case Table():
                return self._table(block, left)
            case Chart():
                return []
            case SignatureBlock():
                rows = max((len(column.lines) for column in block.columns), default=0)
                return [Step(rows * (SIGNATURE_ROW + _AFTER_TABLE))]
        return [head, *self.blocks(block.blocks)]

    def _table(self, table: Table, left: int) -> list[Step]:
        """A table: its rows do not split."""
        steps = [self.heading("caption", inline_text(table.caption))] if table.caption else []
        small = len(table.widths) > MOST_COLUMNS
        cell = self.style("cell_small" if small else "cell")
        margins = _NARROW_MARGINS if len(table.widths) > WIDE_MARGINS else _CELL_MARGINS
        widths = column_widths(table.widths or (1,), self.width - left)
        for row in table.rows:
            lines, column = 1, 0
            for one in row:
                width = sum(widths[column : column + one.columns]) - margins
                lines = max(lines, self._lines(inline_text(one.inlines), width, cell))
                column += one.columns
            steps.append(Step(lines * cell.line + _ROW_MARGINS))
        steps.append(Step(0, after=_AFTER_TABLE))
        return steps
