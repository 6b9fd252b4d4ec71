"""The inventory's own names for what a parameter holds: they are accepted wherever a parameter is.

A record holds names in its fields (`holds: {name: [supplier_name, sign_supplier_name]}`), a date in its parts
(`holds: {year: start_year, month: start_month, day: start_day}`), anything else as a whole (`holds: contract_no`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contracts_kit.content.map_reader import MapReader
from contracts_kit.content.model import Family, Parameter
from contracts_kit.content.options import is_name
from contracts_kit.content.yaml_reader import Scalar, YamlList, YamlMap
from contracts_kit.findings import Finding, nearest
from contracts_kit.values.types import ValueType

DATE_PARTS = ("year", "month", "day")
WHOLE = ""
"""The path of a name that holds the whole value."""


def read_holds(reader: MapReader, type: ValueType) -> dict[str, str]:
    """Each inventory name with the path of what it holds: a field, the part of a date (`sign_date.year`), or all."""
    found: dict[str, str] = {}
    for path, name in _held(reader.source.get("holds"), type, WHOLE, reader):
        if not is_name(name) or name in found:
            reader.add("parameter_name_form", "holds", name=name)
        else:
            found[name] = path
    return found


def _held(given: Any, type: ValueType, path: str, reader: MapReader) -> Iterator[tuple[str, str]]:
    if given is None:
        return
    if isinstance(given, YamlMap):
        below = type.fields if type.kind == "record" else dict.fromkeys(DATE_PARTS, ValueType("integer"))
        if type.kind not in ("record", "date"):
            reader.wrong("holds", "texts")
            return
        for name, inner in given.items():
            if name in below:
                yield from _held(inner, below[name], f"{path}.{name}" if path else name, reader)
            else:
                suggestion = nearest(name, below) or None
                reader.add("parameter_holds_field", "holds", name=reader.path or "", found=name, suggestion=suggestion)
        return
    names = given if isinstance(given, YamlList) else [given]
    if (type.kind == "record" and path == WHOLE) or not all(isinstance(name, Scalar) for name in names):
        reader.wrong("holds", "mapping")
        return
    yield from ((path, str(name)) for name in names)


def held_once(parameters: Mapping[str, Parameter], findings: list[Finding]) -> None:
    """No inventory name may be held by two parameters, or be a parameter of its own as well."""
    holders: dict[str, str] = {name: name for name in parameters}
    for parameter in parameters.values():
        for held in parameter.holds:
            first = holders.setdefault(held, parameter.name)
            if first != parameter.name:
                details = {"found": held, "first": first, "second": parameter.name}
                findings.append(Finding("parameter_held_twice", parameter.place, details))


def held_names(family: Family) -> dict[str, tuple[str, str]]:
    """The inventory names that parameters hold: name -> (parameter, path)."""
    return {
        held: (parameter.name, path)
        for parameter in family.parameters.values()
        for held, path in parameter.holds.items()
    }


def names_of(parameter: Parameter, path: str) -> tuple[str, ...]:
    """The inventory names of a field of a parameter, or (`WHOLE`) of the parameter itself."""
    return tuple(name for name, held in parameter.holds.items() if held == path)


def date_part(path: str) -> tuple[str, str] | None:
    """The path of a date and which part of it a path means: `sign_date.year` -> (`sign_date`, `year`)."""
    date, _, part = path.rpartition(".")
    return (date, part) if part in DATE_PARTS else None


def joined_date(parts: Mapping[str, Any]) -> str | None:
    """The date of three parts as ISO text; None while one is missing. Its reader says what is wrong with it."""
    if any(parts.get(name) in (None, "") for name in DATE_PARTS):
        return None
    year, month, day = (str(parts[name]).strip() for name in DATE_PARTS)
    return f"{year}-{month:0>2}-{day:0>2}"
