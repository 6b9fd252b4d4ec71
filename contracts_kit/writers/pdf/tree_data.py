"""A document tree as the JSON data that `contract.typ` reads: words as strings, everything else as plain marks.

A line is a list of strings and of marks `[kind, words, ...]`: `blank`, `strong`, `emph`, `strong-emph`, `link`
(with its anchor), `letters` (a word that may break anywhere), `tick` (with the word that stays beside it), `break`.
Blocks are mappings with `kind`: `paragraph`, `heading`, `list`, `table`, `signature`, `new-page`; articles, sections,
forms, examples and annexes become headings and the blocks below them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from contracts_kit.assembly.tree import (
    OPEN_BOX,
    Article,
    Blank,
    Block,
    Cell,
    Chart,
    Document,
    Example,
    Form,
    Inline,
    Item,
    ItemList,
    LineBreak,
    Paragraph,
    Part,
    Reference,
    Section,
    SignatureBlock,
    Table,
    TickBox,
    inline_text,
)
from contracts_kit.writers.page_breaks import announces, stays_whole
from contracts_kit.writers.pdf.looks import Looks
from contracts_kit.writers.printable import printed_texts
from contracts_kit.writers.text import gap_after

Data = dict[str, Any]

PAGE_WORDS = {"zh": ("第 ", " 页 共 ", " 页"), "en": ("Page ", " of ", "")}
CONTENTS_TITLE = {"zh": "目录", "en": "Contents"}
ATTACHMENT_DESCRIPTION = {"zh": "本文件的参数", "en": "The parameters of this document"}

LINE_LETTERS = 60
"""Latin letters without a blank that fit into a line at least; a longer word may break anywhere."""

CELL_LETTERS = 14
"""So many Latin letters stay together in the narrowest cell: an amount never breaks."""

FEW_COLUMNS = 6
"""A table of more columns is set smaller, with columns as wide as their words ask."""

SHORT_CELL = 4
"""A text of so many Chinese characters does not break in a table of many columns."""

LONG_CELL = 400
"""A table cell with more characters than this may break over two pages; a row of shorter ones stays whole."""


_A4 = (595.28, 841.89)
_LATIN_WIDTH = 0.47
"""Mean width of a Latin letter, digit or blank against a Chinese character of the same size."""


def document_data(document: Document, looks: Looks, attachment: str | None) -> Data:
    """The whole document with its looks; `attachment` is the text of the parameter file to attach, or None."""
    tree = _TreeData(document)
    return {
        "language": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "header": document.header,
        "draft": document.draft,
        "contents": document.contents != "none",
        "contents-sections": document.contents == "sections",
        "surely-long": _is_surely_long(document, looks),
        "contents-title": CONTENTS_TITLE[document.language],
        "page-words": PAGE_WORDS[document.language],
        "description": document.subtitle or document.title,
        "keywords": [word for word in (document.family, document.number, document.library_digest[:16]) if word],
        "attachment": attachment,
        "attachment-description": ATTACHMENT_DESCRIPTION[document.language],
        "looks": {name.replace("_", "-"): value for name, value in asdict(looks).items()},
        "deep": any(isinstance(block, Section) for block in document.blocks),
        "front": tree.blocks(document.front, 1),
        "blocks": tree.blocks(document.blocks, 1),
        "parts": [data for part in document.parts for data in tree.part(part)],
    }


def _is_surely_long(document: Document, looks: Looks) -> bool:
    """Whether the articles cannot fit on the pages that need no table of contents, even without a line left open.

    Typst finds out by laying them out; told before, it lays them out once less, which is a quarter of its time.
    """
    characters = "".join(printed_texts(document.blocks))
    latin = len(characters.encode("ascii", "ignore"))
    width = (len(characters) - latin + latin * _LATIN_WIDTH) * looks.size
    columns, lines = _A4[0] - looks.left - looks.right, (_A4[1] - looks.top - looks.bottom) / looks.size
    return width > looks.contents_after * columns * lines / (1 + looks.leading)


class _TreeData:
    """Turns nodes into data; knows which anchors exist, so that only these are linked to."""

    def __init__(self, document: Document) -> None:
        self._anchors = frozenset(_anchors(document))

    def blocks(self, blocks: Sequence[Block], level: int) -> list[Data]:
        """The data of some blocks; headings among them have `level`."""
        result: list[Data] = []
        before: Block | None = None
        for block in blocks:
            if isinstance(block, SignatureBlock):
                _keep_with_next(result)
            elif before is not None and announces(before, block):
                result[-1]["sticky"] = True
            result.extend(self._block(block, level))
            before = block
        return result

    def part(self, part: Part) -> Iterator[Data]:
        """An annex: it begins on a new page."""
        yield {"kind": "new-page"}
        yield _heading("part", 1, part.number, part.title, part.anchor)
        yield from self.blocks(part.blocks, 2)

    def _block(self, block: Block, level: int) -> list[Data]:
        match block:
            case Paragraph():
                return [{"kind": "paragraph", "role": block.role, "words": self.words(block.inlines)}]
            case ItemList():
                return [self._list(block)]
            case Table():
                return [self._table(block)]
            case Chart():
                made = block.made()
                if isinstance(made, str):
                    return []
                from contracts_kit.writers.pdf.chart_data import chart_data  # with the calculator: only for charts

                return [chart_data(made)]
            case SignatureBlock():
                columns = [[self.words(line) for line in column.lines] for column in block.columns]
                return [{"kind": "signature", "columns": columns}]
            case Article():
                heading = _heading("article", level, block.number, inline_text(block.title), block.anchor)
            case Section():
                look = "section" if block.level == 1 else "subsection"
                heading = _heading(look, level, block.number, block.title, block.anchor)
            case Form():
                heading = _heading("form", level, "", block.title, block.anchor)
            case Example():
                heading = _heading("example", level, "", inline_text(block.title), block.anchor)
        below = self.blocks(block.blocks, level + 1)
        if isinstance(block, Example):
            # Figures that cannot break would tear the other words of a justified line apart.
            for data in below:
                data["ragged"] = True
        return [heading, *below]

    def _list(self, block: ItemList) -> Data:
        return {
            "kind": "list",
            "bulleted": block.bulleted,
            "gap": 0.2 if all(item.number.endswith("）") for item in block.items) else 0.5,
            "items": [self._item(item) for item in block.items],
        }

    def _item(self, item: Item) -> Data:
        anchor = item.anchor if item.anchor in self._anchors else None
        # An item holds no heading: nothing below it has a level of its own.
        return {"number": item.number, "anchor": anchor, "blocks": self.blocks(item.blocks, 6)}

    def _table(self, block: Table) -> Data:
        return {
            "kind": "table",
            "breakable": not stays_whole(block),
            "widths": _widths(block),
            "header-rows": block.header_rows,
            "caption": self.words(block.caption),
            "rows": [[self._cell(cell, width) for cell, width in _with_widths(row, block)] for row in block.rows],
        }

    def _cell(self, cell: Cell, width: float) -> Data:
        return {
            "columns": cell.columns,
            "rows": cell.rows,
            "align": cell.align,
            "header": cell.header,
            "breakable": cell.rows > 1 or len(inline_text(cell.inlines)) > LONG_CELL,
            "words": self.words(cell.inlines, max(CELL_LETTERS, int(width * LINE_LETTERS))),
        }

    def words(self, inlines: Sequence[Inline], room: int = LINE_LETTERS) -> list[Any]:
        """A line: plain text joined into strings, the rest as marks. `room` is how many letters it holds."""
        result: list[Any] = []
        for inline in inlines:
            match inline:
                case LineBreak():
                    result.append(["break", ""])
                case Blank() if OPEN_BOX in inline.text:
                    for text in inline.text.split(OPEN_BOX)[1:]:
                        first = _beginning(text)
                        result.append(["tick", OPEN_BOX, first])
                        _add_text(result, text.removeprefix(first), False, False, room)
                case Blank():
                    result.append(["blank", inline.text])
                case TickBox():
                    result.append(["tick", inline.text, ""])
                case Reference():
                    if inline.anchor in self._anchors:
                        result.append(["strong-link" if inline.strong else "link", inline.text, inline.anchor])
                    else:
                        _add_text(result, inline.text, inline.strong, False, room)
                case _:
                    text = inline.text
                    if result and result[-1][0] == "tick" and not result[-1][2] and not inline.strong:
                        result[-1][2] = _beginning(text)
                        text = text.removeprefix(result[-1][2])
                    _add_text(result, text, inline.strong, inline.emphasis, room)
        return result


def _beginning(text: str) -> str:
    """The first Latin word of a text with the blanks before it, or its first Chinese character: no more than 20."""
    match = re.match(r" *([!-~]+|.)", text)
    return match[0] if match and len(match[0]) <= 20 else ""


def _add_text(result: list[Any], text: str, strong: bool, emphasis: bool, room: int) -> None:
    """Add text in its look; a line feed in a value becomes a line break and a tab a blank."""
    look = "strong-emph" if strong and emphasis else "strong" if strong else "emph" if emphasis else None
    for number, line in enumerate(text.replace("\t", " ").split("\n")):
        if number:
            result.append(["break", ""])
        for place, piece in enumerate(re.split(f"([!-~]{{{room + 1},}})", line)):
            if place % 2:
                result.append(["letters", piece])
            elif look is not None and piece:
                result.append([look, piece])
            elif result and isinstance(result[-1], str):
                result[-1] += piece
            elif piece:
                result.append(piece)


def _widths(table: Table) -> Sequence[float]:
    """The relative widths of the columns: as the table says, or as its words ask where many are equal.

    A column then has room for its longest word, for what is short, and for half of what is long (a third of a header).
    """
    count = len(table.widths)
    if count <= FEW_COLUMNS or len(set(table.widths)) > 1:
        return table.widths
    asked = [1.0] * count
    for number, row in enumerate(table.rows):
        if len(row) == count:
            lines = 3 if number < table.header_rows else 2
            for column, cell in enumerate(row):
                words = re.findall(r"[!-~¥]+|.", inline_text(cell.inlines))
                longest = max((_room(word) for word in words), default=0)
                whole = sum(map(_room, words))
                asked[column] = max(asked[column], longest, whole if whole <= SHORT_CELL else whole / lines)
    return [round(width + 0.6, 2) for width in asked]


def _room(text: str) -> float:
    """How many widths of a Chinese character a text takes, roughly."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.55 for c in text)


def _with_widths(row: Sequence[Cell], table: Table) -> list[tuple[Cell, float]]:
    """The cells of a row with the part of the table's width that each has, as if no cell above reached into the row."""
    total = sum(table.widths) or 1
    result, column = [], 0
    for cell in row:
        result.append((cell, sum(table.widths[column : column + cell.columns]) / total))
        column += cell.columns
    return result


def _heading(look: str, level: int, number: str, title: str, anchor: str | None) -> Data:
    apart = (number, title) if gap_after(number) else (number + title,)
    words = [word.replace("\n", " ") for word in apart if word]
    return {"kind": "heading", "look": look, "level": level, "words": words, "anchor": anchor}


def _keep_with_next(blocks: list[Data]) -> None:
    """Keep a signature block with the words before it: the closing line, and a paragraph or the last item of a list."""
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 4), -1):
        block = blocks[place]
        if block["kind"] == "list" and len(block["items"]) > 1:
            blocks[place : place + 1] = [
                {**block, "items": block["items"][:-1]},
                {**block, "items": block["items"][-1:]},
            ]
            block = blocks[place + 1]
        block["sticky"] = True
        if block["kind"] != "heading" and block.get("role") != "centred":
            return


def _anchors(node: object) -> Iterator[str]:
    """Every anchor in the tree below a node."""
    if isinstance(node, tuple):
        for child in node:
            yield from _anchors(child)
    elif is_dataclass(node) and not isinstance(node, Reference):
        own = getattr(node, "anchor", None)
        if isinstance(own, str) and own:
            yield own
        for name in _BRANCHES.get(type(node), ()):
            yield from _anchors(getattr(node, name))


_BRANCHES: dict[type, tuple[str, ...]] = {
    kind: tuple(f.name for f in fields(kind) if f.name in ("blocks", "items", "parts"))
    for kind in (Document, Part, Section, Article, Form, Example, ItemList, Item)
}
