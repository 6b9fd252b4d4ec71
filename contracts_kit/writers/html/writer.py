"""A document tree as one self-contained HTML page: readable on a phone, printable, without script or other files.

Every article has an anchor, every value shows its parameter on hover and on focus. Numbers are text, as in every other
writer: what stands inside `<main>`, its `<nav>` aside, is the words of the document and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from contracts_kit.assembly.tree import (
    OPEN_BOX,
    Article,
    Blank,
    Block,
    Cell,
    Chart,
    Document,
    Example,
    Form,
    Inline,
    ItemList,
    LineBreak,
    Paragraph,
    Part,
    Reference,
    Section,
    SignatureBlock,
    Table,
    Text,
    TickBox,
    Value,
    inline_text,
)
from contracts_kit.writers.html.figures import write_figure
from contracts_kit.writers.printable import check_printable, hidden_characters
from contracts_kit.writers.text import gap_after, numbered

LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en-GB"}
WORDS = {
    "zh": {"contents": "目录", "skip": "跳到正文", "link": "本条链接", "named": "{label}（{name}）"},
    "en": {"contents": "Contents", "skip": "Skip to the text", "link": "link to this", "named": "{label} ({name})"},
}
PAGE_WORDS = {"zh": ("第 ", " 页 共 ", " 页"), "en": ("Page ", " of ", "")}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_html(document: Document) -> bytes:
    """The document as a page of HTML in UTF-8 that is also well-formed XML. The same document gives the same bytes.

    Raises:
        InputError: a control or a mark that turns the reading direction stands in the document.
    """
    check_printable(document, hidden_characters)
    return "".join(_Page(document).parts()).encode()


class _Page:
    """Writes one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._charts = 0
        self._words = WORDS[document.language]
        self._colon = "：" if document.language == "zh" else ": "

    def parts(self) -> Iterator[str]:
        """The page, piece by piece."""
        document = self._document
        draft = f' data-draft="{escape(document.draft)}"' if document.draft else ""
        yield f'<!DOCTYPE html>\n<html lang="{LANGUAGE_TAGS[document.language]}"{draft}>\n<head>\n'
        yield f'<meta charset="utf-8"/>\n<meta http-equiv="Content-Security-Policy" content="{POLICY}"/>\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        yield '<meta name="referrer" content="no-referrer"/>\n'
        yield f"<title>{escape(_title(document))}</title>\n"
        yield f"<style>\n{_style_sheet()}{self._page_style()}</style>\n</head>\n"
        yield f'<body>\n<a class="skip" href="#text">{self._words["skip"]}</a>\n'
        yield f'<header class="running"><span>{escape(document.header)}</span>'
        yield f'<strong class="mark">{escape(document.draft)}</strong>' if document.draft else ""
        yield f'</header>\n<main id="text">\n<h1>{escape(document.title)}</h1>\n'
        yield f'<p class="subtitle">{escape(document.subtitle)}</p>\n' if document.subtitle else ""
        if document.front:
            yield from ('<div class="front">\n', *self._blocks(document.front, 2), "</div>\n")
        if document.contents != "none":
            yield from self._contents()
        yield from self._blocks(document.blocks, 2)
        for part in document.parts:
            yield f'<section class="part" id="{escape(part.anchor)}">\n'
            yield self._heading("part", 2, part.number, (Text(part.title),), part.anchor)
            yield from ('<div class="blocks">\n', *self._blocks(part.blocks, 3), "</div>\n</section>\n")
        yield "</main>\n</body>\n</html>\n"

    def _page_style(self) -> str:
        """Header and page number of the printed page, for browsers that know margin boxes."""
        before, between, after = (_css_text(word) for word in PAGE_WORDS[self._document.language])
        head = _css_text(self._document.header)
        return (
            f"@page {{ @top-left {{ content: {head}; font-size: 9pt; color: #444444; }} @bottom-center {{ "
            f"content: {before} counter(page) {between} counter(pages) {after}; font-size: 9pt; color: #444444; }} }}\n"
        )

    # --- contents ----------------------------------------------------------------------------------------------------

    def _contents(self) -> Iterator[str]:
        """The table of contents: sections with their articles, and annexes. Nothing where there is neither."""
        entries = [*self._entries(self._document.blocks), *self._entries(self._document.parts)]
        if entries:
            yield f'<nav class="contents" aria-label="{self._words["contents"]}">'
            yield f'<details open="open"><summary>{self._words["contents"]}</summary>\n<ol>\n'
            yield from (*entries, "</ol></details></nav>\n")

    def _entries(self, blocks: Iterable[Block | Part]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Article | Section | Part):
                title = inline_text(block.title) if isinstance(block, Article) else block.title
                inner = "".join(self._entries(block.blocks)) if isinstance(block, Section) else ""
                nested = f"\n<ol>\n{inner}</ol>" if inner else ""
                words = numbered(block.number, title)
                yield f'<li><a href="#{escape(block.anchor)}">{escape(words)}</a>{nested}</li>\n'

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Block], level: int) -> Iterator[str]:
        """Some blocks; headings among them have `level`."""
        for block in blocks:
            match block:
                case Paragraph():
                    yield f'<p class="{block.role}">{self._line(block.inlines)}</p>\n'
                case ItemList():
                    yield from self._list(block)
                case Table():
                    yield from self._table(block)
                case SignatureBlock():
                    yield from self._signature(block)
                case Chart():
                    self._charts += 1
                    yield from write_figure(block, f"chart-{self._charts}", self._document.language)
                case Section():
                    yield from self._headed("section", block, level, block.number, (Text(block.title),))
                case Article():
                    yield from self._headed("article", block, level, block.number, block.title)
                case Form():
                    yield from self._headed("form", block, level, "", (Text(block.title),))
                case Example():
                    yield from self._headed("example", block, level, "", block.title)

    def _headed(
        self, kind: str, block: Section | Article | Form | Example, level: int, number: str, title: Sequence[Inline]
    ) -> Iterator[str]:
        """A block with a heading of its own, linkable by its anchor."""
        element = "article" if kind == "article" else "section"
        origin = block.origin if isinstance(block, Article) else None
        source = f' data-clause="{escape(origin.clause)}" data-version="{origin.version}"' if origin else ""
        anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
        yield f'<{element} class="{kind}"{anchor}{source}>\n'
        yield self._heading(kind, level, number, title, block.anchor)
        yield from ('<div class="blocks">\n', *self._blocks(block.blocks, level + 1), f"</div>\n</{element}>\n")

    def _heading(self, kind: str, level: int, number: str, title: Sequence[Inline], anchor: str | None) -> str:
        tag = f"h{min(level, 6)}"
        link = ""
        if anchor:
            label = f"{number or inline_text(tuple(title))}{self._colon}{self._words['link']}"
            link = f'<a class="pilcrow" href="#{escape(anchor)}" aria-label="{escape(label)}"></a>'
        gap = gap_after(number) if title else ""
        before = f'<span class="number">{escape(number)}</span>{gap}' if number else ""
        return f'<{tag} class="{kind} head">{link}{before}{self._line(title)}</{tag}>\n'

    def _list(self, block: ItemList) -> Iterator[str]:
        element = "ul" if block.bulleted else "ol"
        yield f'<{element} class="items level-{block.level}" role="list">\n'
        for item in block.items:
            anchor = f' id="{escape(item.anchor)}"' if item.anchor else ""
            number = f'<span class="number">{escape(item.number)}</span>' if item.number else ""
            yield f"<li{anchor}>{number}<div>\n"
            yield from self._blocks(item.blocks, 6)
            yield "</div></li>\n"
        yield f"</{element}>\n"

    def _table(self, block: Table) -> Iterator[str]:
        yield '<div class="scroll"><table>\n'
        if block.caption:
            yield f"<caption>{self._line(block.caption)}</caption>\n"
        total = sum(block.widths) or 1
        yield (
            "<colgroup>"
            + "".join(f'<col style="width:{100 * w / total:.4g}%"/>' for w in block.widths)
            + "</colgroup>\n"
        )
        head, body = block.rows[: block.header_rows], block.rows[block.header_rows :]
        for element, rows in (("thead", head), ("tbody", body)):
            if rows:
                yield f"<{element}>\n"
                for row in rows:
                    yield "<tr>" + "".join(self._cell(cell, element == "thead") for cell in row) + "</tr>\n"
                yield f"</{element}>\n"
        yield "</table></div>\n"

    def _cell(self, cell: Cell, in_head: bool) -> str:
        tag = "th" if cell.header or in_head else "td"
        scope = f' scope="{"col" if in_head else "row"}"' if tag == "th" else ""
        look = f' class="{cell.align}"' if cell.align != "left" else ""
        spans = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (
            f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        )
        return f"<{tag}{scope}{look}{spans}>{self._line(cell.inlines)}</{tag}>"

    def _signature(self, block: SignatureBlock) -> Iterator[str]:
        yield '<section class="signature">\n'
        for column in block.columns:
            lines = "".join(f"<p>{self._line(line)}</p>\n" for line in column.lines)
            yield f'<div data-role="{escape(column.role)}">\n{lines}</div>\n'
        yield "</section>\n"

    # --- what stands in a line ---------------------------------------------------------------------------------------

    def _line(self, inlines: Sequence[Inline]) -> str:
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text():
                return _weighted(_said(inline.text), inline.strong, inline.emphasis)
            case Value():
                said = _weighted(_said(inline.text), inline.strong, inline.emphasis)
                return f'<span class="value"{self._parameter(inline.parameter, inline.field)}>{said}</span>'
            case Blank():
                marks = self._parameter(inline.parameter, inline.field) if inline.parameter else ""
                look = "blank choices" if OPEN_BOX in inline.text else "blank"
                return f'<span class="{look}"{marks}>{escape(inline.text)}</span>'
            case Reference():
                return _weighted(f'<a href="#{escape(inline.anchor)}">{escape(inline.text)}</a>', inline.strong, False)
            case TickBox():
                return f'<span class="tick">{inline.text}</span>'
            case LineBreak():
                return "<br/>"

    def _parameter(self, parameter: str, field: str | None) -> str:
        """The attributes that say which parameter a value is: for the mouse, the keyboard and programs."""
        name = f"{parameter}.{field}" if field else parameter
        label = self._document.labels.get(name) or self._document.labels.get(parameter)
        shown = self._words["named"].format(label=label, name=name) if label else name
        return f' data-parameter="{escape(name)}" title="{escape(shown)}" tabindex="0"'


def _title(document: Document) -> str:
    """The title of the window: the document's title and number."""
    return " ".join(word for word in (document.title, document.number) if word)


def _said(text: str) -> str:
    """Text as HTML; a line feed in a value is a line break."""
    return escape(text).replace("\n", "<br/>")


def _weighted(html: str, strong: bool, emphasis: bool) -> str:
    if emphasis:
        html = f"<em>{html}</em>"
    return f"<strong>{html}</strong>" if strong else html


def _css_text(text: str) -> str:
    """A text as a CSS string in which every character but letters and digits is an escape: it cannot end the string."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'


@lru_cache(maxsize=1)
def _style_sheet() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")
