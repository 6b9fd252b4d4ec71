"""The words of our HTML pages, one line a paragraph, item or table row, as the plain text writer prints them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from lxml import etree

from contracts_kit.writers.text import numbered

LINES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "caption"}


def html_lines(page: bytes) -> list[str]:
    """The lines inside `<main>` without its `<nav>` and its charts, which are no words of the document. A `<br>` is a space."""
    return list(_lines(etree.fromstring(page).find("body/main")))


def _lines(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in LINES:
            yield _words(child)
        elif child.tag == "tr":
            yield " | ".join(_words(cell) for cell in child)
        elif child.tag == "li":
            number = child.findtext("span[@class='number']") or ""
            lines = list(_lines(child.find("div"))) or [""]
            yield from (numbered(number, lines[0]), *lines[1:])
        elif child.get("class") == "signature":
            columns = [list(_lines(column)) for column in child]
            yield from (" | ".join(row) for row in zip_longest(*columns, fillvalue=""))
        elif child.tag not in ("nav", "figure"):
            yield from _lines(child)


def _words(element: etree._Element) -> str:
    text = element.text or ""
    for child in element:
        text += (" " if child.tag == "br" else _words(child)) + (child.tail or "")
    return text
