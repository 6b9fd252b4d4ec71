"""The words of a Word file as Word shows them, one line a paragraph or table row: numbers are computed from its lists.

`word_lines` follows Word's counting: lists of one definition count on, a `w:num` with a start of its own begins anew at
its first paragraph, and a level begins anew after a paragraph of a level above it. Fields give their cached results; a
reference to a number can be checked against the number computed (`references`). The table of contents is left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from contracts_kit.assembly.numbering import letter
from contracts_kit.values.number_words import chinese_number, circled, roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COUNTERS = {
    "decimal": str,
    "chineseCountingThousand": chinese_number,
    "decimalEnclosedCircleChinese": lambda n: circled(n) if n <= 20 else str(n),
    "decimalEnclosedCircle": lambda n: circled(n) if n <= 20 else str(n),
    "lowerLetter": letter,
    "upperLetter": lambda n: letter(n).upper(),
    "lowerRoman": lambda n: roman(n).lower(),
    "upperRoman": roman,
    "bullet": lambda n: "",
}
FOLLOWS = {"tab": " ", "space": " ", "nothing": ""}


@dataclass
class Level:
    start: int
    number_format: str
    text: str
    follow: str


@dataclass
class Lists:
    """The lists of numbering.xml, counting."""

    levels: dict[str, dict[int, Level]]
    nums: dict[str, tuple[str, dict[int, int]]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def number(self, num: str, depth: int) -> tuple[str, str]:
        """The next number of a list at a depth, and what follows it."""
        abstract, starts = self.nums[num]
        levels, counts = self.levels[abstract], self.counts.setdefault(abstract, {})
        if depth in starts and (num, depth) not in self.begun:
            counts[depth] = starts[depth]
        else:
            counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        self.begun.add((num, depth))
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        level = levels[depth]
        if level.number_format == "bullet":
            return "", ""

        def counted(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            return COUNTERS[levels[at].number_format](counts.get(at, levels[at].start))

        return re.sub(r"%(\d)", counted, level.text), FOLLOWS[level.follow]


@dataclass
class WordWords:
    """The lines of a document, the computed number at each bookmark, and each reference's bookmark with its result."""

    lines: list[str] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    references: list[tuple[str, str]] = field(default_factory=list)


def word_lines(docx: bytes) -> list[str]:
    """The lines of a document; none is empty."""
    return word_words(docx).lines


def word_words(docx: bytes) -> WordWords:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
        numbering = ElementTree.fromstring(package.read("word/numbering.xml"))
    lists, words = _lists(numbering), WordWords()
    body = document.find(f"{W}body")
    assert body is not None
    words.lines = [line for line in _blocks(body, lists, words) if line.strip()]
    return words


def _lists(numbering: ElementTree.Element) -> Lists:
    levels = {
        abstract.get(f"{W}abstractNumId", ""): {
            int(level.get(f"{W}ilvl", "0")): Level(
                int(_value(level, "start") or 1),
                _value(level, "numFmt"),
                _value(level, "lvlText"),
                _value(level, "suff") or "tab",
            )
            for level in abstract.findall(f"{W}lvl")
        }
        for abstract in numbering.findall(f"{W}abstractNum")
    }
    nums = {
        num.get(f"{W}numId", ""): (
            _value(num, "abstractNumId"),
            {int(o.get(f"{W}ilvl", "0")): int(_value(o, "startOverride")) for o in num.findall(f"{W}lvlOverride")},
        )
        for num in numbering.findall(f"{W}num")
    }
    return Lists(levels, nums)


def _value(element: ElementTree.Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _blocks(parent: ElementTree.Element, lists: Lists, words: WordWords) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{W}p":
            yield _paragraph(child, lists, words)
        elif child.tag == f"{W}tbl":
            for row in child.findall(f"{W}tr"):
                cells = [cell for cell in row.findall(f"{W}tc") if not _is_covered(cell)]
                yield " | ".join("\n".join(_blocks(cell, lists, words)) for cell in cells)
        elif child.tag == f"{W}sdt" and child.find(f"{W}sdtPr/{W}docPartObj") is None:
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from _blocks(content, lists, words)


def _is_covered(cell: ElementTree.Element) -> bool:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val") != "restart"


def _paragraph(paragraph: ElementTree.Element, lists: Lists, words: WordWords) -> str:
    number, follow = "", ""
    listed = paragraph.find(f"{W}pPr/{W}numPr")
    if listed is not None:
        number, follow = lists.number(_value(listed, "numId"), int(_value(listed, "ilvl")))
    for bookmark in paragraph.iter(f"{W}bookmarkStart"):
        words.numbers[bookmark.get(f"{W}name", "")] = number
    text = "".join(_inline(paragraph, words))
    return f"{number}{follow}{text}" if number else text


def _inline(paragraph: ElementTree.Element, words: WordWords) -> Iterator[str]:
    instruction, result, in_result = "", "", False
    for element in paragraph.iter():
        text = ""
        if element.tag == f"{W}t":
            text = element.text or ""
        elif (
            element.tag in (f"{W}br", f"{W}tab") and element.get(f"{W}type") is None and element.get(f"{W}val") is None
        ):
            text = " "
        elif element.tag == f"{W}instrText":
            instruction += element.text or ""
        elif element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                instruction, result = "", ""
            elif kind == "end" and instruction.split()[:1] == ["REF"]:
                words.references.append((instruction.split()[1], result))
            in_result = kind == "separate"
        if text:
            result += text if in_result else ""
            yield text
