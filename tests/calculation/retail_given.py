"""What the oracle of the retail supply contract is asked with: inputs and figures on the boundaries.

An input is drawn by its type, unless `CLOSE` says how; `SENSIBLE` leaves out what no one would ask, or what the
inventory does not settle.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from contracts_kit.content.model import Parameter
from contracts_kit.content.rules import Input
from contracts_kit.values.types import ValueType

Given = dict[str, Any]


def some(*texts: str) -> st.SearchStrategy[Fraction]:
    return st.sampled_from(texts).map(Fraction)


def of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def on(*texts: str) -> st.SearchStrategy[date]:
    return st.sampled_from(texts).map(date.fromisoformat)


# ------------------------------------------------------------------------------------------------- what is drawn
AMOUNTS = ["0", "0.01", "0.10", "0.11", "1", "33.33", "100", "999.99", "1000", "50000", "999999999999.99"]
amounts = st.one_of(some(*AMOUNTS), st.integers(0, 3_000_000).map(lambda n: Fraction(n, 100)))
signed = st.one_of(amounts, amounts, amounts.map(lambda amount: -amount))
prices = st.one_of(some("0", "0.01", "90", "94.99", "95", "95.01", "99.99", "100", "100.01", "1999"), amounts)
counts = st.one_of(of(0, 1, 2, 3, 29, 30, 31, 97, 100), st.integers(0, 2000))
ratios = some("0", "0.005", "0.01", "0.015", "0.02", "0.05", "0.333", "1")
near = st.integers(0, 21).map(lambda n: date(2024, 2, 21) + timedelta(days=n))  # over 29 February
ENDS = ["2023-12-31", "2024-01-30", "2024-01-31", "2024-02-28", "2024-02-29", "2024-03-31", "2024-05-31", "2025-02-28"]
days = st.one_of(near, near, near, on(*ENDS))
times = st.builds(
    lambda day, hour: datetime(day.year, day.month, day.day) + timedelta(hours=hour), near, of(0, 1, 12, 23)
)


HOURS = [0, 1, 23, 24, 25, 47, 48, 49]


def hours_from(start: datetime) -> st.SearchStrategy[datetime]:
    return of(*HOURS).map(lambda hours: start + timedelta(hours=hours))


runs = st.builds(lambda day, n: [day + timedelta(days=k) for k in range(n)], near, st.integers(0, 9))
weekends = [date(2023, 12, 2) + timedelta(days=7 * week + day) for week in range(80) for day in (0, 1)]
free = st.one_of(st.just([]), runs, st.lists(near, max_size=8))


def values(type_: ValueType, least: Any = 0) -> st.SearchStrategy[Any]:
    """The values of a type; `least` None: also amounts below nothing."""
    if type_.kind == "list":
        assert type_.of is not None
        return st.lists(values(type_.of, least), max_size=4)
    if type_.kind == "choice":
        return st.sampled_from(type_.choices)
    drawn = {
        "boolean": st.booleans(),
        "date": days,
        "datetime": times,
        "integer": counts,
        "decimal": counts.map(Fraction),
        "money": signed if least is None else prices if type_.unit == "CNY/pcs" else amounts,
        "ratio": ratios,
    }
    return drawn[type_.kind]


def rows(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Given]]:
    return st.lists(st.fixed_dictionaries(fields), max_size=4)


tiers = st.builds(
    lambda starts, rates: [
        {"min_sales": Fraction(start), "rate": rate} for start, rate in zip(sorted(starts), rates, strict=False)
    ],
    st.sets(of(0, 100, 1000, 50000, 3000000), min_size=1, max_size=4),
    st.lists(some("0", "0.01", "0.015", "0.02"), min_size=4, max_size=4),
)
fines = st.lists(
    some("5000", "5000", "5000.01", "10000", "19999.99", "20000", "20000", "4999.99", "20000.01"), max_size=2
)
seldom, mostly = of(False, False, False, False, True), of(True, True, True, True, False)
few_rates = st.lists(some("0", "0.01", "0.015", "0.2"), max_size=3)
sold_by_store = st.lists(
    some("0", "9999.99", "10000", "10000.01", "119999.99", "120000", "60000", "130000"), min_size=3, max_size=3
)

# values that meet each other's boundaries more often than those of the type would
CLOSE: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("rsc_slow_moving_test", "purchased_qty"): some("0", "1", "99", "100", "101", "100.5"),
    ("rsc_slow_moving_test", "sold_qty"): some("0", "0.5", "1", "49", "49.5", "50", "50.25", "51", "100", "101"),
    ("rsc_slow_moving_test", "days_since_purchase"): of(0, 1, 29, 30, 31, 60),
    ("rsc_slow_moving_test", "returned_qty"): some("0", "1", "50", "100"),
    ("rsc_slow_moving_test", "purchased_value"): some("100", "1000", "1000.01"),
    ("rsc_slow_moving_test", "sold_value"): some("0", "49.99", "50", "499.99", "500", "500.01", "1000"),
    ("rsc_slow_moving_test", "returned_value"): some("0", "0.01", "500"),
    ("rsc_settlement_date", "designated_days"): st.none() | free,
    ("rsc_settlement_date", "holidays"): free,
    ("rsc_store_fee_windows", "year"): of(2023, 2024, 2025),
    ("rsc_annual_discount_dates", "contract_year"): of(2023, 2024, 2025),
    ("rsc_margin_comp_due", "sale_year"): of(2023, 2024),
    ("rsc_margin_comp_due", "sale_month"): of(1, 1, 12, 3, 6),
    ("rsc_contract_term", "start_date"): on("2024-02-28", "2024-02-29", "2024-03-01"),
    ("rsc_contract_term", "stated_end_date"): on("2025-02-26", "2025-02-27", "2025-02-28", "2025-03-01", "2028-02-28"),
    ("rsc_holdover_end", "new_contract_date"): st.none() | days | on("2024-05-28", "2024-05-29", "2024-05-30"),
    ("rsc_settlement_suspension", "asof"): days | on("2024-05-28", "2024-05-29", "2024-05-30", "2024-06-30"),
    ("rsc_settlement_suspension", "new_contract_date"): st.none() | on("2024-05-29", "2024-06-29", "2024-07-01"),
    ("rsc_slow_moving_storage_fee", "asof"): days | on("2024-04-05", "2024-05-31"),
    ("rsc_force_majeure_exemption", "qualifies_as_force_majeure"): mostly,
    ("rsc_force_majeure_exemption", "already_late"): seldom,
    ("rsc_force_majeure_exemption", "impact"): of("none", "partial", "partial", "total", "total"),
    ("rsc_force_majeure_exemption", "event_start"): hours_from(datetime(2024, 2, 27)),
    ("rsc_force_majeure_exemption", "notice_at"): of(
        None, *[datetime(2024, 2, 28) + timedelta(hours=h) for h in HOURS]
    ),
    ("rsc_force_majeure_exemption", "notice_sent_at"): st.none() | hours_from(datetime(2024, 2, 28)),
    ("rsc_force_majeure_exemption", "event_end"): st.integers(0, 4).map(
        lambda n: date(2024, 2, 29) + timedelta(days=n)
    ),
    ("rsc_force_majeure_exemption", "proof_date"): of(None, *[date(2024, 2, 29) + timedelta(days=n) for n in range(9)]),
    ("rsc_wrongful_termination_settlement", "discounts_paid"): some("0", "0", "0", "0.01", "1"),
    ("rsc_wrongful_termination_settlement", "breaching_party"): of("supplier", "supplier", "supplier", "buyer"),
    ("rsc_vat_invoice_settlement", "discount"): some("0", "0.01", "33.33", "1000", "999.99"),
    ("rsc_slow_moving_disposal_right", "overdue_days"): of(0, 1, 2, 3, 4, 5, 6, 10, 11, 15, 16),
    ("rsc_post_termination_storage_fee", "segments"): rows(stock_value=amounts, days=of(0, 1, 2, 34)),
    ("rsc_post_termination_storage_fee", "cause"): of("stop", "return_notice", "slow_moving_notice"),
    ("rsc_offsite_penalty", "incident_amounts"): fines,
    ("rsc_reputation_penalty", "chosen_amounts"): fines,
    ("rsc_reputation_penalty", "is_reputation_loss"): mostly,
    ("rsc_bribery_compensation", "penalties"): fines,
    ("rsc_store_months", "stores"): rows(entry_date=days, signed_date=st.none() | days, exit_date=st.none() | days),
    ("rsc_festival_promotion_fee", "events"): rows(event_no=st.integers(1, 18).map(str), store_count=of(0, 1, 2, 7)),
    ("rsc_joint_promotion_minimum", "events_held"): of(0, 1, 2, 3, 4, 5),
    ("rsc_new_product_priority", "priority_days"): of(0, 1, 2, 3, 14, 15, 16),
    ("rsc_new_product_priority", "supplied_qty"): of(0, 1, 99, 100, 101),
    ("rsc_discount_base", "offsets_total"): some("0", "100", "1000.01", "50000", "99999.99"),
    ("rsc_discount_base", "offset_price_cuts"): some("0", "0.01", "100", "1000"),
    ("rsc_discount_base", "offset_defect_returns"): some("0", "0.01", "100", "1000"),
    ("rsc_discount_base", "offset_returns"): some("0", "0.01", "900", "49000"),
    ("rsc_annual_rate_lookup", "sales"): some("0.01", "99.99", "100", "100.01", "1000", "50000", "3000000", "4000000"),
    ("rsc_annual_rate_lookup", "tiers"): tiers,
    ("rsc_price_breach_full_compensation", "lines"): rows(qty=counts, target_profit=prices, actual_profit=signed),
    ("rsc_supply_price_double_compensation", "lines"): rows(
        supply_price=prices, reference_price=prices, qty=some("0", "1", "2.5", "100")
    ),
    ("rsc_price_protection", "unsold_qty"): of(0, 1, 5, 10),
    ("rsc_price_protection", "recent_purchased_qty"): of(0, 1, 5, 10),
    ("rsc_price_protection", "recent_unsold_qty"): of(0, 0, 1, 5, 6),
    ("rsc_margin_compensation", "stores"): rows(
        revenue=some("0", "100", "1000", "1234.56", "-100", "1130"),
        gross_profit=some("0", "15", "150", "149.99", "150.01", "-15", "300", "200"),
    ),
    ("rsc_margin_compensation", "vat_rate"): some("0", "0.13"),
    ("rsc_guaranteed_sales_proration", "term_months"): of(1, 2, 7, 12),
    ("rsc_guaranteed_sales_compensation", "term_months"): of(7, 12),
    ("rsc_guaranteed_sales_compensation", "operated_months"): of(0, 1, 6, 7),
    ("rsc_guaranteed_sales_compensation", "actual_sales"): sold_by_store,
    ("rsc_guaranteed_sales_compensation", "store_months"): st.just([]) | st.lists(of(1, 3, 7), min_size=3, max_size=3),
    **{
        ("rsc_guaranteed_sales_compensation", f"{name}_rates"): few_rates
        for name in ("margin", "monthly", "unit", "floor")
    },
    ("rsc_overdue_supplier_payable", "exempt_amount"): some("0", "0", "0.01", "33.33", "100"),
    ("rsc_reputation_rate_trigger", "base"): of(0, 1, 100, 1000, 2000, 2001),
    ("rsc_reputation_rate_trigger", "unqualified"): of(0, 1, 10, 20),
    ("rsc_reputation_rate_trigger", "returned"): of(0, 1, 10, 20),
    ("rsc_reputation_rate_trigger", "repaired"): of(0, 1, 10, 20, 21),
    ("rsc_reputation_rate_trigger", "counted_again"): of(0, 0, 1, 10),
    ("rsc_ranking_elimination", "ranks_from_bottom"): st.lists(of(1, 2, 3, 4), max_size=9)
    | st.lists(of(1, 5), min_size=3, max_size=6),
    ("rsc_buyer_termination_right", "supply_stopped_without_cause"): seldom,
    ("rsc_buyer_termination_right", "supply_overdue_days"): of(0, 0, 4, 5, 6, 7, 8),
    ("rsc_buyer_termination_right", "credit_deterioration"): seldom,
    ("rsc_buyer_termination_right", "price_guarantee_breached"): seldom,
    ("rsc_buyer_termination_right", "ranking_eliminated"): seldom,
    ("rsc_buyer_termination_right", "payable_due_date"): st.none() | st.none() | days,
    **{
        (rule, "non_working_days"): free.map(lambda found: [*weekends, *found])
        for rule in ("rsc_festival_fee_due", "rsc_force_majeure_exemption")
    },
    ("rsc_next_settlement_date", "settlement_dates"): free,
    ("rsc_day_deadline", "rest_days"): free,
    ("rsc_month_deadline", "rest_days"): free,
    ("rsc_store_fee_windows", "rest_days"): free,
    ("rsc_slow_moving_storage_fee", "rest_days"): free,
    ("rsc_deposit_topup_penalty", "rest_days"): free,
}


def value_of(rule: str, declared: Input, may_be_nothing: bool) -> st.SearchStrategy[Any]:
    if (rule, declared.name) in CLOSE:
        return CLOSE[rule, declared.name]
    drawn = values(declared.type, declared.least)
    return st.none() | drawn | drawn if may_be_nothing else drawn


# ------------------------------------------------------------------------------------------- figures of the contract
few_days = of(0, 1, 2, 3, 5, 10, 15)
FIGURES: dict[str, st.SearchStrategy[Any]] = {
    "slow_moving_window_days": of(30, 60),
    "slow_moving_sales_ratio_threshold": some("0.5", "1/3"),
    "settlement_cycle_days": of(10, 15, 30, 31),
    "settlement_blackout_month_last_day": of(True, False),
    "settlement_blackout_statutory_holidays": of(True, False),
    "offsite_penalty_min": some("0.5"),
    "offsite_penalty_min_inclusive": some(*["0.5"] * 9, "0.6"),
    "offsite_penalty_max": some(*["2"] * 9, "0.4"),
    "offsite_penalty_max_inclusive": some(*["2"] * 9, "2.1"),
    "reputation_penalty_min": some("0.5"),
    "reputation_penalty_max": some("0.5", "2"),
    "bribery_min_penalty": some("0.5", "1"),
    "deposit_amount": some("0", "5", "0.3333"),
    "branch_deposit_amount": some("0", "20000", "33.33"),
    "guaranteed_sales_per_store": some("12", "1"),
    "cod_payment_hours": of(0, 1, 24, 48),
    "force_majeure_notice_hours": of(0, 1, 24, 48),
    "annual_settle_1_month": of(2, 2, 6),
    "annual_settle_1_day": of(28, 29, 15),
    "annual_pay_1_month": of(2, 7, 8),
    "annual_pay_1_day": of(28, 29, 1),
    "annual_settle_2_month": of(2, 12),
    "annual_settle_2_day": of(29, 15),
    "annual_pay_2_month": of(1, 2),
    "annual_pay_2_day": of(29, 28, 1),
    "margin_comp_payment_day": of(1, 10, 28, 29, 30, 31),
    "term_years": of(1, 1, 4),
    "joint_promotions_min": of(0, 2, 4),
    "new_product_min_qty": of(1, 100),
    "bribery_compensation_multiplier": some("2", "1.5"),
    "supply_price_compensation_multiplier": some("2", "3"),
    "retail_price_advantage_rate": some("0", "0.05", "0.333"),
    "retail_price_advantage_amount": some("0", "5", "0.01"),
    "supply_price_advantage_rate": some("0", "0.05", "0.333"),
    "supply_price_advantage_amount": some("0", "5", "0.01"),
    "guaranteed_gross_margin_rate": some("0.15", "0.125"),
    "deposit_withholding_ratio": some("0.1", "1/3"),
    "supply_stop_overdue_days": of(5, 7),
    **{f"{phase}_rank_months": of(2, 3, 3) for phase in ("trial", "term")},
    **{f"{phase}_rank_positions": of(1, 2, 3) for phase in ("trial", "term")},
    **{f"{fee}_window_from_day": of(1, 10, 30) for fee in ("store_support", "site_use", "promo_mgmt")},
    **{f"{fee}_window_to_day": of(10, 15, 29, 31) for fee in ("store_support", "site_use", "promo_mgmt")},
}
"""Those that would not be drawn well by their type."""


def figure(parameter: Parameter) -> st.SearchStrategy[Any]:
    """The values of a figure within the bounds that the family sets it."""
    name, kind = parameter.name, parameter.type.kind
    drawn = some("0", "100", "33.33", "1500")
    if name in FIGURES:
        drawn = FIGURES[name]
    elif kind == "choice":
        drawn = st.sampled_from(parameter.type.choices)
    elif name.endswith("_months"):
        drawn = of(0, 1, 3, 6, 12)
    elif kind == "integer":
        drawn = few_days
    elif kind == "ratio":
        drawn = some("0", "0.0005", "0.001", "0.03", "0.045", "0.17")
    return drawn.filter(lambda value: all(within(value, bound) for bound in parameter.bounds))


def within(value: Any, bound: Any) -> bool:
    if value == bound.limit:
        return bool(bound.inclusive)
    return bool(value > bound.limit if bound.side == "lower" else value < bound.limit)


# ------------------------------------------------------------------------------------------------ what is left out
def one_price_guarantee(figures: Given) -> bool:
    """Where a share and an amount are both agreed the inventory does not say which of them the compensation goes by."""
    both = ("supply_price_advantage_rate", "supply_price_advantage_amount")
    return not all(name in figures for name in both)


def settled(i: Given, f: Given, o: dict[str, str]) -> bool:
    """Whether what the Supplier paid of the discounts, where it counts, is no more than is due at the highest rate."""
    if i["breaching_party"] == "buyer" or o["rerate_paid"] == "false":
        return not i["discounts_paid"]
    return bool(i["discounts_paid"] <= max(0, i["discount_base"]) * i["highest_discount_rate"])


def consistent_values(i: Given, f: Given, o: dict[str, str]) -> bool:
    """The values beside the quantities are added to the inventory: the rules ask that neither contradict itself."""
    if o["measure"] == "quantity":
        return bool(i["sold_value"] <= i["purchased_value"] and not i["returned_value"])
    return 0 < i["purchased_qty"] >= i["sold_qty"] + i["returned_qty"] and i["sold_value"] <= i["purchased_value"]


SENSIBLE: dict[str, Callable[[Given, Given, dict[str, str]], bool]] = {
    # a day that comes before the one that it follows: the rules refuse it, the inventory is silent
    "rsc_acceptance_bill_maturity": lambda i, f, o: i["issue_date"] <= i["acceptance_date"],
    "rsc_price_protection_window": lambda i, f, o: i["reduction_date"] <= i["stock_count_date"],
    "rsc_contract_term": lambda i, f, o: i["start_date"] <= i["stated_end_date"],
    "rsc_slow_moving_storage_fee": lambda i, f, o: (
        # nor does it say whether the day of return is left out where the fee runs from the notice
        i["notice_received"] <= i["asof"]
        and (o["storage_overlap"] == "art33_only" or o["exclude_return_day"] == "false")
    ),
    "rsc_deposit_topup_penalty": lambda i, f, o: i["deduction_date"] <= i["paid_date"],
    "rsc_guaranteed_sales_proration": lambda i, f, o: i["operated_from"] <= i["operated_to"],
    "rsc_store_months": lambda i, f, o: (
        i["period_start"] <= i["period_end"]
        and all(
            s["exit_date"] is None or s["exit_date"] >= max(s["entry_date"], s["signed_date"] or s["entry_date"])
            for s in i["stores"]
        )
    ),
    "rsc_force_majeure_exemption": lambda i, f, o: (
        # nor is it said whether a notice or proof that was never given is a late one
        i["event_start"].date() <= i["event_end"]
        and (o["late_notice"] == "no_relief" or None not in (i["notice_at"], i["proof_date"]))
    ),
    # the day of a seal that stands alone is an input added to the inventory
    "rsc_contract_effective_date": lambda i, f, o: i["buyer_signed_date"] is not None or not i["buyer_contract_seal"],
    # whether days that were named give way to the cycle is not said
    "rsc_settlement_date": lambda i, f, o: i["designated_days"] is None or o["roll_to"] == "next_allowed_day",
    # which year and quarter a period counted from the signing is, is not said
    "rsc_store_fee_windows": lambda i, f, o: o["quarter_basis"] == "calendar",
    "rsc_price_adjustment_compensation": lambda i, f, o: (
        o["discount_gap_base"] == "discount_base" or i["new_price"] > 0
    ),
    "rsc_slow_moving_test": consistent_values,
    # a month or the end of the term with a cause for which the contract ended before; and the months of each store,
    # added to the inventory, where all stores count alike
    "rsc_guaranteed_sales_compensation": lambda i, f, o: (
        (i["mode"] == "early_end" or i["termination_cause"] == "none")
        and (i["mode"] == "term_end" or not i["store_months"])
    ),
    "rsc_supply_price_double_compensation": lambda i, f, o: one_price_guarantee(f),
    "rsc_wrongful_termination_settlement": settled,
}
