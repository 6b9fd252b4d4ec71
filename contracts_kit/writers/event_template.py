"""A workbook to fill in with the events of a rule: a column for each input, and what each expects.

The first sheet is the table as `calc --file` reads it; cells have the format of their values, choices are lists to
choose from, bounds are checked as somebody types. The second sheet says the same in words.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contracts_kit.calculation.outputs import as_decimal
from contracts_kit.content.event_columns import EVENT, REMARK, EventColumn
from contracts_kit.content.rules import Limit, Rule
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.expected_forms import expected_form
from contracts_kit.values.printing import print_value
from contracts_kit.values.text_width import text_width
from contracts_kit.values.units import factor_of
from contracts_kit.writers.tables import DATE_FORMAT, MOMENT_FORMAT, NUMBER_FORMATS, fit_page, new_workbook

LAST_ROW = 10_000
"""Down to this row, cells have formats and are checked."""
_SHEETS = Bilingual("事件", "events"), Bilingual("填写说明", "how to fill in")
_HEAD = (
    Bilingual("列", "column"),
    Bilingual("输入", "input"),
    Bilingual("填写", "write"),
    Bilingual("可否不填", "may be empty"),
)
_EVENT_HELP = {
    False: Bilingual("随意填写的名称或单号。", "A name or a number of your own."),
    True: Bilingual(
        "同一事件占几行时，各行填相同的名称；否则可不填。",
        "The same name in each row of one event; else it may be empty.",
    ),
}
_REMARK_HELP = Bilingual("随意填写，不参与计算。", "Anything; it is not calculated with.")
_LISTED = Bilingual("；每行一项", "; one for each row of the event")
_BOTH = Bilingual("{least} 至 {most}", "{least} to {most}")
_LEAST = Bilingual("不小于 {least}", "at least {least}")
_MOST = Bilingual("不大于 {most}", "at most {most}")
_YES_NO = {"zh": ["是", "否"], "en": ["yes", "no"]}
_MAY = {"zh": ("必填", "可不填"), "en": ("no", "yes")}
_WRONG = Bilingual("请按填写说明填写。", "Write what the second sheet says.")
_WIDTHS, _LINE = (32, 28, 64, 16), 16  # of the second sheet: columns in letters, a line in points
_LONGEST_LIST = 255  # of the choices that stand in a cell's check; more stand on a sheet


def write_event_template(rule: Rule, columns: Sequence[EventColumn], language: str) -> bytes:
    """The workbook for the events of a rule. The same rule gives the same bytes."""
    stream = io.BytesIO()
    book = new_workbook(stream)
    sheet = book.add_worksheet(_SHEETS[0][language])
    words = book.add_worksheet(_SHEETS[1][language])
    font = {"font_name": "宋体"}
    head = book.add_format(
        {**font, "bold": True, "bg_color": "#E7EDF5", "text_wrap": True, "bottom": 1, "valign": "top"}
    )
    wrapped = book.add_format({**font, "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 32)
    fit_page(sheet)
    fit_page(words)
    for place, title in enumerate(_HEAD):
        words.write_string(0, place, title[language], head)
    for place, width in enumerate(_WIDTHS):
        words.set_column(place, place, width)
    listed = any(column.listed for column in columns)
    rows = [
        (column.header(language), column.name, _help(column, language), column, not column.required)
        for column in columns
    ]
    event = (EVENT[language], "event", _EVENT_HELP[listed][language], None, True)
    remark = (REMARK[language], "remark", _REMARK_HELP[language], None, True)
    for place, (header, name, text, column, may) in enumerate([event, *rows, remark]):
        look = book.add_format({**font, **({"num_format": _number_format(column)} if column is not None else {})})
        sheet.set_column(place, place, max(12, min(30, 2 * len(header))), look)
        sheet.write_string(0, place, header, head)
        sheet.write_comment(0, place, f"{name}\n{text}", {"x_scale": 2, "font_size": 9, "author": ""})
        if column is not None:
            _check(sheet, words, place, column, text, language)
        cells = (header, name, text, _MAY[language][may])
        lines = max(-(-text_width(cell) // (width - 2)) for cell, width in zip(cells, _WIDTHS, strict=True))
        words.set_row(place + 1, _LINE * lines)
        for at, cell in enumerate(cells):
            words.write_string(place + 1, at, cell, wrapped)
    book.close()
    return stream.getvalue()


def _number_format(column: EventColumn) -> str:
    if column.type.kind == "date":
        return DATE_FORMAT
    if column.type.kind == "datetime":
        return MOMENT_FORMAT
    return NUMBER_FORMATS.get(column.type.kind, "@" if column.type.kind == "text" else "General")


def _help(column: EventColumn, language: str) -> str:
    """What is to be written into a column: its form, its bounds, its choices."""
    if column.type.kind == "choice":
        text = (" / ").join(_choices(column, language))
    elif column.type.kind == "boolean":
        text = " / ".join(_YES_NO[language])
    else:
        text = expected_form(column.type)[language]
    bounds = _bounds(column, language)
    between = "；" if language == "zh" else "; "
    return text + (between + bounds if bounds else "") + (_LISTED[language] if column.listed else "")


def _bounds(column: EventColumn, language: str) -> str:
    if not column.type.is_number:
        return ""
    least, most = (None if b is None else print_value(b, column.type, language) for b in (column.least, column.most))
    words = _BOTH if least and most else _LEAST if least else _MOST if most else None
    return words[language].format(least=least, most=most) if words is not None else ""


def _choices(column: EventColumn, language: str) -> list[str]:
    labels = column.choice_labels or {}
    return [labels[value][language] if value in labels else value for value in column.type.choices]


def _check(sheet: Any, words: Any, place: int, column: EventColumn, text: str, language: str) -> None:
    """The check of a column's cells, with its help beside the cell that is chosen."""
    rule: dict[str, Any] = {
        "input_title": column.label[language][:32],
        "input_message": text[:255],
        "error_message": _WRONG[language],
        "ignore_blank": True,
    }
    kind = column.type.kind
    if kind in ("choice", "boolean"):
        choices = _choices(column, language) if kind == "choice" else _YES_NO[language]
        rule |= {"validate": "list", "source": _source(words, place, choices)}
    elif kind == "date":
        rule |= {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
    elif column.type.is_number:
        rule |= _range(column)
    else:
        rule |= {"validate": "any"}
    sheet.data_validation(1, place, LAST_ROW, place, rule)


def _source(words: Any, place: int, choices: Sequence[str]) -> Any:
    """The choices themselves, or, where they are too long for a check, cells of the second sheet that hold them."""
    if len(",".join(choices)) <= _LONGEST_LIST and not any("," in choice for choice in choices):
        return list(choices)
    column = 5 + place
    for at, choice in enumerate(choices):
        words.write_string(at, column, choice)
    from xlsxwriter.utility import xl_range_abs

    return f"='{words.get_name()}'!{xl_range_abs(0, column, len(choices) - 1, column)}"


def _range(column: EventColumn) -> dict[str, Any]:
    """The check of a number: its bounds, or that it is a number. A list may have several in a cell, as text."""
    if column.listed and column.field is None:
        return {"validate": "any"}
    least, most = (_listed(bound, column) for bound in (column.least, column.most))
    validate = "integer" if column.type.kind == "integer" else "decimal"
    if least is not None and most is not None:
        return {"validate": validate, "criteria": "between", "minimum": least, "maximum": most}
    if least is not None:
        return {"validate": validate, "criteria": ">=", "value": least}
    if most is not None:
        return {"validate": validate, "criteria": "<=", "value": most}
    return {"validate": validate, "criteria": ">=", "value": -(10**15)}


def _listed(bound: Limit, column: EventColumn) -> int | Decimal | None:
    """A bound in the unit in which a bare number is given: 10 for 100,000 in 万元."""
    if bound is None:
        return None
    number = Fraction(bound) / factor_of(column.type.unit)
    return int(number) if number.denominator == 1 else as_decimal(number)
