"""Reads a data table: `<name>.csv`, with an optional sidecar `<name>.yaml` for its columns' types, headings and key."""

from __future__ import annotations

import csv
from typing import Any

from contracts_kit.content.clauses import decode
from contracts_kit.content.map_reader import MapReader, read_bilingual
from contracts_kit.content.model import DataTable
from contracts_kit.content.value_types import read_type
from contracts_kit.content.yaml_reader import YamlMap, read_yaml_bytes
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, Place, nearest
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.types import ValueType

MAX_ROWS = 20_000


def read_table(
    content: bytes, file: str, name: str, sidecar: tuple[bytes, str] | None, findings: list[Finding]
) -> DataTable | None:
    """The table of a CSV file (UTF-8, comma, the first row names the columns); cells are texts, an empty cell is "".

    `sidecar` is the content and name of the YAML beside it: `types`, `labels`, `key`. Everything wrong goes to
    `findings`; None where no table is left.
    """
    text = decode(content, file, findings)
    if text is None:
        return None
    lines = text.split("\n")
    reader = csv.reader((line + "\n" for line in lines), strict=True)
    rows: list[dict[str, str]] = []
    row_lines: list[int] = []
    columns: tuple[str, ...] = ()
    start = 1
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = tuple(cell.strip() for cell in cells)
                _check_columns(columns, Place(file, line), findings)
            elif len(cells) != len(columns):
                details = {"found": len(cells), "expected": len(columns)}
                findings.append(Finding("table_row_length", Place(file, line), details))
            else:
                rows.append(dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
                row_lines.append(line)
            if len(rows) > MAX_ROWS:
                raise csv.Error(f"> {MAX_ROWS} rows")
    except csv.Error as error:
        findings.append(Finding("table_not_csv", Place(file, start), {"found": str(error)}))
        return None
    if not columns:
        findings.append(Finding("table_not_csv", Place(file, 1), {"found": {"zh": "空文件", "en": "an empty file"}}))
        return None
    types, labels, key = _sidecar(sidecar, columns, findings)
    if key is not None:
        _check_key(key, rows, row_lines, file, findings)
    return DataTable(name, columns, tuple(rows), types, labels, key, Place(file, 1))


def _check_columns(columns: tuple[str, ...], place: Place, findings: list[Finding]) -> None:
    for index, column in enumerate(columns):
        if not column or column in columns[:index]:
            findings.append(Finding("table_column_twice", place, {"name": column or "-"}))


def _check_key(key: str, rows: list[dict[str, str]], lines: list[int], file: str, findings: list[Finding]) -> None:
    first: dict[str, int] = {}
    for row, line in zip(rows, lines, strict=True):
        if row[key] in first:
            details = {"name": key, "found": row[key], "first": first[row[key]]}
            findings.append(Finding("table_key_twice", Place(file, line), details))
        first.setdefault(row[key], line)


def _sidecar(
    sidecar: tuple[bytes, str] | None, columns: tuple[str, ...], findings: list[Finding]
) -> tuple[dict[str, ValueType], dict[str, Bilingual], str | None]:
    types: dict[str, ValueType] = {}
    labels: dict[str, Bilingual] = {}
    if sidecar is None:
        return types, labels, None
    try:
        source: Any = read_yaml_bytes(*sidecar)
    except InputError as error:
        findings.extend(error.findings)
        return types, labels, None
    if not isinstance(source, YamlMap):
        findings.append(Finding("file_key_missing", Place(sidecar[1], 1), {"name": "types"}))
        return types, labels, None
    reader = MapReader(source, findings)
    reader.only(("types", "labels", "key"))
    for part in ("types", "labels"):
        below = reader.mapping(part)
        for column in below or ():
            assert below is not None
            place = below.place(column, f"{part}.{column}")
            if column not in columns:
                details = {"name": column, "suggestion": nearest(column, columns)}
                findings.append(Finding("table_column_unknown", place, details))
            elif part == "types":
                try:
                    types[column] = read_type(below[column], place)
                except InputError as error:
                    findings.extend(error.findings)
            else:
                label = read_bilingual(below[column])
                if label is None:
                    MapReader(below, findings, part).wrong(column, "bilingual")
                else:
                    labels[column] = label
    key = reader.text("key")
    if key is not None and key not in columns:
        reader.add("table_column_unknown", "key", name=key, suggestion=nearest(key, columns))
        key = None
    return types, labels, key
