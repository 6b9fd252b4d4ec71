"""Functions of working days and of months counted whole or begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from contracts_kit.errors import refuse
from contracts_kit.language.functions.accepted import DATE, DATES, WORKING_DAYS, maybe, one, words
from contracts_kit.language.functions.dates import month_shift
from contracts_kit.language.infer_calls import Function
from contracts_kit.language.types import BOOLEAN, number
from contracts_kit.language.types import DATE as A_DATE
from contracts_kit.language.units_algebra import measure_of

if TYPE_CHECKING:
    from contracts_kit.values.calendar import WorkingCalendar

_Days = Sequence[date] | None
_MAX_MONTHS = 12_000
_CALENDAR = (maybe("holidays", DATES), maybe("make_up_days", DATES))


def _calendar(holidays: _Days) -> WorkingCalendar:
    """The calendar in use; where the rest days are given, the plain week with them."""
    from contracts_kit.values.calendar import PLAIN_WEEK, calendar_in_use

    return calendar_in_use() if holidays is None else PLAIN_WEEK


def _free(holidays: _Days, make_up_days: _Days) -> set[date]:
    """The holidays; a day that is also listed as worked is worked."""
    return set(holidays or ()) - set(make_up_days or ())


def _add_working_days(day: date, count: int, holidays: _Days = None, make_up_days: _Days = None) -> date:
    return _calendar(holidays).add_working_days(day, count, _free(holidays, make_up_days), make_up_days or ())


def _working_days_between(first: date, last: date, holidays: _Days = None, make_up_days: _Days = None) -> int:
    free = _free(holidays, make_up_days)
    return _calendar(holidays).working_days_between(first, last, free, make_up_days or ())


def _is_working_day(day: date, holidays: _Days = None, make_up_days: _Days = None) -> bool:
    return _calendar(holidays).is_working_day(day, _free(holidays, make_up_days), make_up_days or ())


def _next_working_day(day: date, holidays: _Days = None, make_up_days: _Days = None) -> date:
    return _calendar(holidays).next_working_day(day, _free(holidays, make_up_days), make_up_days or ())


def _calendar_months(first: date, last: date) -> int:
    return max(0, (last.year * 12 + last.month) - (first.year * 12 + first.month) + 1)


def _months_started(first: date, last: date) -> int:
    """The least n of at least 1 such that `first` plus n months lies after `last`."""
    count = max(1, _calendar_months(first, last) - 1)
    if count > _MAX_MONTHS:
        raise refuse("date_out_of_range")
    while month_shift(first, count) <= last:
        count += 1
    return count


FUNCTIONS = (
    Function(
        "add_working_days",
        words("之后的工作日", "working days after"),
        words(
            "其后第若干个工作日；列出休息日的，按周一至周五减去所列。",
            "The n-th working day after the date; with rest days listed, of the plain week without them.",
        ),
        ("add_working_days(date(2026, 1, 9), 3, [])", "2026-01-14"),
        (one("date", DATE), one("working_days", WORKING_DAYS), *_CALENDAR),
        lambda given: A_DATE,
        _add_working_days,
    ),
    Function(
        "working_days_between",
        words("相隔工作日", "working days between"),
        words(
            "第一日之后、至第二日为止的工作日数。", "The working days after the first date, up to and with the second."
        ),
        ("working_days_between(date(2026, 1, 9), date(2026, 1, 14), [])", "3"),
        (one("first", DATE), one("last", DATE), *_CALENDAR),
        lambda given: number(measure_of("working_days"), whole=True),
        _working_days_between,
    ),
    Function(
        "is_working_day",
        words("是否工作日", "is a working day"),
        words("该日是否工作日。", "Whether the date is a working day."),
        ("is_working_day(date(2026, 1, 10), [])", "False"),
        (one("date", DATE), *_CALENDAR),
        lambda given: BOOLEAN,
        _is_working_day,
    ),
    Function(
        "next_working_day",
        words("顺延至工作日", "moved to a working day"),
        words(
            "该日为工作日的即该日，否则其后第一个工作日。",
            "The date where it is a working day, else the first after it.",
        ),
        ("next_working_day(date(2026, 1, 10), [])", "2026-01-12"),
        (one("date", DATE), *_CALENDAR),
        lambda given: A_DATE,
        _next_working_day,
    ),
    Function(
        "calendar_months",
        words("涉及的自然月数", "calendar months touched"),
        words(
            "从第一日到第二日涉及几个自然月。", "How many calendar months the two dates and what lies between touch."
        ),
        ("calendar_months(date(2026, 1, 31), date(2026, 2, 1))", "2"),
        (one("first", DATE), one("last", DATE)),
        lambda given: number(measure_of("months"), whole=True),
        _calendar_months,
    ),
    Function(
        "months_started",
        words("已开始的月数", "months begun"),
        words(
            "从第一日起算，到第二日已开始几个月，至少一个月。",
            "How many months, counted from the first date, have begun on the second; at least one.",
        ),
        ("months_started(date(2026, 1, 15), date(2026, 2, 15))", "2"),
        (one("first", DATE), one("last", DATE)),
        lambda given: number(measure_of("months"), whole=True),
        _months_started,
    ),
)
