"""A CSV file as people save it: UTF-8, UTF-16 or GBK; comma, semicolon or tab; quotes as RFC 4180 says."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from contracts_kit.content.sheet_table import Cell, GridRow, SheetTable, table_of_grid
from contracts_kit.errors import refuse
from contracts_kit.findings import Finding, Place

DELIMITERS = (",", ";", "\t")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")  # Excel's own first line, which it does not show
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')  # how people keep the zeros of a number in Excel


def read_csv_table(content: bytes, file: str) -> SheetTable:
    """The table in the bytes of a CSV file. Every cell is a text.

    Raises InputError `sheet_encoding`, `sheet_format_differs`, `csv_broken`, and those of `table_of_grid`.
    """
    text, notes = _decoded(content, file)
    given = _SEPARATOR_LINE.match(text)
    if given is not None:
        text = text[given.end() :]
    delimiter = given.group(1) if given is not None else _delimiter(text)
    return table_of_grid(file, _rows(text, delimiter, file), notes=notes)


def _decoded(content: bytes, file: str) -> tuple[str, list[Finding]]:
    """The text, and a note where it is not Unicode."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    notes: list[Finding] = []
    try:
        text = content.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        if marked is not None:
            raise refuse("sheet_encoding", Place(file), line=_line(content, error.start)) from None
        text, notes = _of_gbk(content, file), [Finding("sheet_read_as_gbk", Place(file))]
    if "\0" in text:
        found = {"zh": "二进制内容", "en": "binary"}
        raise refuse("sheet_format_differs", Place(file), expected=".csv", found=found)
    return text, notes


def _of_gbk(content: bytes, file: str) -> str:
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise refuse("sheet_encoding", Place(file), line=_line(content, error.start)) from None


def _line(content: bytes, position: int) -> int:
    return content[:position].count(b"\n") + 1


def _delimiter(text: str) -> str:
    """The delimiter that makes most columns of the first row that is not blank; a comma where none does."""
    start = text[:20_000].lstrip()
    return max(DELIMITERS, key=lambda delimiter: _width(start, delimiter))


def _width(text: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), []))
    except csv.Error:
        return 0


def _rows(text: str, delimiter: str, file: str) -> Iterator[GridRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for row in reader:
            number += 1
            yield number, [_cell(text) for text in row]
    except csv.Error as error:
        raise refuse("csv_broken", Place(file, row=number + 1), found=str(error)) from None


def _cell(text: str) -> Cell:
    text = text.strip()
    kept = _KEPT_AS_TEXT.fullmatch(text) if text.startswith('="') else None
    return (kept.group(1).strip() if kept is not None else text) or None
