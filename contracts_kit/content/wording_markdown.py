"""Parses the Markdown of a wording into skeleton blocks, by markdown-it-py with only what a contract needs.

Paragraphs, lists, tables, `**strong**`, `*emphasis*`, escapes and forced line breaks exist; nothing else does.
CommonMark decides by ASCII and Unicode punctuation whether `**` opens or closes, which loses `**（甲方）**应当`:
punctuation outside ASCII is therefore mapped to private-use characters before parsing and back afterwards. `_` is
mapped too, so that it is never emphasis. A slot is one private-use character of a plane of its own.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from contracts_kit.content.slots import (
    BLOCK_FUNCTIONS,
    BlockSlot,
    ParameterSlot,
    ReadingSlot,
    ReferenceSlot,
    SkeletonBlock,
    SkeletonBreak,
    SkeletonCell,
    SkeletonInline,
    SkeletonItem,
    SkeletonList,
    SkeletonParagraph,
    SkeletonTable,
    SkeletonText,
    TickSlot,
)
from contracts_kit.records import dataclass

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

FIRST_SLOT = 0xF0000
MAX_SLOTS = 0xFFF0
_FIRST_MAPPED = 0xE000
_ESCAPED_STAR = "\ue800"
_UNDERSCORE = "\ue801"
# What makes a wording more than plain paragraphs: emphasis, an escape, a table, a list, another white space.
_SPECIAL = re.compile(r"[*\\|\t\r\x00]")
_LIST_MARKER = re.compile(r"[-+]|[0-9]+[.)]")
_BAR = re.compile(r"(?<!\\)\|")

Slot = SkeletonInline | BlockSlot


def slot_character(index: int) -> str:
    """The character that stands for the slot of this index in the Markdown."""
    return chr(FIRST_SLOT + index)


def is_private(character: str) -> bool:
    """Whether a character is of private use, and so may not stand in a wording."""
    return unicodedata.category(character) == "Co"


def read_markdown(source: str, slots: Sequence[Slot], language: str) -> tuple[SkeletonBlock, ...]:
    """The blocks of a wording whose tags are slot characters. Never raises: what is not Markdown is text."""
    mapped, back = _map_characters(source)
    return _Blocks(slots, language, back).read(_tokens(mapped))


@dataclass(frozen=True, slots=True)
class _Line:
    """A token of the parser's, with what is looked at here."""

    type: str
    content: str = ""
    map: tuple[int, int] | None = None
    children: tuple[_Line, ...] = ()


def _tokens(mapped: str) -> list[Any]:
    """The tokens of a wording. Plain paragraphs, which most wordings and every reading are, need no parser."""
    lines = mapped.split("\n")
    if _SPECIAL.search(mapped) or any(line != line.strip() or _LIST_MARKER.match(line) for line in lines):
        return _markdown().parse(mapped)
    tokens: list[Any] = []
    children: list[_Line] = []
    for number, line in enumerate((*lines, "")):
        if line:
            children += [_Line("softbreak"), _Line("text", line)] if children else [_Line("text", line)]
        elif children:
            content = "\n".join(child.content for child in children if child.type == "text")
            first = number - content.count("\n") - 1
            tokens.append(_Line("inline", content, (first, number), tuple(children)))
            children = []
    return tokens


@functools.cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("zero", {"maxNesting": 40}).enable(["list", "table", "emphasis", "newline", "escape"])


def _map_characters(source: str) -> tuple[str, dict[str, str]]:
    """The source with punctuation outside ASCII as private-use characters, and the table that leads back."""
    back = {_ESCAPED_STAR: "*", _UNDERSCORE: "_"}
    mapping: dict[int, str] = {ord("_"): _UNDERSCORE}
    for number, character in enumerate(sorted(set(source))):
        if character > "\x7f" and unicodedata.category(character)[0] in "PS":
            mapping[ord(character)] = chr(_FIRST_MAPPED + number)
            back[chr(_FIRST_MAPPED + number)] = character
    return source.replace("\\*", _ESCAPED_STAR).replace("\\_", _UNDERSCORE).translate(mapping), back


@dataclass(frozen=True, slots=True)
class Fault:
    """What would come out wrong: a kind of finding, the line of the Markdown (from 0) and the details."""

    kind: str
    line: int
    details: Mapping[str, Any]


def faults(source: str, slots: Sequence[Slot]) -> list[Fault]:
    """What of a wording's Markdown would not come out as it was meant: stars without a partner, a table or a form
    inside a line, a table that is none, a row with too many cells or too few.
    """
    mapped, back = _map_characters(source)
    lines = mapped.split("\n")
    found: list[Fault] = []
    in_table = False
    for token in _tokens(mapped):
        if token.type in ("table_open", "table_close"):
            in_table = token.type == "table_open"
            if in_table and token.map:
                found.extend(_row_faults(lines, *token.map))
        elif token.type == "inline":
            first = token.map[0] if token.map else 0
            found.extend(_line_faults(token, first, slots, back, in_table))
    return found


def _line_faults(
    token: Any, line: int, slots: Sequence[Slot], back: Mapping[str, str], in_table: bool
) -> Iterator[Fault]:
    """The faults of one line."""

    def shown(text: str) -> str:
        return "".join("…" if ord(c) >= FIRST_SLOT else back.get(c, c) for c in text)

    blocks = [s for c in token.content if (s := _block_slot(c, slots)) is not None]
    if blocks and (len(token.content.strip()) > 1 or in_table):
        name = f"{BLOCK_FUNCTIONS[type(blocks[0])]}('{blocks[0].name}')"
        yield Fault("slot_not_alone", line, {"found": name})
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif "*" in child.content:
            at = child.content.index("*")
            yield Fault("stray_star", line, {"found": shown(child.content[max(0, at - 10) : at + 12])})
        elif child.content.startswith("|") and not in_table:
            yield Fault("table_broken", line, {"found": shown(child.content[:30])})


def _block_slot(character: str, slots: Sequence[Slot]) -> BlockSlot | None:
    index = ord(character) - FIRST_SLOT
    slot = slots[index] if 0 <= index < len(slots) else None
    return slot if isinstance(slot, BlockSlot) else None


def _row_faults(lines: list[str], start: int, end: int) -> Iterator[Fault]:
    """Rows of a table whose cells are not as many as those of its heading (the parser would pad or cut them)."""
    widths = [(n, _cells(lines[n])) for n in range(start, min(end, len(lines))) if lines[n].strip()]
    for number, width in widths[1:]:
        if width != widths[0][1]:
            yield Fault("table_row_width", number, {"found": width, "expected": widths[0][1]})


def _cells(line: str) -> int:
    """How many cells a row of a table has."""
    return len(_BAR.split(line.strip().removeprefix("|").removesuffix("|")))


class _Blocks:
    """Walks the tokens of one wording."""

    def __init__(self, slots: Sequence[Slot], language: str, back: Mapping[str, str]) -> None:
        self.slots = slots
        self.language = language
        self.back = back
        self.tokens: list[Any] = []
        self.next = 0

    def read(self, tokens: list[Any]) -> tuple[SkeletonBlock, ...]:
        self.tokens, self.next = tokens, 0
        return self.blocks(None)

    def blocks(self, end: str | None) -> tuple[SkeletonBlock, ...]:
        """The blocks up to the token `end`, which is consumed."""
        made: list[SkeletonBlock] = []
        while self.next < len(self.tokens):
            token = self.tokens[self.next]
            self.next += 1
            if token.type == end:
                break
            if token.type == "inline":
                made.extend(self.paragraph(token))
            elif token.type in ("ordered_list_open", "bullet_list_open"):
                made.append(self.item_list(token.type == "bullet_list_open"))
            elif token.type == "table_open":
                made.append(self.table())
        return tuple(made)

    def paragraph(self, token: Any) -> list[SkeletonBlock]:
        """A paragraph; a table, form or chart that stands in it is a block of its own."""
        made: list[SkeletonBlock] = []
        line: list[SkeletonInline] = []
        for inline in self.inlines(token):
            if isinstance(inline, BlockSlot):
                if line:
                    made.append(SkeletonParagraph(tuple(line)))
                made.append(inline)
                line = []
            else:
                line.append(inline)
        if line:
            made.append(SkeletonParagraph(tuple(line)))
        return made

    def item_list(self, bulleted: bool) -> SkeletonList:
        end = "bullet_list_close" if bulleted else "ordered_list_close"
        items: list[SkeletonItem] = []
        while self.next < len(self.tokens):
            token = self.tokens[self.next]
            self.next += 1
            if token.type == end:
                break
            if token.type == "list_item_open":
                items.append(SkeletonItem(self.blocks("list_item_close")))
        return SkeletonList(tuple(items), bulleted)

    def table(self) -> SkeletonTable:
        rows: list[tuple[SkeletonCell, ...]] = []
        cells: list[SkeletonCell] = []
        align: Literal["left", "centre", "right"] = "left"
        header_rows = 0
        while self.next < len(self.tokens):
            token = self.tokens[self.next]
            self.next += 1
            if token.type == "table_close":
                break
            if token.type in ("th_open", "td_open"):
                align = _align(token.attrs.get("style"))
            elif token.type == "inline":
                inlines = tuple(i for i in self.inlines(token) if not isinstance(i, BlockSlot))
                cells.append(SkeletonCell(inlines, align))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
            elif token.type == "thead_close":
                header_rows = len(rows)
        return SkeletonTable(tuple(rows), header_rows)

    def inlines(self, token: Any) -> list[Slot]:
        """The line of an inline token: characters, slots and breaks, then joined into texts."""
        units: list[_Unit] = []
        strong = emphasis = 0
        for child in token.children or ():
            if child.type in ("strong_open", "strong_close"):
                strong += child.nesting
            elif child.type in ("em_open", "em_close"):
                emphasis += child.nesting
            elif child.type == "softbreak":
                units.append(_SOFT)
            elif child.type == "hardbreak":
                units.append((SkeletonBreak(), False, False))
            else:
                for character in child.content:
                    index = ord(character) - FIRST_SLOT
                    slot = self.slots[index] if 0 <= index < len(self.slots) else None
                    unit = slot if slot is not None else self.back.get(character, character)
                    units.append((unit, strong > 0, emphasis > 0))
        return _joined(_spaced(units, self.language))


_Unit = tuple[str | Slot, bool, bool]
_SOFT: _Unit = ("\n", False, False)


def _spaced(units: list[_Unit], language: str) -> list[_Unit]:
    """The units with each line break of the source resolved, and in Chinese no space between text and a slot.

    A break joins with nothing where a neighbour is Chinese (a slot in a Chinese wording counts so), else with a
    space. Spaces around `{{ }}` in Chinese keep the source legible and are not printed.
    """
    made: list[_Unit] = []
    for position, unit in enumerate(units):
        if unit[0] not in ("\n", " "):
            made.append(unit)
            continue
        before = made[-1][0] if made else None
        after = units[position + 1][0] if position + 1 < len(units) else None
        if before is None or after is None:
            continue
        joins = _joins(before, language), _joins(after, language)
        if unit is _SOFT:
            if not any(joins):
                made.append((" ", unit[1], unit[2]))
        elif not (all(joins) and not (isinstance(before, str) and isinstance(after, str))):
            made.append(unit)
    return made


def _joins(neighbour: str | Slot, language: str) -> bool:
    """Whether text joins this neighbour without a space."""
    if isinstance(neighbour, str):
        return is_chinese(neighbour)
    return language == "zh" and not isinstance(neighbour, SkeletonBreak)


def is_chinese(character: str) -> bool:
    """Whether a character is Han, or punctuation of Chinese text."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uff00" <= character <= "\uffef"
        or character in "“”‘’—…·"
        or ("\U00020000" <= character <= "\U0003ffff")
    )


def _joined(units: list[_Unit]) -> list[Slot]:
    made: list[Slot] = []
    run: list[str] = []
    marks = (False, False)
    for unit, strong, emphasis in units:
        if run and (not isinstance(unit, str) or marks != (strong, emphasis)):
            made.append(SkeletonText("".join(run), *marks))
            run = []
        if isinstance(unit, str):
            run.append(unit)
            marks = (strong, emphasis)
        else:
            made.append(emphasised(unit, strong, emphasis))
    if run:
        made.append(SkeletonText("".join(run), *marks))
    return made


def emphasised(slot: Slot, strong: bool, emphasis: bool) -> Slot:
    """The slot as it stands inside emphasis; a reading passes it on to its own line."""
    if not (strong or emphasis):
        return slot
    if isinstance(slot, ReadingSlot):
        inlines = tuple(emphasised(i, strong, emphasis) for i in slot.inlines)
        return ReadingSlot(slot.option, slot.value, inlines)  # type: ignore[arg-type]
    if isinstance(slot, SkeletonText):
        return SkeletonText(slot.text, slot.strong or strong, slot.emphasis or emphasis)
    if isinstance(slot, ParameterSlot):
        flags = slot.strong or strong, slot.emphasis or emphasis
        return ParameterSlot(slot.name, slot.field, slot.row, slot.filter, *flags)
    if isinstance(slot, ReferenceSlot):
        return ReferenceSlot(slot.clause, slot.strong or strong, slot.emphasis or emphasis)
    assert isinstance(slot, TickSlot | SkeletonBreak | BlockSlot)
    return slot


def _align(style: Any) -> Literal["left", "centre", "right"]:
    text = str(style or "")
    return "centre" if text.endswith("center") else "right" if text.endswith("right") else "left"
