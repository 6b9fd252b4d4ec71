"""Words as Markdown: whatever stands in a text stays text, and emphasis is written so that CommonMark sees it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from contracts_kit.assembly.tree import Inline, LineBreak, Text, Value

# Characters that may begin something anywhere in a line. CommonMark lets a backslash stand before each of them.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&|~$!]")
# A scheme, a host or an address that extended Markdown turns into a link.
_LINKS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=[wW]{3})\.|@")
# What begins a block when it stands first: a heading, a rule, a bullet, an underline, an ordered item.
_AT_START = re.compile(r"[#+=-]|:(?=-)")
_ORDERED = re.compile(r"([0-9]{1,9})([.)])")
_BLANKS = " \t"


def escaped(text: str) -> str:
    """Text in which nothing is markup, wherever in a line it stands."""
    return _LINKS.sub(lambda match: "\\" + match[0], _ANYWHERE.sub(r"\\\g<0>", text))


def escaped_start(markdown: str) -> str:
    """A line of Markdown that begins no block: its first character is escaped where it could."""
    stripped = markdown.lstrip(_BLANKS)
    if _AT_START.match(stripped):
        return "\\" + stripped
    ordered = _ORDERED.match(stripped)
    if ordered:
        return f"{ordered[1]}\\{stripped[ordered.end(1) :]}"
    return stripped


def line(inlines: Iterable[Inline], line_break: str = "\\\n") -> str:
    """A line of words as Markdown, not at the start of a block. `line_break` writes a forced break."""
    pieces = _merged(inlines)
    made: list[str] = []
    for index, (text, strong, emphasis) in enumerate(pieces):
        if text == "\n":
            made.append(line_break)
            continue
        if not (strong or emphasis) or not text.strip():
            made.append(escaped(text))
            continue
        before = pieces[index - 1] if index else None
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        made.append(_weighted(text, strong, emphasis, before, after))
    return "".join(made)


_Piece = tuple[str, bool, bool]


def _merged(inlines: Iterable[Inline]) -> list[_Piece]:
    """Neighbours of one weight joined."""
    made: list[_Piece] = []
    for inline in inlines:
        if isinstance(inline, LineBreak):
            made.append(("\n", False, False))
            continue
        strong = bool(getattr(inline, "strong", False))
        emphasis = isinstance(inline, (Text, Value)) and inline.emphasis
        if made and made[-1][0] != "\n" and made[-1][1:] == (strong, emphasis):
            made[-1] = (made[-1][0] + inline.text, strong, emphasis)
        elif inline.text:
            made.append((inline.text, strong, emphasis))
    return made


def _weighted(text: str, strong: bool, emphasis: bool, before: _Piece | None, after: _Piece | None) -> str:
    """Text with its weight: stars where CommonMark sees them as such beside their neighbours, else HTML's elements."""
    outside = before[0][-1:] if before else "", after[0][:1] if after else ""
    alone = not any(piece is not None and (piece[1] or piece[2]) for piece in (before, after))
    stars = "*" * (2 * strong + emphasis)
    if alone and _opens(outside[0], text[0]) and _opens(outside[1], text[-1]):
        return f"{stars}{escaped(text)}{stars}"
    html = escaped(text)
    if emphasis:
        html = f"<em>{html}</em>"
    return f"<strong>{html}</strong>" if strong else html


def _opens(outside: str, inside: str) -> bool:
    """Whether a run of stars between these two characters opens (or, read from behind, closes) emphasis."""
    if inside.isspace():
        return False
    return not _is_punctuation(inside) or not outside or outside.isspace() or _is_punctuation(outside)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
