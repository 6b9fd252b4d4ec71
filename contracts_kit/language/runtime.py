"""What compiled expressions call: exact arithmetic, bounded; look-ups that refuse instead of failing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contracts_kit.errors import refuse

Exact = int | Fraction
MAX_ROWS = 10_000
MAX_WORK = 20_000_000
MAX_EXPONENT = 1_000
MAX_DIGITS = 10_000
_MAX_BITS = MAX_DIGITS * 3
_EXACT_ALREADY = frozenset({int, str, bool, type(None)})  # asked first: most values are one of these


class Work:
    """Counts the rows that a calculation goes through, and stops one that would not end soon."""

    __slots__ = ("done",)

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, rows: Sequence[Any]) -> Sequence[Any]:
        """The rows themselves. Raises InputError `too_much_work`."""
        self.done += len(rows)
        if self.done > MAX_WORK:
            raise refuse("too_much_work")
        return rows


def exact(value: Any) -> Any:
    """A value as expressions compute with it: a Decimal as int or Fraction, lists and mappings likewise."""
    if type(value) in _EXACT_ALREADY:
        return value
    if isinstance(value, Decimal):
        made = Fraction(value)
        return made.numerator if made.denominator == 1 else made
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else value
    if isinstance(value, (list, tuple)):
        return [exact(item) for item in value]
    if isinstance(value, dict):
        return {key: exact(item) for key, item in value.items()}
    return value


def bounded(number: Exact) -> Exact:
    """The number itself. Raises InputError `number_too_large`."""
    whole = number if isinstance(number, int) else max(abs(number.numerator), number.denominator)
    if whole.bit_length() > _MAX_BITS:
        raise refuse("number_too_large", allowed=MAX_DIGITS)
    return number


def times(left: Exact, right: Exact) -> Exact:
    """left × right."""
    return bounded(left * right)


def divide(left: Exact, right: Exact) -> Exact:
    """left ÷ right, exactly. Raises InputError `division_by_zero`."""
    if right == 0:
        raise refuse("division_by_zero")
    made = Fraction(left) / right
    return made.numerator if made.denominator == 1 else bounded(made)


def to_power(base: Exact, exponent: int) -> Exact:
    """base to a whole exponent from 0 to 1000. Raises InputError `power_too_large`, `number_too_large`."""
    if not 0 <= exponent <= MAX_EXPONENT:
        raise refuse("power_too_large", found=exponent if abs(exponent) < 10**9 else "…", allowed=MAX_EXPONENT)
    size = max(abs(base.numerator), base.denominator).bit_length()
    if size * exponent > _MAX_BITS:
        raise refuse("number_too_large", allowed=MAX_DIGITS)
    made = base**exponent
    assert isinstance(made, (int, Fraction))
    return made


def shift(day: date, days: Exact) -> date:
    """A date some days later. Raises InputError `date_out_of_range`."""
    try:
        return day + timedelta(days=int(days))
    except OverflowError:
        raise refuse("date_out_of_range") from None


def days_apart(later: date, earlier: date) -> int:
    """The days from one date to another."""
    return (later - earlier).days


def item(of: Any, key: Any) -> Any:
    """An item of a list (counted from 0, from the end with a negative number), a mapping or a keyed table."""
    if isinstance(of, Mapping):
        if key not in of:
            raise refuse("key_missing", found=str(key)[:80])
        return of[key]
    index = int(key)
    if not -len(of) <= index < len(of):
        raise refuse("position_out_of_range", found=index, allowed=len(of))
    return of[index]


def keyed(table: Any, key: Any) -> Any:
    """The row of a table with this key. Raises InputError `key_missing`."""
    found = table.by_key.get(key)
    if found is None:
        raise refuse("key_missing", found=str(key)[:80])
    return found


def no_entry(key: Any) -> Any:
    """Refuses a value that a mapping does not cover. Raises InputError `key_missing`."""
    raise refuse("key_missing", found=str(key)[:80])


def no_row(name: str) -> Any:
    """Refuses a choice of which no row applies. Raises InputError `no_row_applies`."""
    raise refuse("no_row_applies", name=name)


def column(rows: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    """One field of every row."""
    return [row[name] for row in rows]


def blank(name: str) -> Any:
    """Refuses a blank parameter that is read. Raises InputError `parameter_blank` with the code `missing_param`."""
    raise refuse("parameter_blank", code="missing_param", name=name)


def zipped(columns: Sequence[tuple[str, Sequence[Any], bool, Any]]) -> list[dict[str, Any]]:
    """Parallel lists as records. A list that may be shorter gives its value for what is missing.

    Raises InputError `lists_of_unequal_length`.
    """
    longest = len(columns[0][1])
    for name, values, fills, _ in columns:
        if len(values) > longest or (len(values) < longest and not fills):
            raise refuse("lists_of_unequal_length", name=name, found=len(values), allowed=longest)
    return [
        {name: values[index] if index < len(values) else missing for name, values, _, missing in columns}
        for index in range(longest)
    ]


def chosen(rows: Sequence[tuple[Any, Any, Any, str, Any]], otherwise: Any) -> dict[str, Any]:
    """The value of the first row whose condition holds, with every ground of the rows that give that value.

    Each row is (value, condition, residual) as functions, its ground and whether it names one. A residual row counts
    as a ground only where no other row of its value holds; the value does not depend on it.
    """
    value = None
    found = False
    plain: list[str] = []
    residual: list[str] = []
    order: list[str] = []
    for give_value, holds, is_residual, ground, named in rows:
        if not holds():
            continue
        given = give_value()
        if not found:
            value, found = given, True
        if given != value or not named:
            continue
        order.append(ground)
        (residual if is_residual() else plain).append(ground)
    if not found:
        return {"value": otherwise(), "grounds": []}
    kept = [g for g in order if g in plain or not plain]
    return {"value": value, "grounds": kept}
