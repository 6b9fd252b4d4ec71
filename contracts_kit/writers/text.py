"""Plain text: the words of a document and nothing else.

One paragraph a line with its number in front, the cells of a table's row joined by ` | `, no rules, no underlining, no
wrapping. The two columns of a signature block are a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contracts_kit.assembly.tree import (
    Article,
    Block,
    Document,
    Example,
    Form,
    Inline,
    ItemList,
    Paragraph,
    Section,
    SignatureBlock,
    Table,
    inline_text,
)

CELL_JOINT = " | "
_CLOSES = ("）", "、")


def write_text(document: Document) -> bytes:
    """The document as UTF-8 text, a line for each paragraph, ending with a line break."""
    return ("\n".join(text_lines(document)) + "\n").encode("utf-8")


def text_lines(document: Document) -> list[str]:
    """The lines of the document's text, in order; none is empty."""
    made = [document.title, document.subtitle]
    made += block_lines(document.front)
    made += block_lines(document.blocks)
    for part in document.parts:
        made.append(numbered(part.number, part.title))
        made += block_lines(part.blocks)
    return [line for line in made if line.strip()]


def numbered(number: str, text: str) -> str:
    """A number and what follows it: 第一条 标的; no blank follows full-width punctuation: （一）双方……"""
    return f"{number}{gap_after(number)}{text}"


def gap_after(number: str) -> str:
    """What stands between a number and its text."""
    return "" if not number or number.endswith(_CLOSES) else " "


def signature_rows(block: SignatureBlock) -> list[list[tuple[Inline, ...]]]:
    """The lines of a signature block side by side; a shorter column ends with empty cells."""
    longest = max((len(column.lines) for column in block.columns), default=0)
    return [
        [column.lines[row] if row < len(column.lines) else () for column in block.columns] for row in range(longest)
    ]


def block_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of blocks, in order; some may be empty."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield inline_text(block.inlines)
        elif isinstance(block, ItemList):
            for item in block.items:
                lines = list(block_lines(item.blocks))
                first = lines[0] if lines else ""
                yield numbered(item.number, first)
                yield from lines[1:]
        elif isinstance(block, Table):
            if block.caption:
                yield inline_text(block.caption)
            for row in block.rows:
                yield CELL_JOINT.join(inline_text(cell.inlines) for cell in row)
        elif isinstance(block, Article):
            yield numbered(block.number, inline_text(block.title))
            yield from block_lines(block.blocks)
        elif isinstance(block, Section):
            yield numbered(block.number, block.title)
            yield from block_lines(block.blocks)
        elif isinstance(block, Form):
            yield block.title
            yield from block_lines(block.blocks)
        elif isinstance(block, Example):
            yield inline_text(block.title)
            yield from block_lines(block.blocks)
        elif isinstance(block, SignatureBlock):
            for cells in signature_rows(block):
                yield CELL_JOINT.join(inline_text(cell) for cell in cells)
