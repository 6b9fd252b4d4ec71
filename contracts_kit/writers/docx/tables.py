"""Tables and signature blocks: fixed columns in twips, rows that do not split, headings that repeat on every page.

WPS collapses a table without a grid and ignores automatic widths, so every width is written out.
"""

from __future__ import annotations

from collections.abc import Sequence

from contracts_kit.assembly.tree import Cell, SignatureBlock, Table
from contracts_kit.records import dataclass
from contracts_kit.writers.docx.inlines import write_inlines
from contracts_kit.writers.docx.kept import keep
from contracts_kit.writers.docx.paragraphs import paragraph
from contracts_kit.writers.docx.writing import Writing
from contracts_kit.writers.page_breaks import stays_whole

_ALIGNED = {"left": "left", "centre": "center", "right": "right"}
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
_SPACER = (
    '<w:p><w:pPr>{keep}<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
BEFORE_TABLE = _SPACER.format(keep="<w:keepNext/>", height=80)
"""A little room before a table without a caption; it keeps a heading above it on the table's page."""
AFTER_TABLE = _SPACER.format(keep="", height=120)
"""A little room after a table. It also keeps Word from joining two tables that follow each other."""
AFTER_KEPT = _SPACER.format(keep="<w:keepNext/>", height=120)
"""The same after a table that stays with what follows it."""
BEFORE_SIGNATURE = _SPACER.format(keep="<w:keepNext/>", height=200)
"""Room between the text and the signature block, on whose page it stays."""
AFTER_SIGNATURE = _SPACER.format(keep="", height=20)
"""The paragraph that Word needs after a table at the end: too low to begin a page."""
_LOOK = (
    '<w:tblLook w:val="{value}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
    'w:noHBand="1" w:noVBand="1"/>'
)
MOST_COLUMNS = 7
"""A table with more columns is set in smaller text."""
WIDE_MARGINS = 4
"""A table with more columns has narrower margins in its cells."""
_NARROW = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
SIGNATURE_ROW = 950
"""Least height of a row of the signature block, in twips: three of them leave 5 cm for a seal."""


@dataclass(frozen=True, slots=True)
class TableLook:
    """The style ids of a table's cells and of its headings."""

    cell: str
    header: str


def column_widths(widths: Sequence[int], total: int) -> list[int]:
    """Relative widths as twips that add up to `total`."""
    whole = sum(widths) or 1
    columns = [max(total * width // whole, 1) for width in widths]
    columns[-1] += total - sum(columns)
    return columns


def write_table(writing: Writing, table: Table, left: int) -> str:
    """A table whose left edge stands `left` twips inside the text, with its caption above it.

    One without controls, in an ordinary place, is written once for all documents.
    """
    found = writing.kept.get((id(table), left))
    ordinary = id(table) not in writing.keep_with_next and id(table) not in writing.page_before
    if found is not None and found[0] is table and ordinary:
        return found[1]  # type: ignore[return-value]
    controls_before = writing.controls
    written = _table(writing, table, left)
    if ordinary and writing.controls == controls_before:
        keep(writing.kept, table, left, written)
    return written


def _table(writing: Writing, table: Table, left: int) -> str:
    count = max((sum(cell.columns for cell in row) for row in table.rows), default=0)
    given = table.widths if len(table.widths) >= count and table.widths else (1,) * max(count, 1)
    widths = column_widths(given, writing.width - left)
    small = len(widths) > MOST_COLUMNS
    look = TableLook(
        writing.style("cell_small" if small else "cell"), writing.style("heading_small" if small else "cell_header")
    )
    covered: list[tuple[int, int]] = [(0, 1)] * len(widths)
    keep = id(table) in writing.keep_with_next
    whole = id(table) in writing.together or stays_whole(table)
    rows = []
    for number, row in enumerate(table.rows):
        # A long table breaks, but never behind its first row or before its last one.
        beside = number <= table.header_rows or number == len(table.rows) - 2
        follows = keep if number == len(table.rows) - 1 else whole or beside
        rows.append(_row(writing, row, widths, covered, look, number < table.header_rows, follows))
    caption = ""
    if table.caption:
        words = write_inlines(writing, table.caption)
        caption = paragraph(writing.style("caption"), words, page_before=id(table) in writing.page_before)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    indent = f'<w:tblInd w:w="{left}" w:type="dxa"/>' if left else ""
    flags = _LOOK.format(value="0620" if table.header_rows else "0600", first=int(table.header_rows > 0))
    before = BEFORE_TABLE
    if id(table) in writing.page_before:
        before = before.replace("<w:keepNext/>", "<w:keepNext/><w:pageBreakBefore/>")
    return (
        f'{caption or before}<w:tbl><w:tblPr><w:tblStyle w:val="{writing.style("table.table")}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{indent}<w:tblLayout w:type="fixed"/>'
        f"{_NARROW if len(widths) > WIDE_MARGINS else ''}{flags}</w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{AFTER_KEPT if keep else AFTER_TABLE}"
    )


def _row(
    writing: Writing,
    row: Sequence[Cell],
    widths: list[int],
    covered: list[tuple[int, int]],
    look: TableLook,
    header: bool,
    keep: bool,
) -> str:
    """A row. `covered` says for each column how many more rows a cell above covers it, and how wide that cell is."""
    written: list[str] = []
    waiting = iter(row)
    column = 0
    while column < len(widths):
        rows_left, span = covered[column]
        if rows_left > 0:
            covered[column] = (rows_left - 1, span)
            written.append(
                _cell_xml(sum(widths[column : column + span]), span, "<w:vMerge/>", False, paragraph(look.cell, ""))
            )
            column += span
            continue
        cell = next(waiting, None)
        if cell is None:
            written.append(_cell_xml(widths[column], 1, "", False, paragraph(look.cell, "")))
            column += 1
            continue
        span = max(1, min(cell.columns, len(widths) - column))
        if cell.rows > 1:
            covered[column] = (cell.rows - 1, span)
        content = paragraph(
            look.header if cell.header else look.cell,
            write_inlines(writing, cell.inlines),
            keep_next=keep,
            align=_ALIGNED[cell.align] if cell.align != "left" else "",
        )
        merged = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
        written.append(_cell_xml(sum(widths[column : column + span]), span, merged, cell.header, content))
        column += span
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(written)}</w:tr>"


def _cell_xml(width: int, span: int, merged: str, shaded: bool, content: str) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merged}{_SHADE if shaded else ""}'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def write_signature(writing: Writing, block: SignatureBlock) -> str:
    """The signature block: a column for each party, rows high enough for a seal, kept on one page."""
    if not block.columns:
        return ""
    widths = column_widths([1] * len(block.columns), writing.width)
    count = max(len(column.lines) for column in block.columns)
    style = writing.style("signature")
    rows = []
    for number in range(count):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            + paragraph(
                style,
                write_inlines(writing, column.lines[number]) if number < len(column.lines) else "",
                keep_next=number < count - 1,
            )
            + "</w:tc>"
            for width, column in zip(widths, block.columns, strict=True)
        )
        rows.append(
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{SIGNATURE_ROW}" w:hRule="atLeast"/></w:trPr>'
            f"{cells}</w:tr>"
        )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'{BEFORE_SIGNATURE}<w:tbl><w:tblPr><w:tblStyle w:val="{writing.style("table.signature")}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{AFTER_SIGNATURE}"
    )
