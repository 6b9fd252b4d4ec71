"""Data tables as rules look things up in them: cells read by their column's type, or from the parameter they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from contracts_kit.content.model import DataTable
from contracts_kit.errors import InputError, refuse
from contracts_kit.language.runtime import exact
from contracts_kit.values.reading import read_value

_NOTHING = ("", "-")


class ParameterCell:
    """A cell that names a parameter: the parameter is read when the cell is."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class TableRow(dict[str, Any]):
    """A row whose cells may name parameters."""

    __slots__ = ("_read",)

    def __init__(self, cells: Mapping[str, Any], read: Callable[[str], Any]) -> None:
        super().__init__(cells)
        self._read = read

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        return self._read(value.name) if isinstance(value, ParameterCell) else value

    def copy(self) -> TableRow:
        """The same row, for a rows block to add its columns to."""
        return TableRow(self, self._read)


class TableRows(list[TableRow]):
    """The rows of a table. `by_key` finds a row by its key column."""

    def __init__(self, rows: list[TableRow], key: str | None) -> None:
        super().__init__(rows)
        self.by_key: dict[Any, TableRow] = {} if key is None else {row[key]: row for row in rows}


def read_cells(table: DataTable, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table with every cell read. Raises InputError `table_cell_wrong`."""
    rows = []
    for row in table.rows:
        cells: dict[str, Any] = {}
        for column in table.columns:
            cell = row.get(column)
            declared = table.types.get(column)
            text = str(cell).strip() if cell is not None else ""
            if declared is None:
                cells[column] = text
            elif text in _NOTHING:
                cells[column] = None
            elif declared.kind not in ("text", "choice") and text in parameters:
                cells[column] = ParameterCell(text)
            else:
                try:
                    cells[column] = exact(read_value(text, declared))
                except InputError:
                    raise refuse(
                        "table_cell_wrong", table.place, table=table.name, column=column, found=text[:60]
                    ) from None
        rows.append(cells)
    return rows


def bound_table(table: DataTable, cells: list[dict[str, Any]], read: Callable[[str], Any]) -> TableRows:
    """The rows of a table with this reader of parameters."""
    return TableRows([TableRow(row, read) for row in cells], table.key)
