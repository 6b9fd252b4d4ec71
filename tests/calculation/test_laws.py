"""What must hold for the bundled rules whatever the figures are, however they are written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rule_files import BLANKS, TESTS, read_cases

from contracts_kit.calculation.calculate import Calculation, calculate
from contracts_kit.content.annexed import without_annexes
from contracts_kit.content.library import load_library
from contracts_kit.errors import InputError

LIBRARY = load_library(TESTS.parent)
FAMILIES = {name: without_annexes(family) for name, family in LIBRARY.families.items()}
RULES = {name: (family, rule) for family in FAMILIES.values() for name, rule in family.rules.items()}

money = st.one_of(st.integers(0, 10**9), st.integers(0, 200)).map(lambda cents: Decimal(cents) / 100)
days = st.dates(date(2023, 12, 1), date(2026, 3, 31))
lengths = st.integers(0, 60)


def result(rule: str, inputs: Mapping[str, Any], parameters: Any = None, options: Any = None) -> Mapping[str, Any]:
    return calculate(rule, inputs, parameters, options, library=LIBRARY).outputs


def example_of(rule: str, options: Any = None) -> Calculation:
    family, found = RULES[rule]
    return calculate(rule, dict(found.example), BLANKS[family.name], options, library=LIBRARY)


# ------------------------------------------------------------------------------------------------------- amounts
LOSS_TO_OUTPUT = [
    ("qa_brand_loss", "direct_loss", "brand_loss_fee"),
    ("qa_brand_loss", "other_loss", "brand_loss_fee"),
    *(("qa_user_claim_recovery", n, "total") for n in ("user_compensation", "travel_costs", "wages")),
    *(
        ("qa_major_accident_compensation", name, "total")
        for name in ("rework_material_or_scrap", "handling_wages", "litigation_costs", "lost_market_profit")
    ),
    ("qa_major_accident_compensation", "nonconforming_value", "total"),
    ("qa_incident_total", "loss_4_1", "total"),
    ("qa_incident_total", "direct_loss_4_3", "total"),
    ("qa_incident_total", "extra_compensation", "total"),
    ("qa_brand_offset", "brand_loss_fee", "deducted"),
    ("qa_brand_offset", "payable_to_supplier", "deducted"),
    ("qa_inspection_fee_allocation", "inspection_fee", "supplier_pays"),
]


@pytest.mark.parametrize(("rule", "loss", "amount"), LOSS_TO_OUTPUT)
@given(before=money, more=money, data=st.data())
@settings(max_examples=25)
def test_more_loss_is_never_less_to_pay_and_nothing_is_negative(
    rule: str, loss: str, amount: str, before: Decimal, more: Decimal, data: st.DataObject
) -> None:
    found = RULES[rule][1]
    options = {name: data.draw(st.sampled_from(list(o.values)), name) for name, o in found.options.items()}
    given_ = {**found.example, "overlap": 0} if rule == "qa_incident_total" else dict(found.example)
    less = result(rule, {**given_, loss: before}, None, options)
    after = result(rule, {**given_, loss: before + more}, None, options)
    assert 0 <= less[amount] <= after[amount]
    assert all(value >= 0 for value in after.values() if isinstance(value, Decimal))


@pytest.mark.parametrize("rule", ["qa_major_accident_compensation", "qa_incident_total"])
@given(loss=money, paid=money, more=money)
@settings(max_examples=50)
def test_more_insurance_is_never_more_net_loss_and_touches_nothing_else(
    rule: str, loss: Decimal, paid: Decimal, more: Decimal
) -> None:
    given_ = dict(RULES[rule][1].example)
    if "overlap" in given_:
        given_["overlap"] = 0
    for name in ("loss_4_1", "product_direct_loss"):
        if name in given_:
            given_[name] = loss
    less, after = (result(rule, {**given_, "insurance_paid": amount}) for amount in (paid, paid + more))
    assert 0 <= after["net_loss"] <= less["net_loss"]
    assert after["total"] - after["net_loss"] == less["total"] - less["net_loss"]


@given(fee=money, loss=money, payable=money, scope=st.sampled_from(["brand_only", "whole_claim"]))
def test_set_off_never_exceeds_what_is_payable_or_owed(
    fee: Decimal, loss: Decimal, payable: Decimal, scope: str
) -> None:
    given_ = {"brand_loss_fee": fee, "direct_loss": loss, "payable_to_supplier": payable}
    found = result("qa_brand_offset", given_, None, {"offset_scope": scope})
    assert 0 <= found["deducted"] <= min(payable, fee + loss)
    assert found["deducted"] + found["payable_after"] == payable
    assert found["deducted"] + found["still_owed_by_supplier"] == fee + loss


@given(
    fee=money,
    outcome=st.sampled_from(["quality_problem", "not_quality_problem", "inconclusive"]),
    split=st.sampled_from(["buyer", "half", "supplier"]),
)
def test_the_shares_of_the_inspection_fee_add_up_to_it(fee: Decimal, outcome: str, split: str) -> None:
    given_ = {"inspection_fee": fee, "result": outcome}
    found = result("qa_inspection_fee_allocation", given_, None, {"inconclusive_split": split})
    assert found["supplier_pays"] + found["buyer_pays"] == fee
    assert min(found["supplier_pays"], found["buyer_pays"]) >= 0


@given(loss=money, claim=money, overlap=money)
def test_an_incident_never_recovers_more_than_both_claims_apart(
    loss: Decimal, claim: Decimal, overlap: Decimal
) -> None:
    overlap = min(overlap, loss, claim)
    applies = {"major_accident_applies": True, "user_claim_applies": True}
    found = result("qa_incident_total", {**applies, "loss_4_1": loss, "direct_loss_4_3": claim, "overlap": overlap})
    assert max(loss, claim) <= found["net_loss"] == loss + claim - overlap


batches = st.lists(st.tuples(money, st.integers(0, 100)), max_size=8)


@given(batches, money, money, st.sampled_from(["cumulative_withheld", "current_balance"]))
def test_a_deposit_never_holds_more_than_its_target_and_every_cent_is_somewhere(
    posted: list[tuple[Decimal, int]], target: Decimal, opening: Decimal, basis: str
) -> None:
    payments = [payment for payment, _ in posted]
    draws: list[Decimal] = []
    settings_ = {"quality_deposit_amount": target}, {"ledger_basis": basis}
    for position, (_, percent) in enumerate(posted):  # draw a part of what the deposit then holds
        given_ = {"batch_payments": payments[: position + 1], "opening_balance": opening, "draws": draws}
        held = result("qa_deposit_withholding", given_, *settings_)["closing_balance"]
        draws.append((held * percent / 100).quantize(Decimal("0.01"), rounding="ROUND_DOWN"))
    given_ = {"batch_payments": payments, "opening_balance": opening, "draws": draws}
    found = result("qa_deposit_withholding", given_, *settings_)
    withheld, paid_out = found["withheld"], found["paid_out"]
    assert len(withheld) == len(paid_out) == len(payments)
    assert all(
        w >= 0 and p >= 0 and w + p == payment for w, p, payment in zip(withheld, paid_out, payments, strict=True)
    )
    assert found["closing_balance"] == opening + sum(withheld) - sum(draws) >= 0
    assert found["closing_balance"] <= max(target, opening)
    assert found["reached"] == (found["shortfall"] == 0)
    if basis == "cumulative_withheld":
        assert sum(withheld) <= max(Decimal(0), target - opening)
        assert found["reached"] == (found["reached_at_batch"] is not None)


# ---------------------------------------------------------------------------------------------------- deadlines
DEADLINES = [
    ("qa_standard_doc_transfer_due", "change_date", "standard_doc_transfer_days"),
    ("qa_sampling_confirm_due", "notice_received_date", "sampling_nonconformity_confirm_days"),
    ("qa_discount_deemed_acceptance", "notice_received_date", "discount_response_days"),
    ("qa_joint_determination_due", "start_date", "joint_determination_days"),
    ("qa_objection_due", "notice_received_date", "objection_days"),
]


@pytest.mark.parametrize(("rule", "start", "length"), DEADLINES)
@given(first=days, later=st.integers(0, 20), long=lengths, more=st.integers(0, 5), off=st.sets(lengths), data=st.data())
@settings(max_examples=40)
def test_a_deadline_never_lies_before_its_start_and_never_moves_back(
    rule: str,
    start: str,
    length: str,
    first: date,
    later: int,
    long: int,
    more: int,
    off: set[int],
    data: st.DataObject,
) -> None:
    found = RULES[rule][1]
    options = {name: data.draw(st.sampled_from(list(o.values)), name) for name, o in found.options.items()}
    free = [first + timedelta(days=n) for n in off]

    def due(begins: date, days_: int, rest: list[date]) -> date:
        given_ = {**found.example, start: begins, "non_working_days": rest}
        if "notice_date" in found.inputs:
            given_["notice_date"] = begins
        last = result(rule, given_, {length: days_}, options)["due_date"]
        assert isinstance(last, date)
        return last

    last = due(first, long, free)
    assert last >= due(first, long, []) >= first
    assert due(first + timedelta(days=later), long, free) >= last
    assert due(first, long + more, free) >= last
    if options["roll_non_working"] == "statutory":
        assert last not in free
    else:
        assert last == due(first, long, [])


@given(days, days, st.sampled_from(["earlier", "later"]), st.none() | days, st.none() | days)
def test_an_agreement_never_ends_before_its_term_and_is_in_force_to_its_last_day(
    term: date, today: date, until: str, business: date | None, renewed: date | None
) -> None:
    given_ = {"term_end_date": term, "business_end_date": business, "new_agreement_date": renewed}
    found = result("qa_agreement_end_date", {**given_, "as_of_date": today}, None, {"extension_end": until})
    end = found["end_date"]
    assert end is None or end >= term
    assert found["in_force"] == (end is None or today <= end)
    earlier, later = (
        result("qa_agreement_end_date", {**given_, "as_of_date": today}, None, {"extension_end": u})["end_date"]
        for u in ("earlier", "later")
    )
    assert later is None or (earlier is not None and earlier <= later)


# -------------------------------------------------------------------------------------------------------- counts
complaints = st.lists(
    st.fixed_dictionaries(
        {
            "date": days,
            "province": st.sampled_from(["甲省", "乙省"]),
            "event_id": st.sampled_from(["1", "2", "3"]),
            "pcs": st.integers(0, 200),
            "loss": money,
        }
    ),
    max_size=8,
)
WINDOWS = ["rolling", "rolling_to_same_day", "calendar"]


@given(complaints, st.randoms(use_true_random=False), st.sampled_from(WINDOWS), st.sampled_from(WINDOWS))
def test_the_order_of_complaints_does_not_matter_and_windows_hold_no_more_than_all(
    records: list[dict[str, Any]], shuffle: Any, month: str, year: str
) -> None:
    options = {"month_window": month, "year_window": year}
    found = result("qa_complaint_window_aggregation", {"complaints": records}, None, options)
    mixed = list(records)
    shuffle.shuffle(mixed)
    assert result("qa_complaint_window_aggregation", {"complaints": mixed}, None, options) == found
    assert found["year_complaint_pcs"] <= sum(r["pcs"] for r in records)
    assert found["single_complaint_loss"] <= sum(r["loss"] for r in records)
    single = result(
        "qa_complaint_window_aggregation",
        {"complaints": records},
        None,
        {**options, "province_aggregation": "single_event"},
    )
    assert single["province_month_complaint_pcs"] <= found["province_month_complaint_pcs"]


def test_a_register_of_thousands_of_complaints_is_counted() -> None:
    records = [
        {
            "date": date(2024, 1, 1) + timedelta(days=n % 366),
            "province": f"P{n % 31}",
            "event_id": n,
            "pcs": 1,
            "loss": 1,
        }
        for n in range(3000)
    ]
    assert result("qa_complaint_window_aggregation", {"complaints": records})["year_complaint_pcs"] == 3000


@given(complaints)
def test_a_window_to_the_same_day_counts_no_less_than_one_that_ends_the_day_before(
    records: list[dict[str, Any]],
) -> None:
    shorter, longer = (
        result("qa_complaint_window_aggregation", {"complaints": records}, None, {"month_window": w, "year_window": w})
        for w in ("rolling", "rolling_to_same_day")
    )
    assert all(longer[name] >= value for name, value in shorter.items())


@given(
    st.dictionaries(st.sampled_from(["province_month_complaint_pcs", "year_complaint_pcs"]), st.integers(0, 400)), money
)
def test_what_is_major_under_the_stricter_reading_is_major_under_the_other(
    counted: dict[str, int], loss: Decimal
) -> None:
    given_ = {**counted, "single_complaint_loss": loss}
    strict, plain = (
        result("qa_major_accident_classification", given_, None, {"threshold_inclusive": t}) for t in (False, True)
    )
    assert set(strict["limbs"]) <= set(plain["limbs"])
    assert plain["is_major"] == bool(plain["limbs"])


# ---------------------------------------------------------------------------------------- of every rule there is
@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_last_step_of_each_output_is_the_output(rule: str) -> None:
    found = example_of(rule)
    last = {step.name: step.value for step in found.steps}
    assert list(found.outputs) == list(RULES[rule][1].outputs)
    for name, value in found.outputs.items():
        assert last[name] == value, name


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_order_in_which_inputs_are_written_does_not_matter(rule: str) -> None:
    def backwards(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: backwards(value[name]) for name in reversed(list(value))}
        return [backwards(v) for v in value] if isinstance(value, list) else value

    example = dict(RULES[rule][1].example)
    blanks = BLANKS[RULES[rule][0].name]
    assert result(rule, backwards(example), blanks) == result(rule, example, blanks)


def forms(value: Any) -> list[Any]:
    """The forms in which a program may hand in one value."""
    if isinstance(value, bool):
        return [value, str(value).lower(), str(value)]
    if isinstance(value, (int, Decimal)):
        shown = format(Decimal(value), "f")
        whole = [int(value)] if value == int(value) else []
        return [shown, Decimal(value), *whole]
    if isinstance(value, date):
        return [value, value.isoformat()]
    if isinstance(value, list):
        return [list(made) for made in zip(*map(forms, value), strict=False)] or [value]
    if isinstance(value, Mapping):
        made = {name: forms(v) for name, v in value.items()}
        return [{name: v[n % len(v)] for name, v in made.items()} for n in range(3)]
    return [value]


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_form_of_a_value_comes_to_the_same_result(rule: str) -> None:
    expected = example_of(rule)
    for name, value in expected.inputs.items():
        if value is None:
            continue
        for form in forms(value):
            again = result(rule, {**RULES[rule][1].example, name: form}, BLANKS[RULES[rule][0].name])
            assert again == expected.outputs, (name, form)


@given(amount=st.integers(0, 10**7))
@settings(max_examples=30)
def test_a_whole_amount_is_one_amount_as_text_decimal_or_integer(amount: int) -> None:
    ways = [str(amount), f"{amount}.00", f"{amount:,}.00", Decimal(amount), Decimal(amount * 100).scaleb(-2), amount]
    made = {str(result("qa_brand_loss", {"direct_loss": way})) for way in ways}
    assert len(made) == 1


@given(rate=st.integers(0, 10000))
@settings(max_examples=30)
def test_a_rate_is_one_rate_as_a_figure_or_a_percentage(rate: int) -> None:
    share = Decimal(rate) / 10000
    ways = [str(share), share, f"{share * 100}%", f"{rate}/10000"]
    made = {str(result("qa_brand_loss", {"direct_loss": "999.95"}, {"brand_loss_rate": way})) for way in ways}
    assert len(made) == 1


# ------------------------------------------------------------------------------------------------ shared options
SHARED = [
    (family.name, option, rule)
    for family in FAMILIES.values()
    for option in family.options
    for rule, found in family.rules.items()
    if option in found.options
]
MOVES = {  # inputs for which the two readings of a shared option differ
    "roll_non_working": {"non_working_days": [date(2025, 1, 1) + timedelta(days=n) for n in range(730)]},
    "brand_loss_base": {"other_loss": 500, "loss_4_1": 90000},
}


Situation = tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]


def situations(family: str, option: str, rule: str) -> Iterator[Situation]:
    """Inputs, parameters and other options of a rule: its example, with what moves the option, and its worked cases."""
    found, blanks = FAMILIES[family].rules[rule], BLANKS[family]
    yield {**found.example, **{n: v for n, v in MOVES.get(option, {}).items() if n in found.inputs}}, blanks, {}
    for file in (f"{family}.yaml", f"{family}_more.yaml"):
        for case in read_cases(TESTS / "cases" / file):
            if case.rule == rule and "error" not in case.expected:
                parameters = {n: v for n, v in case.settings.items() if n in FAMILIES[family].parameters}
                others = {n: v for n, v in case.settings.items() if n in found.options and n != option}
                yield case.inputs, {**blanks, **parameters}, others
                yield case.inputs, parameters, others


@pytest.mark.parametrize(("family", "option", "rule"), SHARED)
def test_a_shared_option_moves_every_rule_that_shares_it(family: str, option: str, rule: str) -> None:
    found = FAMILIES[family].rules[rule]
    assert found.options[option] is FAMILIES[family].options[option] or (
        found.options[option].id == FAMILIES[family].options[option].id
    )
    for given_, blanks, others in situations(family, option, rule):
        try:
            results = [
                result(rule, given_, blanks, {**others, option: value}) for value in found.options[option].values
            ]
        except InputError:  # one of the readings asks for a fact that the other does not need
            continue
        if results[0] != results[1]:
            break
    else:
        raise AssertionError("no example and no worked case tells the readings apart")
    for reader in {r for f, o, r in SHARED if (f, o) == (family, option)}:  # through any rule that shares it, it is one
        last = {f"{reader}.{option}": list(found.options[option].values)[-1]}
        assert result(rule, given_, blanks, {**others, **last}) == results[-1]


def test_the_rules_that_share_an_option_are_known() -> None:
    readers = [(family, option) for family, option, _ in SHARED if "." not in option]
    assert {(family, option): readers.count((family, option)) for family, option in readers} == {
        ("quality_agreement", "roll_non_working"): 5,
        ("quality_agreement", "brand_loss_base"): 2,
        ("material_penalties", "roll_non_working"): 2,
        ("material_penalties", "flat_vs_step"): 2,
        ("retail_supply_contract", "both_required"): 2,
        ("retail_supply_contract", "count_event_day"): 4,
        ("retail_supply_contract", "month_days"): 5,
        ("retail_supply_contract", "roll_non_working"): 4,
        ("retail_supply_contract", "deposit_scheme"): 1,
        ("retail_supply_contract", "holdover_election"): 2,
        ("retail_supply_contract", "negative_base"): 1,
        ("retail_supply_contract", "post_acceptance"): 1,
        ("retail_supply_contract", "price_cut_recovery"): 4,
        ("retail_supply_contract", "storage_overlap"): 3,
        ("retail_supply_contract", "term_ends_on"): 1,
    }


@given(st.data(), st.sampled_from(sorted(RULES)))
def test_an_option_that_is_given_at_its_default_changes_nothing(data: st.DataObject, rule: str) -> None:
    found = RULES[rule][1]
    assume(found.options)
    chosen = data.draw(st.lists(st.sampled_from(sorted(found.options)), unique=True))
    assert example_of(rule, {name: found.options[name].default for name in chosen}).outputs == example_of(rule).outputs
