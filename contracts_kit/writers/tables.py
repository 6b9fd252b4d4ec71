"""Writes the results of many events beside their inputs, with totals at the end: CSV, Excel or JSON.

A text of somebody's that a program for tables would take for a formula is shielded (CSV: an apostrophe before it;
Excel: marked as text), and reads back as it was. The same results give the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from contracts_kit.calculation.events import EventResult, totals
from contracts_kit.content.event_columns import CODE, REASON, STATE, headed
from contracts_kit.content.events import FORMULA_SIGNS, shielded, unshielded
from contracts_kit.content.rules import Output
from contracts_kit.content.sheet_table import SheetTable
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.printing import plain_number, print_value
from contracts_kit.values.types import ValueType

if TYPE_CHECKING:
    from contracts_kit.calculation.calculate import Prepared

_CALCULATED = Bilingual("已计算", "calculated")
_REFUSED = Bilingual("不予计算", "refused")
_SAME = Bilingual("同上", "as above")
_TOTAL = Bilingual("合计", "total")
_SHEET = Bilingual("结果", "results")
EXCEL_DIGITS = 15
"""So many digits a number of Excel keeps; a longer one is written as text."""
MADE = datetime(2000, 1, 1)
"""When every workbook says that it was made: the clock is not asked."""
NUMBER_FORMATS = {
    "money": "#,##0.00##########",
    "ratio": "0.00########%",
    "integer": "0",
    "decimal": "#,##0.##########",
}
DATE_FORMAT, MOMENT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Results that are to be written: the table they come from, the prepared rule, one result for each event."""

    prepared: Prepared
    table: SheetTable
    results: tuple[EventResult, ...]
    language: str

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The outputs of the rule, each a column."""
        return tuple(self.prepared.rule.outputs.values())

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table that are inputs, events or remarks; results of an earlier run are left out."""
        ours = {text for language in ("zh", "en") for text in self._added(language)}
        return tuple(column for column in self.table.columns if column not in ours)

    def _added(self, language: str) -> tuple[str, ...]:
        outputs = [headed(output.label, output.type, language) for output in self.outputs]
        return (*outputs, STATE[language], CODE[language], REASON[language])

    @property
    def header(self) -> tuple[str, ...]:
        """The names of all columns."""
        return (*self.columns, *self._added(self.language))

    def rows(self) -> Iterator[tuple[Sequence[Any], EventResult, bool]]:
        """Each row of the table, by events: its cells, the result, and whether the event begins here."""
        columns = self.columns
        for result in self.results:
            for index, row in enumerate(result.event.rows):
                cells = row.cells
                given = (cells[column] for column in columns)
                yield [unshielded(c) if isinstance(c, str) else c for c in given], result, index == 0

    def state(self, result: EventResult, begins: bool) -> tuple[str, str, str]:
        """State, code and reason as a row shows them."""
        if not begins:
            return _SAME[self.language], "", ""
        if result.outputs is not None:
            return _CALCULATED[self.language], "", ""
        return _REFUSED[self.language], result.code or "", result.reason(self.language)

    def totals(self) -> dict[str, Any]:
        """The sums at the end, by output."""
        return totals(self.prepared.rule, self.results)


def write_table(table: ResultTable, format: str) -> bytes:
    """The results as `csv`, `xlsx` or `json`."""
    return {"csv": _csv, "xlsx": _xlsx, "json": _json}[format](table)


def _text(value: Any, type_: ValueType, language: str) -> Any:
    """A value of several parts as one text; others as they are."""
    return print_value(value, type_, language) if isinstance(value, (list, dict)) else value


# --- CSV -------------------------------------------------------------------------------------------------------------


def _csv(table: ResultTable) -> bytes:
    """UTF-8 with a mark at the beginning, by which Excel knows it, and lines as RFC 4180 has them."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([_csv_cell(name) for name in table.header])
    for cells, result, begins in table.rows():
        outputs = [
            _text(result.outputs[o.name], o.type, table.language) if begins and result.outputs is not None else None
            for o in table.outputs
        ]
        writer.writerow([_csv_cell(cell) for cell in (*cells, *outputs, *table.state(result, begins))])
    sums = table.totals()
    if sums:
        writer.writerow([_csv_cell(cell) for cell in _total_row(table, sums)])
    return stream.getvalue().encode("utf-8-sig")


def _total_row(table: ResultTable, sums: dict[str, Any]) -> list[Any]:
    """The last row: its word stands in the column of states, so that no input is taken for it."""
    row: list[Any] = [None] * len(table.columns)
    return [*row, *(sums.get(output.name) for output in table.outputs), _TOTAL[table.language], None, None]


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, Decimal)):
        return plain_number(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, list):
        value = "; ".join(_csv_cell(one) for one in value)
    text = str(value)
    return text if _is_number(text) else shielded(text)


def _is_number(text: str) -> bool:
    """Whether a text with a sign is a plain number, which no program takes for a formula."""
    body = text[1:] if text[:1] in "+-" else text
    return text[:1] in FORMULA_SIGNS and body.replace(".", "", 1).removesuffix("%").isdecimal()


# --- JSON ------------------------------------------------------------------------------------------------------------


def _json(table: ResultTable) -> bytes:
    events = []
    for result in table.results:
        found: dict[str, Any] = {"rows": [row.number for row in result.event.rows], "event": result.event.name}
        found["inputs"] = _plain(result.event.inputs)
        if result.outputs is not None:
            found["outputs"] = _plain(dict(result.outputs))
        else:
            found["refused"] = {
                "code": result.code,
                "kinds": [finding.kind for finding in result.findings],
                "reason": result.reason(table.language),
            }
        events.append(found)
    refused = sum(result.outputs is None for result in table.results)
    made = {
        "rule": table.prepared.rule.id,
        "options": {name: table.prepared.options[name] for name in table.prepared.rule.options},
        "events": events,
        "totals": _plain(table.totals()),
        "calculated": len(events) - refused,
        "refused": refused,
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _plain(value: Any) -> Any:
    """A value as JSON types: exact numbers as texts, days in ISO form."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, (bool, str)):
        return value if value is None or isinstance(value, bool) else str(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return plain_number(value)


# --- Excel -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of a workbook, made once for each."""

    book: Any
    made: dict[Any, Any] = field(default_factory=dict)

    def get(self, **given: Any) -> Any:
        key = tuple(sorted(given.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"font_name": "宋体", "valign": "top", **given})
        return self.made[key]


def new_workbook(stream: io.BytesIO) -> Any:
    """A workbook that takes no text for a formula or an address, and does not ask the clock."""
    import xlsxwriter

    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, settings)
    book.set_properties({"created": MADE})
    return book


def fit_page(sheet: Any) -> None:
    """Print a sheet on pages as wide as all its columns, each with the names above."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _xlsx(table: ResultTable) -> bytes:
    stream = io.BytesIO()
    book = new_workbook(stream)
    looks = _Looks(book)
    sheet = book.add_worksheet(_SHEET[table.language])
    head = partial(looks.get, bold=True, bg_color="#E7EDF5", text_wrap=True, bottom=1)
    for column, name in enumerate(table.header):
        _put(sheet, 0, column, name, None, head)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    fit_page(sheet)
    inputs = len(table.columns)
    sheet.set_column(0, len(table.header) - 2, 16)
    sheet.set_column(len(table.header) - 1, len(table.header) - 1, 60)
    at = 0
    for at, (cells, result, begins) in enumerate(table.rows(), 1):
        look = looks.get if result.outputs is not None else partial(looks.get, font_color="#9C2A1B")
        for column, cell in enumerate(cells):
            _put(sheet, at, column, cell, None, look)
        if begins and result.outputs is not None:
            for column, output in enumerate(table.outputs, inputs):
                value = _text(result.outputs[output.name], output.type, table.language)
                _put(sheet, at, column, value, output.type, look)
        for column, text in enumerate(table.state(result, begins), inputs + len(table.outputs)):
            _put(sheet, at, column, text or None, None, look)
    sheet.autofilter(0, 0, max(at, 1), len(table.header) - 1)
    sums = table.totals()
    if sums:
        types = {inputs + column: output.type for column, output in enumerate(table.outputs)}
        for column, value in enumerate(_total_row(table, sums)):
            _put(sheet, at + 1, column, value, types.get(column), partial(looks.get, bold=True, top=1))
    book.close()
    return stream.getvalue()


def _put(sheet: Any, row: int, column: int, value: Any, type_: ValueType | None, look: Callable[..., Any]) -> None:
    """One cell, with the format of its type."""
    if isinstance(value, list):
        value = _csv_cell(value)
    if value is None:
        sheet.write_blank(row, column, None, look())
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look())
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), look(num_format=MOMENT_FORMAT))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look(num_format=DATE_FORMAT))
    elif isinstance(value, (int, Decimal)) and len(Decimal(value).as_tuple().digits) <= EXCEL_DIGITS:
        number_format = NUMBER_FORMATS.get(type_.kind) if type_ is not None else None
        sheet.write_number(row, column, value, look(num_format=number_format) if number_format else look())
    else:
        text = str(value) if not isinstance(value, (int, Decimal)) else plain_number(value)
        prefixed = text[:1] in FORMULA_SIGNS and not _is_number(text)
        sheet.write_string(row, column, text[:32767], look(quote_prefix=True) if prefixed else look())
