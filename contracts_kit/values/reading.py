"""Reads a value as people and programs write it, exactly, into the form that `values.types` names for its type.

A number may carry its unit, in Chinese or in English, or leave it out; a wrong unit is refused and nothing is
converted. One bare number is refused though no unit is wrong: 1 or more for a rate per period, because whoever writes
3 for a daily rate means 3% and would get 300% a day. 0.03 is read as it stands. A plain ratio may be 1 or more, since
multiples are ratios too; its bounds say where it may not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place, nearest
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.capital_amounts import looks_capital, read_capital_amount
from contracts_kit.values.expected_forms import compound_unit, expected_form, known_choices, shown
from contracts_kit.values.number_words import TIMES_IN_WORDS
from contracts_kit.values.party import PARTY_FIELDS, read_party_field
from contracts_kit.values.places import at_line, below, key_place
from contracts_kit.values.reading_dates import NoDate, find_date, find_datetime, month_named
from contracts_kit.values.reading_numbers import (
    MAX_DECIMALS,
    MAX_INTEGER_DIGITS,
    Malformed,
    Number,
    ascii_forms,
    exact_fraction,
    find_number,
    shifted,
)
from contracts_kit.values.reading_plain import NOT_PLAIN, read_plain
from contracts_kit.values.reading_text import clean_text
from contracts_kit.values.reading_units import WrittenUnit
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import read_unit

FieldLabels = Mapping[str, Mapping[str, Bilingual]]
MAX_ENTRIES = 20_000
MAX_NUMBER_TEXT = 120
_TIMES = {word: number for number, word in TIMES_IN_WORDS.items()}
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "y", "是", "有", "对"), True),
    **dict.fromkeys(("false", "no", "n", "否", "无", "不", "没有"), False),
}


MOST_READ = 4096


def read_value(
    given: object,
    type: ValueType,
    place: Place | None = None,
    *,
    listed_unit: str | None = None,
    choice_labels: Mapping[str, Bilingual] | None = None,
    field_choice_labels: FieldLabels | None = None,
    blanks: bool = False,
) -> Any:
    """The value that was given, in the canonical form of its type (see `values.types`); None for nothing.

    `given` is a text, a JSON value, a Decimal, a Fraction, a date, or a list or mapping of these. A float counts as
    its shortest decimal text. `listed_unit` is the unit of a bare number where it is not the type's own: `CNY_10k`
    makes 5 five times ten thousand. `choice_labels` are further spellings of a choice's values, or of those of a list's
    entries, `field_choice_labels` those of the fields of records and rows. `blanks` allows nothing where the type does
    not, also inside records. Raises InputError with everything wrong in the value; the
    place of each finding is `place` with the path of the field or row inside it.
    """
    if listed_unit is None:
        plain = read_plain(given, type)
        if plain is not NOT_PLAIN:
            return plain
    place = at_line(place or Place(), given)
    if given is None or (isinstance(given, str) and not given.strip() and type.kind != "text"):
        if type.optional or blanks:
            return None
        raise refuse("value_missing", place, expected=expected_form(type, choice_labels or {}))
    if type.is_number:
        return _number(given, type, place, listed_unit)
    if type.kind in ("list", "map"):
        return _COMPOUND[type.kind](given, type, place, choice_labels or {})
    if type.kind in ("rows", "record"):
        return _RECORDS[type.kind](given, type, place, blanks, field_choice_labels or {})
    if type.kind == "choice":
        return _choice(given, type, place, choice_labels or {})
    return _SIMPLE[type.kind](given, type, place, blanks)


def _wrong_type(given: object, type: ValueType, place: Place) -> NoReturn:
    raise refuse("wrong_type", place, found=shown(given), expected=expected_form(type, {}))


# --- numbers ---------------------------------------------------------------------------------------------------------


def _number(given: object, type: ValueType, place: Place, listed_unit: str | None) -> Number:
    if isinstance(given, bool) or not isinstance(given, (str, int, float, Decimal, Fraction)):
        _wrong_type(given, type, place)
    if not isinstance(given, str):
        return _new_number(given, type, place, listed_unit)
    key = str(given), type.kind, type.unit, listed_unit
    found = _read.get(key)
    if found is None:
        found = _new_number(given, type, place, listed_unit)
        if len(_read) >= MOST_READ:
            _read.clear()
        _read[key] = found
    return found


_read: dict[tuple[str, str, str | None, str | None], Number] = {}
"""Numbers that were read from a text, for the next contract with the same figure."""


def _new_number(
    given: str | int | float | Decimal | Fraction, type: ValueType, place: Place, listed_unit: str | None
) -> Number:
    try:
        value = _number_text(given, type, place, listed_unit)
    except Malformed as malformed:
        if malformed.reason == "digits":
            raise refuse(
                "too_many_digits", place, found=shown(given), whole=MAX_INTEGER_DIGITS, decimals=MAX_DECIMALS
            ) from None
        kind = "fraction_over_zero" if malformed.reason == "zero" else "not_a_number"
        raise refuse(kind, place, found=shown(given), expected=expected_form(type)) from None
    if type.kind == "integer":
        if value != int(value):
            raise refuse("not_a_whole_number", place, found=shown(given), expected=expected_form(type))
        return int(value)
    return value


def _number_text(
    given: str | int | float | Decimal | Fraction, type: ValueType, place: Place, listed_unit: str | None
) -> Number:
    """The number in `given`. Raises Malformed where none can be found, InputError for a wrong unit."""
    if isinstance(given, Fraction):
        return exact_fraction(_bounded(given.numerator), _bounded(given.denominator))
    text = given if isinstance(given, str) else _plain_text(given)
    if len(text) > MAX_NUMBER_TEXT:
        raise Malformed("digits" if text.strip().isdigit() else "number")
    text = ascii_forms(text)
    unit = compound_unit(type)
    if type.kind == "money" and unit is not None and unit.currency == "CNY" and looks_capital(text):
        return read_capital_amount(text, place)
    if unit is not None and unit.text == "times" and text.strip().casefold() in _TIMES:
        return _TIMES[text.strip().casefold()]
    if unit is not None and unit.text == "months_of_year" and (month := month_named(text)) is not None:
        return month
    found = find_number(text)
    written = WrittenUnit(found.before, found.after, share=found.share)
    is_ratio = type.kind == "ratio" or (unit is not None and unit.parts[0][0].dimension == "ratio")
    if not written.fits(unit) or (found.share and not is_ratio):
        raise refuse("wrong_unit", place, found=shown(given), expected=expected_form(type))
    value = found.value
    if written.factor_power():
        value = shifted(value, written.factor_power())
    elif listed_unit is not None and written.nothing and not found.multiplied and not found.share:
        value = _in_listed_unit(value, listed_unit)
    has_period = unit is not None and any(exponent < 0 for _, exponent in unit.parts)
    if type.kind == "ratio" and has_period and not found.share and not -1 < value < 1:
        below = expected_form(type)["en"].rpartition("%")[2]
        raise refuse(
            "bare_number_for_rate",
            place,
            found=shown(given),
            expected=_without_example(expected_form(type)),
            percent=f"{found.value}%{below}",
            fraction=f"{shifted(found.value, -2)}{below}",
        )
    return value


def _without_example(expected: Mapping[str, str]) -> dict[str, str]:
    return {"zh": expected["zh"].partition("，如")[0], "en": expected["en"].partition(", such")[0]}


def _in_listed_unit(value: Number, listed_unit: str) -> Number:
    factor = read_unit(listed_unit).factor
    return exact_fraction(Fraction(value) * factor, 1)


def _bounded(number: int) -> int:
    if abs(number) >= 10**MAX_INTEGER_DIGITS:
        raise Malformed("digits")
    return number


def _plain_text(given: int | float | Decimal) -> str:
    """The plain decimal text of a Python number. Raises Malformed for what is not finite or far too long."""
    if isinstance(given, int):
        return str(_bounded(given))
    number = Decimal(repr(given)) if isinstance(given, float) else given
    if not number.is_finite():
        raise Malformed
    too_long = len(number.as_tuple().digits) > 60
    if number and (too_long or not -MAX_DECIMALS - 1 < number.adjusted() < MAX_INTEGER_DIGITS):
        raise Malformed("digits")
    return format(number, "f") if number else "0"


# --- dates, texts, booleans, choices ---------------------------------------------------------------------------------


def _date(given: object, type: ValueType, place: Place, blanks: bool) -> date:
    if isinstance(given, datetime) or not isinstance(given, (str, date)):
        _wrong_type(given, type, place)
    if isinstance(given, date):
        return given
    found: date = _dated(given, find_date, "not_a_date", place)
    return found


def _datetime(given: object, type: ValueType, place: Place, blanks: bool) -> datetime:
    if isinstance(given, datetime):
        return given
    if isinstance(given, date):
        raise refuse("time_missing", place, found=shown(given.isoformat()))
    if not isinstance(given, str):
        _wrong_type(given, type, place)
    found: datetime = _dated(given, find_datetime, "not_a_datetime", place)
    return found


def _dated(given: str, find: Callable[[str], Any], otherwise: str, place: Place) -> Any:
    try:
        if len(given) > MAX_NUMBER_TEXT:
            raise NoDate("form")
        return find(given)
    except NoDate as problem:
        kinds = {"order": "date_order", "day": "no_such_day", "clock": "time_missing"}
        raise refuse(kinds.get(problem.reason, otherwise), place, found=shown(given)) from None


def _text(given: object, type: ValueType, place: Place, blanks: bool) -> str | None:
    if isinstance(given, bool) or not isinstance(given, (str, int, Decimal)):
        _wrong_type(given, type, place)
    try:
        text = str(given)
    except ValueError:  # more digits than Python turns into text
        _wrong_type("int", type, place)
    cleaned = clean_text(text, place)
    return None if blanks and not cleaned else cleaned


def _boolean(given: object, type: ValueType, place: Place, blanks: bool) -> bool:
    if isinstance(given, bool):
        return given
    found = _BOOLEANS.get(ascii_forms(given).casefold()) if isinstance(given, str) else None
    if found is None:
        raise refuse("not_a_boolean", place, found=shown(given))
    return found


def _choice(given: object, type: ValueType, place: Place, labels: Mapping[str, Bilingual]) -> str:
    if not isinstance(given, (str, int)):
        _wrong_type(given, type, place)
    text = str(given).strip()
    if text in type.choices:
        return text
    folded = ascii_forms(text).casefold()
    for value in type.choices:
        label = labels.get(value)
        spellings = (value, label.zh, label.en) if label is not None else (value,)
        if folded in (ascii_forms(spelling).casefold() for spelling in spellings):
            return value
    raise refuse(
        "not_a_choice",
        place,
        found=shown(given),
        known={language: known_choices(type, labels, language) for language in ("zh", "en")},
        suggestion=nearest(text, type.choices),
    )


# --- records and lists -----------------------------------------------------------------------------------------------


def _gather(reads: Sequence[tuple[Any, Callable[[], Any]]]) -> list[tuple[Any, Any]]:
    """Every value of `reads` by its key; everything wrong in any of them is raised together."""
    findings: list[Finding] = []
    values: list[tuple[Any, Any]] = []
    for key, read in reads:
        try:
            values.append((key, read()))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    return values


def _entries(given: object, type: ValueType, place: Place) -> Sequence[object]:
    if not isinstance(given, (list, tuple)):
        _wrong_type(given, type, place)
    if len(given) > MAX_ENTRIES:
        raise refuse("too_many_entries", place, found=len(given), allowed=MAX_ENTRIES)
    return given


def _list(given: object, type: ValueType, place: Place, labels: Mapping[str, Bilingual]) -> list[Any]:
    assert type.of is not None
    of = type.of
    reads = [
        (i, lambda i=i, entry=entry: read_value(entry, of, below(place, i), choice_labels=labels))
        for i, entry in enumerate(_entries(given, type, place))
    ]
    return [value for _, value in _gather(reads)]


def _rows(given: object, type: ValueType, place: Place, blanks: bool, labels: FieldLabels) -> list[dict[str, Any]]:
    reads = [
        (i, lambda i=i, entry=entry: _record(entry, type, at_line(below(place, i), entry), blanks, labels))
        for i, entry in enumerate(_entries(given, type, place))
    ]
    return [value for _, value in _gather(reads)]


def _record(given: object, type: ValueType, place: Place, blanks: bool, labels: FieldLabels) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise refuse("wrong_type", place, found=shown(given), expected=expected_form(replace(type, kind="record"), {}))
    findings = [
        Finding(
            "unknown_record_field",
            key_place(given, name, place),
            {"name": shown(name), "known": ", ".join(type.fields), "suggestion": nearest(str(name), type.fields)},
        )
        for name in given
        if name not in type.fields
    ]
    values: dict[str, Any] = {}
    for name, of in type.fields.items():
        plain = read_plain(given.get(name), of)
        if plain is not NOT_PLAIN:
            values[name] = plain
            continue
        try:
            at = key_place(given, name, place)
            values[name] = _field(name, given.get(name), of, at, type, blanks, labels.get(name))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    return values


def _field(
    name: str,
    given: object,
    of: ValueType,
    place: Place,
    record: ValueType,
    blanks: bool,
    labels: Mapping[str, Bilingual] | None,
) -> Any:
    value = read_value(given, of, place, choice_labels=labels, blanks=blanks)
    if value is not None and of.kind == "text" and record.kind == "record" and name in PARTY_FIELDS:
        return read_party_field(name, value, at_line(place, given))
    return value


def _map(given: object, type: ValueType, place: Place, labels: Mapping[str, Bilingual]) -> dict[str, Any]:
    assert type.of is not None
    of = type.of
    if not isinstance(given, Mapping):
        _wrong_type(given, type, place)
    if len(given) > MAX_ENTRIES:
        raise refuse("too_many_entries", place, found=len(given), allowed=MAX_ENTRIES)
    reads = [
        (
            clean_text(str(key), place),
            lambda key=key: read_value(given[key], of, key_place(given, key, place), choice_labels=labels),
        )
        for key in given
    ]
    return dict(_gather(reads))


_SIMPLE: Mapping[str, Callable[[object, ValueType, Place, bool], Any]] = {
    "date": _date,
    "datetime": _datetime,
    "text": _text,
    "boolean": _boolean,
}
_COMPOUND: Mapping[str, Callable[[object, ValueType, Place, Mapping[str, Bilingual]], Any]] = {
    "list": _list,
    "map": _map,
}
_RECORDS: Mapping[str, Callable[[object, ValueType, Place, bool, FieldLabels], Any]] = {
    "rows": _rows,
    "record": _record,
}
