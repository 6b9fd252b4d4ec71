"""The parties: codes that are well formed, fields of the right form, and what a log shows of them."""

from pathlib import Path

import pytest
import yaml

from contracts_kit.errors import InputError
from contracts_kit.values.party import credit_code_check, masked, read_credit_code, read_party_field

CODES = yaml.safe_load(Path(__file__).with_name("party_codes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", CODES["well_formed"])
def test_a_well_formed_credit_code_is_read_in_capitals_without_blanks(code: str) -> None:
    read = read_credit_code(code)
    assert len(read) == 18 and read == read.upper() and credit_code_check(read[:-1]) == read[-1]


@pytest.mark.parametrize("broken", CODES["broken"], ids=lambda b: b["code"])
def test_a_broken_credit_code_is_refused_with_what_is_wrong(broken: dict[str, str]) -> None:
    with pytest.raises(InputError) as refused:
        read_credit_code(broken["code"])
    (finding,) = refused.value.findings
    assert finding.kind == broken["kind"]
    if "expected" in broken:
        assert finding.details["expected"] == broken["expected"]


@pytest.mark.parametrize(
    ("field", "text", "read"),
    [
        ("phone", "０１０－１２３４５６７８", "010-12345678"),
        ("phone", "+86 10 1234 5678 转 12", "+86 10 1234 5678 转 12"),
        ("account", "6222 0000 0000 0001", "6222 0000 0000 0001"),
        ("postcode", "100000", "100000"),
        ("name", "  示例公司  ", "示例公司"),
        ("unknown", "anything", "anything"),
    ],
)
def test_a_party_field_is_cleaned(field: str, text: str, read: str) -> None:
    assert read_party_field(field, text) == read


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("phone", "call me", "party_field_form"),
        ("account", "12", "party_field_form"),
        ("account", "账号一", "party_field_form"),
        ("name", "x" * 201, "text_too_long"),
        ("name", "甲\u202e乙", "forbidden_character"),
    ],
)
def test_a_party_field_of_the_wrong_form_is_refused(field: str, text: str, kind: str) -> None:
    with pytest.raises(InputError) as refused:
        read_party_field(field, text)
    assert refused.value.findings[0].kind == kind


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("credit_code", "91350100M000100Y43", "9135**********0Y43"),
        ("phone", "13800000000", "138****0000"),
        ("account", "6222000000000001", "************0001"),
        ("account", "1234", "****"),
        ("email", "quality@buyer.example", "qu***@buyer.example"),
        ("name", "示例公司", "示例公司"),
        (None, "6222000000000001", "************0001"),
        ("phone", "", ""),
    ],
)
def test_a_log_shows_no_more_of_a_party_than_it_needs(field: str | None, value: str, shown: str) -> None:
    assert masked(value, field) == shown
