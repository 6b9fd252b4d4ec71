"""A second author's reading of the quality agreement's rules: written from the inventory's formulas alone.

Test code that the product never runs. It shares nothing with the rules in `clauses/` but the inventory, so that a slip
in one of the two shows. Amounts are exact fractions; one function a rule, in the order of the inventory. Where a rule
must not answer it raises `Refused`.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from oracle_names import FIELDS, INPUTS, OPTIONS, PARAMETERS

Given = dict[str, Any]

Outputs = dict[str, Any]

INVALID = "invalid_input"
MISSING = "missing_param"


class Refused(Exception):
    """The rule must not answer; `code` says which of the two refusals it is."""

    def __init__(self, code: str = INVALID) -> None:
        super().__init__(code)
        self.code = code


def ask(rule: str, inputs: Given, parameters: Given, options: dict[str, str]) -> Outputs:
    """What a rule comes to. Values are those of Python: Fraction, int, bool, date, text, None, lists and mappings."""
    defaults = {name: values[0] for name, values in OPTIONS.get(rule, {}).items()}
    settings = {**PARAMETERS, **parameters}
    agreed = {name: settings[name] for name in INPUTS[rule] if name in settings}
    return RULES[rule](complete(rule, {**agreed, **inputs}), settings, {**defaults, **options})


def complete(rule: str, inputs: Given) -> Given:
    """The inputs with their defaults. Refuses a name that is unknown or missing, and what is negative."""
    kinds = INPUTS[rule]
    if set(inputs) - set(kinds):
        raise Refused()
    made: Given = {}
    for name, kind in kinds.items():
        bare, _, default = kind.partition("=")
        value = inputs.get(name)
        if value is None and default:
            value = DEFAULTS[default]
        if value is None and not kind.endswith("?"):
            raise Refused()
        made[name] = value
        if value is not None:
            refuse_negative(bare.rstrip("?"), value)
    return made


DEFAULTS: dict[str, Any] = {"0": Fraction(0), "[]": [], "false": False, "true": True, "none": "none"}


def refuse_negative(kind: str, value: Any) -> None:
    if kind.startswith("["):
        for each in value:
            refuse_negative(kind[1:-1], each)
    elif kind in FIELDS:
        for name, field in FIELDS[kind].items():
            refuse_negative(field, value[name])
    elif kind in ("money", "count") and value < 0:
        raise Refused()


def cents(amount: Fraction) -> Fraction:
    """R2: half up to the cent."""
    with localcontext() as context:
        context.prec = 200
        return Fraction((Decimal(amount.numerator) / amount.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP))


def qa_deposit_withholding(given: Given, parameters: Given, options: Given) -> Outputs:
    target, rate = parameters["quality_deposit_amount"], parameters["deposit_withholding_rate"]
    payments, draws = given["batch_payments"], given["draws"]
    if len(draws) > len(payments):
        raise Refused()
    if target is None:
        raise Refused(MISSING)
    draws = [*draws, *[Fraction(0)] * (len(payments) - len(draws))]
    total_withheld = balance = given["opening_balance"]
    by_total = options["ledger_basis"] == "cumulative_withheld"
    reached_at = 0 if given["opening_balance"] >= target else None
    withheld, paid_out = [], []
    for number, (payment, draw) in enumerate(zip(payments, draws, strict=True), 1):
        room = max(Fraction(0), target - (total_withheld if by_total else balance))
        kept = min(cents(rate * payment), room)
        withheld.append(kept)
        paid_out.append(payment - kept)
        total_withheld += kept
        balance += kept
        if reached_at is None and (total_withheld if by_total else balance) >= target:
            reached_at = number
        if draw > balance:
            raise Refused()
        balance -= draw
    basis = total_withheld if by_total else balance
    return {
        "withheld": withheld,
        "paid_out": paid_out,
        "closing_balance": balance,
        "shortfall": max(Fraction(0), target - basis),
        "reached": basis >= target,
        "reached_at_batch": reached_at,
    }


def qa_brand_loss(given: Given, parameters: Given, options: Given) -> Outputs:
    base = given["direct_loss"]
    if options["brand_loss_base"] == "all_losses":
        base += given["other_loss"]
    return {"brand_loss_fee": cents(parameters["brand_loss_rate"] * base)}


def qa_user_claim_recovery(given: Given, parameters: Given, options: Given) -> Outputs:
    owed = given["buyer_has_paid_user"] and given["supplier_cause_evidenced"] and not given["liability_excluded"]
    if not owed:
        return {"direct_loss": Fraction(0), "brand_loss_fee": Fraction(0), "total": Fraction(0)}
    loss = given["user_compensation"] + given["travel_costs"] + given["wages"] + given["other_direct_costs"]
    fee = cents(parameters["brand_loss_rate"] * loss)
    return {"direct_loss": loss, "brand_loss_fee": fee, "total": loss + fee}


def qa_brand_offset(given: Given, parameters: Given, options: Given) -> Outputs:
    owed = given["brand_loss_fee"] + given["direct_loss"]
    claim = owed if options["offset_scope"] == "whole_claim" else given["brand_loss_fee"]
    deducted = min(claim, given["payable_to_supplier"])
    return {
        "deducted": deducted,
        "payable_after": given["payable_to_supplier"] - deducted,
        "still_owed_by_supplier": owed - deducted,
    }


def qa_extra_compensation(given: Given, parameters: Given, options: Given) -> Outputs:
    value = sum((line["qty"] * line["unit_price"] for line in given["nonconforming_lines"]), Fraction(0))
    due = given["is_major_accident"] and given["supplier_responsible"] and given["buyer_elects"]
    return {
        "nonconforming_value": cents(value),
        "extra_compensation": cents(parameters["extra_compensation_multiple"] * value) if due else Fraction(0),
    }


LOSSES = (
    "rework_material_or_scrap",
    "handling_wages",
    "utilities",
    "transport",
    "authority_appraisal_fee",
    "user_compensation",
    "litigation_costs",
    "other_loss",
    "product_direct_loss",
    "lost_market_profit",
)


def qa_major_accident_compensation(given: Given, parameters: Given, options: Given) -> Outputs:
    if not (given["is_major_accident"] and given["supplier_responsible"]):
        return dict.fromkeys(("gross_loss", "net_loss", "extra_compensation", "total"), Fraction(0))
    gross = sum((given[name] for name in LOSSES), Fraction(0))
    net = max(Fraction(0), gross - given["insurance_paid"]) if options["insurance_mode"] == "net" else gross
    extra = Fraction(0)
    if given["buyer_elects_extra"]:
        extra = cents(parameters["extra_compensation_multiple"] * given["nonconforming_value"])
    return {"gross_loss": gross, "net_loss": net, "extra_compensation": extra, "total": net + extra}


def qa_incident_total(given: Given, parameters: Given, options: Given) -> Outputs:
    major, user = given["major_accident_applies"], given["user_claim_applies"]
    by_accident = given["loss_4_1"] if major else Fraction(0)
    by_claim = given["direct_loss_4_3"] if user else Fraction(0)
    overlap = given["overlap"] if major and user else Fraction(0)
    if overlap > min(by_accident, by_claim):
        raise Refused()
    loss = by_accident + by_claim - overlap
    base = by_claim if options["brand_loss_base"] == "direct_loss" else loss
    net = max(Fraction(0), loss - given["insurance_paid"])
    fee = cents(parameters["brand_loss_rate"] * base) if user else Fraction(0)
    extra = given["extra_compensation"] if major else Fraction(0)
    return {
        "net_loss": net,
        "brand_loss_fee": fee,
        "extra_compensation_due": extra,
        "total": net + fee + extra,
    }


def qa_major_accident_classification(given: Given, parameters: Given, options: Given) -> Outputs:
    defects, model = given["same_defect_qty"], given["model_total_qty"]
    if defects and (model is None or model == 0 or defects > model):
        raise Refused()

    def reaches(name: str, threshold: str) -> bool:
        found, limit = given[name], parameters[threshold]
        if found is None:
            return False
        return bool(found >= limit if options["threshold_inclusive"] == "true" else found > limit)

    met = {
        "model_share": bool(defects) and defects >= parameters["major_accident_model_share"] * model,
        "province_month": reaches("province_month_complaint_pcs", "major_accident_province_month_pcs"),
        "year_total": reaches("year_complaint_pcs", "major_accident_year_pcs"),
        "single_loss": reaches("single_complaint_loss", "major_accident_single_loss"),
        "consumer_harm": given["consumer_harm_dispute"],
        "other": given["other_agreed_major"],
    }
    return {"is_major": any(met.values()), "limbs": [limb for limb, is_met in met.items() if is_met]}


def months_later(day: date, months: int) -> date | None:
    """The same day number so many months later; None where that month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day > calendar.monthrange(year, month + 1)[1]:
        return None
    return date(year, month + 1, day.day)


def last_of_month(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def windows(days: Iterable[date], months: int, reading: str) -> Iterator[set[date]]:
    """The recorded days of each window; rolling windows start on a recorded day.

    `calendar` windows start with the month of a recorded day, or with its year where the length is one of years.
    """
    recorded = set(days)
    for day in recorded:
        start = day
        if reading == "calendar":
            start = day.replace(day=1) if months < 12 else day.replace(month=1, day=1)
        same_day = months_later(start, months)
        last = same_day or last_of_month(start, months)
        if same_day and reading != "rolling_to_same_day":
            last = same_day - timedelta(days=1)
        yield {other for other in recorded if start <= other <= last}


def qa_complaint_window_aggregation(given: Given, parameters: Given, options: Given) -> Outputs:
    records = given["complaints"]
    groups: defaultdict[Any, list[Given]] = defaultdict(list)
    for record in records:
        event = record["event_id"] if options["province_aggregation"] == "single_event" else None
        groups[record["province"], event].append(record)
    months, years = parameters["complaint_window_months"], parameters["complaint_window_years"] * 12

    def most(rows: list[Given], length: int, reading: str) -> int:
        found = windows([r["date"] for r in rows], length, reading)
        return max((sum(r["pcs"] for r in rows if r["date"] in window) for window in found), default=0)

    losses: defaultdict[str, Fraction] = defaultdict(Fraction)
    for record in records:
        losses[record["event_id"]] += record["loss"]
    return {
        "province_month_complaint_pcs": max(
            (most(rows, months, options["month_window"]) for rows in groups.values()), default=0
        ),
        "year_complaint_pcs": most(records, years, options["year_window"]),
        "single_complaint_loss": max(losses.values(), default=Fraction(0)),
    }


def qa_nonconforming_disposition(given: Given, parameters: Given, options: Given) -> Outputs:
    return {"disposition": disposition(given, options["discount_after_second_fail"] == "allow")}


def disposition(given: Given, discount_after_second_fail: bool) -> str:
    discount = given["usable_without_performance_impact"] and given["discount_signed_by_authorized"]
    if given["discovered_at"] == "market":
        return "supplier_liable" if given["authority_judged_fail"] else "no_action"
    if given["discovered_at"] in ("after_storage", "assembly"):
        return "discount_accept" if discount else "buyer_may_return"
    if given["first_inspection"] == "pass" or given["reinspection"] == "pass":
        return "accept"
    if given["reinspection"] == "fail":
        return "discount_accept" if discount and discount_after_second_fail else "return_all"
    return "discount_accept" if discount else "await_rework"


def qa_deemed_nonconforming(given: Given, parameters: Given, options: Given) -> Outputs:
    if options["standard_requirement"] == "either":
        standard_ok = given["standard_used"] != "other"
    else:
        standard_ok = given["standard_used"] == "national_and_agreed"
    body_ok = given["judging_body"] in ("national_level", "authoritative")
    return {"deemed_nonconforming": given["entered_market"] and given["judged_fail"] and body_ok and standard_ok}


def qa_rectification_stage(given: Given, parameters: Given, options: Given) -> Outputs:
    failures = 0
    for result in reversed(given["results"]):
        if result != "fail":
            break
        failures += 1
    issued = given["rectification_notice_issued"]
    return {
        "trailing_failures": failures,
        "may_issue_rectification_notice": failures >= parameters["consecutive_failure_count"] and not issued,
        "may_stop_orders_or_terminate": issued and given["post_rectification_result"] == "fail",
    }


def qa_termination_rights(given: Given, parameters: Given, options: Given) -> Outputs:
    serious = given["major_accident"] or given["consumer_harm"]
    either = given["post_rectification_fail"] or serious
    return {
        "may_stop_orders": either,
        "may_cancel_supplier_qualification": serious,
        "may_terminate_main_contract": either,
        "may_terminate_this_agreement": serious,
    }


def qa_mass_production_gate(given: Given, parameters: Given, options: Given) -> Outputs:
    need_seal = {
        "finished_product_only": given["business_type"] == "finished_product_purchase",
        "never": False,
        "always": True,
    }[options["require_sealed"]]
    sealed_enough = given["sample_sealed_and_kept_by_buyer"] or not need_seal
    return {"may_mass_produce": given["first_sample_passed"] and sealed_enough}


def qa_receipt_gate(given: Given, parameters: Given, options: Given) -> Outputs:
    report_ok = given["report_provided"] or not given["report_requested"]
    return {"may_receive": given["supplier_self_inspected"] and report_ok and given["buyer_inspection_passed"]}


def qa_change_consent(given: Given, parameters: Given, options: Given) -> Outputs:
    restricted = given["item_is_key"] and given["change_type"] in ("supplier", "spec_model")
    allowed = not restricted or given["buyer_written_consent"]
    return {"change_allowed": allowed, "breach": not allowed}


def due(start: date, days: int, given: Given, options: Given) -> date:
    """The last day of a period whose first day is not counted; past days off unless the option says otherwise."""
    last = start + timedelta(days=days)
    while options["roll_non_working"] == "statutory" and last in given["non_working_days"]:
        last += timedelta(days=1)
    return last


def qa_standard_doc_transfer_due(given: Given, parameters: Given, options: Given) -> Outputs:
    start = given["change_date"] if options["clock_start"] == "change" else given["notice_date"]
    if start is None:
        raise Refused(MISSING)
    last = due(start, parameters["standard_doc_transfer_days"], given, options)
    done = given["transfer_date"]
    return {"due_date": last, "on_time": None if done is None else done <= last}


def qa_sampling_confirm_due(given: Given, parameters: Given, options: Given) -> Outputs:
    last = due(given["notice_received_date"], parameters["sampling_nonconformity_confirm_days"], given, options)
    done = given["confirmed_date"]
    return {"due_date": last, "on_time": None if done is None else done <= last, "buyer_may_return": True}


def qa_discount_deemed_acceptance(given: Given, parameters: Given, options: Given) -> Outputs:
    days = parameters["discount_response_days"]
    if options["count_start_day"] == "true":
        days = max(0, days - 1)  # a period of no days ends on the day itself: no deadline lies before its start
    last = due(given["notice_received_date"], days, given, options)
    sent = given["staff_sent_date"]
    too_late = given["as_of_date"] > last if sent is None else sent > last
    return {"due_date": last, "deemed_accepted": given["discount_validly_decided"] and too_late}


def qa_joint_determination_due(given: Given, parameters: Given, options: Given) -> Outputs:
    last = due(given["start_date"], parameters["joint_determination_days"], given, options)
    open_still = given["jointly_determined_date"] is None
    return {"due_date": last, "refer_to_authority": open_still and given["as_of_date"] > last}


def qa_inspection_fee_allocation(given: Given, parameters: Given, options: Given) -> Outputs:
    fee = given["inspection_fee"]
    share = {
        "quality_problem": fee,
        "not_quality_problem": Fraction(0),
        "inconclusive": {"buyer": Fraction(0), "half": cents(fee / 2), "supplier": fee}[options["inconclusive_split"]],
    }[given["result"]]
    return {"supplier_pays": share, "buyer_pays": fee - share}


def qa_objection_due(given: Given, parameters: Given, options: Given) -> Outputs:
    last = due(given["notice_received_date"], parameters["objection_days"], given, options)

    def late(day: date | None) -> bool:
        return bool((given["as_of_date"] if day is None else day) > last)

    lost = late(given["inspection_request_date"]) or given["report_excludes_liability"] is False
    if options["report_within_period"] == "true":
        lost = lost or late(given["report_date"])
    return {
        "due_date": last,
        "objection_right_lost": lost,
        "liability_excluded": not lost and given["report_excludes_liability"] is True,
    }


def qa_agreement_effective(given: Given, parameters: Given, options: Given) -> Outputs:
    sealed = given["a_contract_seal"] and given["b_contract_seal"]
    signed = given["a_signed"] and given["b_signed"]
    return {"effective": sealed and (signed or options["effect_condition"] == "seal_only")}


def qa_agreement_end_date(given: Given, parameters: Given, options: Given) -> Outputs:
    term_end = given["term_end_date"]  # left out: as agreed in the contract; nothing: the contract leaves it blank
    if term_end is None:
        raise Refused(MISSING)
    renewed, business_end = given["new_agreement_date"], given["business_end_date"]
    end: date | None
    if renewed is not None and renewed <= term_end:
        end = term_end
    else:
        known = [max(day, term_end) for day in (business_end, renewed) if day is not None]
        if options["extension_end"] == "earlier":
            end = min(known, default=None)
        else:
            end = max(known) if len(known) == 2 else None
    return {"end_date": end, "in_force": end is None or given["as_of_date"] <= end}


def qa_temporal_scope(given: Given, parameters: Given, options: Given) -> Outputs:
    covered = {
        "before_term": ("quality_liability_accident",),
        "in_term": ("quality_liability_accident", "quality_problem", "other"),
        "after_term": ("quality_liability_accident", "quality_problem"),
    }
    return {"governed": given["matter"] in covered[given["timing"]]}


RULES: dict[str, Callable[[Given, Given, Given], Outputs]] = {name: globals()[name] for name in INPUTS}
