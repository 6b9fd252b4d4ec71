"""The parameter schema of a family: its own files over `clauses/common/parameters.yaml`.

A family writes `parameters.yaml`, and where that grows long more files in the folder `parameters/`, all of one form. It
may state a common parameter again; what it states wins. Everything wrong in the files is found in one go.
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from contracts_kit.content.bounds import read_bounds, within
from contracts_kit.content.held_names import held_once, read_holds
from contracts_kit.content.map_reader import MapReader, read_bilingual
from contracts_kit.content.model import Bound, CrossCheck, Option, Parameter
from contracts_kit.content.options import is_name, read_option
from contracts_kit.content.rule_inputs import choice_labels
from contracts_kit.content.value_types import read_type
from contracts_kit.content.yaml_reader import YamlList, YamlMap
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, nearest
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.party import PARTY_FIELDS
from contracts_kit.values.reading import read_value
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import read_unit

FILE_KEYS = ("title", "groups", "parameters", "options", "checks")
PARAMETER_KEYS = (
    "type",
    "unit",
    "of",
    "fields",
    "default",
    "bounds",
    "blank",
    "label",
    "help",
    "group",
    "source",
    "holds",
    "unique",
    "field_labels",
    "text_only",
    "unprinted",
)
_ENTRY_KEYS = ("type", "unit", "of", "fields", "optional")
_CHECK_KEYS = ("id", "each", "when", "level", "message")
_RESERVED = frozenset({"options", "family", "language", "parameters", "x"})
_LEVELS = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class ParameterSchema:
    """What a family's parameter files declare. `title` is None where only the common file was read."""

    title: Bilingual | None = None
    groups: Mapping[str, Bilingual] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    checks: tuple[CrossCheck, ...] = ()


def read_parameter_schema(
    own: YamlMap | None, common: YamlMap | None = None, more: Sequence[YamlMap] = ()
) -> ParameterSchema:
    """The schema of a family from the content of its own file over that of the common one; either may be None.

    `more` are the contents of the family's further files. Raises one InputError with everything wrong in all.
    """
    findings: list[Finding] = []
    groups: dict[str, Bilingual] = {}
    readers = [MapReader(content, findings) for content in (common, own, *more) if content is not None]
    for reader in readers:
        reader.only(FILE_KEYS)
        groups |= _groups(reader)
    _stated_once([content for content in (own, *more) if content is not None], findings)
    parameters: dict[str, Parameter] = {}
    options: dict[str, Option] = {}
    checks: dict[str, CrossCheck] = {}
    for reader in readers:
        for name, spec in (reader.mapping("parameters") or {}).items():
            parameter = _parameter(name, spec, reader, groups)
            if parameter is not None:
                parameters[name] = parameter
        holder = reader.mapping("options")
        for name, spec in (holder or {}).items():
            option = read_option(name, spec, holder or reader.source, findings, "options")
            if option is not None:
                options[name] = option
        read_checks(reader, checks)
    held_once(parameters, findings)
    if findings:
        raise InputError(findings)
    title = MapReader(own, findings).bilingual("title") if own is not None else None
    return ParameterSchema(title, groups, parameters, options, tuple(checks.values()))


def _stated_once(files: Sequence[YamlMap], findings: list[Finding]) -> None:
    """No name stands in two files of one family."""
    first: dict[tuple[str, str], str] = {}
    for file in files:
        for key in ("groups", "parameters", "options"):
            given = file.get(key)
            for name in given if isinstance(given, YamlMap) else ():
                stated = first.setdefault((key, name), file.file)
                if stated != file.file:
                    details = {"name": name, "first": stated}
                    findings.append(Finding("parameter_stated_twice", file[key].place(name, f"{key}.{name}"), details))


def _groups(reader: MapReader) -> dict[str, Bilingual]:
    given = reader.mapping("groups")
    groups: dict[str, Bilingual] = {}
    for name, label in (given or {}).items():
        words = read_bilingual(label)
        if words is None:
            MapReader(given or reader.source, reader.findings, "groups").wrong(name, "bilingual")
        groups[name] = words or Bilingual(name, name)
    return groups


def _parameter(name: str, spec: Any, file: MapReader, groups: Mapping[str, Bilingual]) -> Parameter | None:
    findings = file.findings
    holder = MapReader(file.source["parameters"], findings, "parameters")
    if not is_name(name) or keyword.iskeyword(name) or name in _RESERVED:
        holder.add("parameter_name_form", name, name=name)
    if not isinstance(spec, YamlMap):
        holder.wrong(name, "mapping")
        return None
    reader = MapReader(spec, findings, f"parameters.{name}")
    reader.only(PARAMETER_KEYS)
    reader.require("type", "label")
    if spec.get("type") is None:
        return None
    try:
        type = read_type(spec, reader.place("type"))
    except InputError as error:
        findings.extend(error.findings)
        return None
    _known_keys(reader, type)
    type, listed_unit = _settled_unit(type)
    type = _party_type(type, spec)
    choice_labels = _choice_labels(reader, type)
    field_labels = _field_labels(reader, type)
    _known_group(reader, groups)
    parameter = Parameter(
        name,
        type,
        None,
        reader.bilingual("label") or Bilingual(name, name),
        reader.bilingual("help"),
        _blank_allowed(reader, name),
        (),
        reader.text("group"),
        reader.texts("source"),
        read_holds(reader, type),
        field_labels,
        choice_labels,
        reader.text("text_only"),
        reader.text("unprinted"),
        listed_unit,
        holder.place(name),
        unique=read_unique(reader, type),
        field_choice_labels=_field_choices(spec),
        field_bounds=_field_bounds(reader, type),
    )
    return _with_default(parameter, reader)


def _known_keys(reader: MapReader, type: ValueType) -> None:
    """Refuse what nobody reads in the types of a list's entries and of fields."""
    of = reader.source.get("of")
    if type.kind in ("list", "map") and isinstance(of, YamlMap):
        MapReader(of, reader.findings, f"{reader.path}.of").only(_ENTRY_KEYS)
    fields = reader.source.get("fields")
    for name, spec in fields.items() if isinstance(fields, YamlMap) else ():
        if isinstance(spec, YamlMap):
            MapReader(spec, reader.findings, f"{reader.path}.fields.{name}").only((*_ENTRY_KEYS, "bounds"))


def _settled_unit(type: ValueType) -> tuple[ValueType, str | None]:
    """The type in the currency itself, and the unit in which its numbers are listed where that is another: CNY_10k."""
    if type.kind != "money" or type.unit is None or read_unit(type.unit).factor == 1:
        return type, None
    settled = [
        (entry.base if entry.dimension == "money" else entry.singular if exponent < 0 else entry.name)
        for entry, exponent in read_unit(type.unit).parts
    ]
    return replace(type, unit="/".join(settled)), type.unit


def _party_type(type: ValueType, spec: YamlMap) -> ValueType:
    """A party's record with every field that a party may have, dates among them; a list of fields of its own stays."""
    if spec.get("type") != "party" or spec.get("fields") is not None:
        return type
    fields = {
        name: ValueType("date" if entry.form == "date" else "text", optional=True)
        for name, entry in PARTY_FIELDS.items()
    }
    return replace(type, fields=fields)


def _choice_labels(reader: MapReader, type: ValueType) -> dict[str, Bilingual]:
    given = reader.source.get("of")
    if type.kind != "choice":
        return {}
    if not type.choices:
        reader.add("parameter_choices_missing", "of" if given is not None else None, name=reader.path or "")
    labels: dict[str, Bilingual] = {}
    if isinstance(given, YamlMap):
        for value, words in given.items():
            label = read_bilingual(words)
            if label is None:
                MapReader(given, reader.findings, f"{reader.path}.of").wrong(value, "bilingual")
            else:
                labels[value] = label
    elif isinstance(given, YamlList):
        reader.add("parameter_choices_missing", "of", name=reader.path or "")
    return labels


def _field_labels(reader: MapReader, type: ValueType) -> dict[str, Bilingual]:
    fields = type.fields
    labels = {name: PARTY_FIELDS[name].label for name in fields if name in PARTY_FIELDS and type.kind == "record"}
    given = reader.mapping("field_labels")
    for name, words in (given or {}).items():
        label = read_bilingual(words)
        if label is None:
            MapReader(given or reader.source, reader.findings, f"{reader.path}.field_labels").wrong(name, "bilingual")
        elif name not in fields:
            _no_such_field(reader, "field_labels", name, fields)
        else:
            labels[name] = label
    return labels


def read_unique(reader: MapReader, type: ValueType) -> tuple[str, ...]:
    """The fields in which no two rows may agree."""
    fields = reader.texts("unique")
    for name in fields:
        if name not in type.fields:
            _no_such_field(reader, "unique", name, type.fields)
    return fields


def _field_choices(spec: YamlMap) -> dict[str, dict[str, Bilingual]]:
    """The words for the values of those fields that are a choice."""
    fields = spec.get("fields")
    given = fields.items() if isinstance(fields, YamlMap) else ()
    return {name: labels for name, field_ in given if (labels := choice_labels(field_))}


def _field_bounds(reader: MapReader, type: ValueType) -> dict[str, tuple[Bound, ...]]:
    """The bounds that fields of rows have."""
    found: dict[str, tuple[Bound, ...]] = {}
    for name, spec in (reader.mapping("fields") or {}).items():
        text = spec.get("bounds") if isinstance(spec, YamlMap) else None
        if text is not None:
            try:
                found[name] = read_bounds(str(text), type.fields[name], name, spec.place("bounds"))
            except InputError as error:
                reader.findings.extend(error.findings)
    return found


def _no_such_field(reader: MapReader, key: str, name: str, fields: Mapping[str, ValueType]) -> None:
    reader.add(
        "parameter_holds_field", key, name=reader.path or "", found=name, suggestion=nearest(name, fields) or None
    )


def _blank_allowed(reader: MapReader, name: str) -> bool:
    blank = reader.text("blank")
    if blank is None:
        return False
    if blank != "allowed":
        reader.add("parameter_without_value", "blank", name=name, found=blank)
    return True


def _known_group(reader: MapReader, groups: Mapping[str, Bilingual]) -> None:
    group = reader.text("group")
    if group is not None and group not in groups:
        reader.add(
            "parameter_group_unknown",
            "group",
            name=(reader.path or "").removeprefix("parameters."),
            found=group,
            suggestion=nearest(group, groups),
        )


def _with_default(parameter: Parameter, reader: MapReader) -> Parameter:
    """The parameter with its bounds and its default, which must be a value of the type and within the bounds."""
    name, type, unit = parameter.name, parameter.type, parameter.listed_unit
    text = reader.text("bounds")
    if text is not None:
        try:
            parameter = replace(parameter, bounds=read_bounds(text, type, name, reader.place("bounds"), unit))
        except InputError as error:
            reader.findings.extend(error.findings)
    given = reader.source.get("default")
    if given is None:
        return parameter
    place = reader.place("default")
    try:
        default = read_value(given, type, place, listed_unit=unit, choice_labels=parameter.choice_labels, blanks=True)
    except InputError as error:
        reader.findings.extend(
            Finding(
                "parameter_default_wrong",
                finding.place,
                {"name": name, "reason": {"zh": finding.message("zh"), "en": finding.message("en")}},
            )
            for finding in error.findings
        )
        return parameter
    if not within(default, parameter.bounds):
        found = {"zh": f"{given} 不在 {text} 之内。", "en": f"{given} is not within {text}."}
        reader.findings.append(Finding("parameter_default_wrong", place, {"name": name, "reason": found}))
    return replace(parameter, default=default)


def read_checks(reader: MapReader, checks: dict[str, CrossCheck]) -> None:
    """Read what stands under `checks` into `checks`, by id."""
    given = reader.items("checks")
    seen: set[str] = set()
    for index, spec in enumerate(given or ()):
        path = f"checks[{index + 1}]"
        if not isinstance(spec, YamlMap):
            reader.wrong("checks", "mapping")
            continue
        entry = MapReader(spec, reader.findings, path)
        entry.only(_CHECK_KEYS)
        entry.require("id", "when", "message")
        name, when, message = entry.text("id"), entry.text("when"), entry.bilingual("message")
        level = entry.text("level") or "error"
        if level not in _LEVELS:
            entry.add("check_level_unknown", "level", found=level)
        if name is not None and not is_name(name):
            entry.add("parameter_name_form", "id", name=name)
        if name in seen:
            entry.add("check_twice", "id", name=name)
        if name is not None and when is not None and message is not None:
            seen.add(name)
            checks[name] = CrossCheck(name, when, level, message, spec.place("id", path), entry.text("each"))
