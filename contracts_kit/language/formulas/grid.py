"""The cells of one sheet while it is laid out: what stands where, before anything is written.

Rows and columns count from 0. A reference is absolute (`$B$5`), so that a formula reads the same wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts_kit.errors import refuse
from contracts_kit.language.types import Type
from contracts_kit.records import dataclass

LONGEST_FORMULA = 8_000
"""Excel takes 8,192 characters."""
FIRST_COLUMN = 1
"""Tables begin in the second column: the first numbers their rows."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `formula` None: the value itself. `array`: a formula that computes with whole ranges.

    `look` names how the cell appears; `type` is what its value is, for its number format. `choices` are offered as a
    drop-down. `link` is the quoted name of a sheet to which the cell leads.
    """

    value: Any = None
    formula: str | None = None
    array: bool = False
    look: str = "text"
    type: Type | None = None
    choices: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """`size` cells below each other. `sheet` is the quoted name of another sheet; None is the formula's own."""

    column: int
    first: int
    size: int
    sheet: str | None = None

    def cell(self, index: int) -> str:
        """The reference of one of the cells, counted from 0."""
        return self._on_sheet(reference(self.first + index, self.column))

    def part(self, first: int, last: int) -> str:
        """The reference of some of the cells, both ends included."""
        ends = reference(self.first + first, self.column), reference(self.first + last, self.column)
        return self._on_sheet(ends[0] if first == last else ":".join(ends))

    def __str__(self) -> str:
        return self.part(0, self.size - 1)

    def _on_sheet(self, found: str) -> str:
        return found if self.sheet is None else f"{self.sheet}!{found}"


class Table:
    """Columns of equal length side by side. A further column stands to the right of the last."""

    def __init__(self, grid: Grid, first: int, size: int) -> None:
        self.grid = grid
        self.first = first
        self.size = size
        self.next_column = FIRST_COLUMN

    def add(self, heading: str, cells: Sequence[Cell]) -> Column:
        """A further column under its heading."""
        column = self.reserve(heading)
        self.fill(column, cells)
        return column

    def reserve(self, heading: str) -> Column:
        """A further column whose cells come later, because other columns refer to it."""
        column = self.next_column
        self.next_column += 1
        self.grid.put(self.first - 1, column, Cell(heading, look="heading"))
        return Column(column, self.first, self.size)

    def fill(self, column: Column, cells: Sequence[Cell]) -> None:
        """The cells of a column."""
        for index, cell in enumerate(cells):
            self.grid.put(self.first + index, column.column, cell)


class Grid:
    """The cells of one sheet. `next_row` is the first row below everything."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.next_row = 0

    def put(self, row: int, column: int, cell: Cell) -> str:
        """Place a cell and return its reference. Raises InputError `formula_too_long`."""
        if cell.formula is not None and len(cell.formula) > LONGEST_FORMULA:
            raise refuse("formula_too_long", found=len(cell.formula), allowed=LONGEST_FORMULA)
        self.cells[row, column] = cell
        self.next_row = max(self.next_row, row + 1)
        return reference(row, column)

    def table(self, size: int, title: str) -> Table:
        """A table of so many rows below everything that stands already, with its title and numbered rows."""
        top = self.next_row + 1
        self.put(top, 0, Cell(title, look="table"))
        first = top + 2
        for index in range(size):
            self.put(first + index, 0, Cell(index + 1, look="position"))
        return Table(self, first, size)

    @property
    def width(self) -> int:
        """How many columns are in use."""
        return max((column for _, column in self.cells), default=0) + 1


def reference(row: int, column: int) -> str:
    """An absolute reference: (4, 1) is `$B$5`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"${letters}${row + 1}"


def quoted_text(text: str) -> str:
    """A text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def quoted_sheet(name: str) -> str:
    """A sheet's name as it stands in a formula."""
    return "'" + name.replace("'", "''") + "'"
