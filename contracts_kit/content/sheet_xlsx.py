"""A sheet of an Excel workbook (.xlsx, .xlsm). The values are read by python-calamine, once it is known to be safe.

A number is a float in a workbook; here it is the number that Excel shows, exactly: whole, or with up to 15 significant
digits. What is behind them is either the trace of binary arithmetic (0.30000000000000004), which goes, or digits that
somebody wrote and Excel cannot hold, which are refused.
"""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from contracts_kit.content.sheet_table import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    GridRow,
    SheetTable,
    column_letters,
    table_of_grid,
)
from contracts_kit.content.sheet_xml import BrokenSheet, SheetFacts, parse, sheet_facts
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place, nearest

MAX_UNPACKED = 256_000_000
MAX_CELLS = 10_000_000
EXACT_DIGITS = 15
_MOST_FINDINGS = 20
_TRACE = 4  # units in the last place that a sum or two leave behind
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BROKEN = (BrokenSheet, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def read_xlsx_table(content: bytes, file: str, sheet: str | None = None) -> SheetTable:
    """The table in the sheet of this name, else in the first one that is not hidden.

    Raises InputError `old_workbook`, `workbook_encrypted`, `workbook_broken`, `workbook_too_large`, `sheet_unknown`,
    `cells_merged`, `cell_error`, `formula_without_value`, `number_loses_digits`, `cell_is_duration`, and those of
    `table_of_grid`.
    """
    _refuse_other_formats(content, file)
    try:
        parts = _unpacked(content, file)
        name, part = _chosen(_sheets(parts), sheet, file)
        if part not in parts:
            raise BrokenSheet(part)
        facts = sheet_facts(parts[part])
        _refuse_extent(facts, file)
        values = _values(_packed(parts), name)
    except BROKEN as error:
        raise refuse("workbook_broken", Place(file), found=_short(error)) from None

    def check(header: int, width: int) -> None:
        _refuse_doubtful(facts, file, header, width)

    return table_of_grid(file, _grid(values, file), sheet=name, check_header=check)


def _refuse_other_formats(content: bytes, file: str) -> None:
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise refuse("workbook_encrypted" if encrypted else "old_workbook", Place(file))
    if not content.startswith(b"PK"):
        found = {"zh": "别的格式", "en": "something else"}
        raise refuse("sheet_format_differs", Place(file), expected=".xlsx", found=found)


def _unpacked(content: bytes, file: str) -> dict[str, bytes]:
    """The parts of a workbook that are XML, none larger than the directory says.

    Raises InputError and what a broken zip raises.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = [entry for entry in package.infolist() if entry.filename.endswith((".xml", ".rels"))]
        size = sum(entry.file_size for entry in entries)
        if size > MAX_UNPACKED:
            raise refuse("workbook_too_large", Place(file), found=size, allowed=MAX_UNPACKED)
        if any(entry.flag_bits & 1 for entry in entries):
            raise refuse("workbook_encrypted", Place(file))
        parts: dict[str, bytes] = {}
        for entry in entries:
            if entry.filename in parts:
                raise BrokenSheet(entry.filename)
            with package.open(entry) as part:
                parts[entry.filename] = part.read(entry.file_size)  # without a number it unpacks whatever comes
        return parts


def _packed(parts: dict[str, bytes]) -> bytes:
    """A workbook of these parts only: what reads it sees nothing that was not looked at here."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return buffer.getvalue()


def _sheets(parts: dict[str, bytes]) -> dict[str, tuple[str, bool]]:
    """The sheets by name, in their order: the part that holds each, and whether it is shown. Raises BrokenSheet."""
    if _WORKBOOK not in parts or _RELATIONS not in parts:
        raise BrokenSheet(_WORKBOOK)
    targets: dict[str, str] = {}
    sheets: dict[str, tuple[str, bool]] = {}

    def relation(name: str, given: dict[str, str]) -> None:
        if name.endswith(" Relationship"):
            if given.get("Id", "") in targets:
                raise BrokenSheet("Relationship Id")
            if given.get("Type", "").endswith("/worksheet"):
                targets[given.get("Id", "")] = _part_name(given.get("Target", ""))

    def sheet(name: str, given: dict[str, str]) -> None:
        if name.endswith(" sheet"):
            id = next((value for key, value in given.items() if key.endswith("/relationships id")), "")
            if id in targets:
                sheets.setdefault(given.get("name", ""), (targets[id], given.get("state", "visible") == "visible"))

    parse(parts[_RELATIONS], relation)
    parse(parts[_WORKBOOK], sheet)
    return sheets


def _part_name(target: str) -> str:
    target = target.lstrip("/")
    return target if target.startswith("xl/") else f"xl/{target}"


def _chosen(sheets: dict[str, tuple[str, bool]], asked: str | None, file: str) -> tuple[str, str]:
    """The name and the part of the sheet that is asked for. Raises InputError `sheet_unknown`, BrokenSheet."""
    if asked is not None:
        if asked not in sheets:
            known = ", ".join(list(sheets)[:20])
            raise refuse("sheet_unknown", Place(file), name=asked[:60], known=known, suggestion=nearest(asked, sheets))
        return asked, sheets[asked][0]
    shown = [name for name, (_, visible) in sheets.items() if visible] or list(sheets)
    if not shown:
        raise BrokenSheet("0 sheets")
    return shown[0], sheets[shown[0]][0]


def _refuse_extent(facts: SheetFacts, file: str) -> None:
    """Raises InputError `sheet_too_many_rows` or `..._columns`: calamine makes room for the whole rectangle."""
    if facts.rows > 2 * MAX_ROWS or facts.rows * min(facts.columns, MAX_COLUMNS) > MAX_CELLS:
        raise refuse("sheet_too_many_rows", Place(file), found=facts.rows, allowed=MAX_ROWS)
    if facts.columns > MAX_COLUMNS:
        raise refuse("sheet_too_many_columns", Place(file), found=facts.columns, allowed=MAX_COLUMNS)


def _values(content: bytes, name: str) -> Iterator[list[Any]]:
    """The rows of a sheet from its first to its last, as calamine reads them. Raises BrokenSheet."""
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            found: list[list[Any]] = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            return iter(found)
    except python_calamine.CalamineError as error:
        raise BrokenSheet(str(error)) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a fault of calamine's own, which is no Exception
            raise
        raise BrokenSheet(str(error)) from None


def _refuse_doubtful(facts: SheetFacts, file: str, header: int, width: int) -> None:
    """Raises InputError for merged cells, errors and formulas without a result inside the table."""
    findings = [
        Finding("cells_merged", Place(file, row=merged.row), {"range": merged.text})
        for merged in facts.merged
        if merged.last_row >= header and merged.column < width
    ]
    for row, column, error in facts.errors:
        if row >= header and column < width:
            cell = f"{column_letters(column)}{row}"
            findings.append(Finding("cell_error", Place(file, row=row), {"cell": cell, "found": error}))
    for row, column in facts.unsolved:
        if row >= header and column < width:
            findings.append(
                Finding("formula_without_value", Place(file, row=row), {"cell": f"{column_letters(column)}{row}"})
            )
    if findings:
        raise InputError(sorted(findings, key=lambda finding: finding.place.row or 0)[:_MOST_FINDINGS])


def _grid(values: Iterator[list[Any]], file: str) -> Iterator[GridRow]:
    for number, row in enumerate(values, 1):
        yield number, [_cell(value, file, number, column) for column, value in enumerate(row)]


def _cell(value: Any, file: str, row: int, column: int) -> Cell:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, (bool, datetime, date)):
        return value
    if isinstance(value, (int, float)):
        number = exact_number(value)
        if number is None:
            cell = f"{column_letters(column)}{row}"
            raise refuse("number_loses_digits", Place(file, row=row), cell=cell, found=f"{value:.15g}")
        return number
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, timedelta):
        cell = f"{column_letters(column)}{row}"
        raise refuse("cell_is_duration", Place(file, row=row), cell=cell, found=str(value))
    return str(value)


def exact_number(value: float) -> int | Decimal | None:
    """The number that Excel shows for a float, exactly; None where it holds more digits than Excel keeps."""
    if not math.isfinite(value):
        return None
    if value == int(value):
        return int(value) if abs(value) < 10**EXACT_DIGITS else None
    shown = Decimal(repr(value))
    if len(shown.as_tuple().digits) > EXACT_DIGITS:
        shown = Decimal(f"{value:.{EXACT_DIGITS - 1}e}")
        if abs(float(shown) - value) > _TRACE * math.ulp(value):
            return None
    return int(shown) if shown == int(shown) else shown.normalize()


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
