"""The first sheet: what the workbook is, how it is used, and a line for each rule that leads to its sheet."""

from __future__ import annotations

from collections.abc import Mapping

from contracts_kit.errors import InputError
from contracts_kit.language.formulas.grid import Cell, Grid, quoted_sheet
from contracts_kit.writers.workbook.book import Book, Sheet
from contracts_kit.writers.workbook.words import word

WIDTHS = (54.0, 44.0, 52.0, 40.0)


def contents_sheet(book: Book) -> Sheet:
    """The sheet without its lines, which come when all others stand."""
    return Sheet(book.sheet_names.new(word("contents", book.language)), Grid(), WIDTHS, frozen=0)


def fill_contents(book: Book, sheet: Sheet, title: str, reasons: Mapping[str, InputError]) -> None:
    """The lines of the sheet. `reasons` says of each rule that is fixed why it is."""
    grid, language = sheet.grid, book.language
    grid.put(0, 0, Cell(word("title", language, title), look="title"))
    for key in ("about", "codes", "rounding"):
        grid.put(grid.next_row, 0, Cell(word(key, language), look="text"))
    grid.put(grid.next_row, 0, Cell(word("capacity", language, str(book.rows)), look="text"))
    grid.put(grid.next_row, 0, Cell(word("prevails", language), look="text"))
    row = grid.next_row + 1
    for column, key in enumerate(("rule", "article", "live", "cell_name")):
        grid.put(row, column, Cell(word(key, language), look="heading"))
    for other in book.sheets:
        if other is sheet:
            continue
        row = grid.next_row
        said = other.name if other.rule is None else other.rule.title[language]
        grid.put(row, 0, Cell(said, look="link", link=quoted_sheet(other.name)))
        if other.rule is None:
            continue
        clause = book.clauses.get(other.rule.clause)
        grid.put(row, 1, Cell(clause.heading if clause else book.article(other.rule.clause), look="note"))
        reason = reasons.get(other.rule.id)
        if reason is None:
            said = word("yes", language)
        else:
            said = word("fixed", language, reason.findings[0].message(language))
        grid.put(row, 2, Cell(said, look="note"))
        grid.put(row, 3, Cell(other.rule.id, look="name"))
