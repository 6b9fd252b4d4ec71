"""What stays together on a page; the same in every format that has pages."""

from __future__ import annotations

from contracts_kit.assembly.tree import Block, ItemList, Paragraph, Table, inline_text

WHOLE_ROWS, WHOLE_CHARACTERS = 12, 700
"""A table of at most so many rows and characters stays whole on one page."""


def stays_whole(table: Table) -> bool:
    """Whether a table is short enough to stay on one page."""
    if len(table.rows) > WHOLE_ROWS:
        return False
    return sum(len(inline_text(cell.inlines)) for row in table.rows for cell in row) <= WHOLE_CHARACTERS


def announces(block: Block, following: Block) -> bool:
    """Whether a paragraph ends with a colon and stays with what it announces: a list, a table, choices to tick."""
    if not isinstance(block, Paragraph) or not isinstance(following, Paragraph | ItemList | Table):
        return False
    return block.role == "body" and inline_text(block.inlines).endswith(("：", ":"))
