"""Events from a table: which column is which input, which rows are one event, and what is refused before anything runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.content.event_columns import event_columns, place_columns
from contracts_kit.content.events import FORMULA_SIGNS, Event, read_events, shielded, unshielded
from contracts_kit.content.rules import Input, Rule
from contracts_kit.content.sheet_files import read_sheet_bytes, read_sheet_file
from contracts_kit.errors import InputError
from contracts_kit.findings import Place
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.types import ValueType
from tests.calculation.charts_of_parts_supply import rule_named

BROKEN = sorted((Path(__file__).parents[1] / "broken" / "events").iterdir())


def events(rule: str, text: str) -> list[Event]:
    found, table = rule_named(rule), read_sheet_bytes(text.encode(), "events.csv")
    placed = place_columns(found, event_columns(found), table.columns, Place(table.file, row=table.header))
    return list(read_events(table, placed))


def inputs(rule: str, text: str) -> list[dict[str, Any]]:
    return [event.inputs for event in events(rule, text)]


@pytest.mark.parametrize(
    "header",
    [
        "category,ppm,usage_payment",
        "类别,不良率（ppm）,货款（元）",
        "类别,不良率,货款",
        "Category,Defect Rate (ppm),payment (CNY)",
        " category , PPM , Usage_Payment ",
    ],
)
def test_a_column_is_called_by_the_name_or_by_the_label_of_its_input(header: str) -> None:
    assert inputs("ppm_deduction", header + "\n显示屏类,2000,10万元\n") == [
        {"category": "lcd", "ppm": "2000", "usage_payment": "10万元"}
    ]


def test_an_empty_cell_leaves_its_input_out() -> None:
    assert inputs("ppm_deduction", "category,ppm,usage_payment,lcd_rate,备注\nlcd,5,,,x\n") == [
        {"category": "lcd", "ppm": "5"}
    ]


def test_rows_of_one_event_are_the_entries_of_its_lists() -> None:
    text = (
        "事件,工厂,每日产量（件）,每日不良数（件）,停产日\n"
        "三月,北厂,1000,3,2026-03-08\n四月,南厂,500,1,\n三月,,2000,9,2026-03-15；2026-03-22\n三月,北厂,,,\n"
    )
    assert inputs("monthly_rate", text) == [
        {
            "plant": "north",
            "closed": ["2026-03-08", "2026-03-15", "2026-03-22"],
            "days": [{"output": "1000", "defective": "3"}, {"output": "2000", "defective": "9"}],
        },
        {"plant": "south", "days": [{"output": "500", "defective": "1"}]},
    ]


def test_a_row_without_a_name_is_an_event_of_its_own() -> None:
    text = "plant,days.output,days.defective\nnorth,1,1\nsouth,2,0\n"
    assert [event.rows[0].number for event in events("monthly_rate", text)] == [2, 3]


def test_a_name_joins_no_rows_where_there_is_no_list() -> None:
    found = events("late_charge", "event,value,days\nE1,100,5\nE1,100,5\n")
    assert [(event.name, len(event.rows)) for event in found] == [("E1", 1), ("E1", 1)]


def test_rows_of_one_event_that_contradict_each_other_are_refused_as_an_event() -> None:
    found = events("monthly_rate", "event,plant,days.output,days.defective\nA,north,1,0\nA,south,1,0\nB,south,1,0\n")
    assert [[f.kind for f in event.findings] for event in found] == [["event_rows_differ"], []]
    assert str(found[0].findings[0].place) == "events.csv  #3  plant"


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_each_broken_table_is_refused_for_what_is_wrong_with_it(file: Path) -> None:
    rule, table = rule_named("ppm_deduction"), read_sheet_file(file)
    with pytest.raises(InputError) as error:
        place_columns(rule, event_columns(rule), table.columns, Place(table.file, row=table.header))
    assert [finding.kind for finding in error.value.findings] == [file.stem]
    for language in ("zh", "en"):
        assert not re.search(r"[{}]", error.value.findings[0].message(language))


def _rule(*declared: Input) -> Rule:
    return Rule("r", Bilingual("r", "r"), "", "f", {i.name: i for i in declared}, {}, (), {}, {})


def test_a_label_of_two_inputs_has_to_be_said_by_name() -> None:
    same = Bilingual("数量", "quantity")
    rule = _rule(Input("a", ValueType("integer"), same), Input("b", ValueType("integer"), same))
    with pytest.raises(InputError) as error:
        place_columns(rule, event_columns(rule), ["数量"], Place("t.csv"))
    assert error.value.findings[0].kind == "event_column_ambiguous"
    assert set(place_columns(rule, event_columns(rule), ["a", "b"], Place("t.csv")).inputs) == {"a", "b"}


@pytest.mark.parametrize(
    "type_",
    [
        ValueType("map", of=ValueType("money")),
        ValueType("list", of=ValueType("list", of=ValueType("money"))),
        ValueType("rows", fields={"a": ValueType("list", of=ValueType("money"))}),
    ],
)
def test_what_no_table_can_hold_is_refused(type_: ValueType) -> None:
    with pytest.raises(InputError) as error:
        event_columns(_rule(Input("deep", type_, Bilingual("深", "deep"))))
    assert error.value.findings[0].kind == "event_input_nested"
    assert "calc r -i" in error.value.findings[0].message("en")


@given(st.text(st.sampled_from([*FORMULA_SIGNS, "'", "a", "1", " ", "样"]), max_size=6))
def test_a_shielded_text_is_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert unshielded(shielded(text)) == text
    assert not shielded(text).startswith(FORMULA_SIGNS)
