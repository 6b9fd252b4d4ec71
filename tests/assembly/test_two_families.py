"""Two families in one workspace: they share clauses, options and parameters, and a rule of one calls a rule of the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts_kit.assembly.contract import assemble
from contracts_kit.calculation.calculate import calculate
from contracts_kit.content.library import load_library
from contracts_kit.content.parameter_file import read_parameter_file
from contracts_kit.writers.text import write_text

WORKSPACE = Path(__file__).resolve().parent.parent / "workspaces" / "sale_and_service"
LIBRARY = load_library(WORKSPACE)


def words(family: str, language: str) -> str:
    filled = read_parameter_file(WORKSPACE / "sale.yaml", LIBRARY, "sale") if family == "sale" else None
    contract = assemble(family, filled, library=LIBRARY, language=language)
    return write_text(contract.document).decode()


@pytest.mark.parametrize("family", ["sale", "service"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_common_clause_and_its_shared_reading_stand_in_both(family: str, language: str) -> None:
    found = words(family, language)
    assert "0.05%" in found
    assert {"zh": "迟延自届满次日起算", "en": "Delay counts from the day after"}[language] in found


def test_the_example_of_a_rule_that_calls_another_family_is_worked_out() -> None:
    assert "¥1,240.00" in words("sale", "zh")  # two batches of A, and three hours of the other family


def test_a_rule_calls_a_rule_of_another_family() -> None:
    found = calculate("fine_with_hours", {"kind": "B", "hours": 3}, {"fee_b": 800}, library=LIBRARY)
    assert str(found.outputs["total"]) == "1840.00"


def test_a_cell_reads_the_parameter_it_names_and_a_column_may_bear_any_name() -> None:
    found = calculate("fine_of_class", {"kind": "A", "batches": 3}, {"fee_a": 700}, library=LIBRARY)
    assert str(found.outputs["fine"]) == "2100.00"
    assert found.outputs["names"] == ["A", "B"]


def test_a_list_of_records_is_a_table_and_a_loop_and_a_variant_is_chosen() -> None:
    found = words("sale", "en")
    assert found.count("螺栓") >= 2
    assert "By a bill of 6 months" in found
    assert "Cash." not in found


def test_a_year_of_the_calendar_is_printed_as_one() -> None:
    assert "年度2019年。" in words("sale", "zh")
    assert "year 2019." in words("sale", "en")
