"""Prints a value as each language prints it. `parse(print(v)) == v` holds for every type, style and language.

In wording a rate prints as its figure alone: 每日 {{ rate }} is 每日3% and not 每日每日3%, because the sentence says
what the rate is per. The style "full" says it: 每日3%, 3% per day. "capital" is an amount in capital numerals,
"plain" the decimal text that a program reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.capital_amounts import capital_amount
from contracts_kit.values.dates import printed_date
from contracts_kit.values.expected_forms import compound_unit, unit_below
from contracts_kit.values.number_words import TIMES_IN_WORDS
from contracts_kit.values.reading_dates import MONTHS
from contracts_kit.values.reading_numbers import Number, exact_fraction, shifted
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import CompoundUnit, Unit, unit_label

STYLES = ("full", "capital", "plain", "solemn", "prose")
_SYMBOLS_ZH = {"CNY": "¥"}
_BOOLEANS = {"zh": ("否", "是"), "en": ("no", "yes")}
_SEPARATORS = {"zh": "；", "en": "; "}
_BEIJING = timedelta(hours=8)


def print_value(
    value: Any,
    type: ValueType,
    language: str,
    *,
    style: str | None = None,
    choice_labels: Mapping[str, Bilingual] | None = None,
) -> str:
    """The value as `language` prints it; "" for None.

    `style` None is what stands in wording: ¥1,000.00, 10%, 15日, 2 working days, 2026年3月25日. "full" adds the
    denominators of a rate or price, "capital" prints an amount in capital numerals, "solemn" a date in Chinese
    digits, "plain" what a program reads: 0.10, 2026-03-25, true, "prose" a small number of times in words: once.
    `choice_labels` are the words for a choice's values.
    A style without meaning for the type is as None. A record prints its fields that are set, a list its values.
    Raises InputError `amount_not_in_cents` for the capital style.
    """
    if value is None:
        return ""
    if type.kind in ("record", "rows", "list", "map"):
        return _compound(value, type, language, style, choice_labels)
    if type.is_number:
        return _number(value, type, language, style)
    if isinstance(value, datetime):
        return value.isoformat() if style == "plain" else _moment(value, language)
    if isinstance(value, date):
        return printed_date(value, language, style)
    if isinstance(value, bool):
        return str(value).lower() if style == "plain" else _BOOLEANS[language][value]
    if type.kind == "choice" and style != "plain" and choice_labels and value in choice_labels:
        return choice_labels[value][language]
    return str(value)


def plain_number(value: Number) -> str:
    """The decimal text of a number, without a currency, blanks or an exponent: 0.10, 100000, 1/3."""
    if isinstance(value, Fraction):
        value = exact_fraction(value, 1)
    return str(value) if isinstance(value, (int, Fraction)) else format(value, "f")


def grouped(value: Number, places: int = 0) -> str:
    """The number with commas between thousands and at least `places` decimals; a fraction as `1/3`."""
    if isinstance(value, Fraction):
        value = exact_fraction(value, 1)
    if isinstance(value, Fraction):
        return str(value)
    whole, _, decimals = plain_number(value).partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    decimals = decimals.rstrip("0").ljust(places, "0")
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def _number(value: Number, type: ValueType, language: str, style: str | None) -> str:
    if style == "plain":
        return plain_number(value)
    unit = compound_unit(type)
    below = unit_below(unit, language) if unit is not None and style == "full" else ""
    if type.kind == "money":
        if style == "capital" and (unit is None or unit.currency == "CNY"):
            return capital_amount(value)
        return _money(value, (unit and unit.currency) or "CNY", language) + below
    if type.kind == "ratio" and not (unit is not None and unit.parts[0][0].name == "multiple"):
        return _ratio(value, unit, language, style)
    if style == "prose" and language == "en" and unit is not None and unit.text == "times" and value in TIMES_IN_WORDS:
        return TIMES_IN_WORDS[int(value)]
    return _counted(value, unit, language)


def _money(value: Number, currency: str, language: str) -> str:
    sign = "-" if value < 0 else ""
    figure = grouped(-value if value < 0 else value, 2)
    if language == "zh" and currency in _SYMBOLS_ZH:
        return f"{sign}{_SYMBOLS_ZH[currency]}{figure}"
    return f"{sign}{currency} {figure}"


def _ratio(value: Number, unit: CompoundUnit | None, language: str, style: str | None) -> str:
    percent = shifted(value, 2)
    figure = str(Fraction(value)) if isinstance(percent, Fraction) else f"{grouped(percent)}%"
    below = unit_below(unit, language) if unit is not None else ""
    if style != "full" or not below:
        return figure
    words = [word for word in below.split("/") if word]
    return "每" + "每".join(words) + figure if language == "zh" else figure + "".join(f" per {word}" for word in words)


def _counted(value: Number, unit: CompoundUnit | None, language: str) -> str:
    figure = grouped(value)
    if unit is None:
        return figure
    first: Unit = unit.parts[0][0]
    if first.name == "calendar_years":
        figure = plain_number(value)  # 2026 is the name of a year
    if first.name == "days_of_month" and language == "en":
        return figure + _ordinal_ending(int(value))
    if first.name == "months_of_year" and language == "en" and value in range(1, 13):
        return MONTHS[int(value) - 1]
    label = unit_label(unit.text, language, one=value in (1, -1))
    if not label:
        return figure
    glued = language == "zh" and not label[0].isascii()
    return figure + (label if glued else f" {label}")


def _ordinal_ending(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _moment(value: datetime, language: str) -> str:
    day = printed_date(value.date(), language)
    shift = value.utcoffset()
    zone = ""
    if shift == _BEIJING:
        zone = "（北京时间）" if language == "zh" else " (Beijing time)"
    elif shift is not None:
        zone = f" ({timezone(shift)})" if shift else " (UTC)"
    if language == "zh":
        seconds = f"{value.second:02}秒" if value.second else ""
        return f"{day}{value.hour:02}时{value.minute:02}分{seconds}{zone}"
    seconds = f":{value.second:02}" if value.second else ""
    return f"{day}, {value.hour:02}:{value.minute:02}{seconds}{zone}"


def _compound(
    value: Any, type: ValueType, language: str, style: str | None, labels: Mapping[str, Bilingual] | None
) -> str:
    if type.kind == "list" and type.of is not None:
        texts = [print_value(entry, type.of, language, style=style, choice_labels=labels) for entry in value]
        return ("、" if language == "zh" else ", ").join(texts)
    if type.kind == "rows":
        texts = [_fields_in_one_line(entry, type.fields, language, style) for entry in value]
        return _SEPARATORS[language].join(texts)
    if type.kind == "map" and type.of is not None:
        return _fields_in_one_line(value, dict.fromkeys(value, type.of), language, style)
    return _fields_in_one_line(value, type.fields, language, style)


def _fields_in_one_line(value: Any, fields: Mapping[str, ValueType], language: str, style: str | None) -> str:
    texts = [print_value(value.get(name), of, language, style=style) for name, of in fields.items()]
    return ("，" if language == "zh" else ", ").join(text for text in texts if text)
