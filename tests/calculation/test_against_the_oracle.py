"""Two authors, one inventory: every rule of the quality agreement against an oracle that was written apart from it.

The inputs stand on the boundaries: at a threshold and one piece, cent or day beside it, half cents, nothing, month ends,
29 February, huge amounts; and now and then something wrong, for which both must refuse with the same code.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import Refused, ask
from oracle_names import DAYS_OFF, FIELDS, INPUTS, OPTIONS, PARAMETERS
from rule_files import TESTS, Case, agrees, read_cases

from contracts_kit.calculation.calculate import calculate
from contracts_kit.content.annexed import without_annexes
from contracts_kit.content.library import load_library
from contracts_kit.errors import InputError

LIBRARY = load_library(TESTS.parent)
RULES = without_annexes(LIBRARY.families["quality_agreement"]).rules

# ------------------------------------------------------------------------------------------- what may be given
AMOUNTS = ["0", "0.01", "0.04", "0.05", "0.15", "1.00", "99999.99", "100000.00", "100000.01", "12345.65", "49999.99"]
FINE_AMOUNTS = ["0.005", "0.0049", "0.0375", "1234.5650", "0.015", "1.0000000001"]
HUGE_AMOUNTS = ["999999999999.99", "123456789012345678.90"]
amounts = st.one_of(
    st.sampled_from(AMOUNTS + FINE_AMOUNTS + HUGE_AMOUNTS).map(Fraction),
    st.integers(0, 20_000_00).map(lambda n: Fraction(n, 100)),
    st.integers(0, 100).map(lambda n: Fraction(n * 1000)),
)
counts = st.one_of(st.sampled_from([0, 1, 2, 19, 20, 21, 50, 99, 100, 101, 299, 300, 301, 1000]), st.integers(0, 20000))
START = date(2024, 1, 29)  # days after it: month ends, 29 February 2024, the turn of the year, 28 February 2025
days = st.one_of(
    st.sampled_from([0, 1, 2, 30, 31, 32, 60, 61, 336, 337, 365, 366, 367, 396, 397]), st.integers(0, 800)
).map(lambda n: START + timedelta(days=n))
near_days = st.integers(0, 24).map(lambda n: date(2024, 2, 20) + timedelta(days=n))
provinces, events = st.sampled_from(["Guangdong", "Hunan"]), st.sampled_from(["E1", "E2", "E3"])


def values(kind: str, near: bool) -> st.SearchStrategy[Any]:
    """The values of a kind of the oracle's. `near`: dates that lie close together."""
    kind = kind.partition("=")[0]
    if kind.endswith("?"):
        return st.none() | values(kind[:-1], near)
    if kind.startswith("["):
        return st.lists(values(kind[1:-1], near), max_size=6)
    if kind in FIELDS:
        return st.fixed_dictionaries({name: values(field, near) for name, field in FIELDS[kind].items()})
    if kind.startswith("choice:"):
        return st.sampled_from(kind[len("choice:") :].split(","))
    plain = {
        "money": amounts,
        "count": counts,
        "truth": st.booleans(),
        "date": near_days if near else days,
        "text": st.sampled_from(["Guangdong", "Hunan", "E1"]),
    }
    return plain[kind]


def chosen(*texts: str) -> st.SearchStrategy[Fraction]:
    return st.sampled_from(texts).map(Fraction)


def on(*texts: str) -> st.SearchStrategy[date]:
    return st.sampled_from(texts).map(date.fromisoformat)


TURN_OF_TERM = on("2024-12-30", "2024-12-31", "2025-01-01", "2025-06-01", "2025-06-02")
DAY_15 = on("2024-03-01", "2024-03-05", "2024-03-06", "2024-03-07", "2024-03-08")
# a month and a year from the first two, one day before, on and after the corresponding day
EDGES_OF_WINDOWS = on(
    *("2024-01-31", "2024-02-29", "2024-02-28", "2024-03-01", "2024-03-28", "2024-03-29", "2024-03-30"),
    *("2025-01-30", "2025-01-31", "2025-02-01", "2025-02-27", "2025-02-28", "2025-03-01"),
)

# values that meet each other's boundaries more often than any amount would
CLOSE: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("qa_deposit_withholding", "batch_payments"): st.lists(
        amounts | chosen("0.05", "0.10", "1000", "49999.90", "500000"), max_size=6
    ),
    ("qa_deposit_withholding", "opening_balance"): chosen("0", "0.01", "1000", "49999.99", "50000", "50000.01"),
    ("qa_deposit_withholding", "draws"): st.lists(chosen("0", "0", "0", "0.01", "0.005", "100", "1000"), max_size=5),
    ("qa_brand_offset", "payable_to_supplier"): chosen("0", "0.01", "0.06", "5499.99", "5500", "5500.01", "60500"),
    ("qa_brand_offset", "brand_loss_fee"): chosen("0", "0.01", "0.05", "5500"),
    ("qa_brand_offset", "direct_loss"): chosen("0", "0.01", "55000", "54999.99"),
    ("qa_incident_total", "loss_4_1"): chosen("0", "0.01", "42000", "42000.01", "150000"),
    ("qa_incident_total", "direct_loss_4_3"): chosen("0", "0.05", "42000", "41999.99", "55000"),
    ("qa_incident_total", "overlap"): chosen("0", "0", "0.01", "41999.99", "42000", "42000.01"),
    ("qa_incident_total", "insurance_paid"): chosen("0", "0.01", "42000", "163000", "163000.01", "200000"),
    ("qa_major_accident_classification", "same_defect_qty"): st.none() | st.sampled_from([0, 1, 2, 19, 20, 21, 1999]),
    ("qa_major_accident_classification", "model_total_qty"): st.none()
    | st.sampled_from([0, 1, 20, 49, 50, 51, 950, 999, 1000, 1001, 1050, 99950, 99951]),
    ("qa_complaint_window_aggregation", "complaints"): st.lists(
        st.fixed_dictionaries(
            {
                "date": EDGES_OF_WINDOWS | EDGES_OF_WINDOWS | days | near_days,
                "province": provinces,
                "event_id": events,
                "pcs": st.sampled_from([0, 1, 7, 40, 60, 100]),
                "loss": amounts,
            }
        ),
        max_size=6,
    ),
    ("qa_objection_due", "notice_received_date"): on("2024-02-20", "2024-02-21"),
    ("qa_objection_due", "inspection_request_date"): st.none() | DAY_15,
    ("qa_objection_due", "report_date"): st.none() | DAY_15,
    ("qa_objection_due", "report_excludes_liability"): st.sampled_from([None, True, True, False]),
    ("qa_objection_due", "as_of_date"): DAY_15,
    ("qa_objection_due", "non_working_days"): st.just([]) | st.lists(DAY_15, max_size=3),
    ("qa_agreement_end_date", "term_end_date"): TURN_OF_TERM,
    ("qa_agreement_end_date", "business_end_date"): st.none() | TURN_OF_TERM,
    ("qa_agreement_end_date", "new_agreement_date"): st.none() | TURN_OF_TERM,
    ("qa_agreement_end_date", "as_of_date"): TURN_OF_TERM,
    ("qa_rectification_stage", "results"): st.lists(st.sampled_from(["fail", "fail", "pass"]), max_size=6),
}


def value_of(rule: str, name: str, near: bool) -> st.SearchStrategy[Any]:
    return CLOSE[rule, name] if (rule, name) in CLOSE else values(INPUTS[rule][name], near)


rates = st.sampled_from(["0", "0.05", "0.1", "0.10", "1", "0.333", "0.00001"]).map(Fraction)
PARAMETER_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "quality_deposit_amount": st.none() | amounts | chosen("50000", "50000", "1000", "0"),
    "deposit_withholding_rate": rates,
    "brand_loss_rate": rates,
    "extra_compensation_multiple": st.sampled_from(["0", "0.5", "1", "1.5", "2", "100"]).map(Fraction),
    "major_accident_model_share": st.sampled_from(["0.02", "0.03", "0.0001", "1"]).map(Fraction),
    "major_accident_province_month_pcs": st.sampled_from([1, 50, 99, 100, 101]),
    "major_accident_year_pcs": st.sampled_from([100, 299, 300, 301]),
    "major_accident_single_loss": st.sampled_from(["0.01", "99999.99", "100000", "200000"]).map(Fraction),
    "complaint_window_months": st.sampled_from([1, 2, 3]),
    "complaint_window_years": st.sampled_from([1, 2]),
    "consecutive_failure_count": st.integers(1, 4),
    "term_end_date": st.none() | TURN_OF_TERM,
    **{
        name: st.sampled_from([0, 1, 2, 3, 5, 10, 14, 15, 16])
        for name in PARAMETERS
        if name.endswith("_days") or name == "objection_days"
    },
}

# what is no value of a kind, whatever the rule
WRONG: dict[str, list[Any]] = {
    "money": ["-0.01", "-1", "abc", "NaN", "Infinity", True, [], {}, "3 pcs", None],
    "count": ["-1", -1, "1.5", "x", True, [], "3 CNY", None],
    "truth": ["maybe", 7, "", [], None],
    "date": ["2025-02-29", "2025-13-01", "yesterday", 20250101, True, [], None],
    "text": [None, 7.5, [], {}],
    "choice": ["sometimes", "", 3, [], None],
    "list": ["x", 5, True, {"a": 1}, [None], ["no such thing"]],
}


def sort_of(kind: str) -> str:
    return "list" if kind.startswith("[") else "choice" if kind.startswith("choice") else kind.split("=")[0].rstrip("?")


# ------------------------------------------------------------------------------------- as programs write values
def written(value: Any, way: int) -> Any:
    """A value in one of the forms in which programs hand it in."""
    if isinstance(value, list):
        return [written(v, way) for v in value]
    if isinstance(value, dict):
        return {k: written(v, way) for k, v in value.items()}
    if isinstance(value, Fraction):
        number = Decimal(value.numerator) / value.denominator
        if way == 1 and value.denominator == 1:
            return int(value)
        return number if way == 2 else format(number, "f")
    if isinstance(value, bool) or value is None:
        return str(value).lower() if way == 1 and value is not None else value
    if isinstance(value, int):
        return str(value) if way == 0 else value
    if isinstance(value, date):
        return value if way == 2 else value.isoformat()
    return value


def exact(value: Any) -> Any:
    """An output of the product as the oracle says it."""
    if isinstance(value, Decimal):
        return Fraction(value)
    if isinstance(value, list):
        return [exact(v) for v in value]
    return value


def of_product(rule: str, inputs: Any, parameters: dict[str, Any], options: dict[str, str]) -> Any:
    try:
        outputs = calculate(rule, inputs, parameters, options, library=LIBRARY).outputs
    except InputError as refused:
        assert refused.findings
        return refused.code
    return {name: exact(value) for name, value in outputs.items()}


def of_oracle(rule: str, inputs: dict[str, Any], parameters: dict[str, Any], options: dict[str, str]) -> Any:
    try:
        return ask(rule, inputs, parameters, options)
    except Refused as refused:
        return refused.code


# --------------------------------------------------------------------------------------------------- the tests
@pytest.mark.parametrize("rule", sorted(INPUTS))
@given(data=st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_rule_comes_to_what_its_oracle_says(rule: str, data: st.DataObject) -> None:
    near = data.draw(st.booleans())
    inputs = {name: data.draw(value_of(rule, name, near), name) for name in INPUTS[rule]}
    for name, kind in INPUTS[rule].items():
        if ("=" in kind or kind.endswith("?")) and data.draw(st.integers(0, 3)) == 0:
            del inputs[name]
    read = sorted({*RULES[rule].parameters_read, *INPUTS[rule]} & set(PARAMETER_VALUES))
    parameters = {name: data.draw(PARAMETER_VALUES[name], name) for name in read if data.draw(st.booleans())}
    options = {
        name: data.draw(st.sampled_from(choices), name)
        for name, choices in OPTIONS.get(rule, {}).items()
        if data.draw(st.integers(0, 3))
    }
    way = data.draw(st.integers(0, 2))
    found = of_product(rule, written(inputs, way), written(parameters, way), options)
    assert found == of_oracle(rule, inputs, parameters, options)


@pytest.mark.parametrize("rule", sorted(INPUTS))
@given(data=st.data())
@settings(max_examples=25)
def test_one_wrong_input_is_refused_as_the_oracle_says(rule: str, data: st.DataObject) -> None:
    inputs = {name: data.draw(value_of(rule, name, True)) for name in INPUTS[rule]}
    parameters = {"quality_deposit_amount": "1000.00"} if rule == "qa_deposit_withholding" else {}
    given_ = written(inputs, 0)
    name = data.draw(st.sampled_from(sorted(INPUTS[rule])))
    kind = INPUTS[rule][name]
    fault = data.draw(st.sampled_from(["wrong", "wrong", "missing", "unknown"]))
    if fault == "unknown":
        given_[data.draw(st.sampled_from(["surprise", name.upper(), f"{name} ", ""]))] = "1"
    elif fault == "missing" and "=" not in kind and "?" not in kind:
        del given_[name]
    else:
        bad = data.draw(st.sampled_from(WRONG[sort_of(kind)]))
        if bad is None and ("=" in kind or "?" in kind):
            return
        given_[name] = bad
    assert of_product(rule, given_, parameters, {}) == "invalid_input"


@pytest.mark.parametrize("rule", sorted(OPTIONS))
def test_an_option_has_the_values_and_the_default_that_the_oracle_knows(rule: str) -> None:
    found = {name: (o.default, *(v for v in o.values if v != o.default)) for name, o in RULES[rule].options.items()}
    assert {n: (v[0], set(v)) for n, v in found.items()} == {n: (v[0], set(v)) for n, v in OPTIONS[rule].items()}
    for name in OPTIONS[rule]:
        with pytest.raises(InputError) as refused:
            calculate(rule, dict(RULES[rule].example), None, {name: "neither"}, library=LIBRARY)
        assert refused.value.code == "invalid_input"


def test_the_oracle_knows_every_rule_with_its_inputs_options_and_parameters() -> None:
    assert set(INPUTS) == set(RULES)
    for name, rule in RULES.items():
        assert set(rule.inputs) == set(INPUTS[name]), name
        assert set(rule.options) == set(OPTIONS.get(name, {})), name
        assert set(rule.parameters_read) <= set(PARAMETERS), name
    assert all(DAYS_OFF.items() <= INPUTS[r].items() for r in INPUTS if "roll_non_working" in OPTIONS.get(r, {}))


CASES = [case for file in sorted((TESTS / "cases").glob("quality_agreement*.yaml")) for case in read_cases(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_oracle_says_what_the_worked_cases_say(case: Case) -> None:
    options = {n: str(v) for n, v in case.settings.items() if n in OPTIONS.get(case.rule, {})}
    parameters = {n: read(kind_of_parameter(n), v) for n, v in case.settings.items() if n not in options}
    kinds = INPUTS[case.rule]
    try:
        inputs = {n: read(kinds[n], v) for n, v in case.inputs.items()}
    except ValueError:  # no date, no number
        assert case.expected == {"error": "invalid_input"}
        return
    found = of_oracle(case.rule, inputs, parameters, options)
    if "error" in case.expected:
        assert found == case.expected["error"]
        return
    for name, expected in case.expected.items():
        assert agrees(shown(found[name]), expected), (name, found[name], expected)


def kind_of_parameter(name: str) -> str:
    default = PARAMETERS[name]
    if name == "term_end_date":
        return "date"
    return "count" if isinstance(default, int) else "money"


def read(kind: str, value: Any) -> Any:
    """A value of a worked case, where every scalar is text, as the oracle takes it."""
    if value is None:
        return None
    kind = kind.partition("=")[0].rstrip("?")
    if kind.startswith("["):
        return [read(kind[1:-1], v) for v in value]
    if kind in FIELDS:
        return {n: read(FIELDS[kind][n], v) for n, v in value.items()}
    text = str(value)
    if kind.startswith("choice:") and text not in kind[len("choice:") :].split(","):
        raise ValueError(text)
    if kind == "truth":
        return text.lower() == "true"
    readers = {"money": Fraction, "count": int, "date": date.fromisoformat}
    return readers[kind](text) if kind in readers else text


def shown(value: Any) -> Any:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / value.denominator
    if isinstance(value, list):
        return [shown(v) for v in value]
    return value
