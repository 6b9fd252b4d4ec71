"""The JSON Schema (2020-12) of a family's parameter file, for editors and forms.

A schema cannot say all that the loader checks: check digits, bounds of numbers written as texts, what must fit
together. It offers the usual spellings; a few that the loader reads and no form writes, such as figures of full width,
it does not accept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contracts_kit.content.held_names import date_part, held_names
from contracts_kit.content.model import Bound, Family, Parameter
from contracts_kit.content.parameter_values import known_options
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.expected_forms import compound_unit
from contracts_kit.values.party import PARTY_FIELDS
from contracts_kit.values.printing import plain_number, print_value
from contracts_kit.values.reading_text import MAX_TEXT
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import CompoundUnit, Unit

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FIGURE = r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?"
_NUMBER = rf"({_FIGURE}|-?[0-9]+/[0-9]+)"
_WHOLE = r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.0+)?"
_MULTIPLIER = r"\s*(百|千|万|亿|百万|千万|万亿|thousand|million|billion)?"
_CHINESE = "[零〇一二两三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟负]"
_CURRENCIES = r"(RMB|CNY|人民币|¥|￥|USD|EUR|HKD|JPY|GBP|KRW|SGD|US\$|HK\$|\$|€|£)"
_DATE = (
    r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}[日号]|[〇零一二三四五六七八九]{4}年.+[日号]"
    r"|[0-9]{1,2}(st|nd|rd|th)? [A-Za-z]{3,9},? [0-9]{4}|[A-Za-z]{3,9} [0-9]{1,2}(st|nd|rd|th)?,? [0-9]{4}"
)
_TRUTH = ["true", "false", "yes", "no", "y", "n", "是", "否", "有", "无"]


def json_schema(family: Family) -> dict[str, Any]:
    """The JSON Schema of the parameter file of `family`: parameters below `parameters` or at the top level."""
    parameters = {name: _parameter(parameter) for name, parameter in family.parameters.items()}
    references: dict[str, Any] = {name: {"$ref": f"#/$defs/{name}"} for name in parameters}
    for held, (name, path) in held_names(family).items():
        below_name = f"/properties/{path}" if path else ""
        whole = {"$ref": f"#/$defs/{name}{below_name}"}
        references.setdefault(held, {"type": ["integer", "string", "null"]} if date_part(path) else whole)
    for record, parameter in family.parameters.items():
        if parameter.type.kind == "record":
            for field in parameter.type.fields:
                references[f"{record}.{field}"] = {"$ref": f"#/$defs/{record}/properties/{field}"}
    required = [n for n, p in family.parameters.items() if p.default is None and not p.blank_allowed]
    below: dict[str, Any] = {"type": ["object", "null"], "properties": references, "additionalProperties": False}
    together = _given_together(family)
    if together:
        below["dependentRequired"] = together
    if required:
        below["required"] = required
    return {
        "$schema": DIALECT,
        "$id": f"urn:contracts-kit:parameters:{family.name}",
        **_words(family.title, None),
        "type": "object",
        "properties": {
            "family": {"const": family.name},
            "language": {"enum": ["zh", "en", None]},
            "parameters": below,
            "options": _options(family),
            **references,
        },
        "additionalProperties": False,
        "dependentRequired": together,
        "if": {"required": ["parameters"]},
        "then": {"propertyNames": {"enum": ["family", "language", "parameters", "options"]}},
        "else": {"required": required} if required else {},
        "$defs": parameters,
    }


def _given_together(family: Family) -> dict[str, list[str]]:
    """Year, month and day of a date that are given by themselves: each asks for the other two."""
    dates: dict[tuple[str, str], dict[str, str]] = {}
    for held, (name, path) in held_names(family).items():
        part = date_part(path)
        if part is not None:
            dates.setdefault((name, part[0]), {})[part[1]] = held
    return {
        held: [other for other in parts.values() if other != held]
        for parts in dates.values()
        for held in parts.values()
    }


def _words(title: Bilingual, help: Bilingual | None) -> dict[str, Any]:
    words = {"title": f"{title.zh} / {title.en}"}
    if help is not None:
        words["description"] = f"{help.zh}\n{help.en}"
    return words


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = {**_words(parameter.label, parameter.help), **_of_type(parameter.type, parameter)}
    if parameter.blank_allowed:
        schema = _or_null(schema)
    if parameter.default is not None and parameter.type.kind not in ("record", "rows", "list", "map"):
        default = parameter.default
        plain = isinstance(default, bool) or parameter.listed_unit is not None
        schema["default"] = default if isinstance(default, bool) else _default_text(parameter, plain)
    return schema


def _default_text(parameter: Parameter, figure: bool) -> str:
    """The default as it may be written: with its unit in words where a bare number would mean another."""
    if figure and parameter.type.is_number:
        return print_value(parameter.default, parameter.type, "en")
    return print_value(parameter.default, parameter.type, "en", style="plain")


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema, or nothing."""
    made = dict(schema)
    if "anyOf" in made:
        made["anyOf"] = [*made["anyOf"], {"type": "null"}]
    elif "enum" in made:
        made["enum"] = [*made["enum"], None]
    elif isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
    return made


def _of_type(type: ValueType, parameter: Parameter | None = None) -> dict[str, Any]:
    if type.is_number:
        return _number(type, parameter)
    if type.kind == "choice":
        return _choice(type, parameter.choice_labels if parameter is not None else {})
    if type.kind == "boolean":
        return {"anyOf": [{"type": "boolean"}, {"enum": _TRUTH}]}
    if type.kind == "date":
        return {"type": "string", "pattern": f"^\\s*({_DATE})\\s*$"}
    if type.kind == "datetime":
        return {"type": "string", "pattern": f"^\\s*({_DATE})[\\sT,，]*(at )?[0-9]{{1,2}}([:：时点].*)$"}
    if type.kind in ("record", "rows"):
        return _record(type, parameter)
    if type.kind in ("list", "map") and type.of is not None:
        inner = _number(type.of, parameter) if type.of.is_number else _of_type(type.of)
        if type.kind == "list":
            return {"type": "array", "items": inner}
        return {"type": "object", "additionalProperties": inner}
    return {"anyOf": [{"type": "string", "maxLength": MAX_TEXT}, {"type": "integer"}]}


def _choice(type: ValueType, labels: Mapping[str, Bilingual]) -> dict[str, Any]:
    spellings = [*type.choices, *(w for label in labels.values() for w in (label.zh, label.en))]
    return {"enum": list(dict.fromkeys(spellings))}


def _record(type: ValueType, parameter: Parameter | None) -> dict[str, Any]:
    labels = parameter.field_labels if parameter is not None else {}
    properties = {}
    for name, of in type.fields.items():
        words = parameter.field_choice_labels.get(name, {}) if parameter is not None else {}
        entry = _choice(of, words) if of.kind == "choice" else _of_type(of)
        party = PARTY_FIELDS.get(name) if type.kind == "record" and of.kind == "text" else None
        if party is not None:
            entry = {"anyOf": [{"type": "string", "maxLength": max(party.longest, 60)}, {"type": "integer"}]}
        if party is not None and party.form == "credit_code":
            entry = {"type": "string", "pattern": r"^[\s-]*([0-9A-HJ-NP-RTUWXYa-hj-np-rtuwxy][\s-]*){18}$"}
        label = labels.get(name)
        properties[name] = _or_null({**(_words(label, None) if label is not None else {}), **entry})
    record = {"type": "object", "properties": properties, "additionalProperties": False}
    return record if type.kind == "record" else {"type": "array", "items": record}


def _number(type: ValueType, parameter: Parameter | None) -> dict[str, Any]:
    unit = compound_unit(type)
    listed = parameter is not None and parameter.listed_unit is not None
    per_something = type.kind == "ratio" and unit is not None and any(sign < 0 for _, sign in unit.parts)
    figure: dict[str, Any] = {"type": "integer" if type.kind == "integer" else "number"}
    if per_something:
        figure |= {"exclusiveMinimum": -1, "exclusiveMaximum": 1}
    if parameter is not None and not listed:
        figure |= _limits(parameter.bounds)
    text = _rate_pattern(unit) if type.kind == "ratio" else _amount_pattern(type, unit)
    return {"anyOf": [figure, {"type": "string", "pattern": text}]}


def _limits(bounds: Iterable[Bound]) -> dict[str, Any]:
    words = {
        ("lower", True): "minimum",
        ("lower", False): "exclusiveMinimum",
        ("upper", True): "maximum",
        ("upper", False): "exclusiveMaximum",
    }
    return {words[b.side, b.inclusive]: _json_number(b.limit) for b in bounds}


def _json_number(limit: int | Decimal | Fraction) -> int | float:
    return int(limit) if limit == int(limit) else float(plain_number(limit) if isinstance(limit, Decimal) else limit)


def _rate_pattern(unit: CompoundUnit | None) -> str:
    below = [entry for entry, sign in (unit.parts if unit is not None else ()) if sign < 0]
    share = rf"{_NUMBER}\s*(%|％|‰|per ?cent|percent)"
    if not below:
        return rf"^\s*({_NUMBER}\s*(倍|times?)?|{share}|.*分之.+|{_CHINESE}+倍?)\s*$"
    behind = "".join(rf"(\s*(/|per|an?|each|每)\s*({_spellings(entry)}))" for entry in below)
    before = "".join(rf"([每按]?({_spellings(entry)}))" for entry in below)
    bare = r"-?0?(\.[0-9]+)?0*"
    small = rf"(0(\.[0-9]+)?|[0-9]+/[0-9]+|{bare})"
    return rf"^\s*({before})?\s*({share}|{small}|.*分之.+)({behind}|\s+(daily|weekly|monthly|yearly|annually))?\s*$"


def _amount_pattern(type: ValueType, unit: CompoundUnit | None) -> str:
    digits = _WHOLE if type.kind == "integer" else _NUMBER
    figure = rf"({digits}|-?{_CHINESE}+){_MULTIPLIER}"
    if unit is None:
        return rf"^\s*{figure}\s*$"
    above = "|".join(_spellings(entry) for entry, sign in unit.parts if sign > 0)
    below = "".join(rf"\s*(/|per|an?|each|每)\s*({_spellings(entry)})" for entry, sign in unit.parts if sign < 0)
    ahead = "".join(rf"[每按]({_spellings(entry)})" for entry, sign in unit.parts if sign < 0)
    if type.kind == "money":
        capital = r"(人民币)?[零〇壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟万萬亿億元圆圓角分整正负]+"
        return rf"^\s*(({ahead})?-?{_CURRENCIES}?\s*{figure}\s*(元整?|圆|{above})?({below})?|{capital})\s*$"
    return rf"^\s*({ahead})?{figure}\s*({above})?({below})?(st|nd|rd|th)?\s*$"


def _spellings(unit: Unit) -> str:
    """Every name of a unit as alternatives of a pattern, with or without 个 before it."""
    names = [unit.name, unit.singular, unit.zh, unit.en, unit.en_plural, *unit.aliases]
    spaced = [name.replace("_", " ") for name in names]
    every = dict.fromkeys(n for n in (*names, *spaced) if n)
    return "|".join(f"个?{_escaped(n)}" for n in sorted(every, key=lambda n: (-len(n), n)))


def _escaped(text: str) -> str:
    """The text as a pattern that ECMA and Python both read."""
    return re.sub(r"([\\^$.*+?()\[\]{}|/])", r"\\\1", text)


def _options(family: Family) -> dict[str, Any]:
    properties = {}
    for name, option in known_options(family).items():
        values: list[Any] = list(option.values)
        values += [word == "true" for word in ("true", "false") if word in values]
        label = option.label or Bilingual(option.name, option.name)
        properties[name] = {**_words(label, None), "enum": [*values, None], "default": option.default}
    return {"type": ["object", "null"], "properties": properties, "additionalProperties": False}
