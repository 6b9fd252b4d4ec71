"""Parameter schemas: what they declare, and everything that can be wrong with one."""

import pickle
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from parameter_families import HERE, family_of, header, sample_schema, schema_of

from contracts_kit.content.cross_checks import unsound_checks
from contracts_kit.content.parameters import read_parameter_schema
from contracts_kit.content.yaml_reader import read_yaml_bytes
from contracts_kit.errors import InputError

BROKEN = sorted((HERE.parent / "broken" / "parameter_schemas").glob("*.yaml"))
UNITS = yaml.safe_load((HERE / "inventory_units.yaml").read_text(encoding="utf-8"))
NOT_NUMBERS = {"event", "seal", "signature"}


@pytest.mark.parametrize("file", BROKEN, ids=lambda f: f.stem)
def test_a_broken_schema_is_refused_with_its_kind_and_line(file: Path) -> None:
    expected = header(file)
    with pytest.raises(InputError) as refused:
        read_parameter_schema(read_yaml_bytes(file.read_bytes(), file.name))
    found = [(f.kind, f.place.line) for f in refused.value.findings]
    assert found == [(expected["kind"], int(expected["line"]))]
    finding = refused.value.findings[0]
    assert finding.place.file == file.name
    assert finding.message("zh") and finding.message("en")
    assert finding.details.get("suggestion") == expected.get("suggestion")


def test_everything_wrong_in_a_schema_is_found_at_once() -> None:
    text = "parameters:\n  a: {type: ratoi, label: {zh: 甲, en: a}}\n  b: {type: days, default: 3%, label: {zh: 乙, en: b}}\nextra: 1\n"
    with pytest.raises(InputError) as refused:
        schema_of(text)
    assert {f.kind for f in refused.value.findings} == {"file_key_unknown", "unknown_type", "parameter_default_wrong"}


def test_a_schema_holds_types_defaults_bounds_labels_and_groups() -> None:
    schema = sample_schema()
    rate = schema.parameters["storage_rate"]
    assert (rate.type.kind, rate.type.unit, rate.default) == ("ratio", "ratio/day", Decimal("0.03"))
    assert [(b.side, b.limit, b.inclusive) for b in rate.bounds] == [("lower", 0, False), ("upper", 1, False)]
    assert rate.label.en == "storage rate" and rate.group == "money"
    assert schema.title is not None and schema.title.zh == "样例协议"
    assert schema.parameters["deposit"].source == ("QA-5",)
    assert schema.parameters["keeper"].choice_labels["buyer"].zh == "采购方"
    assert schema.options["count_from"].values == ("receipt", "sending")
    assert [c.level for c in schema.checks] == ["error", "warning"]


def test_a_family_states_a_common_parameter_again_and_wins() -> None:
    schema = sample_schema()
    assert schema.parameters["deposit"].default == 100_000
    assert schema.parameters["supplier"].holds == {"party_b_name": "name", "sign_date_b": "sign_date"}
    assert set(schema.groups) == {"parties", "money", "time"}


def test_a_default_listed_in_ten_thousands_is_money_already() -> None:
    cap = sample_schema().parameters["penalty_cap"]
    assert (cap.default, cap.listed_unit, cap.type.unit) == (50_000, "CNY_10k", "CNY")
    assert [b.limit for b in cap.bounds] == [10_000, 1_000_000]


def test_a_party_has_every_field_of_a_party_with_its_label() -> None:
    supplier = sample_schema().parameters["supplier"]
    assert {"name", "credit_code", "address", "bank", "account", "sign_date"} <= set(supplier.type.fields)
    assert supplier.type.fields["sign_date"].kind == "date"
    assert supplier.field_labels["credit_code"].zh == "统一社会信用代码"


def test_the_format_carries_every_unit_of_the_five_inventories() -> None:
    lines = ["parameters:"]
    for number, (unit, value) in enumerate(UNITS.items()):
        head = unit.partition("/")[0]
        kind = (
            "text"
            if unit in NOT_NUMBERS
            else "money"
            if head.startswith("CNY")
            else "ratio"
            if head in ("ratio", "multiple", "multiplier")
            else "decimal"
        )
        of = "" if kind == "text" else f", unit: {unit}"
        given = f", default: '{value}'" if value else ", blank: allowed"
        lines.append(f"  p_{number}: {{type: {kind}{of}{given}, label: {{zh: 甲, en: a}}}}")
    schema = schema_of("\n".join(lines))
    defaults = [p.default for p in schema.parameters.values()]
    for (unit, value), default in zip(UNITS.items(), defaults, strict=True):
        assert default is None if not value else unit in NOT_NUMBERS or Fraction(default) == Fraction(value)


def test_a_schema_can_be_kept_in_a_cache() -> None:
    family = family_of(sample_schema())
    assert pickle.loads(pickle.dumps(family)) == family


@pytest.mark.parametrize(
    ("when", "message", "kind"),
    [
        ("fine > 0 and", "x", "bad_expression"),
        ("fien > 0", "x", "unknown_name"),
        ("fine + days", "x", "cannot_combine"),
        ("fine * 2", "x", "check_not_condition"),
        ("given(fine)", "{{ fien }}", "unknown_parameter"),
        ("given(fine)", "{{ fine.name }}", "parameter_field_unknown"),
        ("given(fine)", "{{ fine }}", None),
    ],
)
def test_a_check_across_parameters_must_be_a_sound_condition(when: str, message: str, kind: str | None) -> None:
    text = (
        "parameters:\n  fine: {type: money, blank: allowed, label: {zh: 罚款, en: fine}}\n"
        "  days: {type: days, default: 3, label: {zh: 天数, en: days}}\n"
        f"checks:\n  - {{id: one, when: '{when}', message: {{zh: '{message}', en: '{message}'}}}}\n"
    )
    assert [f.kind for f in unsound_checks(family_of(schema_of(text)))] == ([kind] if kind else [])
