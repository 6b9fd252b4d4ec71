"""Exact results as people and programs get them: Decimal, int, text, date."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contracts_kit.language.functions.numbers import half_up
from contracts_kit.language.types import Type
from contracts_kit.language.units_algebra import unit_text
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import UNITS

UNROUNDED_PLACES = 20  # where a number that never ends was let through: a parameter given as 1/3


def output_value(value: Any, type_: ValueType, shown: int | None = None) -> Any:
    """An exact value in the form of its type: Decimal for money, ratio and decimal, int for integer.

    Money has at least two decimal places. `shown` rounds half up to so many places.
    """
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        element = type_.of or (ValueType("record", fields=type_.fields) if type_.kind == "rows" else type_)
        return [output_value(item, element, shown) for item in value]
    if type_.kind == "map" and isinstance(value, Mapping):
        element = type_.of or type_
        return {key: output_value(item, element, shown) for key, item in value.items()}
    if isinstance(value, Mapping):
        return {key: _field_value(item, type_.fields.get(key)) for key, item in value.items()}
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        return value
    if type_.kind == "integer":
        return int(value)
    if shown is not None:
        value = half_up(value, Fraction(1, 10**shown))
    return as_decimal(value, 2 if type_.kind == "money" and shown is None else (shown or 0))


def _field_value(value: Any, type_: ValueType | None) -> Any:
    return plain_value(value) if type_ is None else output_value(value, type_)


def as_decimal(value: int | Fraction, least_places: int = 0) -> Decimal:
    """An exact number as Decimal, with at least so many places; one that does not terminate is rounded at 20."""
    if isinstance(value, int):
        return Decimal(f"{value * 10**least_places}E-{least_places}")
    places = 0
    rest = value.denominator
    for factor in (2, 5):
        count = 0
        while rest % factor == 0:
            rest //= factor
            count += 1
        places = max(places, count)
    if rest != 1:
        value, places = half_up(value, Fraction(1, 10**UNROUNDED_PLACES)), UNROUNDED_PLACES
    places = max(places, least_places)
    whole = value.numerator * 10**places // value.denominator  # no remainder: so many places hold it exactly
    return Decimal(f"{whole}E-{places}")  # from a text, a Decimal is exact whatever the context


def plain_value(value: Any) -> Any:
    """An exact value of no declared type: a Fraction as Decimal, everything else as it is."""
    if isinstance(value, Fraction):
        return as_decimal(value)
    if isinstance(value, (list, tuple)):
        return [plain_value(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain_value(item) for key, item in value.items()}
    return value


def value_type_of(type_: Type) -> ValueType:
    """The declared type that fits an inferred one, for printing."""
    if type_.kind == "number":
        unit = unit_text(type_.measure)
        if type_.measure.is_money and unit is not None:
            return ValueType("money", unit, type_.optional)
        if type_.whole and type_.measure.kind != "zero":
            return ValueType("integer", unit, type_.optional)
        if not type_.measure.bases and type_.measure.kind == "exact":
            return ValueType("ratio", "ratio", type_.optional)
        if type_.measure.bases and not any(UNITS[n].base and e > 0 for n, e in type_.measure.bases):
            return ValueType("ratio", unit, type_.optional)
        return ValueType("decimal", unit, type_.optional)
    if type_.kind == "list":
        if type_.element.kind == "record":
            return ValueType("rows", fields=_fields(type_.element))
        return ValueType("list", of=value_type_of(type_.element), optional=type_.optional)
    if type_.kind == "map":
        return ValueType("map", of=value_type_of(type_.element), optional=type_.optional)
    if type_.kind in ("record", "result"):
        return ValueType("record", fields=_fields(type_), optional=type_.optional)
    if type_.kind == "text" and type_.choices:
        return ValueType("choice", choices=type_.choices, optional=type_.optional)
    kinds: dict[str, Any] = {"boolean": "boolean", "date": "date", "datetime": "datetime"}
    return ValueType(kinds.get(type_.kind, "text"), optional=type_.optional)


def _fields(type_: Type) -> dict[str, ValueType]:
    return {name: value_type_of(field) for name, field in type_.fields}
