"""What stays on a page with the signature block below it, so that a signature page never holds signatures alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
)
from contracts_kit.writers.docx.writing import Writing

MOST_ROWS_TOGETHER = 14
"""About a third of a page: a longer form may break."""


def keep_signatures(writing: Writing, blocks: Iterable[Block]) -> None:
    """Mark what stands before each signature block: the closing line, and the last paragraph of the text above it."""
    before: list[Block] = []
    for block in blocks:
        if isinstance(block, SignatureBlock):
            for one in _text_before(before):
                writing.keep_with_next.update(map(id, _way_to_last(one)))
            if before and isinstance(before[-1], Form):
                _keep_together(writing, before[-1].blocks)
        elif isinstance(block, Form):
            keep_signatures(writing, block.blocks)
            if block.blocks and isinstance(block.blocks[-1], SignatureBlock):
                _keep_together(writing, block.blocks[:-1])
        if not isinstance(block, Chart):
            before.append(block)


def _text_before(before: Sequence[Block]) -> Iterator[Block]:
    """From the end the blocks that close a document, which say nothing by themselves, and the one before them."""
    for block in reversed(before):
        yield block
        if not (isinstance(block, Paragraph) and block.role == "centred"):
            return


def _keep_together(writing: Writing, blocks: Sequence[Block]) -> None:
    """The blocks of a form stay on the page of the signature below them, where they are short enough to."""
    rows = sum(len(block.rows) if isinstance(block, Table) else 1 for block in blocks)
    if rows <= MOST_ROWS_TOGETHER:
        writing.keep_with_next.update(map(id, blocks))
        writing.together.update(map(id, blocks))


def _way_to_last(block: Block) -> Iterator[Block]:
    """The blocks around the last paragraph or table inside a block, from outside, and that one itself."""
    while True:
        yield block
        inner: tuple[Block, ...] = ()
        if isinstance(block, ItemList):
            inner = block.items[-1].blocks if block.items else ()
        elif isinstance(block, Article | Section | Example | Form):
            inner = block.blocks
        inner = tuple(one for one in inner if not isinstance(one, Chart))
        if not inner:
            return
        block = inner[-1]
