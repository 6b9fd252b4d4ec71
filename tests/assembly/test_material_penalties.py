"""The penalty schedule: its matrix prints the parameters, its readings stand where they decide, its faults are warned of."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from contracts_kit.assembly.contract import Contract, assemble
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Library
from contracts_kit.content.parameter_values import read_parameter_values
from contracts_kit.errors import InputError
from contracts_kit.review.check import check_contract
from contracts_kit.writers.text import text_lines

ROOT = Path(__file__).parent.parent.parent
FAMILY = "material_penalties"


@lru_cache(maxsize=1)
def library() -> Library:
    return load_library(ROOT)


def make(language: str, options: dict[str, str] | None = None, **values: Any) -> Contract:
    read = read_parameter_values(library().families[FAMILY], values, options or {})
    return assemble(FAMILY, read, language=language, library=library(), examples=False)


def words(language: str, options: dict[str, str] | None = None, **values: Any) -> list[str]:
    return text_lines(make(language, options, **values).document)


@pytest.mark.parametrize(
    ("category", "cells"),
    [
        ("Electronic components", "30 ppm | 1 ppm | 5% | —"),
        ("Printed materials", "100 ppm | 100 ppm | 5% | 900 ppm"),
        ("Structural and packaging materials", "900 ppm | 100 ppm | 5% | 5,000 ppm"),
        ("Circuit boards and connectors", "100 ppm | 10 ppm | 5% | —"),
        ("LCDs", "1,000 ppm | 100 ppm | 3% | —"),
    ],
)
def test_the_matrix_has_one_row_for_each_category(category: str, cells: str) -> None:
    (row,) = [line for line in words("en", lcd_deduction_rate="3%") if line.startswith(f"{category} | ")]
    assert row.endswith(f" | {cells}")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_figure_of_the_matrix_moves_with_its_parameter(language: str) -> None:
    assert sum("250 ppm" in line for line in words(language, pcb_target_ppm=250)) == 1
    assert sum("6,500 ppm" in line for line in words(language, structural_band_high_ppm=6500)) == 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_option_is_printed_and_every_value_of_it_changes_the_text(language: str) -> None:
    options = library().families[FAMILY].options
    assert len(options) == 19  # the inventory lists 21: two of them are shared by two rules each
    usual = words(language)
    for option in options.values():
        for value in option.values:
            changed = words(language, {option.id: value})
            assert (changed == usual) == (value == option.default), (option.id, value)


def test_a_limit_of_the_stepped_sum_is_printed_where_it_is_agreed() -> None:
    assert not [line for line in words("zh") if "上限。" in line and "任何一批" in line]
    assert [line for line in words("zh", repeat_fine_cap="8万元/批") if "以¥80,000.00为上限" in line]


CLASHES = {
    "fourth_batch_does_not_follow": {"repeat_fine_batch_3": 30000},
    "step_limit_below_the_second_batch": {"repeat_fine_cap": 9000},
    "printing_band_apart_from_target": {"printing_target_ppm": 90},
    "printing_band_empty": {"printing_band_high_ppm": 100},
    "structural_band_apart_from_target": {"structural_band_low_ppm": 901},
    "structural_band_empty": {"structural_band_high_ppm": 899},
    "lcd_rates_reversed": {"lcd_deduction_rate_min": "6%"},
    "lcd_rate_outside_its_range": {"lcd_deduction_rate": "5.1%"},
}


@pytest.mark.parametrize("check", CLASHES)
def test_figures_that_clash_are_refused_with_both_of_them(check: str) -> None:
    with pytest.raises(InputError) as refused:
        make("zh", **CLASHES[check])
    assert check in {f.details.get("check") for f in refused.value.findings}


def warned(**values: Any) -> set[str]:
    read = read_parameter_values(library().families[FAMILY], values)
    found = check_contract(FAMILY, read, library(), language="en")
    return {str(f.details["check"]) for f in found if f.kind == "cross_check_warning"}


def test_a_sum_that_doubles_without_a_limit_is_warned_of_until_a_limit_is_agreed() -> None:
    assert "growing_sum_without_limit" in warned()
    assert "growing_sum_without_limit" not in warned(repeat_fine_cap=80000)
    steady = {"repeat_fine_growth_factor": 1, "repeat_fine_batch_3": 10000, "repeat_fine_batch_4_example": 10000}
    assert "growing_sum_without_limit" not in warned(**steady)


def test_a_second_batch_that_costs_less_than_the_first_is_warned_of() -> None:
    assert "second_batch_below_the_first" in warned(iqc_batch_fine=12000)
    assert "second_batch_below_the_first" not in warned()
