"""Texts as they may stand in a contract: normalised, bounded, and without characters that no reader can see."""

from __future__ import annotations

import re
import unicodedata

from contracts_kit.errors import refuse
from contracts_kit.findings import Place

MAX_TEXT = 4_000
_JOINERS = "\u200c\u200d"  # Persian and Indic names need them
_LINE_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*")
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def clean_text(text: str, place: Place | None = None, *, longest: int = MAX_TEXT) -> str:
    """The text in Unicode's composed form (NFC), on one line, without blanks at its ends.

    A line break between Chinese characters joins with nothing, elsewhere with a blank, as in the wording of clauses.
    Raises InputError `text_too_long`; `forbidden_character` for controls, invisible format characters (a byte order
    mark, characters that turn the direction of writing), private-use and unassigned characters and halves of
    surrogate pairs.
    """
    if len(text) > longest:
        raise refuse("text_too_long", place, found=len(text), allowed=longest)
    text = text.strip()
    if "\n" in text or "\r" in text or "\t" in text:
        text = _LINE_BREAK.sub(_joint, text).replace("\t", " ")
    if text.isprintable():  # nothing forbidden is: said in one step for most texts
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    position = forbidden_position(text)
    if position is not None:
        raise refuse("forbidden_character", place, found=f"U+{ord(text[position]):04X}", position=position + 1)
    return unicodedata.normalize("NFC", text)


def forbidden_position(text: str) -> int | None:
    """The index of the first character that may not stand in a contract; None where all may."""
    for index, character in enumerate(text):
        if character not in _JOINERS and unicodedata.category(character) in _FORBIDDEN_CATEGORIES:
            return index
    return None


def _joint(match: re.Match[str]) -> str:
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return "" if _is_wide(before) and _is_wide(after) else " "


def _is_wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"
