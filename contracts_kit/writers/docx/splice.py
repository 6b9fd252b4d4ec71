"""The pieces of the body put into the template, its own tags filled in, and our parts put in the place of its."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from contracts_kit.assembly.tree import Document
from contracts_kit.writers.docx.core_properties import dated, properties_context
from contracts_kit.writers.docx.template import CORE, Template
from contracts_kit.writers.word_template import WordMarkup
from contracts_kit.writers.zip_records import Record, write_zip


def context_of(document: Document, pieces: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What a template may name: the document's title, header, draft mark, number, date, language, values, and the body.

    `pieces` are parts of the body written as paragraphs: for `{{p name }}`, alone in a paragraph.
    """
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "header": document.header,
        "draft": document.draft or "",
        "number": document.number,
        "date": document.date,
        "language": document.language,
        "family": document.family,
        "values": document.values,
        **properties_context(document.title, document.language),
        **{name: WordMarkup(*written) for name, written in pieces.items()},
    }


def put_together(template: Template, context: Mapping[str, Any], written: Mapping[str, str], date: str) -> bytes:
    """The finished package. `written` parts stand in the place of the template's parts of their names."""
    constants, rendered = template.word.parts(context)
    if CORE in rendered:
        rendered[CORE] = dated(rendered[CORE], date)
    parts: dict[str, bytes | Record] = {part.name: part for part in constants}
    parts.update(rendered)
    parts.update((name, text.encode("utf-8")) for name, text in written.items())
    return write_zip(parts)
