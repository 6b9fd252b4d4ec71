"""The oracle of the retail supply contract: goods, their tests and storage, and settlement. See `retail_oracle.py`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from oracle import Refused
from retail_oracle import Figures, Options, Outputs, Rows, above, cents, later, places, rolled, total


def rsc_reply_note_validity(
    p: Figures,
    o: Options,
    replied_in_writing: bool,
    sealed: bool,
    has_special_note: bool,
    buyer_written_approval: bool,
) -> Outputs:
    valid = replied_in_writing and (sealed or o["unsealed"] == "irregular")
    return {"reply_valid": valid, "note_effective": valid and has_special_note and buyer_written_approval}


def rsc_risk_bearer(p: Figures, o: Options, delivered_to_buyer_place: bool, accepted: bool) -> Outputs:
    return {"risk_party": o["post_acceptance"] if delivered_to_buyer_place and accepted else "supplier"}


def rsc_slow_moving_test(
    p: Figures,
    o: Options,
    purchased_qty: Fraction,
    sold_qty: Fraction,
    days_since_purchase: int,
    returned_qty: Fraction,
    purchased_value: Fraction,
    sold_value: Fraction,
    returned_value: Fraction,
) -> Outputs:
    bought, sold, returned = purchased_qty, sold_qty, returned_qty
    if sold > bought:
        raise Refused()
    if o["measure"] == "value":
        bought, sold, returned = purchased_value, sold_value, returned_value
    if o["net_of_returns"] == "true":
        bought -= returned
    if sold > bought:
        raise Refused()
    few = bought > 0 and sold < bought * p["slow_moving_sales_ratio_threshold"]
    return {"is_slow_moving": days_since_purchase >= p["slow_moving_window_days"] and few}


def rsc_defective_test(
    p: Figures,
    o: Options,
    meets_national: bool,
    meets_industry: bool,
    meets_manufacturer: bool,
    meets_contract: bool,
    user_damage: bool,
) -> Outputs:
    falls_short = not (meets_national and meets_industry and meets_manufacturer and meets_contract)
    return {"is_defective": falls_short and not (user_damage and o["exclude_user_damage"] == "true")}


def rsc_exclusive_model_test(
    p: Figures,
    o: Options,
    distinct_performance_appearance: bool,
    clear_value_advantage: bool,
    exclusive_to_buyer: bool,
    exclusive_period_running: bool,
    similar_supplied_to_others: bool,
    supplier_self_sells: bool,
) -> Outputs:
    exclusive = distinct_performance_appearance and clear_value_advantage and exclusive_to_buyer
    elsewhere = similar_supplied_to_others or supplier_self_sells
    breach = exclusive and exclusive_period_running and elsewhere
    return {"is_exclusive_model": exclusive, "supplier_in_breach": breach}


def rsc_sample_ownership(p: Figures, o: Options, option: str) -> Outputs:
    owner = {"1": "buyer", "2": "supplier", "3": o["mock_up_owner"]}[option]
    return {"owner": owner, "form": "mock_up" if option == "3" else "real_sample"}


def rsc_cost_allocation(p: Figures, o: Options, cost_type: str, amount: Fraction) -> Outputs:
    return {"supplier_share": 1, "supplier_amount": cents(amount)}


def rsc_settlement_amount(
    p: Figures,
    o: Options,
    sold_supply_value: Fraction,
    profit_compensation: Fraction,
    commercial_discount: Fraction,
    other_promised: Fraction,
    other_contract_payable: Fraction,
) -> Outputs:
    amount = sold_supply_value - profit_compensation - commercial_discount - other_promised - other_contract_payable
    carried = above(-amount) if o["negative_balance"] == "carry_forward" else 0
    return {
        "settlement_amount": cents(amount),
        "payable_now": cents(above(amount)),
        "carried_forward": cents(carried),
    }


def rsc_vat_invoice_settlement(
    p: Figures, o: Options, method: str, gross_amount: Fraction, discount: Fraction
) -> Outputs:
    if discount > gross_amount:
        raise Refused()
    gross, net = cents(gross_amount), cents(gross_amount - discount)
    if method == "net_invoice":
        rate = discount / gross_amount if gross_amount else Fraction(0)
        invoiced, document = net, Fraction(0)
    else:
        rate, invoiced, document = Fraction(0), gross, cents(discount)
    net_paid = method == "net_invoice" or o["net_cash"] == "true"
    return {
        "cash_from_buyer": net if net_paid else gross,
        "supplier_invoice_amount": invoiced,
        "discount_rate_on_invoice": places(rate, 6),
        "buyer_document_amount": document,
        "discount_from_supplier": 0 if net_paid else cents(discount),
    }


def rsc_payment_withholding(p: Figures, o: Options, amount_due: Fraction, invoices_received: Fraction) -> Outputs:
    may = invoices_received < amount_due
    held = amount_due - invoices_received if o["proportional"] == "true" else amount_due
    return {"may_withhold": may, "withholdable_amount": cents(held) if may else 0}


def rsc_slow_moving_storage_fee(
    p: Figures, o: Options, goods_supply_value: Fraction, notice_received: date, asof: date, rest_days: list[date]
) -> Outputs:
    due = rolled(later(notice_received, p["slow_moving_replacement_days"]), rest_days)
    overdue = max(0, (asof - due).days - (o["exclude_return_day"] == "true"))
    fee = goods_supply_value * p["slow_moving_storage_fee_rate"] * overdue
    if o["storage_overlap"] == "art94_from_notice":
        fee = goods_supply_value * p["post_termination_storage_fee_rate"] * (asof - notice_received).days
    if o["cap"] == "goods_supply_value":
        fee = min(fee, goods_supply_value)
    return {"due_date": due, "overdue_days": overdue, "storage_fee": cents(fee)}


def rsc_slow_moving_disposal_right(p: Figures, o: Options, overdue_days: int) -> Outputs:
    limit = p["slow_moving_disposal_overdue_days"]
    on_it = o["disposal_start"] == "on_last_day" and overdue_days == limit
    return {"may_dispose": overdue_days > limit or on_it}


def rsc_disposal_proceeds_allocation(
    p: Figures, o: Options, proceeds: Fraction, storage_fee: Fraction, disposal_cost: Fraction
) -> Outputs:
    claims = storage_fee + disposal_cost
    deducted = min(proceeds, claims)
    return {
        "deducted_by_buyer": cents(deducted),
        "remainder_to_supplier": cents(proceeds - deducted),
        "shortfall_owed": cents(claims - deducted),
    }


def rsc_post_termination_storage_fee(p: Figures, o: Options, segments: Rows, cause: str) -> Outputs:
    if cause == "return_notice" and o["return_notice_storage"] == "false":
        return {"storage_fee": 0}
    if cause == "slow_moving_notice" and o["storage_overlap"] == "art33_only":
        return {"storage_fee": 0}
    charged = total(s["stock_value"] * s["days"] for s in segments)
    if o["count_notice_day"] == "true" and segments:
        charged += segments[0]["stock_value"]
    return {"storage_fee": cents(charged * p["post_termination_storage_fee_rate"])}


def rsc_price_protection(
    p: Figures,
    o: Options,
    old_price: Fraction,
    new_price: Fraction,
    unsold_qty: int,
    recent_purchased_qty: int,
    recent_unsold_qty: int,
) -> Outputs:
    if recent_unsold_qty > min(recent_purchased_qty, unsold_qty):
        raise Refused()
    twice = recent_unsold_qty if o["additive"] == "true" else 0
    qty = unsold_qty + recent_purchased_qty - recent_unsold_qty + twice
    return {"compensable_qty": qty, "compensation": cents(above(old_price - new_price) * qty)}


def rsc_new_product_priority(p: Figures, o: Options, priority_days: int, supplied_qty: int) -> Outputs:
    enough = supplied_qty >= p["new_product_min_qty"]
    return {"compliant": priority_days >= p["new_product_priority_days"] and enough}
