"""Native numbering: articles, sections, annexes and items count by themselves in Word.

Articles, sections and annexes are lists of one level each, because LibreOffice ignores `lvlRestart=0` and would restart
the articles in every section. Items are one multilevel list; every list of the tree gets a `w:num` of its own that
restarts at its first number, and a list inside an item continues its parent's `w:num`, as a person's would. Where an
item's number holds its article's (3.2), articles are the outermost level of the items' list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from contracts_kit.assembly.tree import Article, ItemList, Part, Section
from contracts_kit.writers.docx.number_formats import LevelFormat, SchemeFormats

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ARTICLES, _ITEMS, _BULLETS, _ANNEXES, _FIRST_SECTIONS = range(5)
SECTION_LEVELS = 3


class NumberingCounts(NamedTuple):
    """Where the lists stand: how many there are, which run on with which last number, the list of bullets."""

    lists: int
    running: tuple[tuple[int, tuple[int, int]], ...]
    bullets: int | None


@dataclass(slots=True)
class Numbering:
    """The numbering of one document while it is written: which `w:num` each heading and item takes.

    `first_abstract` and `first_num` are the first ids that are free in the template.
    """

    formats: SchemeFormats
    first_abstract: int
    first_num: int
    _nums: list[str] = field(default_factory=list)
    _running: dict[int, tuple[int, int]] = field(default_factory=dict)
    _bullets: int | None = None

    def heading(self, node: Article | Section | Part) -> int | None:
        """The num of a heading; None where it has no number. An ordinal that does not follow on begins a list anew."""
        if not node.number:
            return None
        kind = self._kind(node)
        num, last = self._running.get(kind, (0, 0))
        if num == 0 or node.ordinal != last + 1:
            num = self._new(kind, 0, node.ordinal)
        self._running[kind] = (num, node.ordinal)
        return num

    def _kind(self, node: Article | Section | Part) -> int:
        if isinstance(node, Section):
            return _FIRST_SECTIONS + min(node.level, SECTION_LEVELS) - 1
        if isinstance(node, Part):
            return _ANNEXES
        return _ITEMS if self.formats.joined else _ARTICLES

    def items(self, node: ItemList, parent: int | None) -> int:
        """The num of a list. `parent` is that of the item around it where this is that item's first list, else None."""
        if node.bulleted:
            if self._bullets is None:
                self._bullets = self._new(_BULLETS)
            return self._bullets
        if parent is not None and node.first == 1:
            return parent
        if self.formats.joined and _ITEMS in self._running:
            return self._running[_ITEMS][0]
        return self._new(_ITEMS, self.formats.depth(node.level), node.first)

    def counts(self) -> NumberingCounts:
        """Where the lists stand now."""
        return NumberingCounts(len(self._nums), tuple(self._running.items()), self._bullets)

    def nums_from(self, counts: NumberingCounts) -> tuple[str, ...]:
        """The lists that were begun since."""
        return tuple(self._nums[counts.lists :])

    def move_to(self, counts: NumberingCounts, nums: Sequence[str]) -> None:
        """Go on from there, `nums` being the lists that were begun on the way."""
        self._nums += nums
        self._running, self._bullets = dict(counts.running), counts.bullets

    def _new(self, kind: int, depth: int | None = None, start: int = 1) -> int:
        num = self.first_num + len(self._nums)
        override = (
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            if depth is not None
            else ""
        )
        abstract = self.first_abstract + kind
        self._nums.append(f'<w:num w:numId="{num}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
        return num

    def xml(self, head: str, template_nums: str) -> str:
        """`word/numbering.xml` whole: `head` is the template's root and its definitions, `template_nums` its lists.

        Every definition stands before the first list.
        """
        formats = self.formats
        definitions: list[Sequence[LevelFormat]] = [
            (formats.article,),
            (formats.article, *formats.items) if formats.joined else formats.items,
            formats.bullets(),
            (formats.annex,),
            *((section,) for section in formats.sections(SECTION_LEVELS)),
        ]
        written = "".join(_definition(self.first_abstract + kind, levels) for kind, levels in enumerate(definitions))
        return f"{head}{written}{template_nums}{''.join(self._nums)}</w:numbering>"


def _definition(number: int, levels: Sequence[LevelFormat]) -> str:
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    written = "".join(level.xml(depth) for depth, level in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{written}</w:abstractNum>'


EMPTY_HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering xmlns:w="{_W}">'
"""The beginning of the part for a template that has no lists."""
