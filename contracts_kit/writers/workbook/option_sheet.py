"""The sheet of readings: every option with its values and printed sentences, shared ones with a cell to change them."""

from __future__ import annotations

from collections.abc import Mapping

from contracts_kit.content.model import Option
from contracts_kit.language.formulas.grid import Cell, Column, Grid, quoted_sheet, reference
from contracts_kit.language.formulas.terms import Scalar
from contracts_kit.language.types import TEXT
from contracts_kit.writers.workbook.book import Book, Sheet
from contracts_kit.writers.workbook.words import word

WIDTHS = (36.0, 24.0, 90.0, 34.0)


def add_option_sheet(book: Book, options: Mapping[str, Option]) -> None:
    """The readings of these options, by option id. Without options there is no sheet."""
    if not options:
        return
    grid = Grid()
    title = word("readings", book.language)
    sheet = Sheet(book.sheet_names.new(title), grid, WIDTHS, frozen=3)
    book.sheets.append(sheet)
    grid.put(0, 0, Cell(title, look="title"))
    grid.put(1, 0, Cell(word("back", book.language), look="link", link=word("contents", book.language)))
    for column, key in enumerate(("name", "option_value", "reading", "cell_name")):
        grid.put(2, column, Cell(word(key, book.language), look="heading"))
    quoted = quoted_sheet(sheet.name)
    for option in options.values():
        _add(book, grid, quoted, option)


def _add(book: Book, grid: Grid, quoted: str, option: Option) -> None:
    row = grid.next_row
    label = option.label[book.language] if option.label else option.name.replace("_", " ")
    grid.put(row, 0, Cell(label, look="section"))
    if option.rule is None:
        chosen = book.given.options.get(option.id, option.default)
        grid.put(row, 1, Cell(chosen, look="input", type=TEXT, choices=option.values))
        cell = f"{quoted}!{reference(row, 1)}"
        name = book.define(option.name, grid, reference(row, 1)) or book.define(
            f"option__{option.name}", grid, reference(row, 1)
        )
        grid.put(row, 3, Cell(name or "", look="name"))
        book.option_cells[option.id] = Scalar(name or cell)
    first = grid.next_row
    for value in option.values:
        row = grid.next_row
        grid.put(row, 1, Cell(value, look="plain", type=TEXT))
        grid.put(row, 2, Cell(book.reading(option, value), look="wrapped"))
    size = len(option.values)
    book.reading_columns[option.id] = (Column(1, first, size, quoted), Column(2, first, size, quoted))
