"""Lines that look like a marker and are none: each would be printed as text, or would make a list nobody meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from contracts_kit.content.subject import Subject
from contracts_kit.content.wording_markdown import is_private
from contracts_kit.findings import Finding

_TAG = re.compile(r"\{\{[^{}]*\}\}|\{%.{0,400}?%\}|\{#.{0,400}?#\}", re.DOTALL)
MAX_LOOKED_AT = 2000
_NUMERALS = "0-9０-９一二三四五六七八九十百"
_ITEM = re.compile(r"(\d+)\.(?:[ \t]+|$)")
_BULLET = re.compile(r"[-+*][ \t]+(?=\S)")
_RULE = re.compile(r"[-=*]{3,}\s*|(?:[-*_][ \t]+){2,}[-*_]\s*")

# What a line may look like, and the finding for it; the first that fits is reported.
LOOKALIKES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("line_of_underscores", re.compile(r".*?([_＿]{3,})")),
    ("marker_ideographic", re.compile(rf"([{_NUMERALS}]+、)")),
    ("marker_parenthesised", re.compile(rf"([（(](?:[{_NUMERALS}]+|[a-zA-Z]|[ivxIVX]+)[）)]|\d+[)）]|[①-⑳])")),
    ("marker_without_space", re.compile(r"([0-9０-９]+(?:\.(?=[^\s\d.])|．))")),
    ("markup_not_supported", re.compile(r"(#{1,6} .{0,20}|>|```|~~~|!\[|[•·●○▪■□☐]|<[a-zA-Z/!])")),
    ("markup_not_supported", re.compile(r".*?(\[[^\]]+\]\([^)]*\))")),
)


@dataclass(slots=True)
class _Level:
    """An open list: the column where the text of its items begins, and how many items it has."""

    content: int
    items: int = 1
    marker: int = 0


@dataclass(slots=True)
class _Lists:
    """The lists that are open above a line, outermost first."""

    levels: list[_Level] = field(default_factory=list)

    def indent(self, width: int) -> int | None:
        """Close what a line with this indent ends; the expected indent where it fits none of them, else None."""
        while self.levels and self.levels[-1].content > width and self.levels[-1].marker > width:
            self.levels.pop()
        allowed = {0, *(level.content for level in self.levels), *(level.marker for level in self.levels)}
        return None if width in allowed else (self.levels[-1].content if self.levels else 0)

    def item(self, width: int, content: int, number: int) -> bool:
        """Add an item; False where its number begins no list and continues none."""
        while self.levels and self.levels[-1].marker > width:
            self.levels.pop()
        if self.levels and self.levels[-1].marker == width:
            self.levels[-1].items += 1
            self.levels[-1].content = content
            return number in (1, self.levels[-1].items)
        self.levels.append(_Level(content, 1, width))
        return number == 1


def markers(subject: Subject) -> Iterator[Finding]:
    """Lines of a clause's wording that look like Markdown, or like a contract's numbering, and are neither."""
    for by_language in subject.clause.wordings.values():
        for wording in by_language.values():
            for line, kind, details in scan(wording.text):
                yield subject.found(kind, wording.line + line, **details)


def scan(text: str) -> Iterator[tuple[int, str, dict[str, object]]]:
    """Line (from 0), kind and details of each such line of a wording."""
    blanked = _TAG.sub(lambda m: _stand_in(m[0]), text)
    lists = _Lists()
    after_text = False
    for number, (raw, line) in enumerate(zip(text.split("\n"), blanked.split("\n"), strict=True)):
        forbidden = next((c for c in raw if is_private(c) or (c < " " and c != "\t") or c == "\x7f"), None)
        if forbidden is not None:
            yield number, "private_character", {"found": f"U+{ord(forbidden):04X}"}
        if not line.strip():
            after_text = after_text and bool(raw.strip())  # a line of tags alone leaves nothing behind
            continue
        yield from ((number, kind, details) for kind, details in _line(line, lists, after_text))
        after_text = True


def _stand_in(tag: str) -> str:
    """What takes the place of a tag: a letter for a value, nothing for the rest; lines stay lines."""
    return ("x" if tag.startswith("{{") else "") + "\n" * tag.count("\n")


def _line(line: str, lists: _Lists, after_text: bool) -> Iterator[tuple[str, dict[str, object]]]:
    text = line.lstrip(" \t")
    if text.lstrip().startswith("|"):
        width = len(line) - len(text)
        if lists.indent(width) is not None and width >= 4:
            yield "indented_code", {"found": width}
        return
    if _RULE.fullmatch(text):
        yield "underlined_heading", {"found": text.strip()[:10]}
        return
    if "\t" in line[: len(line) - len(text)]:
        yield "indent_not_nested", {"found": "Tab", "expected": 3}
        return
    width = len(line) - len(text)
    item, bullet = _ITEM.match(text), _BULLET.match(text)
    if width == 0 and not item and not bullet and not after_text:
        lists.levels.clear()
    expected = lists.indent(width)
    if expected is not None:
        code = width >= 4 and not item and not bullet and not lists.levels
        yield "indented_code" if code else "indent_not_nested", {"found": width, "expected": expected or 3}
        return
    if item and not lists.item(width, width + item.end(), int(item[1][:9])):
        yield "list_not_from_one", {"found": item[0].strip()}
        return
    if bullet:
        lists.item(width, width + bullet.end(), 1)
    marker = item or bullet
    rest = (text[marker.end() :] if marker else text)[:MAX_LOOKED_AT]
    for kind, pattern in LOOKALIKES:
        if found := pattern.match(rest):
            yield kind, {"found": found[1][:30]}
            return
