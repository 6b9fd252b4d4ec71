"""Dates as documents print them: 2026年3月25日, 25 March 2026, and the solemn 二〇二六年三月二十五日."""

from __future__ import annotations

from datetime import date

from contracts_kit.values.number_words import chinese_digits, chinese_number
from contracts_kit.values.reading_dates import MONTHS

_BILL_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def printed_date(day: date, language: str, style: str | None = None) -> str:
    """The day as `language` prints it, without padding zeros; "plain" is ISO 8601, "solemn" in Chinese digits.

    The solemn style is Chinese in either language, "bill" is the style of cheques and drafts (零叁月贰拾伍日).
    """
    if style == "plain":
        return day.isoformat()
    if style == "solemn":
        year = chinese_digits(day.year).rjust(4, "〇")
        return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"
    if style == "bill":
        return bill_date(day)
    if language == "zh":
        return f"{day.year:04}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def bill_date(day: date) -> str:
    """The day in the capital digits of bills: 15 January is 零壹月壹拾伍日, 20 October 零壹拾月零贰拾日.

    零 stands before months 1, 2 and 10 and before days 1 to 9, 10, 20 and 30; 壹 before days 11 to 19.
    """
    year = "".join(_BILL_DIGITS[int(c)] for c in f"{day.year:04}")
    month = ("零" if day.month in (1, 2, 10) else "") + _capital_below_hundred(day.month)
    numbered = ("零" if day.day < 10 or day.day % 10 == 0 else "") + _capital_below_hundred(day.day)
    return f"{year}年{month}月{numbered}日"


def _capital_below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (_BILL_DIGITS[tens] + "拾" if tens else "") + (_BILL_DIGITS[ones] if ones else "")
