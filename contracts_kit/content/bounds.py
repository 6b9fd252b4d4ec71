"""The range that a value must keep, as people write it: `0% < x <= 100%`, `x >= 0`, `x == 6`, `x >= 2020-01-01`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from contracts_kit.content.model import Bound, Parameter
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place
from contracts_kit.values.expected_forms import shown
from contracts_kit.values.places import at_line, below
from contracts_kit.values.printing import print_value
from contracts_kit.values.reading import read_value
from contracts_kit.values.reading_numbers import ascii_forms, find_number, shifted
from contracts_kit.values.types import ValueType

_FORM = re.compile(
    r"\s*(?:(?P<low>[^<>=x]+?)\s*(?P<left><=|<)\s*)?x\s*(?:(?P<right><=|>=|==|<|>)\s*(?P<high>[^<>=x]+?)\s*)?"
)
_BOUNDED_KINDS = frozenset({"money", "ratio", "decimal", "integer", "date", "datetime"})
_SIGNS = {("lower", True): "≥", ("lower", False): ">", ("upper", True): "≤", ("upper", False): "<"}


def read_bounds(
    text: str, type: ValueType, name: str, place: Place | None = None, listed_unit: str | None = None
) -> tuple[Bound, ...]:
    """The bounds written in `text`, their limits read as values of `type`, or of the entries where it is a list.

    Raises InputError `parameter_bounds_wrong`, `parameter_bounds_empty`, `parameter_bounds_type`.
    """
    type = _bounded(type)
    if type.kind not in _BOUNDED_KINDS:
        raise refuse("parameter_bounds_type", place, name=name)
    match = _FORM.fullmatch(text)
    if match is None or (match["low"] is None and match["high"] is None):
        raise refuse("parameter_bounds_wrong", place, name=name, found=text[:80])
    bounds: list[Bound] = []
    try:
        if match["low"] is not None:
            bounds.append(
                Bound("lower", read_value(match["low"], type, listed_unit=listed_unit), match["left"] == "<=")
            )
        if match["high"] is not None:
            limit = read_value(match["high"], type, listed_unit=listed_unit)
            sign = match["right"]
            if sign in (">", ">=", "=="):
                bounds.append(Bound("lower", limit, sign != ">"))
            if sign in ("<", "<=", "=="):
                bounds.append(Bound("upper", limit, sign != "<"))
    except InputError:
        raise refuse("parameter_bounds_wrong", place, name=name, found=text[:80]) from None
    lower = [b for b in bounds if b.side == "lower"]
    upper = [b for b in bounds if b.side == "upper"]
    if len(lower) > 1 or len(upper) > 1:
        raise refuse("parameter_bounds_wrong", place, name=name, found=text[:80])
    if lower and upper:
        low, high = lower[0], upper[0]
        if low.limit > high.limit or (low.limit == high.limit and not (low.inclusive and high.inclusive)):
            raise refuse("parameter_bounds_empty", place, name=name, found=text[:80])
    return tuple(bounds)


def _bounded(type: ValueType) -> ValueType:
    """The type of what is bounded: that of the entries of a list."""
    return type.of if type.kind == "list" and type.of is not None else type


def within(value: Any, bounds: Iterable[Bound]) -> bool:
    """Whether the value, or each entry of a list, keeps every bound; nothing is within any."""
    if isinstance(value, (list, tuple)):
        bounds = tuple(bounds)
        return all(within(entry, bounds) for entry in value)
    for bound in bounds:
        if value is None:
            return True
        inside = value > bound.limit if bound.side == "lower" else value < bound.limit
        if not inside and not (bound.inclusive and value == bound.limit):
            return False
    return True


def bounds_text(bounds: Iterable[Bound], type: ValueType, language: str) -> str:
    """The bounds in signs: `> 0%，≤ 100%`, or `= 6` where only one value is left."""
    bounds, type = tuple(bounds), _bounded(type)
    if len(bounds) == 2 and bounds[0].limit == bounds[1].limit:
        return f"= {print_value(bounds[0].limit, type, language)}"
    texts = []
    for bound in bounds:
        limit = print_value(bound.limit, type, language)
        texts.append(f"{_SIGNS[bound.side, bound.inclusive]} {limit}")
    return ("，" if language == "zh" else ", ").join(texts)


def bounds_findings(parameter: Parameter, value: Any, given: object, place: Place) -> list[Finding]:
    """A finding `parameter_out_of_bounds` where the value, or one of a list's values, leaves the bounds.

    `given` is the value as it was written, for the message. A ratio that would be within them as a percentage gets
    that as a hint: 10 where 10% is meant.
    """
    if within(value, parameter.bounds):
        return []
    type = parameter.type
    if isinstance(value, (list, tuple)):
        entry = replace(parameter, type=_bounded(type))
        said = given if isinstance(given, (list, tuple)) and len(given) == len(value) else value
        return [
            finding
            for index, (one, written) in enumerate(zip(value, said, strict=True))
            for finding in bounds_findings(entry, one, written, at_line(below(place, index), written))
        ]
    details: dict[str, Any] = {
        "found": shown(given),
        "bounds": {lang: bounds_text(parameter.bounds, type, lang) for lang in ("zh", "en")},
        "hint": _percent_hint(value, given, parameter),
    }
    return [Finding("parameter_out_of_bounds", place, details)]


def _percent_hint(value: Any, given: object, parameter: Parameter) -> Mapping[str, str]:
    """What to write instead: the percentage, where a bare number was meant as one."""
    is_share = isinstance(given, str) and find_number(ascii_forms(given)).share
    if parameter.type.kind == "ratio" and value >= 1 and not is_share:
        percent = shifted(value, -2)
        if within(percent, parameter.bounds):
            text = print_value(percent, parameter.type, "en")
            return {"zh": f"若指百分之几，请写 {text}。", "en": f" If a percentage is meant, write {text}."}
    return {"zh": "请改为范围内的值。", "en": " Write a value within them."}
