"""The calculator: what it takes, what it refuses, what it gives back."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from rule_files import library_of, read_family

from contracts_kit.calculation.calculate import Calculation, calculate, prepare
from contracts_kit.content.model import Library
from contracts_kit.errors import InputError

RULES = """
parameters:
  late_rate: {type: rate, unit: ratio/day, default: 0.05%}
  limit: {type: money}
  cap: {type: money, unit: CNY_10k, default: 5}
  days_allowed: {type: days, default: 3}
options:
  rest_days:
    default: 'move'
    reading: {move: {zh: 顺延, en: moved}, stay: {zh: 不顺延, en: not moved}}
rules:
  late_fee:
    title: {zh: 迟延费, en: Late fee}
    inputs:
      value: {type: money, max: 1000000}
      days: {type: days, default: 1}
      doubled: {type: boolean, default: false}
      change: {type: money, min: none, default: 0}
      agreed: {type: money, default: value}
    options:
      part: {values: [whole, 'true', half], default: whole}
    steps:
      fee_exact: value * late_rate * days + change
      share: agreed / value
      over: fee_exact > limit
      late: fee_exact > cap
    outputs:
      fee: {type: money, is: "round_money(fee_exact if options.part != 'half' else fee_exact / 2)"}
      over_limit: {type: boolean, is: over if doubled else False}
      over_cap: {type: boolean, is: late}
      agreed_share: {type: ratio, is: share, shown: 3}
  due:
    title: {zh: 到期, en: Due}
    inputs:
      start: date
      rest: {type: list, of: date, default: []}
      seen_at: {type: datetime, optional: true}
      marks: {type: rows, fields: {on: date, amount: {type: money, min: -5}, note: {type: text, optional: true}, ok: {type: boolean, default: true}}, default: []}
    steps:
      last: start + days_allowed
    outputs:
      due_date: {type: date, is: "roll_forward(last, rest) if options.rest_days == 'move' else last"}
      seen: {type: datetime, optional: true, is: seen_at}
      total: {type: money, is: sum(marks.amount)}
      notes: {type: list, of: text, is: "[m.note for m in marks if m.note is not None and m.ok]"}
      table: {type: rows, fields: {on: date, amount: money, note: text, ok: boolean}, is: marks, optional: true}
  both:
    title: {zh: 合, en: Both}
    inputs: {start: date, value: money}
    steps:
      called: due(start=start, rest=[start + 3])
    outputs:
      due_date: {type: date, is: called.due_date}
      third: {type: money, is: round_money(quotient(value=value).third * 3)}
  quotient:
    title: {zh: 商, en: Quotient}
    inputs: {value: money}
    outputs:
      third: {type: money, is: value / 3, shown: 2}
"""


@cache
def library() -> Library:
    family, findings = read_family(RULES)
    assert not findings, [f.line() for f in findings]
    return library_of({"example": family})


def run(rule: str, inputs: Any = None, parameters: Any = None, options: Any = None) -> Calculation:
    return calculate(rule, inputs, parameters, options, library=library())


@pytest.mark.parametrize(
    "given",
    [
        {"value": "1000.00", "days": "4"},
        {"value": 1000, "days": 4},
        {"value": Decimal("1000"), "days": Decimal(4)},
        {"value": "1,000元", "days": "4天"},
        {"value": "¥1000", "days": "4 days"},
    ],
)
def test_inputs_are_read_as_people_and_programs_write_them(given: dict[str, Any]) -> None:
    assert run("late_fee", given).outputs["fee"] == Decimal("2.00")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "inputs.value"),
        ({"value": None}, "inputs.value"),
        ({"value": "-1"}, "inputs.value"),
        ({"value": 2000000}, "inputs.value"),
        ({"value": "NaN"}, "inputs.value"),
        ({"value": "1e9"}, "inputs.value"),
        ({"value": "x"}, "inputs.value"),
        ({"value": True}, "inputs.value"),
        ({"value": [1]}, "inputs.value"),
        ({"value": 1, "days": "2.5"}, "inputs.days"),
        ({"value": 1, "days": -1}, "inputs.days"),
        ({"value": 1, "dasy": 1}, "inputs.dasy"),
        ({"value": 1, "doubled": "maybe"}, "inputs.doubled"),
    ],
)
def test_a_wrong_input_is_refused_by_its_name(given: dict[str, Any], name: str) -> None:
    with pytest.raises(InputError) as refused:
        run("late_fee", given)
    assert refused.value.code == "invalid_input"
    assert refused.value.findings[0].place.path == name


def test_everything_wrong_with_the_inputs_is_said_at_once() -> None:
    with pytest.raises(InputError) as refused:
        run("late_fee", {"value": "x", "days": "y", "other": 1})
    assert len(refused.value.findings) == 3


def test_a_number_may_be_negative_only_where_min_says_so() -> None:
    assert run("late_fee", {"value": 1000, "days": 0, "change": "-5"}).outputs["fee"] == Decimal("-5.00")
    run("due", {"start": "2026-01-01", "marks": [{"on": "2026-01-01", "amount": "-5"}]})
    with pytest.raises(InputError) as refused:
        run(
            "due",
            {"start": "2026-01-01", "marks": [{"on": "2026-01-01", "amount": 1}, {"on": "2026-01-01", "amount": "-6"}]},
        )
    assert refused.value.findings[0].place.row == 2


def test_a_default_may_be_an_expression_over_other_inputs() -> None:
    assert run("late_fee", {"value": 8}).outputs["agreed_share"] == Decimal("1.000")
    assert run("late_fee", {"value": 3, "agreed": 2}).outputs["agreed_share"] == Decimal("0.667")


def test_a_blank_parameter_is_needed_only_where_it_is_read() -> None:
    assert run("late_fee", {"value": 1000}).outputs["over_limit"] is False
    with pytest.raises(InputError) as refused:
        run("late_fee", {"value": 1000, "doubled": True})
    assert refused.value.code == "missing_param"
    assert refused.value.findings[0].place.path == "late_fee.over"
    assert run("late_fee", {"value": 1000, "doubled": True}, {"limit": "0.10"}).outputs["over_limit"] is True


def test_parameters_override_defaults_and_may_be_a_whole_file() -> None:
    assert run("late_fee", {"value": 1000}, {"late_rate": "1%/day"}).outputs["fee"] == Decimal("10.00")
    whole = {"family": "example", "parameters": {"late_rate": "每日万分之五"}, "options": {"late_fee.part": "half"}}
    assert run("late_fee", {"value": 1000}, whole).outputs["fee"] == Decimal("0.25")
    with pytest.raises(InputError) as refused:
        run("late_fee", {"value": 1000}, {"late_rat": "1%"})
    assert refused.value.findings[0].details["suggestion"] == "late_rate"


def test_a_bare_number_for_ten_thousands_is_ten_thousands_and_money_in_expressions() -> None:
    assert run("late_fee", {"value": 1000000, "days": 101}).outputs["over_cap"] is True
    assert run("late_fee", {"value": 1000000, "days": 100}).outputs["over_cap"] is False


@pytest.mark.parametrize("name", ["part", "late_fee.part"])
def test_an_option_is_named_alone_or_with_its_rule(name: str) -> None:
    assert run("late_fee", {"value": 1000}, None, {name: "half"}).outputs["fee"] == Decimal("0.25")


@pytest.mark.parametrize("value", [True, "true", "True", "TRUE"])
def test_option_values_compare_as_lower_case_text(value: object) -> None:
    assert run("late_fee", {"value": 1000}, None, {"part": value}).options["part"] == "true"


@pytest.mark.parametrize("options", [{"parts": "half"}, {"part": "halves"}, {"due.rest_days": "go"}])
def test_an_unknown_option_is_refused(options: dict[str, str]) -> None:
    with pytest.raises(InputError):
        run("late_fee", {"value": 1}, None, options)


def test_a_shared_option_moves_every_rule_that_reads_it() -> None:
    given = {"start": "2026-01-01", "rest": ["2026-01-04"]}
    assert run("due", given).outputs["due_date"] == date(2026, 1, 5)
    assert run("due", given, None, {"rest_days": "stay"}).outputs["due_date"] == date(2026, 1, 4)
    called = {"start": "2026-01-01", "value": 1}
    assert run("both", called).outputs["due_date"] == date(2026, 1, 5)
    assert run("both", called, None, {"rest_days": "stay"}).outputs["due_date"] == date(2026, 1, 4)
    assert run("both", called, {"options": {"rest_days": "stay"}}).outputs["due_date"] == date(2026, 1, 4)


def test_a_rule_that_is_called_passes_on_what_is_exact() -> None:
    assert run("quotient", {"value": 1}).outputs["third"] == Decimal("0.33")
    assert run("both", {"start": "2026-01-01", "value": 1}).outputs["third"] == Decimal("1.00")


def test_outputs_have_the_types_that_programs_expect() -> None:
    marks = [
        {"on": "2026-01-01", "amount": "2.5", "note": "a"},
        {"on": "2026-01-02", "amount": 1, "ok": False, "note": "b"},
    ]
    outputs = run("due", {"start": "2026-01-01", "seen_at": "2026-03-25 17:00", "marks": marks}).outputs
    assert outputs["seen"] == datetime(2026, 3, 25, 17, 0)
    assert outputs["total"] == Decimal("3.50") and str(outputs["total"]) == "3.50"
    assert outputs["notes"] == ["a"]
    assert outputs["table"][0]["amount"] == Decimal("2.50")
    assert run("due", {"start": "2026-01-01"}).outputs["seen"] is None


def test_a_calculation_tells_its_steps_in_order_and_only_what_was_computed() -> None:
    found = run("late_fee", {"value": 1000})
    names = [step.name for step in found.steps]
    assert names.index("fee_exact") < names.index("fee") and "over" not in names
    step = next(s for s in found.steps if s.name == "fee_exact")
    assert step.kind == "step" and step.value == Decimal("0.50") and step.type.unit == "CNY" and step.node is not None
    assert found.clauses == ("example.clause",) and found.parameters["late_rate"] == Decimal("0.0005")


def test_an_unknown_rule_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError) as refused:
        run("late_fees")
    assert refused.value.findings[0].details["suggestion"] == "late_fee"


def test_a_rule_prepared_once_serves_every_event() -> None:
    prepared = prepare("late_fee", None, None, library())
    for index in range(200):
        inputs = {"value": index + 1, "days": index % 7}
        assert prepared.calculate(inputs).outputs == run("late_fee", inputs).outputs


def test_rules_can_be_pickled() -> None:
    again = pickle.loads(pickle.dumps(library()))
    assert calculate("late_fee", {"value": 1000}, library=again).outputs == run("late_fee", {"value": 1000}).outputs
