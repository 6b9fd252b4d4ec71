"""The table of contents: a TOC field whose entries are written out, because WPS shows an empty field as nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contracts_kit.assembly.tree import Article, Block, Document, Part, Section, inline_text
from contracts_kit.records import dataclass
from contracts_kit.writers.docx.fields import FIELD_END, field, field_begin
from contracts_kit.writers.docx.paragraphs import paragraph
from contracts_kit.writers.docx.writing import Writing
from contracts_kit.writers.docx.xml_text import run_content
from contracts_kit.writers.text import numbered

TITLE = {"zh": "目录", "en": "Contents"}
_INSTRUCTIONS = {
    "articles": 'TOC \\o "1-2" \\h \\z \\u',
    "sections": 'TOC \\o "1-1" \\h \\z \\t "Contract Subsection,2,Annex Title,1"',
}
"""What the field lists when Word updates it; the same as the entries written here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents. `level` counts from 1."""

    level: int
    number: str
    title: str
    anchor: str


def entries(document: Document) -> list[Entry]:
    """Sections and annexes (level 1), sections inside sections and articles (level 2) in order."""
    found: list[Entry] = []
    if document.contents == "none":
        return found
    articles = document.contents == "articles"
    _collect(document.blocks, articles, found)
    for part in document.parts:
        found.append(Entry(1, part.number, part.title, part.anchor))
        _collect(part.blocks, articles, found)
    return found


def _collect(blocks: Iterable[Block], articles: bool, found: list[Entry]) -> None:
    for block in blocks:
        if isinstance(block, Section):
            found.append(Entry(min(block.level, 2), block.number, block.title, block.anchor))
            _collect(block.blocks, articles, found)
        elif isinstance(block, Article) and articles:
            found.append(Entry(2, block.number, inline_text(block.title), block.anchor))


def write_contents(writing: Writing, lines: list[Entry], pages: Mapping[str, int]) -> str:
    """The title and the field with its entries, in the building block that Word offers to update."""
    if not lines:
        return ""
    language = writing.document.language
    title = paragraph(writing.style("contents_title"), f"<w:r>{run_content(TITLE[language])}</w:r>")
    written: list[str] = []
    for position, line in enumerate(lines):
        words = numbered(line.number, line.title)
        page = field(f"PAGEREF {line.anchor} \\h", str(pages.get(line.anchor, 1)))
        link = (
            f'<w:hyperlink w:anchor="{line.anchor}" w:history="1"><w:r>{run_content(words)}</w:r><w:r><w:tab/></w:r>'
            f"{page}</w:hyperlink>"
        )
        begin = field_begin(_INSTRUCTIONS[writing.document.contents]) if position == 0 else ""
        end = FIELD_END if position == len(lines) - 1 else ""
        written.append(paragraph(writing.style(f"contents_{line.level}"), f"{begin}{link}{end}"))
    block = (
        f'<w:id w:val="{writing.next_control()}"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj>"
    )
    return f"<w:sdt><w:sdtPr>{block}</w:sdtPr><w:sdtContent>{title}{''.join(written)}</w:sdtContent></w:sdt>"


def first_of(document: Document) -> Block | Part | None:
    """The block that begins a page after the table of contents."""
    blocks: tuple[Block | Part, ...] = (*document.blocks, *document.parts)
    return blocks[0] if blocks else None
