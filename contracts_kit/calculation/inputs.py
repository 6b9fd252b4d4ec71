"""Reads the inputs of a calculation: names, types, limits, defaults. Numbers become exact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from contracts_kit.content.rules import Input, Limit, Rule
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place, nearest
from contracts_kit.language.runtime import MAX_ROWS, exact
from contracts_kit.values.printing import print_value
from contracts_kit.values.reading import read_value
from contracts_kit.values.reading_plain import NOT_PLAIN, read_plain
from contracts_kit.values.types import ValueType

MISSING = object()


def read_inputs(rule: Rule, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Every input of a rule in the canonical form of its type, numbers as int, Decimal or Fraction.

    An input left out takes its default; one whose default is an expression is absent from the result. Raises one
    InputError with everything that is wrong: `unknown_input`, `input_missing`, `input_nothing`, `input_below` ...
    """
    given = {} if given is None else given
    if not isinstance(given, Mapping):
        raise refuse("inputs_not_mapping", Place(path=rule.id))
    findings: list[Finding] = []
    for name in given:
        if name not in rule.inputs:
            details = {"name": str(name)[:80], "rule": rule.id, "suggestion": nearest(str(name), rule.inputs)}
            findings.append(Finding("unknown_input", _place(given, str(name)), details))
    values: dict[str, Any] = {}
    for name, declared in rule.inputs.items():
        value = given.get(name, MISSING)
        plain = read_plain(value, declared.type)
        if plain is not NOT_PLAIN and _within_limits(declared, plain):
            values[name] = plain
            continue
        try:
            found = read_input(declared, value, _place(given, name))
        except InputError as error:
            findings.extend(error.findings)
            continue
        if found is not MISSING:
            values[name] = found
    if findings:
        raise InputError(findings)
    return values


def _place(given: Mapping[str, Any], name: str) -> Place:
    line, column = getattr(given, "key_places", {}).get(name, (None, None))
    return Place(getattr(given, "file", None), line, column, f"inputs.{name}")


def read_input(declared: Input, given: Any, place: Place) -> Any:
    """One input in the canonical form of its type; `given` MISSING takes its default, MISSING where that is computed.

    Raises InputError.
    """
    if given is MISSING or given is None:
        if declared.type.optional and (given is None or declared.default is None):
            return None if declared.default_expression is None or given is None else MISSING
        if declared.default_expression is not None:
            return MISSING
        if declared.has_default:
            return declared.default
        raise refuse("input_missing" if given is MISSING else "input_nothing", place, name=declared.name)
    value = _value(declared, given, place)
    if value is None:
        if declared.type.optional:
            return None
        raise refuse("input_nothing", place, name=declared.name)
    _limits(declared, value, place, given)
    return value


def _value(declared: Input, given: Any, place: Place) -> Any:
    kind = declared.type.kind
    # what a program gives in the canonical form already needs no reading
    if kind == "boolean" and isinstance(given, bool):
        return given
    if kind in ("money", "decimal", "ratio", "integer") and type(given) is int and _plain(declared.type):
        return given
    if kind == "date" and type(given) is date:
        return given
    if kind == "datetime" and isinstance(given, datetime):
        return given
    if declared.type.kind == "rows" and declared.field_defaults and isinstance(given, (list, tuple)):
        given = [{**declared.field_defaults, **row} if isinstance(row, Mapping) else row for row in given]
    if isinstance(given, (list, tuple)) and len(given) > MAX_ROWS:
        raise refuse("too_many_rows", place, found=len(given), allowed=MAX_ROWS)
    words, of_fields = declared.choice_labels, declared.field_choice_labels
    return read_value(given, declared.type, place, choice_labels=words, field_choice_labels=of_fields)


def _plain(type_: ValueType) -> bool:
    """Whether a bare whole number is the value as it stands: not in 万元, not a rate a day."""
    return type_.unit is None or ("/" not in type_.unit and type_.unit != "CNY_10k")


def _within_limits(declared: Input, value: Any) -> bool:
    """Whether a value of one piece, as `read_plain` gives it, keeps the limits of its input."""
    if not declared.type.is_number:
        return True
    least, most = declared.least, declared.most
    return (least is None or value >= least) and (most is None or value <= most)


def _limits(declared: Input, value: Any, place: Place, given: Any = None) -> None:
    """`given` is the value as it was written, for the lines of its rows."""
    type_ = declared.type
    if type_.is_number:
        _limit(value, declared.least, declared.most, declared.name, place, type_)
    elif type_.kind == "list" and type_.of is not None and type_.of.is_number:
        for index, element in enumerate(value, 1):
            at = _row(place, index, given)
            _limit(element, declared.least, declared.most, f"{declared.name}[{index}]", at, type_.of)
    elif type_.kind in ("rows", "record"):
        for index, row in enumerate(value if type_.kind == "rows" else [value], 1):
            for field, least in declared.field_least.items():
                most = declared.field_most.get(field)
                if row.get(field) is not None and not isinstance(row[field], list):
                    at = _row(place, index, given)
                    _limit(row[field], least, most, f"{declared.name}[{index}].{field}", at, type_.fields[field])


def _row(place: Place, index: int, given: Any) -> Place:
    """The line of an entry, where a reader of files noted one."""
    entry = given[index - 1] if isinstance(given, (list, tuple)) and index <= len(given) else None
    line = getattr(entry, "line", None)
    line, column = (line, None) if line else (place.line, place.column)
    return Place(place.file, line, column, place.path, place.part, place.clause, index)


def _limit(value: Any, least: Limit, most: Limit, name: str, place: Place, type_: ValueType) -> None:
    if value is None or isinstance(value, bool):
        return
    kind, limit = "", least
    if least is not None and value < least:
        kind = "input_below"
    elif most is not None and value > most:
        kind, limit = "input_above", most
    if not kind:
        return
    hint = {"zh": "", "en": ""}
    found, allowed = _short(value), str(limit)
    if type_.kind == "ratio" and limit in (0, 1):
        found, allowed = (print_value(share, type_, "en") for share in (value, limit))
        hint = {"zh": "请写百分数，如 3%。", "en": " Write a percentage such as 3%."}
    raise refuse(kind, place, name=name, found=found, allowed=allowed, hint=hint)


def _short(value: Any) -> str:
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text if len(text) <= 40 else text[:37] + "..."


def check_called(rule: Rule, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that another rule gives, with defaults for what it leaves out. Types were checked at load."""
    values = {}
    for name, declared in rule.inputs.items():
        if name in inputs and (inputs[name] is not None or declared.type.optional):
            values[name] = inputs[name]
            if inputs[name] is not None:
                _limits(declared, inputs[name], Place(path=f"{rule.id}.{name}"))
        elif declared.default_expression is None:
            values[name] = exact(declared.default)
    return values
