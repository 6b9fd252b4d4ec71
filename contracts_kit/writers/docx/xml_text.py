"""Text as XML: escaped, with line breaks and tabs as Word has them, and refused where XML cannot hold it."""

from __future__ import annotations

import re

from contracts_kit.errors import refuse
from contracts_kit.findings import Place

_SPECIAL = re.compile(r"[&<>\r\n\t]")
_BREAK = re.compile(r"\r\n|\r|\n|\t")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RUN_ELEMENT = {"\t": "<w:tab/>"}

TEXT = '<w:t xml:space="preserve">'


def illegal_character(text: str) -> str | None:
    """The first character that no XML file can hold, as `U+000B`; None where there is none."""
    found = _ILLEGAL.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def refuse_illegal(text: str, place: Place, name: str) -> None:
    """Refuse text with a character that no XML file can hold. `name` says whose text it is.

    Raises InputError: `character_not_in_xml`.
    """
    character = illegal_character(text)
    if character is not None:
        raise refuse("character_not_in_xml", place, name=name, found=character)


def escape(text: str) -> str:
    """Text for the content of an element."""
    if _SPECIAL.search(text) is None:
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Text for an attribute's value: on one line, with quotes escaped."""
    return escape(" ".join(text.split()) if _SPECIAL.search(text) else text).replace('"', "&quot;")


def run_content(text: str) -> str:
    """What a run holds for a text: `w:t`, with `w:br` for each line break and `w:tab` for each tab."""
    if _SPECIAL.search(text) is None:
        return f"{TEXT}{text}</w:t>"
    if _BREAK.search(text) is None:
        return f"{TEXT}{escape(text)}</w:t>"
    written: list[str] = []
    start = 0
    for found in _BREAK.finditer(text):
        if found.start() > start:
            written.append(f"{TEXT}{escape(text[start : found.start()])}</w:t>")
        written.append(_RUN_ELEMENT.get(found.group(), "<w:br/>"))
        start = found.end()
    if start < len(text):
        written.append(f"{TEXT}{escape(text[start:])}</w:t>")
    return "".join(written)
