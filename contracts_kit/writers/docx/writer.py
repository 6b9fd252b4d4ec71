"""The way in: a document tree as the bytes of a Word file."""

from __future__ import annotations

from contracts_kit.assembly.tree import Document
from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.writers.docx.body import write_front, write_part, write_pieces
from contracts_kit.writers.docx.bookmarks import Bookmarks
from contracts_kit.writers.docx.contents import entries, first_of, write_contents
from contracts_kit.writers.docx.custom_xml import contract_xml
from contracts_kit.writers.docx.default_template import default_template
from contracts_kit.writers.docx.keeping import keep_signatures
from contracts_kit.writers.docx.measures import TIMES_WIDTH, Measures
from contracts_kit.writers.docx.number_formats import scheme_formats
from contracts_kit.writers.docx.numbering import Numbering
from contracts_kit.writers.docx.pagination import Pagination
from contracts_kit.writers.docx.protection import protected
from contracts_kit.writers.docx.splice import context_of, put_together
from contracts_kit.writers.docx.template import NUMBERING, SETTINGS, Template, read_template
from contracts_kit.writers.docx.tree_walk import anchors, illegal_text
from contracts_kit.writers.docx.writing import FIRST_BOOKMARK, Writing
from contracts_kit.writers.docx.xml_text import IllegalCharacter, illegal_character


def write_docx(document: Document, template: bytes | None = None, *, latin: float = TIMES_WIDTH) -> bytes:
    """The document as a Word file: the same tree and template give the same bytes.

    `template` is the family's Word template (a docxtpl template with `{{p body }}`); None takes ours. `latin` is the
    mean width of Latin letters where the pages are made, for the page numbers of the table of contents. Raises
    InputError: `character_not_in_xml` names the value that no Word file can hold; `not_a_word_file`,
    `template_without_body` and the kinds of the template language for a template that cannot be used.
    """
    ready = read_template(template if template is not None else default_template())
    writing = _writing(document, ready)
    try:
        pieces = _pieces(writing, ready, latin)
        carried = contract_xml(document, ready.kept.nodes("values"))
        around = (document.title, document.subtitle, document.header, document.draft or "", document.number)
        if illegal_character("".join(around)) is not None:
            raise IllegalCharacter
    except IllegalCharacter:
        name, text = illegal_text(document) or (document.family, "")
        found = illegal_character(text) or "?"
        raise refuse("character_not_in_xml", Place(path=name), name=name, found=found) from None
    numbering = writing.numbering.xml(ready.numbering_head, ready.numbering_nums)
    written = {NUMBERING: numbering, ready.contract_part: carried}
    if document.notice is not None and ready.settings is not None:
        written[SETTINGS] = protected(ready.settings)
    return put_together(ready, context_of(document, pieces), written, document.date)


def _pieces(writing: Writing, ready: Template, latin: float) -> dict[str, list[str]]:
    """The parts of the text that the template asks for, as OOXML in pieces; `body` is all of them."""
    document = writing.document
    keep_signatures(writing, document.blocks)
    for part in document.parts:
        keep_signatures(writing, part.blocks)
    listed = entries(document)
    pages = _pages(writing, ready, len(listed), latin) if listed else {}
    written = {
        "cover": [write_front(writing, cover=bool(pages))],
        "contents": [write_contents(writing, listed, pages)] if pages else [],
        "articles": write_pieces(writing, document.blocks),
        "annexes": [piece for part in document.parts for piece in write_part(writing, part)],
    }
    written["body"] = [piece for pieces in written.values() for piece in pieces]
    return {name: pieces for name, pieces in written.items() if name in ready.word.asks}


def _writing(document: Document, ready: Template) -> Writing:
    known = anchors(document, ready.kept.nodes("anchors"))
    numbered = frozenset(name for name, has_number in known.items() if has_number)
    surroundings = "written", document.language, document.numbering, numbered, frozenset(known)
    return Writing(
        document=document,
        styles=ready.styles,
        width=ready.page.width,
        numbering=Numbering(
            scheme_formats(document.numbering, document.language), ready.first_abstract, ready.first_num
        ),
        bookmarks=Bookmarks(FIRST_BOOKMARK, frozenset(name.lower() for name in known)),
        numbered=numbered,
        anchors=frozenset(known),
        kept=ready.kept.nodes(surroundings),
        wholes=ready.kept.wholes(surroundings),
    )


def _pages(writing: Writing, ready: Template, lines: int, latin: float) -> dict[str, int]:
    """The page of each heading of a document that is long enough for a table of contents, else nothing.

    `lines` is the length of the table of contents. What follows it begins a page.
    """
    document = writing.document
    measured = ready.kept.nodes(("measures", document.language, document.numbering, latin))
    measures = Measures(ready.page.width, ready.metrics, writing.numbering.formats, document.language, latin, measured)
    pages = Pagination(ready.page.height, measures)
    if not pages.document(document, lines):
        return {}
    first = first_of(document)
    if first is not None:
        writing.page_before.add(id(first))
    return pages.pages
