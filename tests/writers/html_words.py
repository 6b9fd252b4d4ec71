"""The words of our HTML pages, one line a paragraph, item or table row, as the plain text writer prints them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

LINES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "caption"}


def html_lines(page: bytes, *, after_number: str = " ", cell_separator: str = " | ", bullet: str = "•") -> list[str]:
    """The lines inside `<main>` without its `<nav>`. A `<br>` is a space."""
    root = etree.fromstring(page)
    return list(_lines(root.find("body/main"), after_number, cell_separator, bullet))


def _lines(element: etree._Element, after_number: str, cell_separator: str, bullet: str) -> Iterator[str]:
    for child in element:
        if child.tag in LINES:
            yield _words(child)
        elif child.tag == "tr":
            yield cell_separator.join(_words(cell) for cell in child)
        elif child.tag == "li":
            number = child.find("span[@class='number']")
            lines = list(_lines(child.find("div"), after_number, cell_separator, bullet))
            label = bullet if number is None else number.text
            yield from (f"{label}{after_number}{lines[0]}", *lines[1:])
        elif child.tag != "nav":
            yield from _lines(child, after_number, cell_separator, bullet)


def _words(element: etree._Element) -> str:
    text = element.text or ""
    for child in element:
        text += (" " if child.tag == "br" else _words(child)) + (child.tail or "")
    return text
