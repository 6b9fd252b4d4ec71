"""Working days: which days are worked, with public holidays and the weekend days that are worked in their place.

The official shifts of each year come from the package `chinesecalendar` (MIT, 2004 to 2026), which is loaded on
first use. A year that has not been announced is refused, never guessed: Saturdays are worked in some weeks and
Mondays are not, and nobody knows which before the notice is out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

from contracts_kit.errors import refuse
from contracts_kit.findings import Place

MAX_STEPS = 40_000  # about a hundred years of days: a bound for what an input may ask for
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """The announced shifts of one year: weekdays that are free, and weekend days that are worked."""

    year: int
    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()


@dataclass(frozen=True)
class WorkingCalendar:
    """A calendar of working days.

    `years` adds years to the announced ones, or replaces them. `announced` false leaves the official shifts out:
    the plain week from Monday to Friday, in any year, with nothing but the holidays and make-up days given by call.
    In every method `holidays` are further free days and `make_up_days` further days worked, for this call only.
    """

    years: Mapping[int, YearOfDays] | None = None
    announced: bool = True

    @cached_property
    def _known(self) -> Mapping[int, YearOfDays]:
        return {**(_announced_years() if self.announced else {}), **(self.years or {})}

    def has_year(self, year: int) -> bool:
        """Whether working days of this year are known."""
        return not self.announced or year in self._known

    def is_working_day(
        self,
        day: date,
        holidays: Collection[date] = (),
        make_up_days: Collection[date] = (),
        place: Place | None = None,
    ) -> bool:
        """Whether `day` is worked. Raises InputError `calendar_year_missing`, `calendar_day_twice`."""
        _refuse_contradiction(holidays, make_up_days, place)
        return self._worked(day, frozenset(holidays), frozenset(make_up_days), place)

    def add_working_days(
        self,
        start: date,
        count: int,
        holidays: Collection[date] = (),
        make_up_days: Collection[date] = (),
        place: Place | None = None,
    ) -> date:
        """The `count`-th working day after `start`, which is never counted itself; 0 gives `start`.

        Raises InputError `calendar_year_missing`, `calendar_count` (negative, or beyond a hundred years),
        `calendar_day_twice`, `calendar_end` (beyond the year 9999).
        """
        if not 0 <= count <= MAX_STEPS:
            raise refuse("calendar_count", place, found=count, allowed=MAX_STEPS)
        _refuse_contradiction(holidays, make_up_days, place)
        free, worked = frozenset(holidays), frozenset(make_up_days)
        day = start
        steps = 0
        while count:
            day = _next(day, place)
            steps += 1
            if steps > 2 * MAX_STEPS:
                raise refuse("calendar_count", place, found=count, allowed=MAX_STEPS)
            if self._worked(day, free, worked, place):
                count -= 1
        return day

    def next_working_day(
        self,
        day: date,
        holidays: Collection[date] = (),
        make_up_days: Collection[date] = (),
        place: Place | None = None,
    ) -> date:
        """`day` itself where it is worked, else the first working day after it."""
        _refuse_contradiction(holidays, make_up_days, place)
        free, worked = frozenset(holidays), frozenset(make_up_days)
        for _ in range(MAX_STEPS):
            if self._worked(day, free, worked, place):
                return day
            day = _next(day, place)
        raise refuse("calendar_count", place, found=MAX_STEPS, allowed=MAX_STEPS)

    def working_days_between(
        self,
        start: date,
        end: date,
        holidays: Collection[date] = (),
        make_up_days: Collection[date] = (),
        place: Place | None = None,
    ) -> int:
        """How many working days lie after `start`, up to and with `end`; negative where `end` is before `start`.

        The inverse of `add_working_days`: for n > 0 the days between start and its n-th working day are n.
        """
        if end < start:
            return -self.working_days_between(end, start, holidays, make_up_days, place)
        if (end - start).days > 2 * MAX_STEPS:
            raise refuse("calendar_count", place, found=(end - start).days, allowed=MAX_STEPS)
        _refuse_contradiction(holidays, make_up_days, place)
        free, worked = frozenset(holidays), frozenset(make_up_days)
        days = (start + timedelta(days=i) for i in range(1, (end - start).days + 1))
        return sum(self._worked(day, free, worked, place) for day in days)

    def _worked(self, day: date, free: frozenset[date], worked: frozenset[date], place: Place | None) -> bool:
        if day in worked:
            return True
        if day in free:
            return False
        year = self._known.get(day.year)
        if year is not None:
            if day in year.make_up_days:
                return True
            if day in year.holidays:
                return False
        elif self.announced:
            known = self._known
            raise refuse("calendar_year_missing", place, year=day.year, first=min(known), last=max(known))
        return day.weekday() < _SATURDAY


PLAIN_WEEK = WorkingCalendar(announced=False)
ANNOUNCED = WorkingCalendar()


_in_use: ContextVar[WorkingCalendar] = ContextVar("working calendar", default=ANNOUNCED)


def calendar_in_use() -> WorkingCalendar:
    """The calendar by which working days are counted: the announced one, or the one of `using_calendar`."""
    return _in_use.get()


@contextmanager
def using_calendar(years: Mapping[int, YearOfDays]) -> Iterator[None]:
    """Within this block working days are counted by the announced calendar with these years added."""
    if not years:
        yield
        return
    token = _in_use.set(WorkingCalendar(years))
    try:
        yield
    finally:
        _in_use.reset(token)


@cache
def _announced_years() -> Mapping[int, YearOfDays]:
    from chinese_calendar import constants  # half of a command's time, and few commands count working days

    holidays: dict[int, set[date]] = {}
    make_up: dict[int, set[date]] = {}
    for day in constants.holidays:
        holidays.setdefault(day.year, set()).add(day)
    for day in constants.workdays:
        make_up.setdefault(day.year, set()).add(day)
    return {
        year: YearOfDays(year, frozenset(days), frozenset(make_up.get(year, ())))
        for year, days in sorted(holidays.items())
    }


def _refuse_contradiction(holidays: Collection[date], make_up_days: Collection[date], place: Place | None) -> None:
    both = sorted(set(holidays) & set(make_up_days)) if holidays and make_up_days else []
    if both:
        raise refuse("calendar_day_twice", place, found=both[0].isoformat())


def _next(day: date, place: Place | None) -> date:
    if day == date.max:
        raise refuse("calendar_end", place, found=day.isoformat())
    return day + _ONE_DAY
