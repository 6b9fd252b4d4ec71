"""Reads at once what needs no judgement: plain figures, true and false, ISO dates, a choice by its own name.

Programs give thousands of such values, and the grammar of `values.reading` costs ten times as much for each. What is
read here is exactly what that grammar reads; everything else, and everything that would be refused, is left to it.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from contracts_kit.values.reading_numbers import MAX_DECIMALS, MAX_INTEGER_DIGITS
from contracts_kit.values.types import NUMBER_KINDS, ValueType
from contracts_kit.values.units import read_unit

NOT_PLAIN: Final = object()  # what was given needs the whole grammar
_FIGURES = re.compile(rf"[0-9]{{1,{MAX_INTEGER_DIGITS}}}(\.[0-9]{{1,{MAX_DECIMALS}}})?")
_TOO_LARGE = 10**MAX_INTEGER_DIGITS
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEANS = {"true": True, "false": False}


def read_plain(given: object, type_: ValueType) -> Any:
    """The value that `given` plainly is, in the canonical form of its type; NOT_PLAIN where it has to be read."""
    kind = type_.kind
    if kind in NUMBER_KINDS:
        return _number(given, type_)
    if kind == "boolean":
        if isinstance(given, bool):
            return given
        return _BOOLEANS.get(given, NOT_PLAIN) if isinstance(given, str) else NOT_PLAIN
    if kind == "date":
        return _date(given)
    if kind == "choice" and isinstance(given, str) and given in type_.choices:
        return str(given)
    return NOT_PLAIN


def _number(given: object, type_: ValueType) -> Any:
    value: int | Decimal
    if type(given) is int:
        if not -_TOO_LARGE < given < _TOO_LARGE:
            return NOT_PLAIN
        value = given
    else:
        # a Decimal that is zero is read as 0, whatever its places: left to the grammar
        text = given if isinstance(given, str) else str(given) if isinstance(given, Decimal) and given else ""
        found = _FIGURES.fullmatch(text)
        if found is None:
            return NOT_PLAIN
        value = int(text) if found[1] is None else Decimal(text)
    if type_.kind == "integer" and not isinstance(value, int):
        return NOT_PLAIN
    if type_.kind == "ratio" and not -1 < value < 1 and _per_period(type_.unit):
        return NOT_PLAIN
    return value


@lru_cache(maxsize=256)
def _per_period(unit: str | None) -> bool:
    """Whether a rate of this unit runs per day or the like, so that a bare 3 may mean 3%."""
    return unit is not None and any(exponent < 0 for _, exponent in read_unit(unit).parts)


def _date(given: object) -> Any:
    if type(given) is date:
        return given
    if not isinstance(given, str) or _DAY.fullmatch(given) is None:
        return NOT_PLAIN
    try:
        return date.fromisoformat(given)
    except ValueError:
        return NOT_PLAIN
