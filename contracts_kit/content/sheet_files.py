"""Reads a table that people made: a list of suppliers or of events in .xlsx, .csv, .yaml or .json.

The answer is one record whatever the file is: names of columns, rows with the numbers that Excel shows, and cells that
the same readers take as those of a parameter file. Nothing is guessed from the look of a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from contracts_kit.content.file_bytes import read_file_bytes
from contracts_kit.content.sheet_csv import read_csv_table
from contracts_kit.content.sheet_table import Cell, SheetRow, SheetTable, mapping_rows
from contracts_kit.content.sheet_xlsx import read_xlsx_table
from contracts_kit.content.yaml_reader import YamlList, YamlMap, read_yaml_bytes
from contracts_kit.errors import refuse
from contracts_kit.findings import Place

__all__ = ["SHEET_SUFFIXES", "Cell", "SheetRow", "SheetTable", "read_sheet_bytes", "read_sheet_file"]

MAX_BYTES = 50_000_000
SHEET_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".yaml", ".yml", ".json")


def read_sheet_file(path: Path | str, sheet: str | None = None) -> SheetTable:
    """The table in a file, read as its suffix says: see `read_sheet_bytes`.

    Raises InputError also for `file_missing`, `file_unreadable`, `file_too_large`.
    """
    content = read_file_bytes(path, MAX_BYTES)
    return read_sheet_bytes(content, str(path), sheet)


def read_sheet_bytes(content: bytes, file: str, sheet: str | None = None) -> SheetTable:
    """The table in the content of a file of this name.

    `sheet` names the sheet of a workbook; None takes the first one that is shown. Raises InputError `unknown_suffix`,
    `old_workbook`, `sheet_name_without_workbook`, and those of the reader of the format.
    """
    suffix = Path(file).suffix.lower()
    if suffix == ".xls":
        raise refuse("old_workbook", Place(file))
    if suffix not in SHEET_SUFFIXES:
        raise refuse("unknown_suffix", Place(file), found=suffix or file, known=", ".join(SHEET_SUFFIXES))
    if suffix in (".xlsx", ".xlsm"):
        return read_xlsx_table(content, file, sheet)
    if sheet is not None:
        raise refuse("sheet_name_without_workbook", Place(file), name=sheet[:60])
    if content.startswith(b"PK\x03\x04"):
        found = {"zh": "Excel 工作簿", "en": "an Excel workbook"}
        raise refuse("sheet_format_differs", Place(file), expected=suffix, found=found)
    return _READERS.get(suffix, _read_mappings)(content, file)


def _read_mappings(content: bytes, file: str) -> SheetTable:
    """The table in a list of mappings. Raises InputError `rows_not_a_list`, `row_not_a_mapping` and those of YAML."""
    given = read_yaml_bytes(content, file)
    if given is None:
        raise refuse("sheet_empty", Place(file))
    if not isinstance(given, YamlList):
        raise refuse("rows_not_a_list", Place(file, getattr(given, "line", None)))
    entries: list[tuple[int | None, dict[str, Cell]]] = []
    for index, entry in enumerate(given):
        if not isinstance(entry, YamlMap):
            line, column = given.item_places[index]
            raise refuse("row_not_a_mapping", Place(file, line, column, row=index + 1))
        entries.append((entry.line, dict(_flat(entry, ""))))
    return mapping_rows(file, entries)


def _flat(entry: YamlMap, above: str) -> Iterator[tuple[str, Any]]:
    """The entries of a mapping, those of a mapping inside it as `supplier.name`."""
    for name, value in entry.items():
        if isinstance(value, YamlMap):
            yield from _flat(value, f"{above}{name}.")
        elif isinstance(value, str):
            yield f"{above}{name}", value if value.strip() else None
        else:
            yield f"{above}{name}", value


_READERS: dict[str, Callable[[bytes, str], SheetTable]] = {".csv": read_csv_table, ".tsv": read_csv_table}
