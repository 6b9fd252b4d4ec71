"""A second author's reading of the retail supply contract's rules: written from the inventory's formulas alone.

Test code that the product never runs. It shares nothing with the rules in `clauses/` but the inventory. Amounts and
rates are exact fractions; one function a rule, in the files beside this one, called with every input by name, the
figures of the contract as `p` and the options as `o`. It returns the outputs of the inventory. Where a rule must not
answer it raises `Refused`.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from oracle import MISSING, Refused

Outputs = dict[str, Any]
Options = dict[str, str]
Rows = list[dict[str, Any]]


class Figures(dict[str, Any]):
    """The figures of the contract. One that is blank refuses the rule that reads it."""

    def __getitem__(self, name: str) -> Any:
        value = self.get(name)
        if value is None:
            raise Refused(MISSING)
        return value

    def yuan(self, name: str) -> Fraction:
        """A figure that the contract writes in units of 10,000 yuan."""
        return self[name] * Fraction(10000)


PRINTED = Figures(
    slow_moving_sales_ratio_threshold=Fraction("0.5"),
    reputation_rate_threshold=Fraction("0.03"),
    purchase_plan_reply_days=2,
    bank_acceptance_interest=Fraction(0),
    commercial_acceptance_interest=Fraction(0),
    settlement_blackout_month_last_day=True,
    settlement_blackout_statutory_holidays=True,
    defective_replacement_days=3,
    slow_moving_storage_fee_rate=Fraction("0.03"),
    counterfeit_replacement_days=3,
    offsite_penalty_grace_days=3,
    floor_fee_rate=Fraction("0.045"),
    store_support_first_days=10,
    site_use_first_days=10,
    promo_mgmt_first_days=10,
    annual_discount_final_months=1,
    special_period_topup_months=1,
    new_agreement_max_months=3,
    bribery_compensation_multiplier=2,
    price_protection_lookback_days=15,
    price_protection_confirm_days=2,
    post_termination_storage_fee_rate=Fraction("0.03"),
    late_performance_rate=Fraction("0.0005"),
    supply_price_compensation_multiplier=2,
    supply_stop_overdue_days=5,
    termination_supply_overdue_days=5,
    deposit_topup_days=3,
    deposit_topup_late_rate=Fraction("0.001"),
    branch_deposit_topup_days=3,
    branch_deposit_topup_late_rate=Fraction("0.001"),
    payable_overdue_termination_months=1,
    renewal_negotiation_lead_months=1,
    holdover_max_months=3,
)
"""The figures that the source prints; all others are blanks."""


def cents(amount: Fraction | int) -> Fraction:
    """Half up to the cent, once, at the end; an amount below nothing away from it."""
    return places(Fraction(amount), 2)


def places(number: Fraction, digits: int) -> Fraction:
    with localcontext() as context:
        context.prec = 200
        exact = Decimal(number.numerator) / number.denominator
        return Fraction(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def total(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0))


def above(amount: Fraction) -> Fraction:
    """An amount, where it is not below nothing."""
    return max(Fraction(0), amount)


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def in_month(year: int, month: int, day: int) -> date:
    """The day of a month, or the last day of it where that comes before."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return in_month(year, month + 1, day.day)


def rolled(day: date, rest_days: Iterable[date]) -> date:
    """The day itself or the first after it that is no day of rest."""
    while day in rest_days:
        day = later(day, 1)
    return day


def working_day(start: date, number: int, free: Iterable[date]) -> date:
    """The so-manieth working day after a day."""
    day = start
    while number:
        day = later(day, 1)
        number -= day not in free
    return day


def months_touched(first: date, last: date) -> int:
    return max(0, (last.year - first.year) * 12 + last.month - first.month + 1)


def months_begun(first: date, last: date) -> int:
    """Months from day to day, a part as a whole: the least n of at least 1 with `first` and n months after `last`."""
    months = 1
    while months_later(first, months) <= last:
        months += 1
    return months


def rules() -> dict[str, Callable[..., Outputs]]:
    import retail_oracle_fees
    import retail_oracle_goods
    import retail_oracle_liability
    import retail_oracle_periods
    import retail_oracle_prices

    files = (
        *(retail_oracle_goods, retail_oracle_periods, retail_oracle_fees),
        *(retail_oracle_prices, retail_oracle_liability),
    )
    return {name: found for file in files for name, found in vars(file).items() if name.startswith("rsc_")}
