"""The words of a tagged PDF, exactly: read through its structure tree, paragraph by paragraph.

pdftotext and pypdf's own extraction guess words and their order from positions, and put header, footer and the draft
mark between them. A tagged PDF says itself which text belongs to which paragraph, and what is no content of the document
(artifacts: header, footer, draft mark, a repeated table header). Inside a paragraph, a new line on the page is `\n`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.generic import ContentStream

from contracts_kit.writers.text import numbered

PARAGRAPHS = {"/P", "/Title", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Caption", "/Span", "/Strong"}


@dataclass
class Node:
    """An element of the structure tree: its kind, what stands in it, and its text where it is a leaf."""

    kind: str
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def words(self) -> str:
        return self.text + "".join(child.words() for child in self.children)


def pdf_lines(pdf: bytes) -> list[str]:
    """One string a paragraph, item or table row, without the table of contents; `\n` is a line break on the page.

    As in the plain text, no blank follows a number that ends in full-width punctuation, the cells of a row are joined
    by ` | ` and a bullet is not printed. The two columns of the signature block are paragraphs of their own.
    """
    return list(_lines(structure(pdf).children))


def different_lines(expected: list[str], pdf: bytes) -> list[str]:
    """The lines of a plain text that the pages do not have in that place; a line may stand there as its cells."""
    found = [line for line in pdf_lines(pdf) if line.strip()]
    place = 0
    for number, line in enumerate(expected):
        for count in (1, 2, 3):
            if same_words(line, " | ".join(found[place : place + count])):
                place += count
                break
        else:
            return [f"line {number + 1}", f"expected {line!r}", f"found    {found[place : place + 1]!r}"]
    return [f"too much: {line!r}" for line in found[place:]]


def same_words(expected: str, found: str) -> bool:
    """Whether `found` is `expected` when each of its line breaks stands for one space or for nothing."""
    place, expected = 0, expected.strip(" ")  # an empty cell begins a row with a blank
    for number, piece in enumerate(found.split("\n")):
        piece = piece.strip(" ")
        if number and expected.startswith(" ", place):
            place += 1
        if not expected.startswith(piece, place):
            return False
        place += len(piece)
    return not expected[place:].strip(" ")


def _lines(nodes: list[Node]) -> Iterator[str]:
    for place, node in enumerate(nodes):
        following = nodes[place + 1].kind if place + 1 < len(nodes) else ""
        if node.kind in PARAGRAPHS:
            if following != "/TOC":
                yield node.words().strip("\n")
        elif node.kind == "/TR":
            yield " | ".join(cell.words().strip("\n") for cell in node.children if cell.kind in ("/TD", "/TH"))
        elif node.kind == "/LI":
            label = "".join(child.words() for child in node.children if child.kind == "/Lbl").strip("\n")
            lines = list(_lines([child for child in node.children if child.kind != "/Lbl"])) or [""]
            yield from (numbered("" if label == "•" else label, lines[0]), *lines[1:])
        elif node.kind not in ("/TOC", "/Figure"):  # what a chart shows is said in words beside it
            yield from _lines(node.children)


def structure(pdf: bytes) -> Node:
    """The structure tree of a tagged PDF with the text of each element."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    pages = {page.indirect_reference.idnum: _marked_texts(reader, page) for page in reader.pages}
    tree = reader.trailer["/Root"]["/StructTreeRoot"]

    def read(entry: Any, page: int | None) -> Node | None:
        if isinstance(entry, int):
            return Node("text", text=pages[page].get(int(entry), ""))
        own = entry.get_object()
        if isinstance(own, int):
            return Node("text", text=pages[page].get(int(own), ""))
        page = own.raw_get("/Pg").idnum if "/Pg" in own else page
        if own.get("/Type") == "/MCR":
            return Node("text", text=pages[page].get(int(own["/MCID"]), ""))
        if own.get("/Type") == "/OBJR":
            return None
        children = own.get("/K", [])
        children = children if isinstance(children, list) else [children]
        read_children = [read(child, page) for child in children]
        return Node(str(own.get("/S", "root")), [child for child in read_children if child is not None])

    top = tree["/K"]
    nodes = [read(entry, None) for entry in (top if isinstance(top, list) else [top])]
    return Node("root", [node for node in nodes if node is not None])


def _marked_texts(reader: pypdf.PdfReader, page: pypdf.PageObject) -> dict[int, str]:
    """The text of each marked content of a page by its number; artifacts have none."""
    fonts = {name: _unicode_map(font) for name, font in page["/Resources"].get("/Font", {}).items()}
    texts: dict[int, str] = {}
    marks: list[int | None] = []
    decode: dict[bytes, str] = {}
    height = 0.0
    last: tuple[int, float] | None = None
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"cm":
            height = float(operands[5])
        elif operator in (b"BDC", b"BMC"):
            properties = operands[1] if operator == b"BDC" else {}
            properties = properties if isinstance(properties, dict) else {}
            mark = _current(marks)
            if "/ActualText" in properties and mark is not None:
                texts[mark] = texts.get(mark, "") + str(properties["/ActualText"])
                mark = None  # what is drawn inside stands for this text
            elif "/MCID" in properties:
                mark = int(properties["/MCID"])
            marks.append(None if operands[0] == "/Artifact" else mark)
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            decode = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            mark = _current(marks)
            if mark is None:
                continue
            pieces = operands[0] if operator == b"TJ" else [operands[0]]
            text = "".join(_decoded(piece, decode) for piece in pieces if not isinstance(piece, (int, float)))
            if last is not None and abs(last[1] - height) > 3:
                text = "\n" + text
            texts[mark] = texts.get(mark, "") + text
            last = (mark, height)
    return texts


def _current(marks: list[int | None]) -> int | None:
    return marks[-1] if marks else None


def _decoded(piece: Any, decode: dict[bytes, str]) -> str:
    raw = piece.original_bytes
    return "".join(decode.get(raw[i : i + 2], "\N{REPLACEMENT CHARACTER}") for i in range(0, len(raw), 2))


def _unicode_map(font: Any) -> dict[bytes, str]:
    """The characters of a font's two-byte codes, by its ToUnicode table."""
    table = font["/ToUnicode"].get_data().decode("latin-1")
    result: dict[bytes, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, target in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            result[bytes.fromhex(code)] = bytes.fromhex(target).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, target in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            begin = bytes.fromhex(target).decode("utf-16-be")
            for offset in range(int(last, 16) - int(first, 16) + 1):
                code = (int(first, 16) + offset).to_bytes(2, "big")
                result[code] = begin[:-1] + chr(ord(begin[-1]) + offset)
    return result
