"""Whatever is given as an input, a parameter or an option, a rule answers or refuses: nothing else comes out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rule_files import TESTS

from contracts_kit.calculation.calculate import calculate
from contracts_kit.content.library import load_library
from contracts_kit.errors import InputError

LIBRARY = load_library(TESTS.parent)
RULES = {name: rule for family in LIBRARY.families.values() for name, rule in family.rules.items()}
ANYTHING: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**40), 10**40),
    st.floats(),
    st.decimals(allow_nan=True),
    st.fractions(),
    st.text(max_size=8),
    st.sampled_from(
        ["0", "1", "10%", "2026-01-31", "9999-12-31", "2026-03-25 17:00+08:00", "NaN", "1e999999", "", "null"]
    ),
    st.dates(),
    st.datetimes(),
    st.just(object()),
    st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=3)), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


@given(st.data(), st.sampled_from(sorted(RULES)))
def test_no_input_breaks_a_rule(data: st.DataObject, name: str) -> None:
    rule = RULES[name]
    inputs = dict(rule.example)
    for changed in data.draw(st.lists(st.sampled_from(sorted(rule.inputs)), max_size=3)):
        inputs[changed] = data.draw(ANYTHING)
    parameters = {}
    if rule.parameters_read:
        for changed in data.draw(st.lists(st.sampled_from(sorted(rule.parameters_read)), max_size=2)):
            parameters[changed] = data.draw(ANYTHING)
    options = {}
    if rule.options:
        options[data.draw(st.sampled_from(sorted(rule.options)))] = data.draw(ANYTHING)
    try:
        found = calculate(name, inputs, parameters, options, library=LIBRARY)
    except InputError as refused:
        assert refused.code in ("invalid_input", "missing_param")
        assert all(f.message("zh") and f.message("en") for f in refused.findings)
        return
    assert not any(isinstance(value, float) for value in found.outputs.values())
    assert found.steps


@given(
    st.sampled_from(sorted(RULES)),
    st.one_of(st.none(), st.text(max_size=5), st.integers(), st.lists(st.integers(), max_size=2)),
)
def test_inputs_that_are_no_mapping_are_refused(name: str, inputs: Any) -> None:
    try:
        calculate(name, inputs, library=LIBRARY)
    except InputError:
        return
    assert inputs is None or not RULES[name].inputs


def test_money_comes_out_exact_however_large() -> None:
    found = calculate("qa_brand_loss", {"direct_loss": "123456789012345678.90"}, library=LIBRARY)
    assert found.outputs["brand_loss_fee"] == Decimal("12345678901234567.89")


@given(st.one_of(st.text(max_size=5), st.integers(), st.lists(st.integers(), max_size=2)))
def test_parameters_and_options_that_are_no_mapping_are_refused(given_: Any) -> None:
    for settings in ({"parameters": given_}, {"options": given_}):
        try:
            calculate("qa_brand_loss", {"direct_loss": 1}, library=LIBRARY, **settings)
        except InputError as refused:
            assert refused.findings[0].kind == "settings_not_mapping"
        else:
            raise AssertionError(settings)
