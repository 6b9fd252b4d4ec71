"""Dates and moments as people write them. The year always comes first or the month is a word: 3/4/2026 is refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from contracts_kit.values.number_words import read_chinese_number
from contracts_kit.values.reading_numbers import ascii_forms

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
BEIJING = timezone(timedelta(hours=8))
_FIGURES = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]", re.ASCII)
_SOLEMN = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.ASCII)
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", re.ASCII)
_CLOCK = re.compile(
    r"[\sT,，]*(?:at\s+)?(\d{1,2})(?:[:：](\d{2})(?:[:：](\d{2})(?:\.0+)?)?|[时点](?:(\d{1,2})分(?:(\d{1,2})秒)?|整)?)",
    re.ASCII,
)
_OFFSET = re.compile(r"\(?(?:UTC|GMT)?\s*([+-])(\d{2}):?(\d{2})\)?", re.ASCII)


class NoDate(Exception):
    """No date of the grammar; `reason` is `form`, `order` (day and month undecided), `day` (no such day) or `clock`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def find_date(text: str) -> date:
    """The date that `text` is. Raises NoDate."""
    found, rest = _leading_date(ascii_forms(text))
    if rest.strip():
        raise NoDate("form")
    return found


def find_datetime(text: str) -> datetime:
    """The moment that `text` is, with an offset only where one is written. Raises NoDate."""
    text = ascii_forms(text)
    found, rest = _leading_date(text)
    if not rest.strip():
        raise NoDate("clock")
    match = _CLOCK.match(rest)
    if match is None:
        raise NoDate("form")
    hour, minute, second = int(match[1]), int(match[2] or match[4] or 0), int(match[3] or match[5] or 0)
    zone = _zone(rest[match.end() :].strip())
    try:
        clock = time(hour, minute, second)
    except ValueError:
        raise NoDate("day") from None
    return datetime.combine(found, clock, zone)


def _zone(text: str) -> tzinfo | None:
    if not text:
        return None
    if text in ("(北京时间)", "北京时间", "(Beijing time)", "Beijing time"):
        return BEIJING
    if text in ("Z", "UTC", "(UTC)"):
        return UTC
    match = _OFFSET.fullmatch(text)
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        raise NoDate("form")
    shift = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-shift if match[1] == "-" else shift)


def _leading_date(text: str) -> tuple[date, str]:
    """The date with which the text begins, and what follows it."""
    for pattern, order in ((_FIGURES, (1, 3, 4)), (_CHINESE, (1, 2, 3))):
        match = pattern.match(text)
        if match is not None:
            rest = text[match.end() :]
            if pattern is _FIGURES and rest[:1].isdigit():
                raise NoDate("form")
            return _date(*(int(match[i]) for i in order)), rest
    match = _SOLEMN.match(text)
    if match is not None:
        year = int("".join(str("零一二三四五六七八九".find("零" if c == "〇" else c)) for c in match[1]))
        return _date(year, read_chinese_number(match[2]) or 0, read_chinese_number(match[3]) or 0), text[match.end() :]
    for pattern, (day, month, year_at) in ((_DAY_FIRST, (1, 2, 3)), (_MONTH_FIRST, (2, 1, 3))):
        match = pattern.match(text)
        if match is not None:
            return _date(int(match[year_at]), _month(match[month]), int(match[day])), text[match.end() :]
    raise NoDate("order" if _YEAR_LAST.match(text) else "form")


def month_named(word: str) -> int | None:
    """The number of an English month, written out or in its first three letters; None for another word."""
    lower = word.strip().casefold()
    for number, name in enumerate(MONTHS, 1):
        if lower in (name.casefold(), name[:3].casefold()):
            return number
    return None


def _month(word: str) -> int:
    number = month_named(word)
    if number is None:
        raise NoDate("form")
    return number


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoDate("day") from None
