"""Text as XML: escaped, with line breaks and tabs as Word has them, and refused where XML cannot hold it."""

from __future__ import annotations

import re

_NEVER_IN_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
# One search finds what needs care: most texts need none.
_SPECIAL = re.compile(f"[&<>\r\n\t{_NEVER_IN_XML}]")
_BREAK = re.compile(r"\r\n|\r|\n|\t")
_ILLEGAL = re.compile(f"[{_NEVER_IN_XML}]")
_RUN_ELEMENT = {"\t": "<w:tab/>"}

TEXT = '<w:t xml:space="preserve">'


def illegal_character(text: str) -> str | None:
    """The first character that no XML file can hold, as `U+000B`; None where there is none."""
    found = _ILLEGAL.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


class IllegalCharacter(ValueError):
    """A text with a character that no XML file can hold; the writer looks up whose text it is."""


def escape(text: str) -> str:
    """Text for the content of an element. Raises IllegalCharacter."""
    if _SPECIAL.search(text) is None:
        return text
    if _ILLEGAL.search(text) is not None:
        raise IllegalCharacter(illegal_character(text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Text for an attribute's value: on one line, with quotes escaped. Raises IllegalCharacter."""
    escaped = escape(text)
    return (escaped if _BREAK.search(escaped) is None else _BREAK.sub(" ", escaped)).replace('"', "&quot;")


def run_content(text: str) -> str:
    """What a run holds for a text: `w:t`, with `w:br` for each line break and `w:tab` for each tab.

    Raises IllegalCharacter.
    """
    if _SPECIAL.search(text) is None:
        return f"{TEXT}{text}</w:t>"
    escaped = escape(text)
    if _BREAK.search(escaped) is None:
        return f"{TEXT}{escaped}</w:t>"
    written: list[str] = []
    start = 0
    for found in _BREAK.finditer(escaped):
        if found.start() > start:
            written.append(f"{TEXT}{escaped[start : found.start()]}</w:t>")
        written.append(_RUN_ELEMENT.get(found.group(), "<w:br/>"))
        start = found.end()
    if start < len(escaped):
        written.append(f"{TEXT}{escaped[start:]}</w:t>")
    return "".join(written)
