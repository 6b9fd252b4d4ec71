"""A table that people made, whatever file it came from: names of columns, rows of cells, and the place of each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place
from contracts_kit.records import dataclass

Cell = str | int | Decimal | bool | date | datetime | list[object] | None
"""What a cell holds. A text is without blanks around it and never empty; None is an empty cell; a list comes from YAML
alone. A number of a workbook is exact: int where it is whole, else the Decimal that Excel shows."""

MAX_ROWS = 100_000
MAX_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. `number` is its number as Excel shows it; in YAML, the number of the entry from 1.

    `values` are its cells in the order of `columns`. `line` is its line in a YAML file, None elsewhere.
    """

    number: int
    columns: tuple[str, ...]
    values: tuple[Cell, ...]
    line: int | None = None

    @property
    def cells(self) -> dict[str, Cell]:
        """The cells by the name of their column; an empty one is None."""
        return dict(zip(self.columns, self.values, strict=True))


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The table in `file`: its columns in order, its rows (at least one), and what a person should be told about it.

    `sheet` is the name of the sheet of a workbook, None elsewhere. `header` is the row of the names, as Excel shows it;
    None in YAML.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notes: tuple[Finding, ...] = ()
    sheet: str | None = None
    header: int | None = None

    def place(self, row: SheetRow, column: str | None = None) -> Place:
        """The place of a row, or of its cell in a column: `suppliers.xlsx  #5  supplier.name`."""
        return Place(self.file, row.line, path=column, row=row.number)

    def header_place(self, column: str) -> Place:
        """The place of a column's name."""
        return Place(self.file, path=column, row=self.header)


GridRow = tuple[int, Sequence[Cell]]
"""A row of a grid: its number as Excel shows it, and its cells from the first column of the sheet."""


def table_of_grid(
    file: str,
    grid: Iterable[GridRow],
    *,
    sheet: str | None = None,
    notes: Sequence[Finding] = (),
    check_header: Callable[[int, int], None] = lambda header, width: None,
) -> SheetTable:
    """The table in the rows of a sheet: the first row that is not blank holds the names of the columns.

    Blank rows are skipped, and empty columns at the right are none. `check_header` is called with the header's row and
    the number of columns before any row is taken. Raises InputError `sheet_empty`, `sheet_without_rows`,
    `column_without_name`, `column_twice`, `sheet_too_many_rows`, `sheet_too_many_columns`.
    """
    rows = _filled(grid)
    header, cells = next(rows, (0, ()))
    if not cells:
        raise refuse("sheet_empty", Place(file))
    if len(cells) > MAX_COLUMNS:
        raise refuse("sheet_too_many_columns", Place(file, row=header), found=len(cells), allowed=MAX_COLUMNS)
    names, positions = _names(file, header, cells)
    check_header(header, len(cells))
    found: list[SheetRow] = []
    for number, row in rows:
        _check_named(file, header, number, row, positions)
        if len(found) == MAX_ROWS:
            raise refuse("sheet_too_many_rows", Place(file), found=f"> {MAX_ROWS}", allowed=MAX_ROWS)
        found.append(SheetRow(number, names, tuple(row[p] if p < len(row) else None for p in positions)))
    if not found:
        raise refuse("sheet_without_rows", Place(file, row=header))
    return SheetTable(file, names, tuple(found), tuple(notes), sheet, header)


def _filled(grid: Iterable[GridRow]) -> Iterator[GridRow]:
    """The rows that hold something, without the empty cells at their end."""
    for number, cells in grid:
        length = len(cells)
        while length and cells[length - 1] is None:
            length -= 1
        if length:
            yield number, cells[:length]


def _names(file: str, header: int, cells: Sequence[Cell]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The names of the columns and where in a row each stands; an unnamed column is left out as long as it is empty."""
    first: dict[str, int] = {}
    findings: list[Finding] = []
    for position, cell in enumerate(cells):
        if cell is None:
            continue
        name = " ".join(str(cell).split())
        if name in first:
            letters = {"first": column_letters(first[name]), "column": column_letters(position)}
            findings.append(Finding("column_twice", Place(file, row=header), {"name": name[:60], **letters}))
        first.setdefault(name, position)
    if findings:
        raise InputError(findings)
    return tuple(first), tuple(first.values())


def _check_named(file: str, header: int, number: int, row: Sequence[Cell], positions: tuple[int, ...]) -> None:
    """Raises InputError `column_without_name` for a cell below no name."""
    if len(row) <= len(positions) and positions[: len(row)] == tuple(range(len(row))):
        return
    named = frozenset(positions)
    for position, cell in enumerate(row):
        if cell is not None and position not in named:
            letters = column_letters(position)
            raise refuse("column_without_name", Place(file, row=number), column=letters, header=header)


def column_letters(position: int) -> str:
    """The letters that Excel shows over the column at this position from 0: A, B ... Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def mapping_rows(file: str, entries: Sequence[tuple[int | None, Mapping[str, Cell]]]) -> SheetTable:
    """The table of mappings in order, each with its line in the file; the columns come in order of first appearance.

    Raises InputError as `table_of_grid` does.
    """
    names = tuple(dict.fromkeys(name for _, entry in entries for name in entry))
    if not entries:
        raise refuse("sheet_empty", Place(file))
    for found, allowed, kind in (
        (len(names), MAX_COLUMNS, "sheet_too_many_columns"),
        (len(entries), MAX_ROWS, "sheet_too_many_rows"),
    ):
        if found > allowed:
            raise refuse(kind, Place(file), found=found, allowed=allowed)
    rows = tuple(
        SheetRow(number, names, tuple(entry.get(name) for name in names), line)
        for number, (line, entry) in enumerate(entries, 1)
    )
    return SheetTable(file, names, rows)
