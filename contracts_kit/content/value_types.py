"""Reads a type as people write it: `money`, `{type: rate, unit: ratio/day}`, `{type: list, of: date}`.

A type is written as one word, or as a mapping with `type` and its attributes:

==============  =====================================================================================
money           an amount; `unit` where it is one for each something (`CNY/pcs`) or in 万元 (`CNY_10k`)
ratio, rate     a share; `unit: ratio/day` for a rate a day
decimal         a number in `unit`
integer         a whole number in `unit`
days ...        a whole number of days, working_days, hours, weeks, months, years
date, datetime  a day; a moment
text, boolean   text; true or false
choice          one of the values listed in `of`
list            values of the type in `of`
map             values of the type in `of`, each under a text
rows            records with the types in `fields`
record, party   one record with the types in `fields`; a party has fields of its own
==============  =====================================================================================

`optional: true` allows nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts_kit.content.yaml_reader import YamlMap
from contracts_kit.errors import refuse
from contracts_kit.findings import Place, nearest
from contracts_kit.values.types import KindName, ValueType
from contracts_kit.values.units import read_unit

_PERIODS = ("days", "working_days", "hours", "weeks", "months", "years")
_WORDS: dict[str, tuple[KindName, str | None]] = {
    "money": ("money", "CNY"),
    "ratio": ("ratio", "ratio"),
    "rate": ("ratio", "ratio"),
    "decimal": ("decimal", None),
    "number": ("decimal", None),
    "integer": ("integer", None),
    "date": ("date", None),
    "datetime": ("datetime", None),
    "text": ("text", None),
    "boolean": ("boolean", None),
    "choice": ("choice", None),
    "record": ("record", None),
    "party": ("record", None),
    "list": ("list", None),
    "rows": ("rows", None),
    "map": ("map", None),
    **{period: ("integer", period) for period in _PERIODS},
}
TYPE_WORDS: tuple[str, ...] = tuple(_WORDS)
# What a party's record holds where a schema lists no fields.
PARTY_FIELDS = (
    "name",
    "credit_code",
    "address",
    "legal_representative",
    "agent",
    "phone",
    "fax",
    "bank",
    "account",
    "postcode",
    "email",
)
MAX_DEPTH = 6


def read_type(spec: Any, place: Place | None = None, *, depth: int = 0) -> ValueType:
    """The type written in `spec`: a word, or a mapping with `type` (other keys of the mapping are not looked at).

    A money without a unit is in CNY, a ratio without one is a plain ratio; a decimal or an integer without one
    has the unit None. Raises InputError `unknown_type`, `unknown_unit`, `type_needs`, `unit_without_number`.
    """
    place = place or Place()
    if depth > MAX_DEPTH:
        raise refuse("type_needs", place, type="list", missing="a shallower type")
    if isinstance(spec, str):
        return _of_word(spec, {}, place, depth)
    if not isinstance(spec, Mapping):
        raise refuse("unknown_type", place, name=str(spec)[:80], known=", ".join(TYPE_WORDS), suggestion=None)
    if isinstance(spec, YamlMap):
        place = _at(spec, "type", place)
    word = spec.get("type")
    if not isinstance(word, str):
        raise refuse("type_needs", place, type=str(word or ""), missing="type")
    return _of_word(word, spec, place, depth)


def _at(spec: YamlMap, key: str, place: Place) -> Place:
    found = spec.place(key)
    return Place(found.file, found.line, found.column, place.path, place.part, place.clause, place.row)


def _of_word(word: str, spec: Mapping[str, Any], place: Place, depth: int) -> ValueType:
    if word not in _WORDS:
        raise refuse(
            "unknown_type", place, name=word[:80], known=", ".join(TYPE_WORDS), suggestion=nearest(word, TYPE_WORDS)
        )
    kind, unit = _WORDS[word]
    given_unit = spec.get("unit")
    if given_unit is not None:
        unit = read_unit(str(given_unit), place).text
        if kind not in ("money", "ratio", "decimal", "integer", "list", "rows"):
            raise refuse("unit_without_number", place, type=word, unit=unit)
    if word == "money" and unit is not None and read_unit(unit).currency is None:
        raise refuse("type_needs", place, type=word, missing="a currency in its unit")
    optional = str(spec.get("optional", "false")).lower() == "true"
    choices: tuple[str, ...] = ()
    element: ValueType | None = None
    fields: dict[str, ValueType] = {}
    if kind == "choice":
        choices = tuple(str(value) for value in spec.get("of") or ())
    elif kind in ("list", "map"):
        of = spec.get("of")
        if of is None:
            raise refuse("type_needs", place, type=word, missing="of")
        element = _element(of, spec, place, depth)
        if kind == "list":
            unit = None if isinstance(of, Mapping) else unit
    elif kind in ("rows", "record"):
        fields = _fields(word, spec, place, depth)
    return ValueType(kind, unit, optional, choices, element, fields)


def _element(of: Any, spec: Mapping[str, Any], place: Place, depth: int) -> ValueType:
    """The type of a list's elements; a unit beside `of: money` is the elements' unit."""
    if isinstance(of, str) and spec.get("unit") is not None:
        return read_type({"type": of, "unit": spec["unit"]}, place, depth=depth + 1)
    if isinstance(of, list):  # `of: [a, b]` under a list: one of these values
        return ValueType("choice", choices=tuple(str(value) for value in of))
    return read_type(of, place, depth=depth + 1)


def _fields(word: str, spec: Mapping[str, Any], place: Place, depth: int) -> dict[str, ValueType]:
    given = spec.get("fields")
    if given is None and word == "party":
        return {name: ValueType("text", optional=True) for name in PARTY_FIELDS}
    if isinstance(given, list):  # a record whose fields are all text
        return {str(name): ValueType("text", optional=True) for name in given}
    if not isinstance(given, Mapping) or not given:
        raise refuse("type_needs", place, type=word, missing="fields")
    return {str(name): read_type(field, place, depth=depth + 1) for name, field in given.items()}
