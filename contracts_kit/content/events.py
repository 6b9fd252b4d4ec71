"""Events from a table: the inputs of a rule, once for each event, as its rows give them.

A row is an event. Where the table holds lists, rows with the same name in the column `event` are one event: its first
row gives what is one value, and each of its rows an entry of its lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from contracts_kit.content.event_columns import EventColumn, PlacedColumns
from contracts_kit.content.sheet_table import Cell, SheetRow, SheetTable
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding
from contracts_kit.records import dataclass

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a program for tables may take for a formula."""
SHIELD = "'"
"""What stands before such a text in a file of ours, and is taken away when it is read."""
_SEPARATORS = str.maketrans({"；": ";", "\n": ";"})


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name (None: its row has none), the rows of the table that describe it, and the inputs.

    `findings` say what is wrong with the rows themselves; the inputs are not to be used then.
    """

    name: str | None
    rows: tuple[SheetRow, ...]
    inputs: dict[str, Any]
    findings: tuple[Finding, ...] = ()


def read_events(table: SheetTable, placed: PlacedColumns) -> Iterator[Event]:
    """The events of a table, in the order in which they begin."""
    groups: dict[str | int, list[SheetRow]] = {}
    ours = tuple(name for name in (*placed.inputs, placed.event, placed.remark) if name is not None)
    grouped = placed.event is not None and any(column.listed for column in placed.inputs.values())
    for row in table.rows:
        if all(row.cells[name] is None for name in ours):
            continue  # the totals of an earlier run
        name = _name(row, placed)
        groups.setdefault(name if grouped and name is not None else row.number, []).append(row)
    for rows in groups.values():
        name = _name(rows[0], placed)
        try:
            inputs = _inputs(table, placed, rows)
        except InputError as error:
            yield Event(name, tuple(rows), {}, error.findings)
        else:
            yield Event(name, tuple(rows), inputs)


def _name(row: SheetRow, placed: PlacedColumns) -> str | None:
    name = None if placed.event is None else row.cells[placed.event]
    return None if name is None else unshielded(str(name))


def _inputs(table: SheetTable, placed: PlacedColumns, rows: list[SheetRow]) -> dict[str, Any]:
    """The inputs that the rows of one event give. Raises InputError `event_rows_differ`."""
    cells = [row.cells for row in rows]
    made: dict[str, Any] = {}
    findings: list[Finding] = []
    for header, column in placed.inputs.items():
        if column.listed:
            if column.field is None:
                entries = [value for row in cells for value in _listed(row[header], column)]
                if entries or column.required:
                    made[column.input] = entries
            continue
        value = given(cells[0][header], column)
        for number, row in enumerate(cells[1:], 1):
            other = given(row[header], column)
            if other is not None and other != value:
                place = table.place(rows[number], header)
                findings.append(Finding("event_rows_differ", place, {"name": header, "first": rows[0].number}))
        if value is not None:
            if column.field is None:
                made[column.input] = value
            else:
                made.setdefault(column.input, {})[column.field] = value
    for name in dict.fromkeys(c.input for c in placed.inputs.values() if c.listed and c.field is not None):
        fields = {header: column for header, column in placed.inputs.items() if column.input == name}
        records = [{c.field: given(row[h], c) for h, c in fields.items() if row[h] is not None} for row in cells]
        if any(records) or any(column.required for column in fields.values()):
            made[name] = [record for record in records if record]
    if findings:
        raise InputError(findings)
    return made


def _listed(cell: Cell, column: EventColumn) -> Iterator[Any]:
    """The values in a cell of a list: one, or several with semicolons between them."""
    if isinstance(cell, list):
        yield from cell
    elif isinstance(cell, str) and column.type.kind != "text":
        parts = (part.strip() for part in cell.translate(_SEPARATORS).split(";"))
        yield from (given(part, column) for part in parts if part)
    elif cell is not None:
        yield given(cell, column)


def given(cell: Cell, column: EventColumn) -> Any:
    """A cell as the rule's inputs are read from it: a choice by its label, a day without the midnight Excel adds."""
    if isinstance(cell, str):
        cell = unshielded(cell)
        return _choice(cell, column) if column.type.kind == "choice" else cell
    if isinstance(cell, datetime) and column.type.kind == "date" and not (cell.hour or cell.minute or cell.second):
        return cell.date()
    if column.type.kind in ("text", "choice") and cell is not None:
        return _choice(str(cell), column)
    return cell


def _choice(text: str, column: EventColumn) -> str:
    for value, label in (column.choice_labels or {}).items():
        if text.casefold() in (value.casefold(), label.zh.casefold(), label.en.casefold()):
            return value
    return text


def unshielded(text: str) -> str:
    """A text as it was before `shielded`."""
    return text[1:] if text[:1] == SHIELD and text[1:2] and text[1] in (*FORMULA_SIGNS, SHIELD) else text


def shielded(text: str) -> str:
    """A text that no program takes for a formula: one that looks like it has an apostrophe before it."""
    return SHIELD + text if text[:1] in FORMULA_SIGNS or (text[:1] == SHIELD and unshielded(text) != text) else text
