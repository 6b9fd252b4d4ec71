"""Reads what people declare as a fact: the input of a rule, the field of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts_kit.content.expressions import Expr
from contracts_kit.content.map_reader import MapReader, read_bilingual
from contracts_kit.content.options import is_name
from contracts_kit.content.rules import Input, Limit
from contracts_kit.content.value_types import read_type
from contracts_kit.content.yaml_reader import Scalar, YamlList, YamlMap
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, Place
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.reading import read_value
from contracts_kit.values.types import ValueType

INPUT_KEYS = ("type", "unit", "default", "optional", "min", "max", "of", "fields", "label", "unread")
FIELD_KEYS = ("type", "unit", "default", "optional", "min", "max", "of", "fields", "label")


def read_input(
    name: str,
    spec: Any,
    place: Place,
    findings: list[Finding],
    keys: tuple[str, ...] = INPUT_KEYS,
    field_keys: tuple[str, ...] = FIELD_KEYS,
) -> Input:
    """The fact that is declared under `name` as `spec`: a word for its type, or a mapping with `keys`.

    `field_keys` are those of each column of rows and each field of a record. Raises InputError for a type, a limit or
    a default that cannot be read; the rest of what is wrong goes to `findings`.
    """
    if not is_name(name):
        findings.append(Finding("rule_name_form", place, {"name": name[:80]}))
    type_ = read_type(spec, place)
    if not isinstance(spec, YamlMap):
        return Input(name, type_, Bilingual(name, name), place=place)
    reader = MapReader(spec, findings, place.path)
    reader.only(keys)
    has_default = "default" in spec or type_.optional
    default, expression = _default(spec, type_, place)
    fields = spec.get("fields")
    of_fields: Mapping[str, Any] = fields if isinstance(fields, YamlMap) else {}
    for field, given in of_fields.items():
        if isinstance(given, YamlMap):
            MapReader(given, findings, f"{place.path}.{field}").only(field_keys)
    return Input(
        name,
        type_,
        reader.bilingual("label") or Bilingual(name, name),
        has_default,
        default,
        expression,
        _limit(spec, "min", type_, 0, place),
        _limit(spec, "max", type_, None, place),
        {n: _limit(s, "min", type_.fields[n], 0, place) for n, s in of_fields.items()},
        {n: _limit(s, "max", type_.fields[n], None, place) for n, s in of_fields.items()},
        {
            n: read_value(s["default"], type_.fields[n], place)
            for n, s in of_fields.items()
            if isinstance(s, YamlMap) and "default" in s
        },
        _labels(of_fields),
        choice_labels(spec),
        reader.text("unread"),
        place,
        {n: labels for n, s in of_fields.items() if (labels := choice_labels(s))},
    )


def choice_labels(spec: Any) -> dict[str, Bilingual]:
    """The labels of a choice's values, where `of` maps each value to its label."""
    of = spec.get("of") if isinstance(spec, YamlMap) else None
    if isinstance(of, YamlMap) and "type" in of:
        return choice_labels(of)
    if not isinstance(of, YamlMap) or isinstance(of, YamlList):
        return {}
    found = {name: read_bilingual(label) for name, label in of.items()}
    return {name: label for name, label in found.items() if label is not None}


def _limit(spec: Any, key: str, type_: ValueType, usual: Limit, place: Place) -> Limit:
    number = type_.of if type_.kind == "list" and type_.of is not None else type_
    if not isinstance(spec, Mapping) or key not in spec or not number.is_number:
        return usual if number.is_number else None
    if spec[key] is None or str(spec[key]).lower() == "none":
        return None
    found: Limit = read_value(spec[key], number, place)
    return found


def _default(spec: YamlMap, type_: ValueType, place: Place) -> tuple[Any, Expr | None]:
    given = spec.get("default")
    if given is None:
        return None, None
    try:
        return read_value(given, type_, place), None
    except InputError:
        if not isinstance(given, Scalar):
            raise
    found = spec.place("default", place.path)
    return None, Expr(str(given), Place(found.file, found.line, found.column, found.path, None, place.clause))


def _labels(fields: Mapping[str, Any]) -> dict[str, Bilingual]:
    labels = {}
    for name, spec in fields.items():
        label = read_bilingual(spec.get("label")) if isinstance(spec, YamlMap) else None
        labels[name] = label or Bilingual(name, name)
    return labels
