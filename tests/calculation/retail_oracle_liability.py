"""The oracle of the retail supply contract: liability, deposit, reputation and termination. See `retail_oracle.py`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from oracle import Refused
from retail_oracle import (
    Figures,
    Options,
    Outputs,
    above,
    cents,
    later,
    months_later,
    places,
    rolled,
    total,
)

SPECIAL_RATES = {
    "slow_moving_exchange": ("slow_moving_storage_fee_rate", "RSC-33"),
    "goods_left_after_stop": ("post_termination_storage_fee_rate", "RSC-94"),
    "offsite_penalty_payment": ("offsite_late_surcharge_rate", "RSC-49.p3"),
    "deposit_topup": ("deposit_topup_late_rate", "RSC-103.p2"),
    "branch_deposit_topup": ("branch_deposit_topup_late_rate", "RSC-109.p2"),
    "supplier_payable": ("supplier_overdue_late_fee_rate", "RSC-101"),
}


def rsc_offsite_conduct_test(
    p: Figures,
    o: Options,
    actor: str,
    guided_to_private_deal: bool,
    buyer_may_lose_sale: bool,
    used_work_convenience: bool,
    buyer_had_no_stock: bool,
    venue_rule_broken: bool,
) -> Outputs:
    by_promoter = actor == "promoter" and (venue_rule_broken or o["require_venue_rule_breach"] == "false")
    by_others = actor == "other_supplier_staff" and used_work_convenience
    done = guided_to_private_deal and buyer_may_lose_sale
    return {"is_offsite_trading": done and (by_promoter or by_others)}


def rsc_offsite_penalty(p: Figures, o: Options, incident_amounts: list[Fraction], evidence_provided: bool) -> Outputs:
    low, high = p.yuan("offsite_penalty_min"), p.yuan("offsite_penalty_max")
    if low > high:
        raise Refused()
    repeated = {"offsite_penalty_min_inclusive": low, "offsite_penalty_max_inclusive": high}
    same = all(p.get(name) is None or p.yuan(name) == bound for name, bound in repeated.items())  # blank: not another
    amounts = incident_amounts
    if o["out_of_range"] == "clamp":
        amounts = [min(max(low, amount), high) for amount in amounts]
    valid = evidence_provided and same and all(low <= amount <= high for amount in amounts)
    return {"valid": valid, "total_penalty": cents(total(amounts)) if valid else None}


def rsc_offsite_staff_retention_penalty(
    p: Figures, o: Options, notice_received: date, last_work_dates: list[date]
) -> Outputs:
    deadline = later(notice_received, p["offsite_dismissal_grace_days"])
    start = deadline if o["daily_penalty_from"] == "deadline" else notice_received
    days = [(day - start).days for day in last_work_dates if day > deadline]
    count = sum(days) if o["per_person"] == "true" else max(days, default=0)
    return {"person_days": count, "penalty": cents(count * p["offsite_staff_daily_penalty"])}


def rsc_offsite_late_surcharge(
    p: Figures, o: Options, penalty_total: Fraction, daily_penalty: Fraction, notice_received: date, paid_date: date
) -> Outputs:
    grace = p["offsite_penalty_grace_days"]
    if o["surcharge_start"] == "art49_2_deadline":
        grace += p["offsite_notice_response_days"]
    days = max(0, (paid_date - notice_received).days - grace)
    base = penalty_total
    if o["late_surcharge_base"] == "including_daily_penalty":
        base += daily_penalty
    return {"overdue_days": days, "surcharge": cents(base * p["offsite_late_surcharge_rate"] * days)}


def rsc_late_performance_penalty(
    p: Figures, o: Options, overdue_value: Fraction, due_date: date, performed_date: date
) -> Outputs:
    days = max(0, (performed_date - due_date).days - (o["exclude_performance_day"] == "true"))
    return {"late_days": days, "penalty": cents(overdue_value * p["late_performance_rate"] * days)}


def rsc_late_rate_selector(p: Figures, o: Options, obligation: str) -> Outputs:
    """A special rate that is blank leaves the general one."""
    name, provision = SPECIAL_RATES.get(obligation, ("late_performance_rate", "RSC-96"))
    if p.get(name) is None:
        name, provision = "late_performance_rate", "RSC-96"
    return {"rate_param": name, "provision": provision}


def rsc_loss_basis(p: Figures, o: Options, contract_stipulates: bool, loss_caused: bool) -> Outputs:
    if not loss_caused:
        return {"basis": "none"}
    return {"basis": "contract_term" if contract_stipulates else "actual_loss_or_law"}


def rsc_overdue_supplier_payable(
    p: Figures,
    o: Options,
    amount: Fraction,
    due_date: date,
    deducted_date: date,
    invoiced: bool,
    exempt_amount: Fraction,
) -> Outputs:
    if exempt_amount > amount:
        raise Refused()
    days = max(0, (deducted_date - due_date).days)
    fee = amount * p["supplier_overdue_late_fee_rate"] * days
    tax = Fraction(0) if invoiced else (amount - exempt_amount) * p["missing_vat_surcharge_rate"]
    return {
        "late_days": days,
        "late_fee": cents(fee),
        "vat_surcharge": cents(tax),
        "total_deducted": cents(amount + fee + tax),
    }


# -------------------------------------------------------------------------------------------------------- deposit
def rsc_deposit_required_amount(p: Figures, o: Options, scheme: str, branch_count: int) -> Outputs:
    required = Fraction(0)
    if scheme != "art109":
        required += p.yuan("deposit_amount")
    if scheme != "art103":
        required += p["branch_deposit_amount"] * branch_count
    return {"required": cents(required)}


def rsc_deposit_withholding(p: Figures, o: Options, required: Fraction, settlements: list[Fraction]) -> Outputs:
    remaining, withheld = required, []
    ratio = p["deposit_withholding_ratio"] if o["withholding_cap"] == "ratio" else Fraction(1)
    for settlement in settlements:
        room = above(settlement)
        if o["withholding_cap"] == "ratio":
            room = cents(room * ratio)
        withheld.append(min(remaining, room))
        remaining -= withheld[-1]
    return {"withheld": withheld, "remaining": remaining}


def rsc_deposit_topup_penalty(
    p: Figures,
    o: Options,
    clause: str,
    shortfall: Fraction,
    deduction_date: date,
    paid_date: date,
    rest_days: list[date],
) -> Outputs:
    name = "deposit_topup" if clause == "art103" else "branch_deposit_topup"
    due = rolled(later(deduction_date, p[f"{name}_days"]), rest_days)
    days = max(0, (paid_date - due).days)
    return {"due_date": due, "late_days": days, "penalty": cents(shortfall * p[f"{name}_late_rate"] * days)}


def rsc_deposit_release(
    p: Figures, o: Options, clause: str, clearance_date: date, last_warranty_expiry: date
) -> Outputs:
    name = "deposit_release" if clause == "art103" else "branch_deposit_release"
    met = months_later(clearance_date, p[f"{name}_months"])
    if o["release_condition"] == "both":
        met = max(met, last_warranty_expiry)
    return {"both_conditions_met": met, "release_by": later(met, p[f"{name}_days"])}


def rsc_deposit_final_settlement(
    p: Figures, o: Options, balance: Fraction, extra_deposit: Fraction, costs: list[Fraction]
) -> Outputs:
    rest = balance + extra_deposit - total(costs)
    return {"refund": cents(above(rest)), "recourse": cents(above(-rest))}


# ----------------------------------------------------------------------------------------- reputation, termination
def rsc_reputation_rate_trigger(
    p: Figures,
    o: Options,
    unqualified: int,
    returned: int,
    repaired: int,
    base: int,
    reputation_harmed: bool,
    counted_again: int,
) -> Outputs:
    counted = unqualified + returned + repaired
    if counted_again > counted:
        raise Refused()
    if o["dedupe"] == "true":
        counted -= counted_again
    over = base > 0 and counted > p["reputation_rate_threshold"] * base
    rate = places(Fraction(counted, base), 6) if base else Fraction(0)
    return {"combined_rate": rate, "triggered": over and reputation_harmed}


def rsc_reputation_loss_test(
    p: Figures,
    o: Options,
    media_product_or_service: bool,
    media_other_supplier_cause: bool,
    authority_announcement: bool,
    substantial_public_awareness: bool,
    rate_triggered: bool,
    other_negative: bool,
) -> Outputs:
    items = (
        *(media_product_or_service, media_other_supplier_cause, authority_announcement),
        *(substantial_public_awareness, rate_triggered, other_negative),
    )
    grounds = [number for number, is_met in enumerate(items, 1) if is_met]
    return {"grounds": grounds, "is_reputation_loss": bool(grounds)}


def rsc_reputation_penalty(p: Figures, o: Options, chosen_amounts: list[Fraction], is_reputation_loss: bool) -> Outputs:
    low, high = p.yuan("reputation_penalty_min"), p.yuan("reputation_penalty_max")
    if o["bounds"] == "exclusive":
        inside = all(low < amount < high for amount in chosen_amounts)
    else:
        inside = all(low <= amount <= high for amount in chosen_amounts)
    valid = is_reputation_loss and inside
    return {"valid": valid, "total_penalty": cents(total(chosen_amounts)) if valid else None}


def rsc_ranking_elimination(p: Figures, o: Options, phase: str, ranks_from_bottom: list[int]) -> Outputs:
    months, positions = p[f"{phase}_rank_months"], p[f"{phase}_rank_positions"]
    low = 0
    for number, rank in enumerate(ranks_from_bottom, 1):
        if rank <= positions:
            low += 1
        elif o["cumulative"] == "false":
            low = 0
        if low >= months:
            return {"may_terminate": True, "triggered_month": number}
    return {"may_terminate": False, "triggered_month": None}


def rsc_buyer_termination_right(
    p: Figures,
    o: Options,
    supply_stopped_without_cause: bool,
    supply_overdue_days: int,
    payable_due_date: date | None,
    asof: date,
    credit_deterioration: bool,
    serious_breach: bool,
    written_demand_date: date | None,
    cured: bool,
    price_guarantee_breached: bool,
    ranking_eliminated: bool,
) -> Outputs:
    least = p["supply_stop_overdue_days"] + (o["supply_overdue_edge"] == "exceeded")
    unpaid = payable_due_date is not None and asof >= months_later(
        payable_due_date, p["payable_overdue_termination_months"]
    )
    uncured = False
    if serious_breach and written_demand_date is not None and not cured:
        uncured = asof > later(written_demand_date, p["serious_breach_cure_days"])
    met = {
        1: supply_stopped_without_cause or supply_overdue_days >= least,
        2: unpaid,
        3: credit_deterioration,
        4: uncured,
        98: price_guarantee_breached,
        106: ranking_eliminated,
    }
    grounds = [number for number, is_met in met.items() if is_met]
    return {"grounds": grounds, "may_terminate": bool(grounds)}
