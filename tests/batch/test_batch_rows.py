"""The values of a row: the common file's with some replaced, read alike, and every fault at its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from loan_batches import COMMON, FAMILY, Planner

from contracts_kit.batch.common_file import RowReader
from contracts_kit.content.library import find_family
from contracts_kit.content.model import Library
from contracts_kit.content.parameter_file import values_of_file
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.errors import InputError


def rows_of(planned: Planner, suppliers: str, common: str = COMMON) -> list[ParameterValues]:
    plan = planned(suppliers, common)
    reader = RowReader(
        plan.family, plan.common, plan.table.file, tuple(zip(plan.table.columns, plan.targets, strict=True))
    )
    return [reader.values(order.row, order.line, order.cells) for order in plan.orders()]


def faults(planned: Planner, suppliers: str, common: str = COMMON) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as refused:
        rows_of(planned, suppliers, common)
    return [(finding.kind, str(finding.place)) for finding in refused.value.findings]


def test_cells_are_read_as_a_parameter_file_is_and_an_empty_one_leaves_the_common_value(planned: Planner) -> None:
    first, second = rows_of(
        planned,
        "借用方,押金,late_rate,return_by,carriage,options.late_from,借用期限\n"
        "甲,8万元,每日万分之五,2026年3月25日,借用方,Next_Day,15日\n乙,,,,,,\n",
    )
    assert first.values["supplier"]["name"] == "甲"
    assert first.values["deposit"] == 80_000 and first.values["late_rate"] == Decimal("0.0005")
    assert (first.values["return_by"], first.values["carriage"], first.values["loan_days"]) == (
        date(2026, 3, 25),
        "borrower",
        15,
    )
    assert first.options["late_from"] == "next_day"
    assert second.values["deposit"] == 50_000 and second.values["late_rate"] == Decimal("0.001")
    assert second.options["late_from"] == "same_day" and second.values["return_by"] is None


@pytest.mark.parametrize(
    "common",
    [
        "supplier: {address: 共同路1号, name: 共同}\ndeposit: 1\n",
        "parameters:\n  supplier: {address: 共同路1号, name: 共同}\n  deposit: 1\n",
        "supplier.address: 共同路1号\nsupplier.name: 共同\ndeposit: 1\n",
        "supplier.address: 共同路1号\nsupplier: {name: 共同}\ndeposit: 1\n",
    ],
)
def test_a_row_replaces_single_fields_of_a_record_however_the_common_file_gives_it(
    planned: Planner, common: str
) -> None:
    first, second = rows_of(planned, "借用方,押金\n甲,2\n,3\n", common)
    assert (first.values["supplier"]["name"], first.values["supplier"]["address"]) == ("甲", "共同路1号")
    assert second.values["supplier"]["name"] == "共同"


def test_a_row_is_what_the_common_file_would_be_with_its_values_written_in(planned: Planner, loans: Library) -> None:
    (row,) = rows_of(planned, "借用方,押金,出借方住所\n甲,8万元,示例路1号\n")
    written = (
        "buyer: {name: 示例出借公司, address: 示例路1号}\nsupplier: {name: 甲}\ndeposit: 8万元\nlate_rate: 0.1%\n"
        "options: {late_from: same_day}\n"
    )
    same = values_of_file(written.encode(), "x.yaml", loans, FAMILY)
    assert (row.values, row.options, row.given) == (same.values, same.options, same.given)


def test_each_fault_is_at_its_cell_all_at_once(planned: Planner) -> None:
    found = faults(planned, "借用方,统一社会信用代码,late_rate,借用期限\n甲,123,3,400\n")
    assert sorted(found) == [
        ("bare_number_for_rate", "list.csv  #2  late_rate"),
        ("credit_code_length", "list.csv  #2  统一社会信用代码"),
        ("parameter_out_of_bounds", "list.csv  #2  借用期限"),
    ]


def test_a_fault_of_a_yaml_list_has_its_line(planned: Planner, loans: Library, tmp_path: Path) -> None:
    from contracts_kit.batch import plan_batch

    (tmp_path / "list.yaml").write_text(
        "- supplier: {name: 甲}\n- supplier: {name: 乙}\n  deposit: 很多\n", encoding="utf-8"
    )
    plan = plan_batch(FAMILY, None, tmp_path / "list.yaml", library=loans)
    reader = RowReader(
        find_family(loans, FAMILY), plan.common, "list.yaml", tuple(zip(plan.table.columns, plan.targets, strict=True))
    )
    orders = list(plan.orders())
    assert reader.values(orders[0].row, orders[0].line, orders[0].cells).values["supplier"]["name"] == "甲"
    with pytest.raises(InputError) as refused:
        reader.values(orders[1].row, orders[1].line, orders[1].cells)
    (finding,) = refused.value.findings
    assert (finding.place.row, finding.place.line, finding.place.path) == (2, 2, "deposit")


def test_what_does_not_fit_together_is_at_the_cell_that_is_part_of_it(planned: Planner) -> None:
    (values,) = rows_of(planned, "借用方,late_rate\n甲,0%\n")
    (finding,) = values.findings
    assert (finding.kind, finding.place.row) == ("cross_check_error", 2)


def test_a_common_file_that_is_wrong_is_refused_before_any_row(planned: Planner) -> None:
    with pytest.raises(InputError) as refused:
        planned("借用方\n甲\n", "deposit: 5万元\nlate_rate: 3\ndeposti: 1\ndeposit: 6万元\n")
    assert [(f.kind, f.place.line) for f in refused.value.findings] == [
        ("duplicate_key", 4),
        ("bare_number_for_rate", 2),
        ("unknown_parameter", 3),
    ]


def test_what_the_common_file_leaves_out_and_must_be_given_is_asked_for_in_the_row(planned: Planner) -> None:
    plan = planned("借用方,借用期限\n甲,15日\n乙,\n")
    needed = replace(plan.family.parameters["loan_days"], default=None)
    family = replace(plan.family, parameters={**plan.family.parameters, "loan_days": needed})
    reader = RowReader(family, plan.common, "list.csv", tuple(zip(plan.table.columns, plan.targets, strict=True)))
    first, second = plan.orders()
    assert reader.values(first.row, first.line, first.cells).values["loan_days"] == 15
    with pytest.raises(InputError) as refused:
        reader.values(second.row, second.line, second.cells)
    (finding,) = refused.value.findings
    assert (finding.kind, str(finding.place)) == ("parameter_missing", "list.csv  #3  loan_days")
