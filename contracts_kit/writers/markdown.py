"""Markdown: the words of the document in CommonMark, with tables in the pipe form that its readers share.

Headings are the title, sections, articles and annexes. An item is an entry of a bulleted list with its number as it is
printed (`- （一）`), since Markdown's own numbers know only one style. A forced line break is a backslash.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contracts_kit.assembly.tree import (
    Article,
    Block,
    Cell,
    Document,
    Example,
    Form,
    Inline,
    ItemList,
    Paragraph,
    Section,
    SignatureBlock,
    Table,
)
from contracts_kit.writers.markdown_text import escaped, escaped_start, line
from contracts_kit.writers.text import numbered, signature_rows

_INDENT = "  "
_ALIGN = {"left": "---", "centre": ":-:", "right": "--:"}
_DEEPEST = 6


def write_markdown(document: Document) -> bytes:
    """The document as Markdown in UTF-8, ending with a line break."""
    made = [_heading(1, escaped(document.title))]
    if document.subtitle:
        made.append(_paragraph(escaped(document.subtitle)))
    made += _blocks(document.front, 2)
    made += _blocks(document.blocks, 2)
    for part in document.parts:
        made.append(_heading(2, escaped(numbered(part.number, part.title))))
        made += _blocks(part.blocks, 3)
    return ("\n\n".join(block for block in made if block) + "\n").encode("utf-8")


def _blocks(blocks: Iterable[Block], level: int) -> list[str]:
    """Each block as Markdown; `level` is that of a heading met here."""
    made: list[str] = []
    previous: Block | None = None
    for block in blocks:
        if isinstance(block, ItemList) and isinstance(previous, ItemList):
            made.append("<!-- -->")  # two lists one after the other would be one
        made += _block(block, level)
        previous = block
    return made


def _block(block: Block, level: int) -> list[str]:
    if isinstance(block, Paragraph):
        return [_paragraph(line(block.inlines))]
    if isinstance(block, ItemList):
        return [_list(block, level)]
    if isinstance(block, Table):
        caption = [_paragraph(line(block.caption))] if block.caption else []
        return [*caption, _table(block)]
    if isinstance(block, Article):
        title = line(block.title, " ")
        heading = f"{escaped(block.number)} {title}" if block.number else title
        return [_heading(level, heading), *_blocks(block.blocks, level + 1)]
    if isinstance(block, Section):
        return [_heading(level, escaped(numbered(block.number, block.title))), *_blocks(block.blocks, level + 1)]
    if isinstance(block, Form):
        return [_heading(level, escaped(block.title)), *_blocks(block.blocks, level + 1)]
    if isinstance(block, Example):
        return [_heading(level, line(block.title, " ")), *_blocks(block.blocks, level + 1)]
    if not isinstance(block, SignatureBlock):
        return []  # a chart: the words say the same
    rows = signature_rows(block)
    return [_pipes([[line(cell, "<br>") for cell in row] for row in rows], ["---"] * len(block.columns))]


def _heading(level: int, markdown: str) -> str:
    """A heading; a `#` at its end would be taken for a closing one."""
    text = markdown.strip()
    if text.endswith("#"):
        text = text[:-1] + "\\#"
    return f"{'#' * min(level, _DEEPEST)} {text}"


def _paragraph(markdown: str) -> str:
    """A paragraph; each of its lines begins no block."""
    return "\n".join(escaped_start(part) for part in markdown.split("\n")).rstrip(" \t")


def _list(block: ItemList, level: int) -> str:
    items = []
    for item in block.items:
        first, rest = item.blocks[:1], item.blocks[1:]
        head = line(first[0].inlines) if first and isinstance(first[0], Paragraph) else ""
        if not (first and isinstance(first[0], Paragraph)):
            rest = item.blocks
        inside = [_paragraph(numbered(escaped(item.number), head)), *_blocks(rest, level)]
        text = "\n\n".join(part for part in inside if part)
        lines = text.split("\n")
        items.append("- " + "\n".join([lines[0], *(_INDENT + part if part else "" for part in lines[1:])]))
    return "\n".join(items)


def _table(table: Table) -> str:
    """A table of pipes; cells that span leave the places they cover empty."""
    columns = len(table.widths)
    grid: list[list[str | None]] = [[None] * columns for _ in table.rows]
    aligns = ["---"] * columns
    for number, row in enumerate(table.rows):
        place = 0
        for cell in row:
            while place < columns and grid[number][place] is not None:
                place += 1
            if place >= columns:
                break
            _put(grid, number, place, cell)
            if number == len(table.rows) - 1:
                aligns[place] = _ALIGN[cell.align]
    rows = [[text or "" for text in row] for row in grid]
    if not table.header_rows:
        rows.insert(0, [""] * columns)
    return _pipes(rows, aligns)


def _put(grid: list[list[str | None]], row: int, column: int, cell: Cell) -> None:
    for down in range(row, min(row + cell.rows, len(grid))):
        for across in range(column, min(column + cell.columns, len(grid[row]))):
            grid[down][across] = ""
    grid[row][column] = _cell(cell.inlines)


def _cell(inlines: tuple[Inline, ...]) -> str:
    return line(inlines, "<br>").strip()


def _pipes(rows: Sequence[Sequence[str]], aligns: Sequence[str]) -> str:
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, aligns, *body])
