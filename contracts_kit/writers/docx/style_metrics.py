"""What a template's styles say about heights and widths, read once from its `word/styles.xml`. Lengths are in twips."""

from __future__ import annotations

import re
from collections.abc import Mapping

from contracts_kit.records import dataclass

_SPACING = re.compile(r"<w:spacing ([^>]*)/>")
_SIZE = re.compile(r'<w:sz w:val="(\d+)"')
_FIRST_LINE = re.compile(r'<w:ind [^>]*w:firstLine="(\d+)"')
_BASED_ON = re.compile(r'<w:basedOn w:val="([^"]*)"')
_ATTRIBUTE = re.compile(r'w:(before|after|line|lineRule)="([^"]*)"')
_PAGE_SIZE = re.compile(r"<w:pgSz ([^>]*)/>")
_PAGE_MARGINS = re.compile(r"<w:pgMar ([^>]*)/>")
_NUMBER = re.compile(r'w:(w|h|top|bottom|left|right|gutter)="(-?\d+)"')
_NATURAL = 1.3
"""Height of a line against its font size where a style does not say it."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Heights of a style: a line, the room before and after it, its first line's indent. `size` is in half points."""

    line: int
    before: int
    after: int
    first_line: int
    size: int


@dataclass(frozen=True, slots=True)
class Page:
    """Width and height of the text on a page."""

    width: int
    height: int


A4_PAGE = Page(width=9070, height=13810)
"""The page of a template that does not say its size."""


def page_of(document_xml: str) -> Page:
    """The page of the last section of a document part."""
    sizes, margins = _PAGE_SIZE.findall(document_xml), _PAGE_MARGINS.findall(document_xml)
    if not sizes or not margins:
        return A4_PAGE
    size, margin = ({name: int(n) for name, n in _NUMBER.findall(found[-1])} for found in (sizes, margins))
    try:
        width = size["w"] - margin["left"] - margin["right"] - margin.get("gutter", 0)
        height = size["h"] - abs(margin["top"]) - abs(margin["bottom"])
    except KeyError:
        return A4_PAGE
    return Page(width, height) if width > 1000 and height > 1000 else A4_PAGE


def metrics_of(styles: Mapping[str, str], style: str, default_size: int = 24) -> Metrics:
    """The metrics of a style id; `styles` maps ids to XML. What a style leaves out comes from what it is based on."""
    chain: list[str] = []
    current = style
    while current in styles and len(chain) < 20:
        chain.append(styles[current])
        based = _BASED_ON.search(styles[current])
        current = based.group(1) if based else ""
    spacing: dict[str, str] = {}
    size, first_line = default_size, 0
    for xml in reversed(chain):
        found = _SPACING.search(xml)
        spacing.update(_ATTRIBUTE.findall(found.group(1)) if found else ())
        size = int(match.group(1)) if (match := _SIZE.search(xml)) else size
        first_line = int(match.group(1)) if (match := _FIRST_LINE.search(xml)) else first_line
    natural = int(size * 10 * _NATURAL)
    line = int(spacing.get("line", "240"))
    rule = spacing.get("lineRule", "auto")
    height = max(line, natural) if rule == "atLeast" else line if rule == "exact" else natural * line // 240
    return Metrics(height, int(spacing.get("before", "0")), int(spacing.get("after", "0")), first_line, size)
