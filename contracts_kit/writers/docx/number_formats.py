"""How Word counts: the schemes of `assembly.numbering` as levels of Word's lists, with their indents."""

from __future__ import annotations

from functools import lru_cache

from contracts_kit.assembly.numbering import NumberStyle, scheme
from contracts_kit.records import dataclass
from contracts_kit.writers.docx.xml_text import attribute
from contracts_kit.writers.text import gap_after

LEVELS = 9
"""A list of Word has nine levels."""
CHARACTER = 240
"""Width of a character of body text (12 pt), in twentieths of a point."""

_FULL_WIDTH = ("（", "）")
# language -> where the numbers of the outermost items begin, and how far a number's text hangs beside it
_ITEM_BEGINS = {"zh": 2 * CHARACTER, "en": 0}
_ITEM_HANGS = {"zh": 420, "en": 540}
_BRACKETS_HANG = 3 * CHARACTER
_OUTER_HANGS = CHARACTER


@dataclass(frozen=True, slots=True)
class LevelFormat:
    """One level of a list: Word's number format and text (`第%1条`), what follows the number, and indents in twips."""

    number_format: str
    text: str
    follow: str = "space"
    left: int = 0
    hanging: int = 0

    def xml(self, depth: int) -> str:
        """The level at this depth (0 is outermost) of a `w:abstractNum`."""
        tab = f'<w:tabs><w:tab w:val="num" w:pos="{self.left}"/></w:tabs>' if self.follow == "tab" else ""
        indent = f'<w:pPr>{tab}<w:ind w:left="{self.left}" w:hanging="{self.hanging}"/></w:pPr>' if self.left else ""
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{self.number_format}"/>'
            f'<w:suff w:val="{self.follow}"/><w:lvlText w:val="{attribute(self.text)}"/><w:lvlJc w:val="left"/>'
            f"{indent}</w:lvl>"
        )


@dataclass(frozen=True, slots=True)
class SchemeFormats:
    """A scheme in one language as Word counts it.

    `joined`: an item's number holds its article's, so articles are the outermost level of the items' list.
    """

    section: LevelFormat
    article: LevelFormat
    annex: LevelFormat
    items: tuple[LevelFormat, ...]
    joined: bool
    subsections: tuple[LevelFormat, ...] = ()

    def sections(self, levels: int) -> tuple[LevelFormat, ...]:
        """The formats of this many levels of sections; those without a number are counted as the first."""
        return (self.section, *self.subsections, *[self.section] * levels)[:levels]

    def depth(self, level: int) -> int:
        """The level of Word's list (`w:ilvl`) at which items of a level of the tree stand."""
        return min(level, len(self.items) - 1) + int(self.joined)

    def item(self, level: int) -> LevelFormat:
        """The format of items at a level of the tree."""
        return self.items[min(level, len(self.items) - 1)]

    def bullets(self) -> tuple[LevelFormat, ...]:
        """The levels of a list without numbers: each bullet hangs where a number would."""
        return tuple(LevelFormat("bullet", "•", "tab", item.left, min(item.hanging, 420)) for item in self.items)


def _heading(style: NumberStyle) -> LevelFormat:
    follow = "space" if gap_after(style.text) else "nothing"
    return LevelFormat(style.number_format, style.level_text(0), follow)


def _items(styles: tuple[NumberStyle, ...], language: str, joined: bool) -> tuple[LevelFormat, ...]:
    left = _ITEM_BEGINS[language]
    formats: list[LevelFormat] = []
    for level in range(LEVELS - int(joined)):
        style = styles[min(level, len(styles) - 1)]
        bracketed = style.text.startswith(_FULL_WIDTH)
        hanging = _BRACKETS_HANG if bracketed else _ITEM_HANGS[language] + style.outer * _OUTER_HANGS
        left += hanging
        text = style.level_text(level + int(joined))
        formats.append(LevelFormat(style.number_format, text, "nothing" if bracketed else "tab", left, hanging))
    return tuple(formats)


@lru_cache(maxsize=64)
def scheme_formats(name: str, language: str) -> SchemeFormats:
    """A scheme of `assembly.numbering` as Word counts it. Raises InputError `unknown_numbering`."""
    found = scheme(name, language)
    joined = any(style.outer for style in found.items)
    return SchemeFormats(
        section=_heading(found.section),
        article=_heading(found.article),
        annex=_heading(found.annex),
        items=_items(found.items, language, joined),
        joined=joined,
        subsections=tuple(_heading(style) for style in found.subsections),
    )
