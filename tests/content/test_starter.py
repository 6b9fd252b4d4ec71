"""The starter file loads as it is, and the JSON Schema accepts it and refuses what a schema can refuse."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from parameter_families import HERE, family_of, library_of, sample_family, schema_of

from contracts_kit.content.json_schema import json_schema
from contracts_kit.content.parameter_file import values_of_file
from contracts_kit.content.parameter_values import read_parameter_values
from contracts_kit.content.starter import open_points, starter_file
from contracts_kit.content.yaml_reader import Scalar, read_yaml, read_yaml_bytes
from contracts_kit.errors import InputError

FAMILY = sample_family()
LIBRARY = library_of(FAMILY)
SCHEMA = json_schema(FAMILY)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
BROKEN = sorted((HERE.parent / "broken" / "parameters").glob("*.yaml"))
# What a schema cannot say, and what no JSON ever holds.
BEYOND_A_SCHEMA = {
    "parameter_row_twice",
    "amount_words",
    "credit_code_check_digit",
    "date_order",
    "duplicate_key",
    "forbidden_character",
    "fraction_over_zero",
    "no_such_day",
    "not_yaml",
    "parameter_given_twice",
    "parameter_out_of_bounds",
    "party_field_form",
    "too_many_digits",
    "wrong_encoding",
    "yaml_feature",
    "yaml_tag",
}


def as_json(value: Any) -> Any:
    """YAML as an editor hands it to a schema: plain figures and words of truth as such, everything else as text."""
    if isinstance(value, dict):
        return {key: as_json(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [as_json(entry) for entry in value]
    if isinstance(value, Scalar) and value.plain:
        if value.isascii() and value.isdigit():
            return int(value)
        if value in ("true", "false"):
            return value == "true"
    return None if value is None else str(value)


def accepts(text: str) -> bool:
    return VALIDATOR.is_valid(as_json(read_yaml(text, "ours.yaml")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_starter_loads_as_it_is_with_every_default(language: str) -> None:
    text = starter_file(FAMILY, language)
    values = values_of_file(text.encode(), "starter.yaml", LIBRARY)
    assert values.values == read_parameter_values(FAMILY, {}).values
    assert values.options == read_parameter_values(FAMILY, {}).options
    assert values.language == "zh" and values.findings == ()
    assert "language: en" in starter_file(FAMILY, language, "en")


def test_the_starter_says_what_every_entry_is_in_groups() -> None:
    text = starter_file(FAMILY, "zh")
    for parameter in FAMILY.parameters.values():
        assert parameter.label.zh in text and f"{parameter.name}:" in text
    assert text.index("# --- 当事人 ---") < text.index("# --- 金额 ---") < text.index("# --- 期间 ---")
    assert "deposit: 10万元" in text and "storage_rate: 3%/日" in text and "reply_days: 3日" in text
    assert "自收到之日起3日内。" in text
    assert "storage_rate: 3%/day" in starter_file(FAMILY, "en")


def test_the_starter_is_the_same_every_time() -> None:
    assert starter_file(FAMILY, "zh") == starter_file(sample_family(), "zh")


def test_a_default_text_that_looks_like_something_else_is_quoted() -> None:
    text = 'parameters:\n  a: {type: text, default: "yes: no # 1", label: {zh: 甲, en: a}}\n  b: {type: text, default: "true", label: {zh: 乙, en: b}}\n'
    family = family_of(schema_of(text))
    values = values_of_file(starter_file(family, "en").encode(), "starter.yaml", library_of(family))
    assert values.values == {"a": "yes: no # 1", "b": "true"}


def test_what_is_still_open_is_said_with_label_and_name() -> None:
    points = open_points(FAMILY, read_parameter_values(FAMILY, {}), "zh")
    assert points[0] == "供应商（supplier）"
    assert "证明期限（proof_days）" in points
    assert not any("note" in point for point in points)
    named = read_parameter_values(FAMILY, {"supplier": {"address": "示例路1号"}, "proof_days": 3})
    assert "the Supplier name (supplier.name)" in open_points(FAMILY, named, "en")
    assert not any("proof_days" in point for point in open_points(FAMILY, named, "en"))


def test_the_schema_is_one_of_the_2020_12_dialect() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_schema_accepts_the_starter(language: str) -> None:
    errors = list(VALIDATOR.iter_errors(as_json(read_yaml(starter_file(FAMILY, language), "starter.yaml"))))
    assert not errors


@pytest.mark.parametrize("file", [f for f in BROKEN if f.stem not in BEYOND_A_SCHEMA], ids=lambda f: f.stem)
def test_the_schema_refuses_what_a_schema_can(file: Path) -> None:
    assert not VALIDATOR.is_valid(as_json(read_yaml_bytes(file.read_bytes(), file.name)))


@pytest.mark.parametrize(
    "text",
    [
        "deposit: RMB 1,000.00",
        "deposit: 人民币壹拾万元整",
        "deposit: 1.5亿元",
        "deposit: 100000",
        "penalty_cap: 5",
        "piece_fine: 每件5元",
        "piece_fine: CNY 5 per piece",
        "discount: 百分之十",
        "storage_rate: 每日万分之五",
        "storage_rate: 3%",
        "storage_rate: '0.03'",
        "storage_rate: 0.05% a day",
        "reply_days: 三日",
        "reply_days: 3 days",
        "proof_days: 2个工作日",
        "multiple: 2倍",
        "start_date: 2026年3月25日",
        "deadline: 2026-03-25 17:00",
        "with_annex: 否",
        "keeper: 供应商",
        "parts: [{part: 阀门, price: 5元}]",
        "party_b_name: 示例公司",
        "supplier.name: 示例公司",
        "options: {late_fee.cap_basis: batch}",
        "supplier: {credit_code: 91350100M000100Y43}",
    ],
)
def test_the_schema_accepts_what_the_loader_reads(text: str) -> None:
    values_of_file(text.encode(), "ours.yaml", LIBRARY, "sample")
    assert accepts(text)


@pytest.mark.parametrize(
    "text",
    ["storage_rate: 3", "storage_rate: 3 %/month", "reply_days: 3 weeks", "deposit: USD", "parameters: {}\ndeposit: 1"],
)
def test_what_the_schema_refuses_the_loader_refuses(text: str) -> None:
    assert not accepts(text)
    with pytest.raises(InputError):
        values_of_file(text.encode(), "ours.yaml", LIBRARY, "sample")


def test_a_required_parameter_is_required_by_the_schema() -> None:
    family = family_of(schema_of("parameters:\n  rate: {type: ratio, label: {zh: 费率, en: rate}}\n"))
    validator = jsonschema.Draft202012Validator(json_schema(family))
    assert not validator.is_valid({}) and not validator.is_valid({"parameters": {}})
    assert validator.is_valid({"rate": "10%"}) and validator.is_valid({"parameters": {"rate": "10%"}})
