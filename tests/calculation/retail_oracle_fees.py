"""The oracle of the retail supply contract: fees of the stores and commercial discounts. See `retail_oracle.py`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from oracle import Refused
from retail_oracle import (
    Figures,
    Options,
    Outputs,
    Rows,
    above,
    cents,
    months_begun,
    months_touched,
    places,
    total,
)

FESTIVALS = [
    *("new_year_day", "may_day", "national_day", "spring_festival"),
    *("new_company_rehearsal", "new_company_opening", "new_store_existing_region", "store_reopening"),
    *("store_anniversary", "company_anniversary", "tv_festival", "cooling_festival", "refrigerator_washer_festival"),
    *("mobile_festival", "digital_festival", "kitchen_festival", "audio_festival", "appliance_festival"),
]


def rsc_payment_channel_valid(p: Figures, o: Options, payment_kind: str, received_by: str) -> Outputs:
    payees = {
        "fees": ["regional_finance_department"],
        "discount": ["finance_department", "regional_finance_department"],
    }
    return {"discharges_supplier": received_by in payees[payment_kind]}


def rsc_fixture_charge(
    p: Figures,
    o: Options,
    fabrication_cost: Fraction,
    paid_on_time: bool,
    invoiced_net: bool,
    invoice_net_amount: Fraction,
) -> Outputs:
    set_off = surcharge = Fraction(0)
    if not paid_on_time:
        set_off = fabrication_cost
        base = set_off if o["fixture_surcharge_base"] == "set_off" else invoice_net_amount
        surcharge = base * p["fixture_vat_surcharge_rate"] if invoiced_net else Fraction(0)
    return {
        "set_off": cents(set_off),
        "vat_surcharge": cents(surcharge),
        "total_deducted": cents(set_off + surcharge),
    }


def rsc_store_months(p: Figures, o: Options, stores: Rows, period_start: date, period_end: date) -> Outputs:
    return {"store_months": sum(months_of(store, o, period_start, period_end) for store in stores)}


def months_of(store: dict[str, date | None], o: Options, period_start: date, period_end: date) -> int:
    entry = store["entry_date"]
    assert entry is not None
    signed = store["signed_date"] or entry
    entry = max(entry, signed) if o["entry_date_used"] == "later" else min(entry, signed)
    left = store["exit_date"] or period_end
    if entry > period_end or left < period_start:
        return 0
    first, last = max(entry, period_start), min(left, period_end)
    return months_begun(first, last) if o["store_month_basis"] == "anniversary" else months_touched(first, last)


def rsc_store_month_fee(p: Figures, o: Options, fee_kind: str, store_months: int) -> Outputs:
    if fee_kind == "promo_mgmt" and o["promo_mgmt_blank"] == "struck":
        return {"fee": 0}
    monthly = {
        "store_support": "store_support_fee_monthly",
        "site_use": "site_use_fee_monthly",
        "promo_mgmt": "promo_mgmt_fee_monthly",
    }
    if fee_kind == "site_use" and p.get(monthly[fee_kind]) is None:  # the source has a stroke here
        return {"fee": 0}
    return {"fee": cents(store_months * p[monthly[fee_kind]])}


def rsc_festival_promotion_fee(p: Figures, o: Options, events: Rows) -> Outputs:
    fee = Fraction(0)
    for event in events:
        number, stores = int(event["event_no"]), event["store_count"]
        if 5 <= number <= 9 and o["opening_scope"] == "opened_store":
            stores = min(1, stores)
        fee += stores * p.get(f"fee_{FESTIVALS[number - 1]}", 0)  # a stroke in the source: nothing is charged
    return {"total_fee": cents(fee)}


def floor_fee(p: Figures, o: Options, base: Fraction) -> Fraction:
    return cents((base if o["negative_base"] == "refund" else above(base)) * p["floor_fee_rate"])


def rsc_floor_fee(p: Figures, o: Options, monthly_discount_base: Fraction) -> Outputs:
    return {"floor_fee": floor_fee(p, o, monthly_discount_base)}


def rsc_venue_fee_total(
    p: Figures,
    o: Options,
    method: str,
    support_fee: Fraction,
    site_fee: Fraction,
    festival_fee: Fraction,
    promo_fee: Fraction,
    monthly_discount_base: Fraction,
) -> Outputs:
    if method == "2":
        return {"total": floor_fee(p, o, monthly_discount_base)}
    return {"total": cents(support_fee + site_fee + festival_fee + promo_fee)}


def rsc_overdue_fee_deduction(
    p: Figures, o: Options, fee_due: Fraction, paid: Fraction, full_vat_invoice_given: bool, goods_payment: Fraction
) -> Outputs:
    set_off = above(fee_due - paid)
    base = goods_payment if set_off and o["fee_tax_base"] == "goods_payment" else set_off
    tax = Fraction(0) if full_vat_invoice_given else base * p["overdue_fee_tax_surcharge_rate"]
    return {"set_off": cents(set_off), "tax_surcharge": cents(tax), "total_deducted": cents(set_off + tax)}


def rsc_refund_on_stop(p: Figures, o: Options, fees_paid: Fraction, deposit_refundable: Fraction) -> Outputs:
    kept = o["art61_covers_deposit"] == "true"
    return {"fee_refund": 0, "total_refund": 0 if kept else cents(deposit_refundable)}


def rsc_joint_promotion_minimum(p: Figures, o: Options, events_held: int) -> Outputs:
    missing = max(0, p["joint_promotions_min"] - events_held)
    return {"met": missing == 0, "missing": missing}


def rsc_discount_base(
    p: Figures,
    o: Options,
    method: str,
    cash_paid: Fraction,
    offsets_total: Fraction,
    offset_price_cuts: Fraction,
    offset_defect_returns: Fraction,
    offset_returns: Fraction,
    purchases_total: Fraction,
    deducted_price_cuts: Fraction,
    deducted_returns: Fraction,
    deducted_defect_returns: Fraction,
) -> Outputs:
    if offset_price_cuts + offset_defect_returns + offset_returns > offsets_total:
        raise Refused()
    defects = o["exclude_defect_returns"] == "true"
    if method == "1":
        base = cash_paid + offsets_total - offset_price_cuts - offset_returns - offset_defect_returns * defects
    else:
        base = purchases_total - deducted_price_cuts - deducted_returns - deducted_defect_returns * defects
    return {"base": cents(base)}


def rsc_monthly_discount(p: Figures, o: Options, base: Fraction) -> Outputs:
    return {"discount": cents(above(base) * p["monthly_discount_rate"])}


def rsc_annual_rate_lookup(p: Figures, o: Options, sales: Fraction, tiers: Rows) -> Outputs:
    highest = max(tier["rate"] for tier in tiers)
    rate = Fraction(0)
    ends = [tier["min_sales"] for tier in tiers[1:]]
    if o["marginal"] == "true":
        slices = Fraction(0)
        for tier, end in zip(tiers, [*ends, sales], strict=True):
            slices += tier["rate"] * above(min(sales, end) - tier["min_sales"])
        return {"rate": places(slices / sales, 6), "max_rate": highest}
    for tier in tiers:
        at_it = sales == tier["min_sales"] and o["tier_boundary"] == "inclusive"
        if sales > tier["min_sales"] or at_it:
            rate = tier["rate"]
    return {"rate": places(rate, 6), "max_rate": highest}


def rsc_annual_discount_interim(p: Figures, o: Options, half_year_base: Fraction, max_rate: Fraction) -> Outputs:
    return {"discount": cents(above(half_year_base) * max_rate)}


def rsc_annual_discount_true_up(
    p: Figures, o: Options, annual_base: Fraction, rate: Fraction, paid: list[Fraction]
) -> Outputs:
    due = above(annual_base) * rate
    return {
        "annual_discount": cents(due),
        "balance_due": cents(above(due - total(paid))),
        "overpaid": cents(above(total(paid) - due)),
    }


def rsc_special_period_topup(
    p: Figures, o: Options, period_base: Fraction, old_rate: Fraction, new_rate: Fraction, buyer_election: str
) -> Outputs:
    """Where one contract governs as a whole there is a top-up only if the Buyer elects the new one."""
    new_counts = o["holdover_election"] == "higher_discount" or buyer_election == "new"
    applied = max(old_rate, new_rate) if new_counts else old_rate
    return {"top_up": cents(above(period_base) * above(applied - old_rate)), "applied_rate": applied}


def rsc_holdover_terms(
    p: Figures, o: Options, matter: str, buyer_election: str, old_rate: Fraction, new_rate: Fraction
) -> Outputs:
    if matter == "discount" and o["holdover_election"] == "higher_discount":
        return {"governing": "new" if new_rate > old_rate else "old"}
    return {"governing": buyer_election}


def rsc_discount_rate_source(p: Figures, o: Options, agreement_type: str, agreement_signed: bool) -> Outputs:
    special = agreement_signed and agreement_type != "none"
    return {"rate_source": "special_agreement" if special else "regular_rate"}
