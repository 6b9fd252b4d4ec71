"""Data tables as tables of the document.

A data table prints the columns that have a heading (`labels`); without headings, all of them. A column whose name ends
in `_zh` or `_en` prints only in that language. A cell that names a parameter prints the parameter; in a column with a
type a cell `-`, which is nothing for a rule, prints as a dash.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contracts_kit.assembly.tree import Cell, Text, inline_text
from contracts_kit.content.model import DataTable, Family
from contracts_kit.content.slots import ParameterSlot
from contracts_kit.values.printing import print_value
from contracts_kit.values.reading import read_value
from contracts_kit.values.text_width import text_width
from contracts_kit.values.types import NUMBER_KINDS

NARROWEST, WIDEST = 5, 24
"""Bounds of a column's width, in Latin characters; a Chinese character counts as two."""
MARGINS = 2
"""What the margins of a cell take, in Latin characters: else a short column beside a long one breaks its words."""
_SPACED = re.compile("(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])")
_OTHER = {"zh": "_en", "en": "_zh"}
_OWN = {"zh": "_zh", "en": "_en"}


def data_table(table: DataTable, family: Family, language: str) -> list[list[Cell | ParameterSlot]]:
    """The rows of a data table, headings first; a slot stands for a cell that names a parameter."""
    columns = [c for c in table.columns if not c.endswith(_OTHER[language])]
    if table.labels:
        columns = [c for c in columns if c in table.labels]
    head: list[Cell | ParameterSlot] = [Cell((Text(_heading(table, c, language)),), header=True) for c in columns]
    rows = [head]
    for row in table.rows:
        rows.append([_cell(table, column, str(row[column]), family, language) for column in columns])
    return rows


def _heading(table: DataTable, column: str, language: str) -> str:
    label = table.labels.get(column)
    return label[language] if label else column.removesuffix(_OWN[language]).replace("_", " ")


def _cell(table: DataTable, column: str, text: str, family: Family, language: str) -> Cell | ParameterSlot:
    if text in family.parameters:
        return ParameterSlot(text)
    type_ = table.types.get(column)
    if type_ is None or not text:
        return Cell((Text(text),) if text else ())
    if text == "-":
        return Cell((Text("—"),))
    printed = print_value(read_value(text, type_, table.place), type_, language)
    return Cell((Text(printed),), align="right" if type_.kind in NUMBER_KINDS else "left")


def content_widths(rows: Sequence[Sequence[Cell]]) -> tuple[int, ...]:
    """Relative widths of columns after what stands in them: the longest cell of each, within bounds."""
    columns = max((len(row) for row in rows), default=0)
    longest = [NARROWEST] * columns
    for row in rows:
        for place, cell in enumerate(row):
            text = inline_text(cell.inlines)
            wanted = _heading_width(text) if cell.header else _printed_width(text) + MARGINS
            longest[place] = max(longest[place], min(wanted, WIDEST))
    return tuple(longest)


def _printed_width(text: str) -> int:
    """The width of a text on a page, where a quarter of a character stands between Chinese and a figure."""
    return text_width(text) + (len(_SPACED.findall(text)) + 1) // 2


def _heading_width(text: str) -> int:
    """A heading may stand on several lines: its longest word, in Chinese half of it; bold letters are wider."""
    words = [text_width(word) if word.isascii() else (text_width(word) + 1) // 2 for word in text.split()]
    return max(words, default=0) + 2
