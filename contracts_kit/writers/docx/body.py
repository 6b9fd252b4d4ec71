"""The blocks of the tree as paragraphs and tables, each by the style of its role."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from contracts_kit.assembly.tree import (
    Article,
    Block,
    Chart,
    Example,
    Form,
    ItemList,
    Paragraph,
    Part,
    Section,
    SignatureBlock,
    Table,
    Text,
)
from contracts_kit.writers.docx.inlines import run, write_inlines
from contracts_kit.writers.docx.paragraphs import paragraph
from contracts_kit.writers.docx.tables import write_signature, write_table
from contracts_kit.writers.docx.writing import Writing
from contracts_kit.writers.page_breaks import announces


class Surroundings:
    """Where a block stands: the indent of the item around it (twips; None outside items) and that item's num.

    `ragged`: its lines end where their words do, since figures that cannot break would tear the others apart.
    """

    __slots__ = ("left", "num", "ragged")

    def __init__(self, left: int | None = None, num: int | None = None, ragged: bool = False) -> None:
        self.left = left
        self.num = num
        self.ragged = ragged


_OUTSIDE = Surroundings()
_EXAMPLE = Surroundings(ragged=True)


def write_pieces(writing: Writing, blocks: Sequence[Block]) -> list[str]:
    """Blocks one after another, in pieces: a long text is put together once, in the finished part."""
    _keep_announcing(writing, blocks)
    pieces: list[str] = []
    for block in blocks:
        if isinstance(block, Section):
            role = "section" if block.level == 1 else "subsection"
            pieces.append(_heading(writing, block, role, run(writing, block.title)))
            pieces.extend(write_pieces(writing, block.blocks))
        else:
            pieces.append(_STANDING[type(block)](writing, block, _OUTSIDE))
    return pieces


def write_blocks(writing: Writing, blocks: Sequence[Block], around: Surroundings = _OUTSIDE) -> str:
    """Blocks one after another."""
    _keep_announcing(writing, blocks)
    return "".join([_WRITERS[type(block)](writing, block, around) for block in blocks])


def _keep_announcing(writing: Writing, blocks: Sequence[Block]) -> None:
    """A paragraph stays with the list, the table or the choices that it announces."""
    for block, following in pairwise(blocks):
        if announces(block, following):
            writing.keep_with_next.add(id(block))


def write_part(writing: Writing, part: Part) -> list[str]:
    """An annex, in pieces: its title begins a page."""
    heading = _heading(writing, part, "annex", run(writing, part.title))
    return [heading, *write_pieces(writing, part.blocks)]


def write_front(writing: Writing, cover: bool) -> str:
    """What heads the document: title, subtitle and the lines under them; on a page of their own where `cover`."""
    document = writing.document
    head = paragraph(writing.style("cover_title" if cover else "title"), run(writing, document.title))
    if document.subtitle:
        head += paragraph(writing.style("subtitle"), run(writing, document.subtitle))
    if not cover:
        return head + write_blocks(writing, document.front)
    style = writing.style("cover_line")
    return head + "".join(paragraph(style, write_inlines(writing, line.inlines)) for line in document.front)


def _paragraph(writing: Writing, node: Paragraph, around: Surroundings) -> str:
    role = "item" if around.left is not None and node.role == "body" else node.role
    return paragraph(
        writing.style(role),
        write_inlines(writing, node.inlines),
        keep_next=id(node) in writing.keep_with_next,
        page_before=id(node) in writing.page_before,
        left=around.left,
        align="left" if around.ragged and role == "body" else "",
    )


def _items(writing: Writing, node: ItemList, around: Surroundings) -> str:
    formats = writing.numbering.formats
    depth = min(node.level, len(formats.items) - 1) if node.bulleted else formats.depth(node.level)
    left = formats.item(node.level).left
    num = writing.numbering.items(node, around.num)
    style = writing.style("item")
    written: list[str] = []
    for item in node.items:
        inner = Surroundings(left, None if node.bulleted else num)
        first: Paragraph | None = item.blocks[0] if item.blocks and isinstance(item.blocks[0], Paragraph) else None
        content = write_inlines(writing, first.inlines) if first is not None else ""
        if item.anchor is not None:
            content = writing.bookmarks.around(item.anchor, content)
        _keep_announcing(writing, item.blocks)
        keep = first is not None and id(first) in writing.keep_with_next
        written.append(paragraph(style, content, keep_next=keep, number=(num, depth)))
        for block in item.blocks[1:] if first is not None else item.blocks:
            written.append(_WRITERS[type(block)](writing, block, inner))
            if isinstance(block, ItemList):
                inner = Surroundings(left)
    return "".join(written)


def _table(writing: Writing, node: Table, around: Surroundings) -> str:
    return write_table(writing, node, around.left or 0)


def _heading(writing: Writing, node: Article | Section | Part, role: str, title: str) -> str:
    num = writing.numbering.heading(node)
    return paragraph(
        writing.style(role),
        writing.bookmarks.around(node.anchor, title),
        page_before=id(node) in writing.page_before,
        number=None if num is None else (num, 0),
    )


def _once(write: Callable[[Writing, Any, Surroundings], str]) -> Callable[[Writing, Any, Surroundings], str]:
    """Write a block that stands for itself once for all documents that share it; see `wholes`."""

    def written(writing: Writing, node: Any, around: Surroundings) -> str:
        if id(node) in writing.page_before or id(node) in writing.keep_with_next or around is not _OUTSIDE:
            return write(writing, node, around)
        return writing.wholes.written(writing, node, lambda: write(writing, node, around))

    return written


def _article(writing: Writing, node: Article, around: Surroundings) -> str:
    return _heading(writing, node, "article", write_inlines(writing, node.title)) + write_blocks(writing, node.blocks)


def _example(writing: Writing, node: Example, around: Surroundings) -> str:
    title = writing.bookmarks.around(node.anchor, write_inlines(writing, node.title))
    return paragraph(writing.style("example"), title) + write_blocks(writing, node.blocks, _EXAMPLE)


def _form(writing: Writing, node: Form, around: Surroundings) -> str:
    title = write_inlines(writing, (Text(node.title),))
    if node.anchor is not None:
        title = writing.bookmarks.around(node.anchor, title)
    return paragraph(writing.style("form"), title) + write_blocks(writing, node.blocks)


def _signature(writing: Writing, node: SignatureBlock, around: Surroundings) -> str:
    return write_signature(writing, node)


_WRITERS: dict[type, Callable[[Writing, Any, Surroundings], str]] = {
    Paragraph: _paragraph,
    ItemList: _items,
    Table: _table,
    Article: _once(_article),
    Section: lambda writing, node, around: "".join(write_pieces(writing, (node,))),
    Example: _once(_example),
    Form: _once(_form),
    SignatureBlock: _signature,
    Chart: lambda writing, node, around: "",
}
_STANDING = _WRITERS | {ItemList: _once(_items), Table: _once(_table)}
"""The same for what stands in no article: a list or table of an annex is often the same in the next document."""
