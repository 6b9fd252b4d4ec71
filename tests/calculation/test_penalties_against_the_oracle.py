"""Two authors, one inventory: every rule of the penalty schedule against an oracle that was written apart from it.

The inputs stand on the boundaries: at a target and a millionth beside it, at the top of a band, half cents, repeated
batches and events; and now and then something wrong, for which both must refuse with the same code.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import penalty_oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Refused
from oracle_values import comparable, written
from penalty_oracle import FIGURES
from rule_files import TESTS

from contracts_kit.calculation.calculate import calculate
from contracts_kit.content.library import load_library
from contracts_kit.errors import InputError

LIBRARY = load_library(TESTS.parent)
RULES = LIBRARY.families["material_penalties"].rules
CATEGORIES = ["electronic", "printing", "structural", "pcb", "lcd"]
STAGES = ["mass_production", "mass_production", "mass_production", "rd_sample", "pilot_run"]
ITEMS = [
    *("iqc_batch_fine", "iqc_batch_fine", "repeat_batch_fine", "repeat_batch_fine", "other", "other", "change_fine"),
    *("late_countermeasure_fine", "line_stop", "rework", "ppm_deduction"),
]

# ------------------------------------------------------------------------------------------- what may be given
truth = st.booleans()
amounts = st.one_of(
    st.sampled_from(["0", "0.01", "4999.99", "5000", "5000.01", "25000", "10000", "999999999999.99"]).map(Fraction),
    st.sampled_from(["0.0025", "0.005", "24999.9975", "33.335"]).map(Fraction),  # shares of them are half cents
    st.integers(0, 3_000_000).map(lambda n: Fraction(n, 100)),
)
EDGES = [0, 30, 31, 50, 51, 100, 109, 110, 300, 310, 900, 901, 1000, 1099, 1100, 2900, 3000, 5000, 5001, 6000, 10**6]
ppm = st.one_of(
    st.tuples(st.sampled_from(EDGES), st.sampled_from(["0", "0", "0.000001", "-0.000001", "1/3"])).map(
        lambda two: min(Fraction(10**6), max(Fraction(0), two[0] + Fraction(two[1])))
    ),
    st.just(Fraction(31, 1_000_001) * 10**6),
    st.just(Fraction(10**6) + 1),
)
pieces = st.one_of(st.sampled_from([0, 1, 2, 30, 31, 999_969, 1_000_000]), st.integers(0, 5000))
near = st.integers(0, 14).map(lambda n: date(2026, 2, 23) + timedelta(days=n))
batch = st.fixed_dictionaries(
    {
        "batch_no": st.sampled_from(["B1", "B2", "B3", "B4", "B5"]),
        "date": st.sampled_from([date(2026, 6, 29), date(2026, 6, 30), date(2026, 7, 1), date(2025, 6, 30)]),
        "manufacturer": st.just("M"),
        "product_series": st.sampled_from(["S", "S", "S", "T"]),
        "phenomenon": st.sampled_from(["open", "open", "short"]),
        "cause": st.just("heat"),
        "exempt": st.sampled_from([False, False, True]),
    }
)
entry = st.fixed_dictionaries(
    {
        "event_id": st.sampled_from(["E1", "E2"]),
        "item": st.sampled_from(ITEMS),
        "amount": amounts,
        "supply_stage": st.sampled_from(STAGES),
        "confirmed": st.sampled_from([True, True, False]),
    }
)
cost = st.fixed_dictionaries(
    {"item": st.sampled_from(sorted(set().union(*penalty_oracle.LISTED.values()))), "amount": amounts}
)
rest = st.lists(near, max_size=6)
INPUTS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "pen_iqc_batch_fine": {
        "failed_batches": st.integers(0, 9),
        "exempt_batches": st.integers(0, 9),
        "supply_stage": st.sampled_from(STAGES),
    },
    "pen_repeat_batch_step": {"ordinal": st.integers(0, 60)},
    "pen_monthly_iqc_fines": {"batches": st.lists(batch, max_size=9)},
    "pen_concession_charge": {
        "original_value": amounts,
        "discount_rate": st.sampled_from([None, "0", "0.2", "1/3", "1", "1.01"]).map(lambda v: v and Fraction(v)),
        "use_mode": st.sampled_from(["concession", "selective_use", "other"]),
        "batch_fine_charged": amounts,
    },
    "pen_reuse_fine": {"original_value": amounts, "treated": truth, "presented_as_good": truth},
    "pen_unreported_change_fine": {
        "affected_value": amounts,
        "change_factor": st.sampled_from(["design", "other_core", "non_core"]),
        "reported_in_writing": truth,
        "approved_in_writing": truth,
    },
    "pen_ppm_rate": {"category": st.sampled_from(CATEGORIES), "defective_qty": pieces, "base_qty": pieces},
    "pen_lcd_month_rate": {
        "days": st.lists(st.fixed_dictionaries({"output": pieces, "defective": pieces}), max_size=5)
    },
    "pen_ppm_status": {"category": st.sampled_from(CATEGORIES), "ppm": ppm},
    "pen_ppm_deduction": {
        "category": st.sampled_from(CATEGORIES),
        "ppm": ppm,
        "usage_payment": amounts,
        "lcd_rate": st.sampled_from([None, "0.0199", "0.02", "0.035", "0.05", "0.0501"]).map(
            lambda v: v and Fraction(v)
        ),
    },
    "pen_material_cost_recovery": {
        "category": st.sampled_from(CATEGORIES),
        "scrap_cost": amounts,
        "replacement_cost": amounts,
        "buyer_claims": truth,
        "already_in_other_head": amounts,
    },
    "pen_pcb_scrap_cost": {
        "boards": st.lists(
            st.fixed_dictionaries({"model": st.just("K"), "scrapped_qty": pieces, "board_cost": amounts}), max_size=4
        )
    },
    "pen_lcd_rework_loss": {
        "caused_rework": truth,
        "labor_loss": amounts,
        "material_loss": amounts,
        "capacity_loss": amounts,
    },
    "pen_lcd_within_target_cost": {
        "ppm": ppm.filter(lambda v: v <= 10**6),
        "confirmed_defective_qty": pieces,
        "remedy": st.sampled_from(["pay", "replace"]),
    },
    "pen_loss_heads": {
        "scenario": st.sampled_from(sorted(penalty_oracle.LISTED)),
        "cause_established": st.sampled_from([True, True, False]),
        "items": st.lists(cost, max_size=6),
    },
    "pen_countermeasure_trigger": {
        "failed_lots": st.integers(0, 4),
        "inspected_lots": st.sampled_from([0, 3, 50, 100, 150]),
        "process_ppm": st.none() | ppm.filter(lambda v: v <= 10**6),
    },
    "pen_countermeasure_due": {
        "notice_issue_date": near,
        "extension_request_date": st.none() | near,
        "confirmed_new_date": st.none() | near,
        "non_working_days": rest,
    },
    "pen_late_countermeasure_fine": {"due_date": near, "reply_date": st.none() | near, "as_of_date": near},
    "pen_handling_deadline": {
        "notice_issue_date": near,
        "notice_receipt_date": st.none() | near,
        "handled_date": st.none() | near,
        "as_of_date": near,
        "non_working_days": rest,
    },
    "pen_combination_total": {"entries": st.lists(entry, max_size=9)},
    "pen_scope_applies": {"supply_stage": st.sampled_from(STAGES)},
    "pen_prenotice_exemption": dict.fromkeys(RULES["pen_prenotice_exemption"].inputs, truth),
    "pen_defect_confirmed": dict.fromkeys(RULES["pen_defect_confirmed"].inputs, truth),
}
AGREED: dict[str, list[Any]] = {
    "iqc_batch_fine": [0, 7500],
    "repeat_fine_batch_2": [0, 8000],
    "repeat_fine_batch_3": [15000],
    "repeat_fine_growth_factor": [1, Fraction("1.5"), 10],
    "repeat_fine_cap": [9000, 40000, 100000],
    "concession_min_charge": [0, 3000],
    "reuse_fine_multiple": [0, Fraction("1.5")],
    "unreported_change_fine_multiple": [3],
    "lcd_unit_price": [Fraction("145.005")],
    "iqc_lot_failure_rate_target": [Fraction("0.02")],
    "process_early_warning_ppm": [50],
    "countermeasure_reply_days": [0, 1, 7],
    "late_countermeasure_fine": [800],
    "defect_handling_days": [0, 5],
}


def of_oracle(rule: str, inputs: dict[str, Any], agreed: dict[str, Any], options: dict[str, str]) -> Any:
    try:
        return penalty_oracle.RULES[rule]({**FIGURES, **agreed}, options, **inputs)
    except Refused as refused:
        return refused.code


def of_rules(rule: str, inputs: dict[str, Any], agreed: dict[str, Any], options: dict[str, str]) -> Any:
    try:
        found = calculate(rule, written(inputs), written(agreed), options, library=LIBRARY).outputs
    except InputError as error:
        return error.code
    return {name: comparable(value) for name, value in found.items()}


@pytest.mark.parametrize("rule", sorted(RULES))
@given(data=st.data())
@settings(max_examples=150)
def test_a_rule_and_the_oracle_say_the_same(rule: str, data: st.DataObject) -> None:
    inputs = {name: data.draw(values, name) for name, values in INPUTS[rule].items()}
    read = [name for name in sorted(AGREED) if name in reads(rule)]
    agreed = {name: data.draw(st.sampled_from(AGREED[name]), name) for name in read if data.draw(truth)}
    options = {n: data.draw(st.sampled_from(list(o.values)), n) for n, o in sorted(RULES[rule].options.items())}
    assert of_rules(rule, inputs, agreed, options) == of_oracle(rule, inputs, agreed, options)


def reads(rule: str) -> frozenset[str]:
    """The parameters that a rule reads, itself or by a rule that it calls."""
    found = RULES[rule]
    return found.parameters_read.union(*(reads(called) for called in found.rules_called))


def test_the_oracle_knows_every_rule_with_its_inputs() -> None:
    assert set(penalty_oracle.RULES) == set(INPUTS) == set(RULES)
    for name, rule in RULES.items():
        assert list(rule.inputs) == list(INPUTS[name]), name


# --------------------------------------------------------------------------------------------- laws of the amounts
def result(rule: str, inputs: dict[str, Any], options: Any = None, agreed: Any = None) -> dict[str, Any]:
    found = calculate(rule, written(inputs), agreed, options, library=LIBRARY).outputs
    return {name: comparable(value) for name, value in found.items()}


@given(data=st.data(), category=st.sampled_from(CATEGORIES), paid=amounts, one=ppm, other=ppm)
def test_a_higher_rate_never_costs_less_and_with_the_limit_never_more_than_the_payment(
    data: st.DataObject, category: str, paid: Fraction, one: Fraction, other: Fraction
) -> None:
    options = {n: data.draw(st.sampled_from(list(o.values)), n) for n, o in RULES["pen_ppm_deduction"].options.items()}
    facts = {"category": category, "usage_payment": paid, "lcd_rate": Fraction("0.03")}
    lower, higher = sorted(min(Fraction(10**6), rate) for rate in (one, other))
    less, more = (result("pen_ppm_deduction", {**facts, "ppm": rate}, options)["deduction"] for rate in (lower, higher))
    assert less >= 0 <= more
    if options["above_band"] != "zero":
        assert less <= more
    if options["deduction_cap"] == "payment":
        assert more <= penalty_oracle.cents(paid)
    floor, prorata, ceil = (
        result("pen_ppm_deduction", {**facts, "ppm": higher}, {**options, "partial_step": how})["deduction"]
        for how in ("floor", "prorata", "ceil")
    )
    assert floor <= prorata <= ceil


@given(category=st.sampled_from(CATEGORIES))
def test_the_target_itself_costs_nothing_and_one_step_over_it_one_step(category: str) -> None:
    target, _, size, rate = FIGURES[category]
    rate = Fraction("0.03") if rate is None else rate
    facts = {"category": category, "usage_payment": Fraction(1000), "lcd_rate": Fraction("0.03")}
    at, under, over = (
        result("pen_ppm_deduction", {**facts, "ppm": Fraction(p)})
        for p in (target, target + size - Fraction(1, 10**6), target + size)
    )
    assert (at["steps"], under["steps"], over["steps"]) == (0, 0, 1)
    assert (at["deduction"], over["deduction"]) == (0, 1000 * rate)


@given(batches=st.lists(batch, max_size=8), more=batch, data=st.data())
def test_one_more_failed_batch_never_lowers_what_is_due(batches: list[Any], more: Any, data: st.DataObject) -> None:
    rule = RULES["pen_monthly_iqc_fines"]
    options = {n: data.draw(st.sampled_from(list(o.values)), n) for n, o in rule.options.items()}
    new = {**more, "batch_no": "B9", "exempt": False}
    before, after = (result(rule.id, {"batches": found}, options) for found in (batches, [*batches, new]))
    assert 0 <= before["total"] <= after["total"]
    replace, add = (
        result(rule.id, {"batches": batches}, {**options, "flat_vs_step": how})["total"] for how in ("replace", "add")
    )
    assert replace <= add
    shuffled = data.draw(st.permutations(batches))
    assert result(rule.id, {"batches": shuffled}, options) == before


@given(n=st.integers(1, 40), limit=st.sampled_from([20000, 40000, 160000]))
def test_the_series_doubles_exactly_and_a_limit_holds_each_batch(n: int, limit: int) -> None:
    free = result("pen_repeat_batch_step", {"ordinal": n})
    assert free["step_fine"] == (0 if n == 1 else 10000 * 2 ** (n - 2))
    assert free["cumulative_step_fines"] == 10000 * (2 ** (n - 1) - 1)
    held = result("pen_repeat_batch_step", {"ordinal": n}, None, {"repeat_fine_cap": limit})
    assert held["step_fine"] == min(free["step_fine"], limit)
    assert held["cumulative_step_fines"] <= free["cumulative_step_fines"]


@given(value=amounts, rate=st.integers(0, 100), fine=amounts, scope=st.sampled_from(["discount_only", "all_expenses"]))
def test_a_concession_costs_the_minimum_at_least_and_charge_and_settlement_are_the_value(
    value: Fraction, rate: int, fine: Fraction, scope: str
) -> None:
    facts = {"original_value": value, "discount_rate": Fraction(rate, 100), "use_mode": "concession"}
    found = result("pen_concession_charge", {**facts, "batch_fine_charged": fine}, {"floor_scope": scope})
    assert found["charge"] + found["settlement"] == value
    assert found["charge"] + (penalty_oracle.cents(fine) if scope == "all_expenses" else 0) >= 5000
    opposite = {"discount_semantics": "share_paid", "floor_scope": scope}
    turned = {**facts, "discount_rate": 1 - Fraction(rate, 100), "batch_fine_charged": fine}
    assert result("pen_concession_charge", turned, opposite) == found


@given(entries=st.lists(entry, max_size=8), data=st.data())
def test_a_total_never_exceeds_the_sum_of_what_is_entered_and_events_add_up(
    entries: list[Any], data: st.DataObject
) -> None:
    rule = RULES["pen_combination_total"]
    options = {n: data.draw(st.sampled_from(list(o.values)), n) for n, o in rule.options.items()}
    found = result(rule.id, {"entries": entries}, options)
    assert 0 <= found["total"] <= sum((e["amount"] for e in entries), Fraction(0))
    assert found["counted"] + found["excluded"] == len(entries)
    apart = [[e for e in entries if e["event_id"] == event] for event in ("E1", "E2")]
    parts = [result(rule.id, {"entries": part}, options) for part in apart]
    assert found == {name: sum(part[name] for part in parts) for name in found}
    if options["duplicate_pick"] == "largest":
        assert result(rule.id, {"entries": data.draw(st.permutations(entries))}, options) == found


def test_thousands_of_records_are_counted() -> None:
    records = [
        {
            "batch_no": f"B{n}",
            "date": date(2026, 1, 1) + timedelta(days=n % 360),
            "manufacturer": f"M{n % 40}",
            "product_series": "S",
            "phenomenon": "open",
            "cause": "heat",
            "exempt": n % 7 == 0,
        }
        for n in range(3000)
    ]
    for scope in ("all_iqc_fines", "whole_batch"):
        found = result("pen_monthly_iqc_fines", {"batches": records}, {"exempt_scope": scope})
        assert found["total"] > 0
    lines = [
        {"event_id": f"E{n % 900}", "item": ITEMS[n % 11], "amount": n, "supply_stage": STAGES[0], "confirmed": True}
        for n in range(5000)
    ]
    assert result("pen_combination_total", {"entries": lines})["counted"] > 1000
