"""Turns the laid-out sheets into the bytes of an .xlsx file. What people wrote is text there, never a formula."""

from __future__ import annotations

import io
import math
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contracts_kit.language.formulas.around import Failure
from contracts_kit.language.formulas.grid import Cell
from contracts_kit.language.formulas.terms import ABSENT
from contracts_kit.values.text_width import text_width
from contracts_kit.writers.workbook.book import Book, Sheet
from contracts_kit.writers.workbook.looks import BASE, FACES, LOOKS, number_format
from contracts_kit.writers.workbook.validity import serial
from contracts_kit.writers.workbook.words import word

CREATED = datetime(2000, 1, 1)
"""The date in the file's properties: the same content gives the same bytes."""
BESIDE_WIDTH = 64.0
TABLE_WIDTH = 15.0
LINE_HEIGHT = 15.0
TITLE_HEIGHT = 24.0
PROTECTION = {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True}
"""Formulas are kept from being typed over by accident: there is no password, and looks may be changed."""
_ERRORS = {"missing_param": "#N/A", "invalid_input": "#DIV/0!"}
_LONGEST_TEXT = 32_000


def render(book: Book) -> bytes:
    """The workbook as bytes."""
    import xlsxwriter

    target = io.BytesIO()
    made = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made.set_properties({"title": book.family.title[book.language], "created": CREATED})
    made.set_calc_mode("auto")
    formats = _Formats(made, book.language)
    for sheet in book.sheets:
        _sheet(made, formats, book, sheet)
    for name, reference in book.names.defined.items():
        made.define_name(name, reference)
    made.close()
    return target.getvalue()


class _Formats:
    """The formats in use, each made once."""

    def __init__(self, workbook: Any, language: str) -> None:
        self._workbook = workbook
        self._face = FACES[language]
        self._made: dict[tuple[str, str], Any] = {}

    def get(self, look: str, form: str = "") -> Any:
        found = self._made.get((look, form))
        if found is None:
            settings = {"font_name": self._face, **BASE, **LOOKS[look]}
            if form:
                settings["num_format"] = form
            found = self._made[look, form] = self._workbook.add_format(settings)
        return found


def _sheet(workbook: Any, formats: _Formats, book: Book, sheet: Sheet) -> None:
    page = workbook.add_worksheet(sheet.name)
    grid = sheet.grid
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&A  &P / &N")
    page.protect("", PROTECTION)
    width = max(grid.width, len(sheet.widths))
    for column in range(width):
        wide = sheet.widths[column] if column < len(sheet.widths) else TABLE_WIDTH
        page.set_column(column, column, wide, formats.get("plain"))
    if sheet.frozen:
        page.freeze_panes(sheet.frozen, 0)
        page.repeat_rows(0, sheet.frozen - 1)
    for (row, column), cell in sorted(grid.cells.items()):
        _write(page, formats, row, column, cell)
    for row, height in _heights(sheet).items():
        page.set_row(row, height)
    if sheet.beside:
        _beside(page, formats, book, sheet, width + 1)


def _write(page: Any, formats: _Formats, row: int, column: int, cell: Cell) -> None:
    look = formats.get(cell.look, number_format(cell.type, cell.value))
    value = _cached(cell.value)
    if cell.link is not None:
        page.write_url(row, column, f"internal:{cell.link}!A1", look, string=str(cell.value))
    elif cell.formula is not None and cell.array:
        kept = int(value) if isinstance(value, bool) else value  # the library writes no truth value beside an array
        page.write_array_formula(row, column, row, column, "{=" + cell.formula + "}", look, kept)
    elif cell.formula is not None:
        page.write_formula(row, column, "=" + cell.formula, look, value)
    elif value == "":
        page.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, look)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value, look)
    else:
        page.write_string(row, column, value[:_LONGEST_TEXT], look)
    if cell.choices:
        page.data_validation(
            row, column, row, column, {"validate": "list", "source": list(cell.choices), "error_type": "warning"}
        )


def _cached(value: Any) -> Any:
    """A value as a cell holds it: a number, a truth value, a text, an error; "" for nothing."""
    if value is None or value is ABSENT:
        return ""
    if isinstance(value, Failure):
        return _ERRORS[value.code]
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, (Decimal, Fraction, int)):
        number = float(value)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if isinstance(value, float):
        return value if math.isfinite(value) else "#NUM!"
    if isinstance(value, (date, datetime)):
        return serial(value)
    return str(value)


def _heights(sheet: Sheet) -> dict[int, float]:
    """Rows whose wrapped texts need more than one line."""
    lines: dict[int, int] = {}
    for (row, column), cell in sheet.grid.cells.items():
        if not LOOKS[cell.look].get("text_wrap") or not isinstance(cell.value, str):
            continue
        wide = sheet.widths[column] if column < len(sheet.widths) else TABLE_WIDTH
        needed = sum(max(1, math.ceil(text_width(part) / (wide - 1))) for part in cell.value.split("\n"))
        lines[row] = max(lines.get(row, 1), needed)
    return {0: TITLE_HEIGHT} | {row: LINE_HEIGHT * count + 3 for row, count in lines.items() if count > 1}


def _beside(page: Any, formats: _Formats, book: Book, sheet: Sheet, column: int) -> None:
    """The clause to the right of everything, over as many rows as its text needs."""
    page.set_column(column - 1, column - 1, 2)
    page.set_column(column, column, BESIDE_WIDTH)
    heading, *paragraphs = sheet.beside
    text = "\n".join(paragraphs)[:_LONGEST_TEXT]
    needed = sum(max(1, math.ceil(text_width(line) / (BESIDE_WIDTH - 3))) for line in text.split("\n"))
    heights = _heights(sheet)
    page.write_string(2, column, f"{word('clause', book.language)}  {heading}", formats.get("heading"))
    row, room = 3, 0.0
    while room < (needed + 1) * LINE_HEIGHT:
        room += heights.get(row, LINE_HEIGHT)
        row += 1
    page.merge_range(3, column, row, column, text, formats.get("clause"))
