"""Every rule's own example, written as rows of a table, comes to what it comes to by itself."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from contracts_kit.calculation.calculate import calculate, prepare
from contracts_kit.calculation.events import calculate_events
from contracts_kit.cli.console import read_mapping
from contracts_kit.content.event_columns import event_columns, place_columns
from contracts_kit.content.events import read_events
from contracts_kit.content.library import find_rule, load_library
from contracts_kit.content.rules import Rule
from contracts_kit.content.sheet_files import read_sheet_bytes
from contracts_kit.findings import LANGUAGES, Place

ROOT = Path(__file__).parents[2]
FAMILIES = load_library(ROOT).families
RULES = {rule.id: rule for family in FAMILIES.values() for rule in family.rules.values() if rule.example}
AGREED = {name: read_mapping(str(ROOT / f"examples/{name}.yaml")) for name in FAMILIES}


def cell(value: Any) -> str:
    return "" if value is None else str(value)


def rows_of(rule: Rule) -> list[list[str]]:
    """The example as rows: what is one value in the first, the entries of lists in each."""
    columns = event_columns(rule)
    height = max([1, *(len(v) for v in rule.example.values() if isinstance(v, list))])
    rows = []
    for number in range(height):
        row = ["E"]
        for column in columns:
            value = rule.example.get(column.input)
            if column.listed:
                value = value[number] if value is not None and number < len(value) else None
            elif number:
                value = None
            if column.field is not None:
                value = None if value is None else value.get(column.field)
            row.append(cell(value))
        rows.append(row)
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RULES)
def test_a_table_comes_to_what_the_example_comes_to(name: str, language: str) -> None:
    rule = RULES[name]
    library = load_library(ROOT)
    columns = event_columns(rule)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    labels = [column.header(language) for column in columns]
    clear = len({label.casefold() for label in labels}) == len(labels)
    writer.writerow(["event", *(labels if clear else [column.name for column in columns])])
    writer.writerows(rows_of(rule))
    table = read_sheet_bytes(stream.getvalue().encode(), "e.csv")
    placed = place_columns(rule, columns, table.columns, Place("e.csv", row=1))
    (event,) = read_events(table, placed)
    parameters = AGREED[find_rule(library, name)[0].name]
    (result,) = calculate_events(prepare(name, parameters, library=library), [event])
    assert (
        result.reason("en") == ""
        and result.outputs == calculate(name, rule.example, parameters, library=library).outputs
    )
