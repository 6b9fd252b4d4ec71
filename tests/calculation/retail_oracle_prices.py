"""The oracle of the retail supply contract: prices, margins and guaranteed sales. See `retail_oracle.py`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from oracle import Refused
from retail_oracle import Figures, Options, Outputs, Rows, above, cents, months_begun, months_touched, total


def threshold(p: Figures, o: Options, side: str, price: Fraction, basis: str) -> Fraction:
    """The price that a guarantee asks for: of one piece, compared as it is, so no sum that is rounded to be paid."""

    def by_percent() -> Fraction:
        rate = p[f"{side}_price_advantage_rate"]
        share = rate if side == "supply" and o["percent_reading"] == "ceiling" else 1 - rate
        return Fraction(price * share)

    def by_unit() -> Fraction:
        return Fraction(price - p[f"{side}_price_advantage_amount"])

    if basis == "percent":
        return by_percent()
    if basis == "per_unit":
        return by_unit()
    choose = min if o["both_required"] == "true" else max
    return choose(by_percent(), by_unit())


def rsc_retail_price_advantage(
    p: Figures, o: Options, market_lowest: Fraction, store_price: Fraction, basis: str
) -> Outputs:
    limit = threshold(p, o, "retail", market_lowest, basis)
    return {"threshold": limit, "compliant": store_price <= limit, "gap_per_unit": above(store_price - limit)}


def rsc_supply_price_test(
    p: Figures, o: Options, supply_price: Fraction, others_lowest: Fraction, basis: str
) -> Outputs:
    limit = threshold(p, o, "supply", others_lowest, basis)
    return {"threshold": limit, "compliant": supply_price <= limit}


def rsc_price_adjustment_compensation(
    p: Figures,
    o: Options,
    old_price: Fraction,
    new_price: Fraction,
    qty_sold: int,
    discount_base: Fraction,
    actual_discount: Fraction,
    agreed_discount_rate: Fraction,
    required_price: Fraction,
) -> Outputs:
    price = max(new_price, required_price) if o["loss_cap"] == "required_cut" else new_price
    loss = above(old_price - price) * qty_sold
    base = discount_base
    if o["discount_gap_base"] == "pre_cut_price":
        base = discount_base * old_price / new_price
    gap = above(base * agreed_discount_rate - actual_discount)
    return {"price_loss": cents(loss), "discount_gap": cents(gap), "deduct_next_settlement": cents(loss + gap)}


def rsc_price_breach_full_compensation(p: Figures, o: Options, lines: Rows) -> Outputs:
    return {"compensation": cents(total(r["qty"] * above(r["target_profit"] - r["actual_profit"]) for r in lines))}


def rsc_supply_price_double_compensation(p: Figures, o: Options, lines: Rows) -> Outputs:
    share, amount = Fraction(0), Fraction(0)
    if o["reference"] == "threshold":
        amount = p.get("supply_price_advantage_amount")
        if amount is None:
            share, amount = p["supply_price_advantage_rate"], Fraction(0)
    excess = Fraction(0)
    for line in lines:
        reference = line["reference_price"] * (1 - share) - amount
        excess += above(line["supply_price"] - reference) * line["qty"]
    times = p["supply_price_compensation_multiplier"] + (o["on_top"] == "true")
    return {"excess_total": cents(excess), "compensation": cents(times * excess)}


def rsc_margin_compensation(p: Figures, o: Options, stores: Rows, vat_rate: Fraction) -> Outputs:
    rate = p["guaranteed_gross_margin_rate"]
    net = 1 + vat_rate if o["revenue_basis"] == "vat_exclusive" else Fraction(1)
    booked = [(s["revenue"] / net, s["gross_profit"]) for s in stores]
    if o["margin_pooling"] == "all_stores":
        return {"compensation": cents(above(total(r * rate - profit for r, profit in booked)))}
    return {"compensation": cents(total(above(r * rate - profit) for r, profit in booked if r > 0))}


def rsc_bribery_compensation(
    p: Figures, o: Options, direct_loss: Fraction, indirect_loss: Fraction, penalties: list[Fraction]
) -> Outputs:
    least = p.yuan("bribery_min_penalty")
    valid = all(penalty >= least for penalty in penalties)
    double = p["bribery_compensation_multiplier"] * (direct_loss + indirect_loss)
    sum_ = total(penalties)
    whole = double + sum_ if o["cumulate_penalty"] == "true" else max(double, sum_)
    return {
        "valid": valid,
        "double_compensation": cents(double),
        "penalty_total": cents(sum_) if valid else None,
        "total": cents(whole) if valid else None,
    }


def rsc_guaranteed_sales_proration(
    p: Figures, o: Options, operated_from: date, operated_to: date, term_months: int
) -> Outputs:
    count = months_touched if o["guarantee_month_basis"] == "calendar" else months_begun
    months = min(count(operated_from, operated_to), term_months)
    return {
        "months": months,
        "prorated_guarantee": cents(p.yuan("guaranteed_sales_per_store") / term_months * months),
    }


def rsc_guaranteed_sales_compensation(
    p: Figures,
    o: Options,
    mode: str,
    termination_cause: str,
    term_months: int,
    operated_months: int,
    actual_sales: list[Fraction],
    store_months: list[int],
    margin_rates: list[Fraction],
    monthly_rates: list[Fraction],
    unit_rates: list[Fraction],
    annual_rate: Fraction,
    floor_rates: list[Fraction],
) -> Outputs:
    whole = p.yuan("guaranteed_sales_per_store")
    targets = [whole] * len(actual_sales)
    if mode == "month":
        targets = [whole / term_months] * len(actual_sales)
    elif mode == "early_end" and termination_cause in ("not_supplier_breach", "ranking_eliminated"):
        targets = [whole / term_months * operated_months] * len(actual_sales)
    elif mode == "term_end" and o["late_store"] == "prorated":
        months_in_store = store_months or [operated_months] * len(actual_sales)
        targets = [whole / term_months * months for months in months_in_store]
    short = total(above(target - sold) for target, sold in zip(targets, actual_sales, strict=True))
    if o["guarantee_pooling"] == "all_stores":
        short = above(total(targets) - total(actual_sales))
    with_annual = (
        (mode == "term_end" and o["annual_rate_at_term_end"] == "true")
        or termination_cause == "ranking_eliminated"
        or (mode == "early_end" and o["annual_rate_at_early_end"] == "true")
    )
    rates = (margin_rates, monthly_rates, unit_rates, floor_rates)
    combined = total(max(found, default=Fraction(0)) for found in rates) + annual_rate * with_annual
    return {"shortfall": cents(short), "combined_rate": combined, "compensation": cents(short * combined)}


def rsc_wrongful_termination_settlement(
    p: Figures,
    o: Options,
    breaching_party: str,
    discount_base: Fraction,
    highest_discount_rate: Fraction,
    price_cuts: Fraction,
    defect_returns: Fraction,
    returns: Fraction,
    other_promised: Fraction,
    overpaid_goods: Fraction,
    buyer_loss: Fraction,
    goods_payable: Fraction,
    discounts_paid: Fraction,
) -> Outputs:
    if breaching_party == "buyer":
        return {"supplier_pays": 0, "buyer_pays": cents(goods_payable)}
    if o["rerate_paid"] == "false" and discounts_paid:
        raise Refused()
    discount = above(discount_base) * highest_discount_rate - discounts_paid
    others = price_cuts + defect_returns + returns + other_promised + overpaid_goods + buyer_loss
    return {"supplier_pays": cents(discount + others), "buyer_pays": 0}
