"""Two authors, one inventory: every rule of the retail supply contract against an oracle that was written apart from it.

The inputs stand on the boundaries: the last day and one beside it, month ends and 29 February, a figure and a cent
beside it, tiers, half cents; and now and then something wrong or blank, which both must refuse with the same code.
What the clauses added to the inventory is left out, save where an option of the inventory needs it.
"""

from __future__ import annotations

import inspect
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
import retail_oracle
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from oracle import MISSING, Refused
from oracle_values import comparable, written
from retail_given import SENSIBLE, figure, value_of
from retail_oracle import PRINTED, Figures
from rule_files import TESTS, Case, read_cases

from contracts_kit.calculation.calculate import calculate
from contracts_kit.calculation.inputs import read_inputs
from contracts_kit.content.library import load_library
from contracts_kit.errors import InputError

LIBRARY = load_library(TESTS.parent)
FAMILY = LIBRARY.families["retail_supply_contract"]
RULES = FAMILY.rules
ORACLE = retail_oracle.rules()
ASKED = {name: list(inspect.signature(rule).parameters.values())[2:] for name, rule in ORACLE.items()}
CASES = read_cases(TESTS / "cases" / "retail_supply_contract.yaml")
OF_RULES_CALLED = {"rsc_venue_fee_total": ["negative_base"]}
OF_DEADLINES = {"rsc_buyer_termination_right": {"payable_overdue_termination_months", "serious_breach_cure_days"}}
OF_PERIODS = {
    "count_event_day": {"rsc_day_deadline"},
    "roll_non_working": {"rsc_day_deadline"},
    "month_days": {"rsc_month_deadline"},
}
"""Options that the inventory has in one rule each; the clauses let them decide in every rule that ends a period."""
SAID_BY_INPUTS = {"annual_discount_tiers", "settlement_days", "term_start_date", "term_end_date"}


def of_oracle(rule: str, inputs: dict[str, Any], agreed: dict[str, Any], options: dict[str, str]) -> Any:
    try:
        return ORACLE[rule](Figures({**PRINTED, **agreed}), options, **inputs)
    except Refused as refused:
        return refused.code


def of_rules(rule: str, inputs: dict[str, Any], agreed: dict[str, Any], options: dict[str, str]) -> Any:
    try:
        found = calculate(rule, written(inputs), written(agreed), options, library=LIBRARY).outputs
    except InputError as error:
        return error.code
    return {name: comparable(value) for name, value in found.items()}


def reads(rule: str) -> frozenset[str]:
    """The figures that a rule reads, itself or by a rule that it calls, where it does not go by its own figures."""
    called = RULES[rule].rules_called - {"rsc_day_deadline", "rsc_month_deadline"}
    read = RULES[rule].parameters_read.union(*(reads(name) for name in called))
    return read.union(OF_DEADLINES.get(rule, ())) - SAID_BY_INPUTS


def options_of(rule: str) -> dict[str, list[str]]:
    shared = {name: FAMILY.options[name] for name in OF_RULES_CALLED.get(rule, [])}
    options = {**RULES[rule].options, **shared}
    return {name: list(options[name].values) for name in sorted(options) if rule in OF_PERIODS.get(name, {rule})}


def drawn(rule: str, data: st.DataObject) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """Inputs, figures and options of a rule. A figure that the source leaves blank is blank now and then."""
    inputs = {
        asked.name: data.draw(value_of(rule, RULES[rule].inputs[asked.name], "None" in asked.annotation), asked.name)
        for asked in ASKED[rule]
    }
    agreed: dict[str, Any] = {}
    for name in sorted(reads(rule)):
        if name in PRINTED or data.draw(st.integers(0, 29), f"whether {name} is blank"):
            agreed[name] = data.draw(figure(FAMILY.parameters[name]), name)
    options = {name: data.draw(st.sampled_from(values), name) for name, values in options_of(rule).items()}
    return inputs, agreed, options


@pytest.mark.parametrize("rule", sorted(ORACLE))
@given(data=st.data())
@settings(max_examples=100)
def test_a_rule_and_the_oracle_say_the_same(rule: str, data: st.DataObject) -> None:
    inputs, agreed, options = drawn(rule, data)
    if rule in SENSIBLE:
        assume(SENSIBLE[rule](inputs, agreed, options))
    expected, found = of_oracle(rule, inputs, agreed, options), of_rules(rule, inputs, agreed, options)
    if expected == MISSING and isinstance(found, dict):  # then what is blank must decide nothing
        filled = {name: data.draw(figure(FAMILY.parameters[name]), name) for name in sorted(reads(rule) - set(agreed))}
        expected = of_oracle(rule, inputs, {**agreed, **filled}, options)
    if isinstance(expected, dict) and isinstance(found, dict):
        found = {name: found[name] for name in expected}
    assert found == expected


def test_the_oracle_knows_every_rule() -> None:
    assert set(ORACLE) == set(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_oracle_computes_the_cases_of_the_inventory(case: Case) -> None:
    rule = RULES[case.rule]
    known = options_of(case.rule)
    options = {name: rule.options[name].default if name in rule.options else known[name][0] for name in known}
    options |= {name: str(value) for name, value in case.settings.items() if name in options}
    agreed = {name: figure_of(str(value)) for name, value in case.settings.items() if name not in options}
    read = read_inputs(rule, case.inputs)
    inputs = {asked.name: comparable(read.get(asked.name)) for asked in ASKED[case.rule]}
    found = of_oracle(case.rule, inputs, agreed, options)
    if "error" in case.expected:
        assert found == case.expected["error"]
        return
    assert list(found) == list(case.expected)
    for name, value in found.items():
        expected = case.expected[name]
        assert comparable_text(value) == comparable_text(expected), (name, value, expected)


def figure_of(text: str) -> Any:
    """A figure of a case from its text."""
    try:
        number = Fraction(text)
    except ValueError:
        return {"true": True, "false": False}.get(text.lower(), text)
    return int(number) if number.denominator == 1 else number


def comparable_text(value: Any) -> Any:
    """A value of either side in one form, as a case has every scalar as its text."""
    if isinstance(value, list):
        return [comparable_text(v) for v in value]
    if value is None or isinstance(value, (bool, int, Fraction)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    found = figure_of(str(value).replace(" ", "T"))
    return found
