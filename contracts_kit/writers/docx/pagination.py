"""An estimate of the pages without Word: whether a document is longer than five, and where its headings stand.

Word alone knows its pages. But the lines of our styles have a fixed height and Chinese characters a fixed width, so
counting lines comes within a page of what Word and LibreOffice show. A table of contents is written with these numbers;
they become exact when a person updates the field (F9). Lengths are in twips.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from contracts_kit.assembly.tree import (
    Article,
    Block,
    Document,
    Example,
    Form,
    Inline,
    ItemList,
    Paragraph,
    Part,
    Section,
    SignatureBlock,
    Table,
    inline_text,
)
from contracts_kit.writers.docx.number_formats import SchemeFormats
from contracts_kit.writers.docx.style_metrics import Metrics, Page
from contracts_kit.writers.docx.tables import MOST_COLUMNS, SIGNATURE_ROW, column_widths

PAGES_WITHOUT_CONTENTS = 5
"""A document longer than this gets a table of contents."""
_NEVER_SPLIT = 3
"""A paragraph of so many lines stays whole: Word leaves no single line on a page."""
_LATIN_WIDTH = 0.47
"""Mean width of a Latin letter, digit or blank against a Chinese character of the same size."""


@dataclass(slots=True)
class Pagination:
    """The page of every heading, by anchor, and the number of pages."""

    page: Page
    metrics: dict[str, Metrics]
    formats: SchemeFormats
    language: str
    number: int = 1
    used: int = 0
    pages: dict[str, int] = field(default_factory=dict)

    def new_page(self) -> None:
        """What follows begins a page, unless the page is still empty."""
        if self.used:
            self.number += 1
            self.used = 0

    def _room(self, height: int, keep: int = 0) -> None:
        """Move to a new page where this height, and what must stay with it, does not fit."""
        if self.used + height + keep > self.page.height and self.used:
            self.number += 1
            self.used = 0
        self.used += height

    def _lines(self, text: str, width: int, metrics: Metrics, first: int = 0) -> int:
        latin = len(text) if text.isascii() else len(text.encode("ascii", "ignore"))
        size = metrics.size * 10
        length = (len(text) - latin) * size + int(latin * size * _LATIN_WIDTH) + first
        return max(1, -(-length // max(width, size)))

    def paragraph(self, role: str, text: str, left: int = 0) -> None:
        """A paragraph; its lines may run on over the page's end."""
        metrics = self._metrics(role)
        lines = self._lines(text, self.page.width - left, metrics, metrics.first_line if not left else 0)
        together = lines if lines <= _NEVER_SPLIT else 2
        self._room(metrics.before + together * metrics.line)
        for _ in range(lines - together):
            self._room(metrics.line)
        self.used += metrics.after

    def _metrics(self, role: str) -> Metrics:
        found = self.metrics.get(role)
        return found if found is not None else self.metrics[f"{role}.{self.language}"]

    def heading(self, role: str, text: str, anchor: str | None) -> None:
        """A heading: it stays with the two lines after it."""
        metrics = self._metrics(role)
        height = metrics.before + self._lines(text, self.page.width, metrics) * metrics.line + metrics.after
        self._room(height, 2 * self._metrics("body").line)
        if anchor is not None:
            self.pages[anchor] = self.number

    def table(self, table: Table, left: int) -> None:
        """A table: rows do not split, the heading rows stand on each page again."""
        if table.caption:
            self.heading("caption", inline_text(table.caption), None)
        small = len(table.widths) > MOST_COLUMNS
        cell, margins = self._metrics("cell_small" if small else "cell"), 80 if small else 200
        widths = column_widths(table.widths or (1,), self.page.width - left)
        for row in table.rows:
            lines, column = 1, 0
            for one in row:
                width = sum(widths[column : column + one.columns]) - margins
                lines = max(lines, self._lines(inline_text(one.inlines), width, cell))
                column += one.columns
            self._room(lines * cell.line + 90)
        self.used += 120

    def signature(self, block: SignatureBlock) -> None:
        """A signature block: it never splits."""
        self._room(max((len(column.lines) for column in block.columns), default=0) * (SIGNATURE_ROW + 120))

    def blocks(self, blocks: Iterable[Block], left: int = 0) -> None:
        """Blocks one after another."""
        for block in blocks:
            self._block(block, left)

    def _block(self, block: Block, left: int) -> None:
        match block:
            case Paragraph():
                self.paragraph(
                    "item" if left and block.role == "body" else block.role, inline_text(block.inlines), left
                )
            case ItemList():
                for item in block.items:
                    self.blocks(item.blocks, self.formats.item(block.level).left)
            case Article():
                self.heading("article", block.number + _words(block.title), block.anchor)
                self.blocks(block.blocks)
            case Section():
                self.heading("section", block.number + block.title, block.anchor)
                self.blocks(block.blocks)
            case Table():
                self.table(block, left)
            case Example():
                self.heading("example", _words(block.title), block.anchor)
                self.blocks(block.blocks)
            case Form():
                self.heading("form", block.title, block.anchor)
                self.blocks(block.blocks)
            case SignatureBlock():
                self.signature(block)

    def part(self, part: Part) -> None:
        """An annex: it begins a page."""
        self.new_page()
        self.heading("annex", part.number + part.title, part.anchor)
        self.blocks(part.blocks)

    def document(self, document: Document, contents: int) -> bool:
        """Count a document; whether it is longer than `PAGES_WITHOUT_CONTENTS`.

        Pages are counted as they are with a cover and a table of contents of `contents` lines before the text.
        """
        self.heading("title", document.title, None)
        self.blocks(document.front)
        front = self.used
        self.new_page()
        self.heading("contents_title", "", None)
        for _ in range(contents):
            self.paragraph("contents_2", "")
        before_text = self.number
        self.new_page()
        self.blocks(document.blocks)
        for part in document.parts:
            self.part(part)
        without = self.number - before_text + (self.used + front > self.page.height)
        return without > PAGES_WITHOUT_CONTENTS


def _words(title: tuple[Inline, ...]) -> str:
    return inline_text(title)
