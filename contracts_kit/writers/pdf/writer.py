"""A document tree as PDF: PDF/A-2a and PDF/UA-1 by the typst engine, or LibreOffice's pages of the Word document."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from datetime import date as Date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from contracts_kit.assembly.tree import Document
from contracts_kit.errors import refuse
from contracts_kit.writers.fonts import font_folder, uncovered
from contracts_kit.writers.pdf.looks import LOOKS, Looks
from contracts_kit.writers.pdf.tree_data import document_data
from contracts_kit.writers.printable import check_printable

if TYPE_CHECKING:
    import typst

ENGINES = ("typst", "libreoffice")
UNDATED = "2000-01-01"
"""The date of a document that has none. A PDF/A needs one, and the clock must not decide it."""


def write_pdf(
    document: Document,
    *,
    engine: str = "typst",
    date: str | Date | None = None,
    attach: bool | bytes | None = None,
    looks: Looks | None = None,
    template: bytes | None = None,
) -> bytes:
    """The document as a PDF file: by typst the same bytes for the same document, by LibreOffice the same pages.

    `engine` is "typst" (PDF/A-2a and PDF/UA-1) or "libreoffice" (the Word document's own pages). `date` is the file's
    date (None: the document's, else 2000-01-01). `attach` puts the parameter file into the PDF as `parameters.json`,
    which makes it PDF/A-3a: True writes it from the document's values, bytes are taken as they are. `looks` replaces
    the looks of the document's language; `template` is the Word template of the exact engine.

    Raises:
        InputError: a character that no font has, an unknown engine, a wrong date, LibreOffice missing or failing.
    """
    if engine not in ENGINES:
        raise refuse("unknown_pdf_engine", found=engine, allowed=", ".join(ENGINES))
    day = _day(date or document.date or UNDATED)
    if engine == "libreoffice":
        from contracts_kit.writers.pdf.libreoffice import write_exact_pdf

        if attach:
            raise refuse("attachment_needs_typst")
        return write_exact_pdf(document, day, template)
    check_printable(document, uncovered)
    attachment = parameter_file(document) if attach is True else attach or None
    data = document_data(document, looks or LOOKS[document.language], attachment.decode() if attachment else None)
    standards = ["a-3a" if attachment else "a-2a", "ua-1"]
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    return _compile(data, "pdf", pdf_standards=standards, timestamp=midnight)[0]


def write_pictures(document: Document, *, dots_per_inch: float = 60, looks: Looks | None = None) -> list[bytes]:
    """The pages as PNG pictures, for a preview and for tests of the looks.

    Raises:
        InputError: a character that no font has.
    """
    check_printable(document, uncovered)
    data = document_data(document, looks or LOOKS[document.language], None)
    return _compile(data, "png", ppi=dots_per_inch)


def parameter_file(document: Document) -> bytes:
    """The document's parameter values as a parameter file in JSON, which `assemble -p` reads again."""
    content = {
        "family": document.family,
        "language": document.language,
        "parameters": dict(document.values),
        "options": dict(document.options),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=False) + "\n").encode()


def _compile(data: dict[str, Any], format: Literal["pdf", "png"], **settings: Any) -> list[bytes]:
    """Run typst on the fixed template with this data; it reads no system font and no network."""
    import typst

    try:
        content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        result = typst.compile(
            {"main": _template("contract.typ"), "chart.typ": _template("chart.typ"), "data.json": content},
            format=format,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            **settings,
        )
    except typst.TypstError as error:
        raise refuse("pages_not_made", found=error.message, where=data["title"]) from error
    return [bytes(page) for page in result] if isinstance(result, list) else [bytes(result or b"")]


def _day(date: str | Date) -> Date:
    """A day given as such or in ISO form; the time of a moment is left out.

    Raises:
        InputError: no such day, or one before 1970, which a PDF cannot say.
    """
    try:
        day = date if isinstance(date, Date) else Date.fromisoformat(date[:10])
    except ValueError:
        raise refuse("wrong_document_date", found=repr(date)) from None
    if day.year < 1970:
        raise refuse("wrong_document_date", found=day.isoformat())
    return day


@lru_cache(maxsize=2)
def _template(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(font_folder())])
