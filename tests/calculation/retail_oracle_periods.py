"""The oracle of the retail supply contract: periods, deadlines and windows. See `retail_oracle.py`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from oracle import Refused
from retail_oracle import Figures, Options, Outputs, in_month, later, months_later, rolled, working_day

DAYS_OF = {
    "purchase_plan_reply": "purchase_plan_reply_days",
    "defective_replacement": "defective_replacement_days",
    "slow_moving_replacement": "slow_moving_replacement_days",
    "ip_replacement": "ip_replacement_days",
    "counterfeit_replacement": "counterfeit_replacement_days",
    "fixture_payment": "fixture_payment_days",
    "offsite_penalty_payment": "offsite_penalty_pay_days",
    "offsite_notice_response": "offsite_notice_response_days",
    "offsite_dismissal_grace": "offsite_dismissal_grace_days",
    "offsite_penalty_grace": "offsite_penalty_grace_days",
    "store_support_first": "store_support_first_days",
    "site_use_first": "site_use_first_days",
    "promo_mgmt_first": "promo_mgmt_first_days",
    "price_protection_confirm": "price_protection_confirm_days",
    "deposit_cash_initial": "deposit_payment_days",
    "deposit_topup": "deposit_topup_days",
    "branch_deposit_topup": "branch_deposit_topup_days",
    "reputation_penalty_payment": "reputation_penalty_pay_days",
    "serious_breach_cure": "serious_breach_cure_days",
}
MONTHS_OF = {
    "annual_discount_final": "annual_discount_final_months",
    "special_period_topup": "special_period_topup_months",
    "new_agreement": "new_agreement_max_months",
    "payable_overdue_termination": "payable_overdue_termination_months",
    "holdover_limit": "holdover_max_months",
}


def rsc_scope_change_effective_date(
    p: Figures, o: Options, notice_in_writing: bool, notice_arrived: date | None
) -> Outputs:
    if not notice_in_writing or notice_arrived is None:
        return {"effective_date": None}
    return {"effective_date": later(notice_arrived, o["effective_from"] == "next_day")}


def rsc_purchase_plan_change(p: Figures, o: Options, required_delivery_date: date, change_notice_date: date) -> Outputs:
    days = p["purchase_plan_change_notice_days"] + (o["clear_days"] == "true")
    cutoff = later(required_delivery_date, -days)
    return {"cutoff_date": cutoff, "free_of_liability": change_notice_date <= cutoff}


def rsc_day_deadline(p: Figures, o: Options, deadline_key: str, event_date: date, rest_days: list[date]) -> Outputs:
    days = p[DAYS_OF[deadline_key]]
    due = later(event_date, max(0, days - (o["count_event_day"] == "true")))
    return {"due_date": due if o["roll_non_working"] == "none" else rolled(due, rest_days)}


def rsc_month_deadline(p: Figures, o: Options, deadline_key: str, event_date: date, rest_days: list[date]) -> Outputs:
    months = p[MONTHS_OF[deadline_key]]
    due = later(event_date, 30 * months) if o["month_days"] == "thirty_days" else months_later(event_date, months)
    is_payment = deadline_key in ("annual_discount_final", "special_period_topup")
    return {"due_date": rolled(due, rest_days) if is_payment else due}


def rsc_cod_payment_deadline(p: Figures, o: Options, accepted_at: datetime) -> Outputs:
    return {"due_at": accepted_at + timedelta(hours=p["cod_payment_hours"])}


def rsc_payment_term_days(p: Figures, o: Options, warehouse_date: date, payment_date: date) -> Outputs:
    return {"term_days": (payment_date - warehouse_date).days}


def rsc_settlement_date(
    p: Figures, o: Options, cycle_start: date, designated_days: list[date] | None, holidays: list[date]
) -> Outputs:
    end = later(cycle_start, p["settlement_cycle_days"] - 1)
    nominal = later(end, p["settlement_offset_days"])

    def is_open(day: date) -> bool:
        return not (
            (p["settlement_blackout_month_last_day"] and later(day, 1).day == 1)
            or (p["settlement_blackout_statutory_holidays"] and day in holidays)
            or (o["block_weekends"] == "true" and day.weekday() >= 5)
            or (designated_days is not None and day not in designated_days)
        )

    step = p["settlement_cycle_days"] if o["roll_to"] == "next_cycle" else 1
    last = max(designated_days, default=nominal) if designated_days is not None else date.max
    day: date | None = nominal
    while day is not None and not is_open(day):
        day = later(day, step)
        day = None if day > last else day
    return {"cycle_end": end, "nominal_date": nominal, "settlement_date": day}


def rsc_next_settlement_date(
    p: Figures, o: Options, trigger_date: date, settlement_dates: list[date], mode: str
) -> Outputs:
    found = [d for d in settlement_dates if d > trigger_date or (mode == "nearest" and d == trigger_date)]
    return {"date": min(found, default=None)}


def rsc_acceptance_bill_maturity(
    p: Figures, o: Options, payment_method: str, issue_date: date, acceptance_date: date
) -> Outputs:
    if payment_method == "cheque_or_transfer":
        return {"cash_date": issue_date, "interest_rate": 0}
    kind = payment_method.removesuffix("_bill")
    start = issue_date if o["bill_months_from"] == "issue" else acceptance_date
    return {"cash_date": months_later(start, p[f"{kind}_months"]), "interest_rate": p[f"{kind}_interest"]}


def rsc_price_protection_window(
    p: Figures, o: Options, purchase_date: date, reduction_date: date, stock_count_date: date
) -> Outputs:
    anchor = reduction_date if o["anchor"] == "price_cut_date" else stock_count_date
    days = (anchor - purchase_date).days
    most = p["price_protection_lookback_days"] - (o["window_edge"] == "exclusive")
    return {"within_window": 0 <= days <= most and purchase_date <= reduction_date}


def rsc_store_fee_windows(
    p: Figures, o: Options, fee_kind: str, agreement_signed: date, year: int, quarter: str, rest_days: list[date]
) -> Outputs:
    first, last = p[f"{fee_kind}_window_from_day"], p[f"{fee_kind}_window_to_day"]
    if not 1 <= first <= last <= 31:
        raise Refused()
    month = 3 * int(quarter) - 2
    return {
        "first_instalment_due": rolled(later(agreement_signed, p[f"{fee_kind}_first_days"]), rest_days),
        "window_open": in_month(year, month, first),
        "window_close": in_month(year, month, last),
    }


def rsc_festival_fee_due(p: Figures, o: Options, start_date: date, non_working_days: list[date]) -> Outputs:
    number = p["festival_fee_payment_working_days"]
    if number and o["count_start_day"] == "true":
        return {"due_date": working_day(later(start_date, -1), number, non_working_days)}
    return {"due_date": working_day(start_date, number, non_working_days)}


def rsc_annual_discount_dates(p: Figures, o: Options, contract_year: int, expiry_date: date) -> Outputs:
    def stated(name: str) -> tuple[int, int]:
        return p[f"annual_{name}_month"], p[f"annual_{name}_day"]

    settle = [in_month(contract_year, *stated("settle_1")), in_month(contract_year, *stated("settle_2"))]
    pay = [in_month(contract_year, *stated("pay_1")), in_month(contract_year + 1, *stated("pay_2"))]
    if stated("pay_1") < stated("settle_1"):  # the second is paid in the year after its settlement
        raise Refused()
    early = -(o["strictly_before"] == "true")
    return {
        "settle_1": settle[0],
        "settle_2": settle[1],
        "pay_1_by": later(pay[0], early),
        "pay_2_by": later(pay[1], early),
        "final_due": months_later(expiry_date, p["annual_discount_final_months"]),
    }


def rsc_margin_comp_due(p: Figures, o: Options, sale_year: int, sale_month: int, statement_sent: date) -> Outputs:
    days = p["margin_comp_payment_day"]
    if o["margin_due"] == "n_days_after_month_statement":
        return {"due_date": later(statement_sent, days)}
    next_month = months_later(date(sale_year, sale_month, 1), 1)
    return {"due_date": in_month(next_month.year, next_month.month, days)}


def rsc_contract_term(p: Figures, o: Options, start_date: date, stated_end_date: date) -> Outputs:
    end = months_later(start_date, 12 * p["term_years"])
    end = end if o["term_ends_on"] == "anniversary" else later(end, -1)
    return {"computed_end_date": end, "consistent": stated_end_date == end}


def rsc_trial_period_end(p: Figures, o: Options, entry_date: date, effective_date: date) -> Outputs:
    start = entry_date if o["trial_counted_from"] == "first_entry" else effective_date
    end = months_later(start, p["trial_period_months"])
    return {"trial_end": later(end, -(o["count_entry_day"] == "true"))}


def rsc_renewal_negotiation_start(p: Figures, o: Options, expiry_date: date) -> Outputs:
    return {"start_date": months_later(expiry_date, -p["renewal_negotiation_lead_months"])}


def rsc_holdover_end(p: Figures, o: Options, expiry_date: date, new_contract_date: date | None) -> Outputs:
    limit = months_later(expiry_date, p["holdover_max_months"])
    if new_contract_date is None:
        end = limit
    elif new_contract_date <= expiry_date:
        end = expiry_date
    else:
        end = min(later(new_contract_date, -(o["signing_day"] == "new_contract")), limit)
    return {"holdover_limit": limit, "holdover_end": end, "extension_days": (end - expiry_date).days}


def rsc_settlement_suspension(
    p: Figures, o: Options, expiry_date: date, asof: date, new_contract_date: date | None, negotiation_start: date
) -> Outputs:
    start = expiry_date if o["suspension_from"] == "expiry" else negotiation_start
    last = months_later(start, p["new_agreement_max_months"])
    unsigned = new_contract_date is None or new_contract_date > asof
    return {"last_day_to_sign": last, "may_suspend": asof > last and unsigned}


def rsc_force_majeure_exemption(
    p: Figures,
    o: Options,
    qualifies_as_force_majeure: bool,
    event_start: datetime,
    notice_at: datetime | None,
    notice_sent_at: datetime | None,
    event_end: date,
    proof_date: date | None,
    non_working_days: list[date],
    already_late: bool,
    impact: str,
) -> Outputs:
    notice_due = event_start + timedelta(hours=p["force_majeure_notice_hours"])
    proof_due = working_day(event_end, p["force_majeure_proof_working_days"], non_working_days)
    notice = notice_sent_at if o["notice_time"] == "sent" and notice_sent_at is not None else notice_at
    in_time = o["late_notice"] == "loss_caused_only" or (notice is not None and notice <= notice_due)
    proved = o["late_notice"] == "loss_caused_only" or (proof_date is not None and proof_date <= proof_due)
    reached = notice is not None and proof_date is not None and in_time and proved
    due = qualifies_as_force_majeure and not already_late and reached
    found: dict[str, Any] = {"none": "none", "partial": "partial", "total": "full"}
    return {"notice_due": notice_due, "proof_due": proof_due, "relief": found[impact] if due else "none"}


def rsc_store_withdrawal(p: Figures, o: Options, withdrawal_date: date, agreement_signed: date | None) -> Outputs:
    latest = later(withdrawal_date, -p["store_withdrawal_notice_days"])
    timely = agreement_signed is not None and agreement_signed <= latest
    return {"latest_signing_date": latest, "timely": timely, "fees_continue": not timely}


def rsc_contract_effective_date(
    p: Figures,
    o: Options,
    supplier_signed_date: date | None,
    buyer_signed_date: date | None,
    buyer_contract_seal: bool,
) -> Outputs:
    """`supplier_signed_date` is the day of both signature and seal."""
    by_buyer = buyer_signed_date is not None and buyer_contract_seal
    if o["either_suffices"] == "true":
        by_buyer = buyer_signed_date is not None or buyer_contract_seal
    if o["buyer_seal_decisive"] == "true":
        by_buyer = buyer_contract_seal
    if supplier_signed_date is None or not by_buyer:
        return {"effective": False, "effective_date": None}
    return {"effective": True, "effective_date": max(supplier_signed_date, buyer_signed_date or date.min)}
