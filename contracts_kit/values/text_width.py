"""How wide a text is in columns of a terminal, or in Latin characters of a page."""

from __future__ import annotations

import unicodedata


def text_width(text: str) -> int:
    """The columns that a text takes; a wide (Chinese) character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, width: int) -> str:
    """The text with blanks behind it, up to `width` columns."""
    return text + " " * max(0, width - text_width(text))
