"""Units: what goes with what, and every function of the library by its example."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.content.value_types import read_type
from contracts_kit.content.yaml_reader import read_yaml
from contracts_kit.errors import InputError
from contracts_kit.language.expression import compile_expression, evaluate_node
from contracts_kit.language.functions import FUNCTIONS
from contracts_kit.language.functions.numbers import half_up
from contracts_kit.language.types import describe, type_of, unify
from contracts_kit.messages import KINDS
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import UNITS, find_unit, read_unit, unit_label

FILE = Path(__file__).parent / "units.yaml"
SOURCE = read_yaml(FILE.read_text(encoding="utf-8"), FILE.name)
TYPES = {name: read_type(spec) for name, spec in SOURCE["types"].items()}


@pytest.mark.parametrize(("source", "expected"), [tuple(map(str, e)) for e in SOURCE["expressions"]])
def test_an_expression_has_the_unit_that_follows_or_is_refused(source: str, expected: str) -> None:
    try:
        found = compile_expression(source, TYPES).type
    except InputError as refused:
        assert refused.findings[0].kind == expected, refused
        return
    if expected.startswith("fits "):
        assert unify(found, type_of(TYPES[expected.removeprefix("fits ")])) is not None
    else:
        assert describe(found, "en") == expected


def _written(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(repr(v) if isinstance(v, str) else _written(v) for v in value) + "]"
    return str(float(value)).removesuffix(".0") if isinstance(value, Fraction) else str(value)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_does_what_its_example_says(name: str) -> None:
    source, expected = FUNCTIONS[name].example
    assert _written(compile_expression(source, {}).evaluate({})) == expected


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_is_described_in_both_languages(name: str) -> None:
    function = FUNCTIONS[name]
    assert function.label.zh and function.label.en and function.doc.zh and function.doc.en
    assert function.usage.startswith(name + "(")


def test_no_float_enters_by_a_literal() -> None:
    value = compile_expression("0.1234567890123456789 * 10", {}).evaluate({})
    assert value == Fraction("1.234567890123456789")
    assert compile_expression("1 / 3 * 3", {}).evaluate({}) == 1


def test_only_the_value_of_the_category_asked_for_is_computed() -> None:
    made = compile_expression("{'a': 1, 'b': 1 / (1 - 1), 'c': 3}[kind]", TYPES)
    assert made.evaluate({"kind": "a"}) == 1
    with pytest.raises(InputError):
        made.evaluate({"kind": "b"})


def test_a_blank_name_is_refused_where_it_is_read_and_only_there() -> None:
    made = compile_expression("value if ok else cap", TYPES)
    assert made.evaluate({"ok": True, "value": 5}) == 5
    with pytest.raises(InputError) as refused:
        made.evaluate({"ok": False, "value": 5})
    assert refused.value.code == "missing_param"
    assert compile_expression("given(cap)", TYPES).evaluate({}) is False


@pytest.mark.parametrize("optional", [False, True])
def test_a_field_of_a_blank_record_is_not_given(optional: bool) -> None:
    types = {"buyer": ValueType("record", optional=optional, fields={"email": ValueType("text", optional=True)})}
    made = compile_expression("given(buyer.email)", types)
    narrowed = compile_expression("buyer.email if given(buyer.email) else '-'", types)
    for value, expected in ((None, False), ({"email": None}, False), ({"email": "a@b"}, True)):
        assert made.evaluate({"buyer": value}) is expected
        assert narrowed.evaluate({"buyer": value}) == ("a@b" if expected else "-")
        assert evaluate_node(made.node, {"buyer": value}) is expected


@given(st.fractions(), st.sampled_from([Fraction(1, 100), Fraction(1), Fraction(100), Fraction(1, 10**6)]))
def test_rounding_is_half_up_to_the_step_and_never_further_than_half_of_it(value: Fraction, step: Fraction) -> None:
    rounded = half_up(value, step)
    assert Fraction(rounded) / step == int(Fraction(rounded) / step)
    assert abs(rounded - value) <= step / 2
    assert half_up(-value, step) == -rounded
    assert half_up(step / 2, step) == step


@pytest.mark.parametrize("name", sorted(UNITS))
def test_a_unit_is_found_by_each_of_its_names_and_printed_in_both_languages(name: str) -> None:
    unit = UNITS[name]
    assert all(find_unit(alias) is not None for alias in (unit.name, unit.singular, *unit.aliases))
    assert read_unit(name).text == name
    assert unit_label(name, "zh") == unit.zh
    assert unit_label(name, "en") == unit.en_plural


def test_a_compound_unit_is_written_one_way_and_printed() -> None:
    assert read_unit("CNY/piece/day").text == "CNY/pcs/day"
    assert unit_label("CNY/pcs/day", "zh") == "元/件/日"
    assert unit_label("CNY/pcs/day", "en") == "CNY/piece/day"
    assert read_unit("CNY_10k").factor == 10000
    with pytest.raises(InputError) as refused:
        read_unit("CNY/dayz")
    assert refused.value.findings[0].details["suggestion"] == "day"


def test_every_finding_of_the_language_has_a_message_in_both_languages() -> None:
    assert all(kind.zh and kind.en for kind in KINDS.values())
