"""A second author's reading of the penalty schedule's rules: written from the inventory's formulas alone.

Test code that the product never runs. It shares nothing with the rules in `clauses/` but the inventory. Amounts and
rates are exact fractions; one function a rule, called with every input by name, the figures of the contract as `p` and
the options as `o`. Where a rule must not answer it raises `Refused`.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from oracle import MISSING, Refused

Outputs = dict[str, Any]
Figures = dict[str, Any]
Options = dict[str, str]

FIGURES: Figures = {
    "iqc_batch_fine": 5000,
    "repeat_fine_batch_2": 10000,
    "repeat_fine_batch_3": 20000,
    "repeat_fine_growth_factor": 2,
    "repeat_fine_cap": None,
    "concession_min_charge": 5000,
    "reuse_fine_multiple": 2,
    "unreported_change_fine_multiple": 2,
    "electronic": (30, None, 1, Fraction("0.05")),  # target, top of the band, step, rate
    "printing": (100, 900, 100, Fraction("0.05")),
    "structural": (900, 5000, 100, Fraction("0.05")),
    "pcb": (100, None, 10, Fraction("0.05")),
    "lcd": (1000, None, 100, None),
    "lcd_deduction_rate_min": Fraction("0.02"),
    "lcd_deduction_rate_max": Fraction("0.05"),
    "lcd_unit_price": None,
    "iqc_lot_failure_rate_target": None,
    "process_early_warning_ppm": None,
    "countermeasure_reply_days": None,
    "late_countermeasure_fine": 500,
    "defect_handling_days": 3,
}
LISTED = {
    "line_stop": {"line_stop", "efficiency_loss", "rework", "other"},
    "qa_final": {"line_stop", "efficiency_loss", "rework", "other"},
    "domestic_customer": {"line_stop", "material", "labor_shipping", "other"},
    "overseas_customer": {"rework", "customer_service_fine", "customer_direct_fine", "other"},
}
NO_DEFECT_NEEDED = {"late_countermeasure_fine", "change_fine"}


def cents(amount: Fraction | int) -> Fraction:
    """R2: half up to the cent; an amount below nothing away from it."""
    amount = Fraction(amount)
    with localcontext() as context:
        context.prec = 200
        return Fraction((Decimal(amount.numerator) / amount.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP))


def needed(value: Any) -> Any:
    """A figure that the contract must have."""
    if value is None:
        raise Refused(MISSING)
    return value


# --------------------------------------------------------------------------------------------- incoming inspection
def pen_iqc_batch_fine(p: Figures, o: Options, failed_batches: int, exempt_batches: int, supply_stage: str) -> Outputs:
    if exempt_batches > failed_batches:
        raise Refused()
    return {"fine": p["iqc_batch_fine"] * (failed_batches - exempt_batches) * (supply_stage == "mass_production")}


def step(p: Figures, k: int) -> Fraction:
    """What the k-th batch of a series costs by the steps alone."""
    if k == 1:
        return Fraction(0)
    sum_ = Fraction(p["repeat_fine_batch_2"] if k == 2 else p["repeat_fine_batch_3"])
    for _ in range(k - 3):
        sum_ *= p["repeat_fine_growth_factor"]
    return sum_ if p["repeat_fine_cap"] is None else min(sum_, Fraction(p["repeat_fine_cap"]))


def pen_repeat_batch_step(p: Figures, o: Options, ordinal: int) -> Outputs:
    if ordinal < 1:
        raise Refused()
    so_far = sum((step(p, k) for k in range(1, ordinal + 1)), Fraction(0))
    return {"step_fine": step(p, ordinal), "cumulative_step_fines": so_far}


def pen_monthly_iqc_fines(p: Figures, o: Options, batches: list[dict[str, Any]]) -> Outputs:
    reported = {b["batch_no"] for b in batches if b["exempt"]}
    free = [b["exempt"] or (o["exempt_scope"] == "whole_batch" and b["batch_no"] in reported) for b in batches]
    series: dict[tuple[Any, ...], list[tuple[date, str]]] = {}
    for batch, exempt in zip(batches, free, strict=True):
        if exempt and o["exempt_scope"] != "flat_only":
            continue
        key = (
            batch["date"].strftime("%Y-%m"),
            *(batch[n] for n in ("manufacturer", "product_series", "phenomenon", "cause")),
        )
        series.setdefault(key, []).append((batch["date"], batch["batch_no"]))
    stepped, covered = Fraction(0), set()
    for found in series.values():
        order = list(dict.fromkeys(number for _, number in sorted(found)))
        if len(order) < 2:
            continue
        if o["step_settlement"] == "each_batch":
            stepped += sum(step(p, k) for k in range(2, len(order) + 1))
            covered |= set(order[1:])
        else:
            stepped += step(p, len(order))
            covered |= set(order)
    flat = {b["batch_no"] for b, exempt in zip(batches, free, strict=True) if not exempt}
    if o["flat_vs_step"] == "replace":
        flat -= covered
    flat_total = Fraction(p["iqc_batch_fine"]) * len(flat)
    return {"flat_total": flat_total, "stepped_total": stepped, "total": flat_total + stepped}


def pen_concession_charge(
    p: Figures,
    o: Options,
    original_value: Fraction,
    discount_rate: Fraction | None,
    use_mode: str,
    batch_fine_charged: Fraction,
) -> Outputs:
    if discount_rate is not None and discount_rate > 1:
        raise Refused()
    if use_mode == "other":
        return {"charge": Fraction(0), "settlement": None}
    rate = needed(discount_rate)
    share = rate if o["discount_semantics"] == "share_deducted" else 1 - rate
    floor = Fraction(p["concession_min_charge"])
    if o["floor_scope"] == "all_expenses":
        floor = max(Fraction(0), floor - batch_fine_charged)
    charge = cents(max(original_value * share, floor))
    return {"charge": charge, "settlement": original_value - charge}


def pen_reuse_fine(p: Figures, o: Options, original_value: Fraction, treated: bool, presented_as_good: bool) -> Outputs:
    return {"fine": cents(p["reuse_fine_multiple"] * original_value) if presented_as_good and not treated else 0}


def pen_unreported_change_fine(
    p: Figures,
    o: Options,
    affected_value: Fraction,
    change_factor: str,
    reported_in_writing: bool,
    approved_in_writing: bool,
) -> Outputs:
    in_order = change_factor == "non_core" or (reported_in_writing and approved_in_writing)
    return {"fine": 0 if in_order else cents(p["unreported_change_fine_multiple"] * affected_value)}


# ------------------------------------------------------------------------------------------------ the defect rate
def pen_ppm_rate(p: Figures, o: Options, category: str, defective_qty: int, base_qty: int) -> Outputs:
    wide = category in ("pcb", "lcd") or o["base_for_unspecified"] == "output_plus_defective"
    base = base_qty + defective_qty * wide
    if defective_qty > base:
        raise Refused()
    return {"ppm": places(Fraction(defective_qty, base) * 10**6 if base else Fraction(0), 4)}


def places(number: Fraction, digits: int) -> Fraction:
    """Half up to so many digits after the point; the number is not below nothing."""
    return Fraction(int(number * 10**digits + Fraction(1, 2)), 10**digits)


def pen_lcd_month_rate(p: Figures, o: Options, days: list[dict[str, int]]) -> Outputs:
    worked = [(d["defective"], d["output"] + d["defective"]) for d in days if d["output"] + d["defective"]]
    daily = [Fraction(bad * 10**6, made) for bad, made in worked]
    if not daily:
        return {"ppm": Fraction(0)}
    pooled = Fraction(sum(bad for bad, _ in worked) * 10**6, sum(made for _, made in worked))
    found = {"pooled": pooled, "mean_daily": sum(daily) / len(daily), "worst_day": max(daily)}
    return {"ppm": places(found[o["lcd_month_basis"]], 4)}


def pen_ppm_status(p: Figures, o: Options, category: str, ppm: Fraction) -> Outputs:
    if ppm > 10**6:
        raise Refused()
    target, top, _, _ = p[category]
    within = ppm <= target
    status = "within_target" if within else "above_band" if top is not None and ppm > top else "over_target"
    excess = Fraction(0) if within else ppm - target
    return {"status": status, "excess_ppm": places(excess, 20)}  # a number without an end is cut there


def pen_ppm_deduction(
    p: Figures, o: Options, category: str, ppm: Fraction, usage_payment: Fraction, lcd_rate: Fraction | None
) -> Outputs:
    if ppm > 10**6:
        raise Refused()
    target, top, size, rate = p[category]
    if category == "lcd":
        if lcd_rate is None and o["lcd_rate_fallback"] == "require":
            raise Refused(MISSING)
        rate = p["lcd_deduction_rate_min"] if lcd_rate is None else lcd_rate
        if not p["lcd_deduction_rate_min"] <= rate <= p["lcd_deduction_rate_max"]:
            raise Refused()
    excess = max(Fraction(0), ppm - target)
    if top is not None and ppm > top:
        excess = {"hold_at_top": Fraction(top - target), "keep_stepping": excess, "zero": Fraction(0)}[o["above_band"]]
    steps = excess / size
    if o["partial_step"] == "floor":
        steps = Fraction(steps.numerator // steps.denominator)
    elif o["partial_step"] == "ceil":
        steps = Fraction(-(-steps.numerator // steps.denominator))
    ratio = rate * steps
    if o["deduction_cap"] == "payment":
        ratio = min(ratio, Fraction(1))
    return {
        "steps": places(steps, 6),
        "deduction_ratio": places(ratio, 6),
        "deduction": cents(usage_payment * ratio),
    }


def pen_material_cost_recovery(
    p: Figures,
    o: Options,
    category: str,
    scrap_cost: Fraction,
    replacement_cost: Fraction,
    buyer_claims: bool,
    already_in_other_head: Fraction,
) -> Outputs:
    if category == "lcd" or not buyer_claims:
        return {"recovery": 0}
    return {"recovery": max(Fraction(0), scrap_cost + replacement_cost - already_in_other_head)}


def pen_pcb_scrap_cost(p: Figures, o: Options, boards: list[dict[str, Any]]) -> Outputs:
    return {"scrap_cost": cents(sum((b["scrapped_qty"] * b["board_cost"] for b in boards), Fraction(0)))}


def pen_lcd_rework_loss(
    p: Figures,
    o: Options,
    caused_rework: bool,
    labor_loss: Fraction,
    material_loss: Fraction,
    capacity_loss: Fraction,
) -> Outputs:
    return {"loss": (labor_loss + material_loss + capacity_loss) * caused_rework}


def pen_lcd_within_target_cost(
    p: Figures, o: Options, ppm: Fraction, confirmed_defective_qty: int, remedy: str
) -> Outputs:
    if ppm > p["lcd"][0]:
        return {"amount": 0, "replace_qty": 0}
    if remedy == "replace":
        return {"amount": 0, "replace_qty": confirmed_defective_qty}
    return {"amount": cents(confirmed_defective_qty * needed(p["lcd_unit_price"])), "replace_qty": 0}


# ---------------------------------------------------------------------------------- losses, notices, adding up
def pen_loss_heads(
    p: Figures, o: Options, scenario: str, cause_established: bool, items: list[dict[str, Any]]
) -> Outputs:
    if not cause_established:
        return {"total": Fraction(0), "not_listed": []}
    listed = LISTED[scenario]
    total = sum((i["amount"] for i in items if i["item"] in listed), Fraction(0))
    return {"total": total, "not_listed": [i["item"] for i in items if i["item"] not in listed]}


def pen_countermeasure_trigger(
    p: Figures, o: Options, failed_lots: int, inspected_lots: int, process_ppm: Fraction | None
) -> Outputs:
    if failed_lots > inspected_lots:
        raise Refused()
    grounds = []
    if inspected_lots and Fraction(failed_lots, inspected_lots) > needed(p["iqc_lot_failure_rate_target"]):
        grounds.append("iqc_lot_rate")
    if process_ppm is not None and process_ppm > needed(p["process_early_warning_ppm"]):
        grounds.append("process_rate")
    return {"trigger": bool(grounds), "grounds": grounds}


def rolled(day: date, blocked: list[date], o: Options) -> date:
    while o["roll_non_working"] == "statutory" and day in blocked:
        day += timedelta(days=1)
    return day


def pen_countermeasure_due(
    p: Figures,
    o: Options,
    notice_issue_date: date,
    extension_request_date: date | None,
    confirmed_new_date: date | None,
    non_working_days: list[date],
) -> Outputs:
    length = needed(p["countermeasure_reply_days"]) - (o["issue_day_counts"] == "true")
    original = rolled(notice_issue_date + timedelta(days=length), non_working_days, o)
    asked, confirmed = extension_request_date, confirmed_new_date
    if asked is None or confirmed is None or (asked > original and o["extension_before_due"] == "true"):
        confirmed = original
    return {"original_due_date": original, "due_date": confirmed}


def pen_late_countermeasure_fine(
    p: Figures, o: Options, due_date: date, reply_date: date | None, as_of_date: date
) -> Outputs:
    late = max(0, ((reply_date or as_of_date) - due_date).days)
    times = late if o["late_fine_mode"] == "per_day" else min(late, 1)
    return {"days_late": late, "fine": p["late_countermeasure_fine"] * times}


def pen_handling_deadline(
    p: Figures,
    o: Options,
    notice_issue_date: date,
    notice_receipt_date: date | None,
    handled_date: date | None,
    as_of_date: date,
    non_working_days: list[date],
) -> Outputs:
    start = notice_issue_date if o["clock_start"] == "issue" else needed(notice_receipt_date)
    due = rolled(start + timedelta(days=p["defect_handling_days"]), non_working_days, o)
    return {"due_date": due, "deemed_liable": (handled_date or as_of_date) > due}


def pen_combination_total(p: Figures, o: Options, entries: list[dict[str, Any]]) -> Outputs:
    counted: dict[tuple[str, str, int], Fraction] = {}
    for number, entry in enumerate(entries):
        if entry["supply_stage"] != "mass_production":
            continue
        if not entry["confirmed"] and entry["item"] not in NO_DEFECT_NEEDED:
            continue
        alone = entry["item"] == "other" and o["same_item_other"] == "keep_all"
        key = (entry["event_id"], entry["item"], number if alone else -1)
        if key not in counted or (o["duplicate_pick"] == "largest" and entry["amount"] > counted[key]):
            counted[key] = entry["amount"]
    if o["flat_vs_step"] == "replace":
        for event in {e for (e, item, _), amount in counted.items() if item == "repeat_batch_fine" and amount > 0}:
            counted.pop((event, "iqc_batch_fine", -1), None)
    return {
        "total": sum(counted.values(), Fraction(0)),
        "counted": len(counted),
        "excluded": len(entries) - len(counted),
    }


# ------------------------------------------------------------------------------------------------ yes or no alone
def pen_scope_applies(p: Figures, o: Options, supply_stage: str) -> Outputs:
    return {"applies": supply_stage == "mass_production"}


def pen_prenotice_exemption(p: Figures, o: Options, **conditions: bool) -> Outputs:
    return {"exempt": all(conditions.values())}


def pen_defect_confirmed(
    p: Figures, o: Options, buyer_written_notice: bool, supplier_signed_or_sealed: bool, deemed_liable: bool
) -> Outputs:
    if not buyer_written_notice:
        return {"confirmed": False}
    return {"confirmed": supplier_signed_or_sealed or (deemed_liable and o["deemed_confirmation"] == "allow")}


RULES = {name: found for name, found in list(globals().items()) if name.startswith("pen_")}
