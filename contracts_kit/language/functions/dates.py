"""Functions of dates and moments: parts of a date, months, rest days, the first day allowed."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from contracts_kit.errors import refuse
from contracts_kit.language.functions.accepted import (
    ANY,
    DATE,
    DATES,
    DATETIME,
    DAYS,
    HOURS,
    MONTHS,
    NUMBER,
    QUOTED,
    WHOLE,
    YEARS,
    maybe,
    named,
    one,
    words,
)
from contracts_kit.language.infer_calls import Function, Given
from contracts_kit.language.runtime import MAX_ROWS, Exact, shift
from contracts_kit.language.types import DATE as A_DATE
from contracts_kit.language.types import DATETIME as A_DATETIME
from contracts_kit.language.types import Type, list_of, number, unify
from contracts_kit.language.units_algebra import COUNT, measure_of

MONTH_RULES = ("clamp", "overflow")
_MICROSECONDS = 3_600_000_000
_NO_DEFAULT = object()


def month_shift(day: date, months: int, rule: str = "clamp") -> date:
    """The same day number some months later.

    Where that month has no such day: its last day (`clamp`), or the first day of the month after it (`overflow`).
    Raises InputError `date_out_of_range`.
    """
    if months != int(months):
        raise refuse("months_not_whole", found=str(months)[:40])
    index = day.year * 12 + day.month - 1 + int(months)
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise refuse("date_out_of_range")
    last = calendar.monthrange(year, month + 1)[1]
    if day.day <= last:
        return date(year, month + 1, day.day)
    if rule == "clamp":
        return date(year, month + 1, last)
    return shift(date(year, month + 1, last), 1)


def _add_years(day: date, years: int, rule: str = "clamp") -> date:
    return month_shift(day, 12 * years, rule)


def clamped_date(year: int, month: int, day: int) -> date:
    """A date by year, month and day; a day that the month has not is its last. Raises `date_out_of_range`."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 31):
        raise refuse("date_out_of_range")
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _roll_forward(day: date, blocked: Sequence[date]) -> date:
    closed = set(blocked)
    while day in closed:
        day = shift(day, 1)
    return day


def _days_from(day: date, count: int) -> list[date]:
    if not 0 <= count <= MAX_ROWS:
        raise refuse("too_many_rows", found=count if abs(count) < 10**12 else "…", allowed=MAX_ROWS)
    return [shift(day, i) for i in range(count)]


def _next_in(day: date, days: Sequence[date], *, default: Any = _NO_DEFAULT) -> Any:
    found = [d for d in days if d >= day]
    if found:
        return min(found)
    if default is _NO_DEFAULT:
        raise refuse("list_is_empty", function="next_in")
    return default


def _next_in_result(given: Given) -> Type:
    default = given.named.get("default")
    joined = A_DATE if default is None else unify(A_DATE, default)
    if joined is None:
        raise given.wrong(0, "日期或空", "a date or nothing")
    return joined


def _add_hours(moment: datetime, hours: Exact) -> datetime:
    try:
        return moment + timedelta(microseconds=int(Fraction(hours) * _MICROSECONDS))
    except OverflowError:
        raise refuse("date_out_of_range") from None


def _hours_between(first: datetime, second: datetime) -> Exact:
    if (first.tzinfo is None) != (second.tzinfo is None):
        raise refuse("offsets_mixed")
    apart = second - first
    made = Fraction((apart.days * 86_400 + apart.seconds) * 1_000_000 + apart.microseconds, _MICROSECONDS)
    return made.numerator if made.denominator == 1 else made


def _month_rule(given: Given) -> Type:
    if len(given.types) > 2 and given.literal(2) not in MONTH_RULES:
        raise given.wrong(2, "'clamp' 或 'overflow'", "'clamp' or 'overflow'")
    return A_DATE


def _a_date(given: Given) -> Type:
    return A_DATE


def _a_count(given: Given) -> Type:
    return number(COUNT, whole=True)


def _simple(
    name: str, zh: str, en: str, doc: tuple[str, str], example: tuple[str, str], result: Any, code: Any
) -> Function:
    return Function(name, words(zh, en), words(*doc), example, (one("date", DATE),), result, code)


FUNCTIONS = (
    Function(
        "add_days",
        words("之后的日期", "days after"),
        words("若干日后的日期；同 日期 + 日数。", "The date some days later; the same as date + days."),
        ("add_days(date(2026, 1, 30), 3)", "2026-02-02"),
        (one("date", DATE), one("days", DAYS)),
        _a_date,
        shift,
    ),
    Function(
        "add_months",
        words("之后的对应日", "months after"),
        words(
            "若干月后的同一日；没有该日的，取月末（'clamp'），或取次月第一日（'overflow'）。",
            "The same day some months later; where there is none, the month's last "
            "('clamp') or the next first ('overflow').",
        ),
        ("add_months(date(2026, 1, 31), 1, 'clamp')", "2026-02-28"),
        (one("date", DATE), one("months", MONTHS), maybe("rule", QUOTED)),
        _month_rule,
        month_shift,
    ),
    Function(
        "add_years",
        words("之后的对应日", "years after"),
        words("若干年后的同一日；规则同 add_months。", "The same day some years later; as add_months."),
        ("add_years(date(2024, 2, 29), 1)", "2025-02-28"),
        (one("date", DATE), one("years", YEARS), maybe("rule", QUOTED)),
        _month_rule,
        _add_years,
    ),
    Function(
        "roll_forward",
        words("遇休息日顺延", "moved past rest days"),
        words(
            "遇列出的日子顺延到其后第一个不在其中的日子。",
            "The date, or the first after it that is not among the listed ones.",
        ),
        ("roll_forward(date(2026, 5, 1), [date(2026, 5, 1), date(2026, 5, 2)])", "2026-05-03"),
        (one("date", DATE), one("blocked", DATES)),
        _a_date,
        _roll_forward,
    ),
    Function(
        "first_allowed_day",
        words("第一个可用日", "first day allowed"),
        words("同 roll_forward。", "The same as roll_forward."),
        ("first_allowed_day(date(2026, 5, 1), [date(2026, 5, 1)])", "2026-05-02"),
        (one("date", DATE), one("blocked", DATES)),
        _a_date,
        _roll_forward,
    ),
    Function(
        "next_in",
        words("列出的下一日", "the next listed day"),
        words(
            "列表中不早于该日的最早一日。",
            "The earliest listed date that is not before the date; default where there is none.",
        ),
        ("next_in(date(2026, 5, 2), [date(2026, 5, 1), date(2026, 5, 15)])", "2026-05-15"),
        (one("date", DATE), one("dates", DATES), named("default", ANY)),
        _next_in_result,
        _next_in,
    ),
    Function(
        "days_from",
        words("起的各日", "days from"),
        words("从该日起连续若干日。", "So many days in a row from the date on."),
        ("days_from(date(2026, 1, 31), 2)", "[2026-01-31, 2026-02-01]"),
        (one("date", DATE), one("number", WHOLE)),
        lambda given: list_of(A_DATE, measure_of("days")),
        _days_from,
    ),
    Function(
        "date",
        words("日期", "date"),
        words(
            "年、月、日；没有该日的取月末。",
            "The date of year, month and day; a day that the month has not is its last.",
        ),
        ("date(2026, 2, 30)", "2026-02-28"),
        (one("year", WHOLE), one("month", WHOLE), one("day", WHOLE)),
        _a_date,
        clamped_date,
    ),
    _simple(
        "year",
        "年",
        "year",
        ("日期的年。", "The year of a date."),
        ("year(date(2026, 2, 3))", "2026"),
        _a_count,
        lambda d: d.year,
    ),
    _simple(
        "month",
        "月",
        "month",
        ("日期的月。", "The month of a date."),
        ("month(date(2026, 2, 3))", "2"),
        _a_count,
        lambda d: d.month,
    ),
    _simple(
        "day",
        "日",
        "day of the month",
        ("日期的日。", "The day of a date."),
        ("day(date(2026, 2, 3))", "3"),
        _a_count,
        lambda d: d.day,
    ),
    _simple(
        "weekday",
        "星期",
        "weekday",
        ("星期一为 1，星期日为 7。", "Monday is 1, Sunday is 7."),
        ("weekday(date(2026, 2, 1))", "7"),
        _a_count,
        date.isoweekday,
    ),
    _simple(
        "month_start",
        "月初",
        "start of the month",
        ("所在月第一日。", "The first day of its month."),
        ("month_start(date(2026, 2, 3))", "2026-02-01"),
        _a_date,
        lambda d: d.replace(day=1),
    ),
    _simple(
        "month_end",
        "月末",
        "end of the month",
        ("所在月最后一日。", "The last day of its month."),
        ("month_end(date(2026, 2, 3))", "2026-02-28"),
        _a_date,
        _month_end,
    ),
    _simple(
        "year_start",
        "年初",
        "start of the year",
        ("所在年第一日。", "The first day of its year."),
        ("year_start(date(2026, 2, 3))", "2026-01-01"),
        _a_date,
        lambda d: d.replace(month=1, day=1),
    ),
    _simple(
        "year_end",
        "年末",
        "end of the year",
        ("所在年最后一日。", "The last day of its year."),
        ("year_end(date(2026, 2, 3))", "2026-12-31"),
        _a_date,
        lambda d: d.replace(month=12, day=31),
    ),
    Function(
        "add_hours",
        words("之后的时刻", "hours after"),
        words("若干小时后的时刻，节假日不剔除。", "The moment some hours later, rest days included."),
        ("date_of(add_hours(moment(date(2026, 1, 1), 20), 5))", "2026-01-02"),
        (one("moment", DATETIME), one("hours", HOURS)),
        lambda given: A_DATETIME,
        _add_hours,
    ),
    Function(
        "hours_between",
        words("相隔小时", "hours between"),
        words("从第一个时刻到第二个时刻的小时数。", "The hours from the first moment to the second."),
        ("hours_between(moment(date(2026, 1, 1), 20), moment(date(2026, 1, 2), 8))", "12"),
        (one("first", DATETIME), one("second", DATETIME)),
        lambda given: number(measure_of("hours")),
        _hours_between,
    ),
    Function(
        "date_of",
        words("所在日", "day of"),
        words("时刻所在的日期。", "The date of a moment."),
        ("date_of(moment(date(2026, 1, 1), 20))", "2026-01-01"),
        (one("moment", DATETIME),),
        _a_date,
        datetime.date,
    ),
    Function(
        "moment",
        words("时刻", "moment"),
        words("某日零时起若干小时的时刻。", "The moment so many hours after the start of a date."),
        ("hours_between(moment(date(2026, 1, 1), 0), moment(date(2026, 1, 1), 9))", "9"),
        (one("date", DATE), one("hours", NUMBER)),
        lambda given: A_DATETIME,
        lambda day, hours: _add_hours(datetime(day.year, day.month, day.day), hours),
    ),
)
