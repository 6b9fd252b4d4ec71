"""Looking through a document tree before it is written: its anchors, and whose text a character stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from contracts_kit.assembly.tree import (
    Article,
    Blank,
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
    Value,
)
from contracts_kit.writers.docx.kept import Nodes, kept
from contracts_kit.writers.docx.xml_text import illegal_character


def blocks_within(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, outer ones before those inside them."""
    for block in blocks:
        yield block
        if isinstance(block, Article | Section | Example | Form):
            yield from blocks_within(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from blocks_within(item.blocks)


def all_blocks(document: Document) -> Iterator[Block]:
    """Every block of a document: front, body and annexes."""
    yield from blocks_within(document.front)
    yield from blocks_within(document.blocks)
    for part in document.parts:
        yield from blocks_within(part.blocks)


def anchors(document: Document, seen: Nodes) -> dict[str, bool]:
    """Every anchor of the document, and whether a number stands at it (a REF field needs one).

    `seen` keeps those of articles and examples, which documents of a batch share: they are looked for once.
    """
    found = {part.anchor: bool(part.number) for part in document.parts}
    _anchors(document.blocks, found, seen)
    for part in document.parts:
        _anchors(part.blocks, found, seen)
    return found


def _anchors(blocks: Iterable[Block], found: dict[str, bool], seen: Nodes) -> None:
    for block in blocks:
        if isinstance(block, ItemList):
            for item in block.items:
                if item.anchor is not None:
                    found[item.anchor] = not block.bulleted
                if len(item.blocks) > 1:
                    _anchors(item.blocks, found, seen)
        elif isinstance(block, Article | Example):
            found.update(kept(seen, block, "anchors", partial(_anchors_of, block, seen)))
        elif isinstance(block, Section | Form):
            if block.anchor is not None:
                found[block.anchor] = isinstance(block, Section) and bool(block.number)
            _anchors(block.blocks, found, seen)


def _anchors_of(block: Article | Example, seen: Nodes) -> dict[str, bool]:
    found: dict[str, bool] = {}
    if block.anchor is not None:
        found[block.anchor] = isinstance(block, Article) and bool(block.number)
    _anchors(block.blocks, found, seen)
    return found


def _lines(block: Block) -> Iterator[tuple[Inline, ...]]:
    match block:
        case Paragraph():
            yield block.inlines
        case Article() | Example():
            yield block.title
        case Table():
            yield block.caption
            for row in block.rows:
                for cell in row:
                    yield cell.inlines
        case SignatureBlock():
            for column in block.columns:
                yield from column.lines
        case _:
            return


def illegal_text(document: Document) -> tuple[str, str] | None:
    """The name and the text of the first value (or else clause) with a character that no XML file can hold."""
    for block in all_blocks(document):
        for line in _lines(block):
            for node in line:
                text = getattr(node, "text", "")
                if illegal_character(text) is None:
                    continue
                if isinstance(node, Value | Blank) and node.parameter:
                    return (f"{node.parameter}.{node.field}" if node.field else node.parameter), text
                origin = getattr(block, "origin", None)
                return (origin.clause if origin else document.family), text
    carried: list[tuple[str, Any]] = [
        ("title", document.title),
        ("subtitle", document.subtitle),
        ("header", document.header),
        ("draft", document.draft or ""),
        ("number", document.number),
        ("date", document.date),
        *document.values.items(),
        *document.options.items(),
        *document.labels.items(),
        *((part.anchor, part.title) for part in document.parts),
        *((entry.clause, entry.title) for entry in document.manifest),
    ]
    for name, value in carried:
        for text in _texts(value):
            if illegal_character(text) is not None:
                return name, text
    return None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(name)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
