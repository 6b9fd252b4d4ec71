"""Working days from 2004 to 2026, with the weekend days that are worked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.errors import InputError
from contracts_kit.values.calendar import ANNOUNCED, PLAIN_WEEK, WorkingCalendar, YearOfDays

MAKE_UP_2026 = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
FREE_2026 = [
    "2026-01-01",
    "2026-02-16",
    "2026-02-23",
    "2026-04-06",
    "2026-05-05",
    "2026-06-19",
    "2026-09-25",
    "2026-10-07",
]


def day(text: str) -> date:
    return date.fromisoformat(text)


def kind_of(call) -> str:
    with pytest.raises(InputError) as refused:
        call()
    return refused.value.findings[0].kind


@pytest.mark.parametrize("text", MAKE_UP_2026)
def test_a_make_up_day_is_worked_though_it_is_a_weekend(text: str) -> None:
    assert day(text).weekday() >= 5
    assert ANNOUNCED.is_working_day(day(text))


@pytest.mark.parametrize("text", FREE_2026)
def test_a_holiday_is_free_though_it_is_a_weekday(text: str) -> None:
    assert day(text).weekday() < 5
    assert not ANNOUNCED.is_working_day(day(text))


def test_the_calendar_agrees_with_its_source_on_every_day() -> None:
    import chinese_calendar

    start = date(2004, 1, 1)
    days = [start + timedelta(days=i) for i in range((date(2026, 12, 31) - start).days + 1)]
    assert all(ANNOUNCED.is_working_day(d) == chinese_calendar.is_workday(d) for d in days)


@pytest.mark.parametrize("text", ["2003-12-31", "2027-01-01"])
def test_a_year_that_is_not_announced_is_refused(text: str) -> None:
    assert kind_of(lambda: ANNOUNCED.is_working_day(day(text))) == "calendar_year_missing"
    assert not ANNOUNCED.has_year(day(text).year)


def test_counting_into_a_year_that_is_not_announced_is_refused() -> None:
    assert ANNOUNCED.add_working_days(day("2026-12-30"), 1) == day("2026-12-31")
    assert kind_of(lambda: ANNOUNCED.add_working_days(day("2026-12-30"), 2)) == "calendar_year_missing"


def test_a_year_may_be_added() -> None:
    added = WorkingCalendar({2027: YearOfDays(2027, frozenset([day("2027-01-01")]), frozenset([day("2027-01-02")]))})
    assert not added.is_working_day(day("2027-01-01"))
    assert added.is_working_day(day("2027-01-02"))
    assert added.add_working_days(day("2026-12-31"), 1) == day("2027-01-02")


def test_the_start_is_never_counted_and_no_days_give_the_start() -> None:
    assert ANNOUNCED.add_working_days(day("2026-02-13"), 1) == day("2026-02-14")
    assert ANNOUNCED.add_working_days(day("2026-02-14"), 1) == day("2026-02-24")
    assert ANNOUNCED.add_working_days(day("2026-02-15"), 0) == day("2026-02-15")


def test_further_holidays_and_make_up_days_count_for_one_call() -> None:
    monday = day("2026-03-09")
    assert ANNOUNCED.add_working_days(monday, 1, holidays=[day("2026-03-10")]) == day("2026-03-11")
    assert ANNOUNCED.add_working_days(day("2026-03-13"), 1, make_up_days=[day("2026-03-14")]) == day("2026-03-14")
    assert ANNOUNCED.add_working_days(day("2026-03-13"), 1) == day("2026-03-16")


def test_a_day_cannot_be_free_and_worked() -> None:
    both = [day("2026-03-10")]
    assert kind_of(lambda: ANNOUNCED.add_working_days(day("2026-03-09"), 1, both, both)) == "calendar_day_twice"


def test_a_negative_or_endless_count_is_refused() -> None:
    assert kind_of(lambda: ANNOUNCED.add_working_days(day("2026-03-09"), -1)) == "calendar_count"
    assert kind_of(lambda: PLAIN_WEEK.add_working_days(day("2026-03-09"), 10**9)) == "calendar_count"
    assert kind_of(lambda: PLAIN_WEEK.add_working_days(date(9999, 12, 30), 5)) == "calendar_end"


def test_the_plain_week_knows_no_official_shifts_and_every_year() -> None:
    assert PLAIN_WEEK.is_working_day(day("2026-10-01"))
    assert PLAIN_WEEK.add_working_days(day("2035-01-05"), 1) == day("2035-01-08")


def test_a_free_day_rolls_forward_to_the_next_working_day() -> None:
    assert ANNOUNCED.next_working_day(day("2026-10-01")) == day("2026-10-08")
    assert ANNOUNCED.next_working_day(day("2026-10-10")) == day("2026-10-10")


@given(st.dates(date(2004, 1, 1), date(2025, 6, 1)), st.integers(0, 120))
def test_days_between_is_the_inverse_of_adding_days(start: date, count: int) -> None:
    end = ANNOUNCED.add_working_days(start, count)
    assert ANNOUNCED.working_days_between(start, end) == count
    assert ANNOUNCED.working_days_between(end, start) == -count
