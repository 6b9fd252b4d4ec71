from __future__ import annotations

import pytest

from contracts_kit.assembly.blanks import blank_text
from contracts_kit.values.types import ValueType

MONEY, RATE = ValueType("money", "CNY"), ValueType("ratio", "ratio/day")


@pytest.mark.parametrize(
    ("type_", "style", "zh", "en"),
    [
        (MONEY, None, "¥" + "_" * 12, "CNY " + "_" * 12),
        (MONEY, "capital", "_" * 28, "_" * 28),
        (ValueType("ratio", "ratio"), None, "____%", "____%"),
        (RATE, None, "____%", "____%"),
        (RATE, "full", "每日____%", "____% per day"),
        (ValueType("integer", "days"), None, "____日", "____ days"),
        (ValueType("integer", "working_days"), None, "____个工作日", "____ working days"),
        (ValueType("integer", "month_of_year"), None, "____月", "____"),
        (ValueType("date"), None, "______年____月____日", "_" * 18),
        (ValueType("text"), None, "_" * 16, "_" * 16),
        (ValueType("choice", choices=("a", "b")), None, "_" * 16, "_" * 16),
    ],
)
def test_the_line_to_fill_in_fits_the_type(type_: ValueType, style: str | None, zh: str, en: str) -> None:
    assert blank_text(type_, "zh", style) == zh
    assert blank_text(type_, "en", style) == en


def test_the_name_of_a_party_has_a_longer_line_than_a_text() -> None:
    assert len(blank_text(ValueType("text"), "zh", None, "name")) > len(blank_text(ValueType("text"), "zh"))


def test_both_addresses_of_a_party_have_lines_of_one_length() -> None:
    lines = {blank_text(ValueType("text"), "zh", None, field) for field in ("address", "business_address")}
    assert len(lines) == 1
