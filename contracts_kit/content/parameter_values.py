"""The values of a contract's parameters and options: what somebody gave, checked whole, over the defaults.

What is given is a parameter file's mapping (keys family, language, parameters, options; without `parameters` the top
level is the parameters) or a Python mapping of the same form. A record's field may also be given by the inventory name
that it holds (`party_a_name`) or as `supplier.name`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Any

from contracts_kit.content.bounds import bounds_findings
from contracts_kit.content.cross_checks import cross_check_findings
from contracts_kit.content.held_names import DATE_PARTS, WHOLE, date_part, held_names, joined_date, names_of
from contracts_kit.content.model import Family, Option, Parameter
from contracts_kit.content.row_values import row_findings
from contracts_kit.content.unknown_parameter import unknown_parameter
from contracts_kit.content.yaml_reader import YamlList, YamlMap
from contracts_kit.errors import InputError
from contracts_kit.findings import LANGUAGES, Finding, Place, nearest
from contracts_kit.records import dataclass
from contracts_kit.values.expected_forms import expected_form, shown
from contracts_kit.values.printing import print_value
from contracts_kit.values.reading import read_value

_SETTINGS = ("family", "language", "options")
_MAX_FAMILIES = 64
_MOST_SOUND = 4096
_known_options: dict[int, tuple[Family, Mapping[str, Option]]] = {}
_sound: dict[int, tuple[Family, dict[tuple[str, str], Any]]] = {}


@dataclass(frozen=True, slots=True)
class ParameterValues:
    """Every parameter and option of a family with its value.

    `values` holds each parameter of the family: as given, else its default, None for a blank. A record without any
    field set is None. `given` are the names of the parameters that were given, `options` every option id with its
    value, `chosen_options` those that were given. `language` is the one that the file asks for, None where it asks
    for none. `findings` come from the checks across parameters. `file` is the parameter file, None where the values
    come from no file; `places` says where each parameter, and each field of a record, stands in it.
    """

    family: str
    values: Mapping[str, Any]
    given: frozenset[str] = frozenset()
    options: Mapping[str, str] = field(default_factory=dict)
    chosen_options: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    findings: tuple[Finding, ...] = ()
    file: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict)

    def place(self, name: str) -> Place:
        """Where a parameter, or a field of a record (`supplier.name`), stands, with that name as its path.

        A name that the file leaves out has the file alone.
        """
        found = self.places.get(name) or self.places.get(name.partition(".")[0]) or Place(self.file)
        return replace(found, path=name)


def read_parameter_values(
    family: Family,
    given: Mapping[str, Any] | None,
    options: Mapping[str, Any] | None = None,
    file: str | None = None,
    *,
    partial: bool = False,
) -> ParameterValues:
    """The values given for a family's parameters, completed with defaults.

    `options` are settings beside those of `given`, and win. `file` is named in findings about a mapping that knows no
    file of its own. `partial` asks neither for required values nor for what must fit together, as a calculation that
    reads a few of the parameters does. Raises one InputError with everything that is wrong.
    """
    reading = _Reading(family, file)
    parameters, settings, path = _parts(reading, given or {})
    reading.take(parameters, path)
    language = reading.language(settings)
    chosen = reading.options(settings.get("options"), "options")
    chosen |= reading.options(options, "options")
    values = reading.values(partial)
    if reading.findings:
        raise InputError(in_line_order(reading.findings))
    every = {option.id: option.default for option in known_options(family).values()} | chosen
    found = () if partial else cross_check_findings(family, values, every, reading.places, Place(file))
    places = reading.field_places() if file else {}
    return ParameterValues(family.name, values, frozenset(reading.given), every, chosen, language, found, file, places)


def with_options(family: Family, values: ParameterValues, options: Mapping[str, Any]) -> ParameterValues:
    """The same values under other options, which win over those chosen before; the checks are asked again.

    The values are not read again: what stands in them is in its canonical unit already. Raises InputError
    `unknown_option`, `option_value_unknown`.
    """
    reading = _Reading(family, values.file)
    chosen = reading.options(options, "options")
    if reading.findings:
        raise InputError(reading.findings)
    every = {**values.options, **chosen}
    found = cross_check_findings(family, values.values, every, values.places, Place(values.file))
    return replace(values, options=every, chosen_options={**values.chosen_options, **chosen}, findings=found)


def known_options(family: Family) -> Mapping[str, Option]:
    """Every option of a family by each name under which a contract may set it: `rule.option`, or the shared name.

    A shared option may also be named as the option of a rule that uses it. Gathered once for each family.
    """
    kept = _known_options.get(id(family))
    if kept is not None and kept[0] is family:
        return kept[1]
    names: dict[str, Option] = dict(family.options)
    for rule in family.rules.values():
        for name, option in (getattr(rule, "options", None) or {}).items():
            names.setdefault(option.id, option)
            names.setdefault(f"{rule.id}.{name}", option)
    if len(_known_options) >= _MAX_FAMILIES:
        _known_options.clear()
    _known_options[id(family)] = family, names
    return names


def _sound_values(family: Family) -> dict[tuple[str, str], Any]:
    """What each text comes to as the value of a parameter, of texts that were read before and found right."""
    kept = _sound.get(id(family))
    if kept is None or kept[0] is not family:
        if len(_sound) >= _MAX_FAMILIES:
            _sound.clear()
        kept = _sound[id(family)] = family, {}
    return kept[1]


def in_line_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of the file's lines; those without a line come last."""
    return sorted(findings, key=lambda finding: (finding.place.line or 10**9, finding.place.column or 0))


def _parts(reading: _Reading, given: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any], str]:
    """The mapping of parameters, the mapping that holds the settings, and the path of the parameters."""
    own = reading.family.parameters
    if "parameters" in given and "parameters" not in own:
        for name in given:
            if name not in ("parameters", *_SETTINGS):
                reading.unknown(str(name), reading.place(given, name, str(name)))
        inner = given["parameters"]
        if inner is None:
            return {}, given, "parameters"
        if not isinstance(inner, Mapping):
            reading.not_mapping("parameters", inner, reading.place(given, "parameters", "parameters"))
            return {}, given, "parameters"
        return inner, given, "parameters"
    settings = {name: given[name] for name in _SETTINGS if name in given and name not in own}
    places = {name: reading.place(given, name, name) for name in settings}
    reading.setting_places = places
    return _Without(given, settings), settings, ""


class _Without(dict[str, Any]):
    """A mapping without some of its keys, with the places of the others."""

    def __init__(self, given: Mapping[str, Any], left_out: Mapping[str, Any]) -> None:
        super().__init__((name, value) for name, value in given.items() if name not in left_out)
        self.file = getattr(given, "file", None)
        self.key_places = getattr(given, "key_places", {})


class _Reading:
    """One reading: everything wrong is gathered, values are read once all names are settled."""

    def __init__(self, family: Family, file: str | None) -> None:
        self.family = family
        self.file = file
        self.findings: list[Finding] = []
        self.raw: dict[str, Any] = {}
        self.fields: dict[str, YamlMap] = {}
        self.parts: dict[tuple[str, str], dict[str, tuple[Any, Place]]] = {}
        self.places: dict[str, Place] = {}
        self.given: set[str] = set()
        self.sound = _sound_values(family)
        self.setting_places: dict[str, Place] = {}

    def place(self, given: Mapping[str, Any], name: Any, path: str) -> Place:
        """The place of a key of a mapping that may or may not know lines."""
        line, column = getattr(given, "key_places", {}).get(name, (None, None))
        return Place(getattr(given, "file", None) or self.file, line, column, path)

    def unknown(self, name: str, place: Place) -> None:
        """Add that there is no such parameter."""
        known = (*self.family.parameters, *held_names(self.family), *_SETTINGS)
        self.findings.append(unknown_parameter(name, known, self.family.name, place))

    def not_mapping(self, name: str, found: Any, place: Place) -> None:
        """Add that something should be a mapping."""
        self.findings.append(Finding("parameters_not_mapping", place, {"name": name, "found": shown(found)}))

    def take(self, parameters: Mapping[str, Any], path: str) -> None:
        """Settle which parameter, or which field of which record, each given name means."""
        held = held_names(self.family)
        for key, value in parameters.items():
            name = str(key)
            place = self.place(parameters, key, f"{path}.{name}" if path else name)
            record, _, field_name = name.partition(".")
            if name in self.family.parameters:
                self.raw[name], self.places[name] = value, place
            elif name in held:
                self._take_held(*held[name], value, place)
            elif field_name and field_name in self._fields_of(record):
                self._take_field(record, field_name, value, place)
            else:
                self.unknown(name, place)
        self._join_dates()

    def _take_held(self, parameter: str, path: str, value: Any, place: Place) -> None:
        """Take what was given by an inventory name."""
        part = date_part(path)
        if part is not None:
            self.parts.setdefault((parameter, part[0]), {})[part[1]] = (value, place)
        elif path != WHOLE:
            self._take_field(parameter, path, value, place)
        elif parameter in self.raw and value is not None and self.raw[parameter] != value:
            self._twice(parameter, place.path or parameter, place)
        elif value is not None or parameter not in self.raw:
            self.raw[parameter], self.places[parameter] = value, place

    def _join_dates(self) -> None:
        """Put the dates together of which year, month and day were given by themselves."""
        for (parameter, path), given in self.parts.items():
            parts = {name: value for name, (value, _) in given.items()}
            place = next(iter(given.values()))[1]
            joined = joined_date(parts)
            if joined is not None:
                self._take_held(parameter, path, joined, place)
            elif any(value not in (None, "") for value in parts.values()):
                lacking = [name for name in DATE_PARTS if parts.get(name) in (None, "")]
                missing = [name for part in lacking for name in self._part(parameter, path, part)]
                self.findings.append(Finding("parameter_date_part_missing", place, {"name": ", ".join(missing)}))

    def _part(self, parameter: str, path: str, part: str) -> tuple[str, ...]:
        return names_of(self.family.parameters[parameter], f"{path}.{part}" if path else part)

    def _fields_of(self, record: str) -> Mapping[str, Any]:
        parameter = self.family.parameters.get(record)
        return parameter.type.fields if parameter is not None and parameter.type.kind == "record" else {}

    def _take_field(self, record: str, name: str, value: Any, place: Place) -> None:
        fields = self.fields.setdefault(record, YamlMap(place.file or "", 0, 0))
        if fields.get(name) is not None and value is not None and fields[name] != value:
            self._twice(f"{record}.{name}", place.path or name, place)
        fields[name] = value
        self.places.setdefault(record, place)
        if place.line is not None:
            fields.key_places[name] = (place.line, place.column or 1)

    def _twice(self, name: str, other: str, place: Place) -> None:
        self.findings.append(Finding("parameter_given_twice", place, {"name": name, "other": other}))

    def values(self, partial: bool) -> dict[str, Any]:
        """Every parameter's value."""
        values: dict[str, Any] = {}
        for name, parameter in self.family.parameters.items():
            values[name] = parameter.default
            if name in self.fields:
                self._join_record(name)
            if name in self.raw:
                try:
                    values[name] = self._value(parameter, self.raw[name], self.places[name])
                except InputError as error:
                    self.findings += error.findings
            elif parameter.default is None and not parameter.blank_allowed and not partial:
                self._missing(parameter)
        return values

    def _join_record(self, name: str) -> None:
        """Put the fields that were given by other names into the record that was given, or into a new one."""
        record, fields = self.raw.get(name), self.fields[name]
        if record is None:
            self.raw[name] = fields
            return
        if not isinstance(record, Mapping):
            return  # refused as a wrong type
        joined = YamlMap(getattr(record, "file", ""), getattr(record, "line", 0), getattr(record, "column", 0))
        joined.key_places = {**getattr(record, "key_places", {})}
        joined.update(record)
        for field_name, value in fields.items():
            if joined.get(field_name) is not None and value is not None and joined[field_name] != value:
                line, column = fields.key_places.get(field_name, (None, None))
                place = Place(self.places[name].file, line, column, field_name)
                held = names_of(self.family.parameters[name], field_name) or (field_name,)
                self._twice(f"{name}.{field_name}", held[0], place)
            if value is not None or field_name not in joined:
                joined[field_name] = value
                if field_name in fields.key_places:
                    joined.key_places[field_name] = fields.key_places[field_name]
        self.raw[name] = joined

    def field_places(self) -> dict[str, Place]:
        """The places of parameters and, below them, of the fields of records."""
        places = dict(self.places)
        for name, place in self.places.items():
            for field_name, (line, column) in getattr(self.raw.get(name), "key_places", {}).items():
                places[f"{name}.{field_name}"] = Place(place.file, line, column)
        return places

    def _missing(self, parameter: Parameter) -> None:
        details = {
            "name": parameter.name,
            "label": {"zh": parameter.label.zh, "en": parameter.label.en},
            "expected": expected_form(parameter.type, parameter.choice_labels),
        }
        self.findings.append(Finding("parameter_missing", Place(self.file, path=parameter.name), details))

    def _value(self, parameter: Parameter, raw: Any, place: Place) -> Any:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            if parameter.blank_allowed:
                return None
            self._empty(parameter, place)
            return parameter.default
        key = (parameter.name, str(raw)) if isinstance(raw, str) else None
        known = self.sound.get(key) if key is not None else None
        if known is not None:
            self.given.add(parameter.name)
            return known
        faults = len(self.findings)
        value = read_value(
            raw,
            parameter.type,
            place,
            listed_unit=parameter.listed_unit,
            choice_labels=parameter.choice_labels,
            field_choice_labels=parameter.field_choice_labels,
            blanks=True,
        )
        if parameter.type.kind == "record" and all(entry is None for entry in value.values()):
            value = None
        if value is not None:
            self.given.add(parameter.name)
        line = getattr(raw, "line", None)
        place = replace(place, line=line) if line else place
        if isinstance(raw, YamlList):
            for number, (row_line, _) in enumerate(raw.item_places, 1):
                path = f"{place.path}[{number}]"
                self.places[f"{parameter.name}[{number}]"] = replace(place, line=row_line, column=None, path=path)
        self.findings += bounds_findings(parameter, value, raw, place)
        self.findings += row_findings(parameter, value, raw, place)
        if key is not None and len(self.findings) == faults and len(self.sound) < _MOST_SOUND:
            self.sound[key] = value
        return value

    def _empty(self, parameter: Parameter, place: Place) -> None:
        if parameter.default is None:
            self._missing_at(parameter, place)
            return
        default = {
            lang: print_value(parameter.default, parameter.type, lang, choice_labels=parameter.choice_labels)
            for lang in LANGUAGES
        }
        expected = expected_form(parameter.type, parameter.choice_labels)
        details = {"name": parameter.name, "expected": expected, "default": default}
        self.findings.append(Finding("parameter_empty", place, details))

    def _missing_at(self, parameter: Parameter, place: Place) -> None:
        self._missing(parameter)
        self.findings[-1] = replace(self.findings[-1], place=place)

    def language(self, settings: Mapping[str, Any]) -> str | None:
        """The language that the file asks for; the family that it names is checked on the way."""
        family = settings.get("family")
        if family is not None and str(family) != self.family.name:
            place = self.setting_places.get("family") or self.place(settings, "family", "family")
            details = {"found": shown(family), "expected": self.family.name}
            self.findings.append(Finding("parameter_file_family", place, details))
        language = settings.get("language")
        if language is None:
            return None
        if language not in LANGUAGES:
            place = self.setting_places.get("language") or self.place(settings, "language", "language")
            self.findings.append(Finding("parameter_file_language", place, {"found": shown(language)}))
            return None
        return str(language)

    def options(self, given: Any, path: str) -> dict[str, str]:
        """The options that were given, by id, each value one that the option has."""
        if given is None:
            return {}
        if not isinstance(given, Mapping):
            self.not_mapping("options", given, self.setting_places.get("options") or Place(self.file, path=path))
            return {}
        known = known_options(self.family)
        chosen: dict[str, str] = {}
        for key, raw in given.items():
            name = str(key)
            place = self.place(given, key, f"{path}.{name}")
            option = known.get(name)
            if option is None:
                details: dict[str, Any] = {"name": shown(name), "suggestion": nearest(name, known)}
                self.findings.append(Finding("unknown_option", place, details))
                continue
            if raw is None:
                continue  # left to its default
            value = str(raw).strip().lower() if isinstance(raw, (str, bool, int)) else shown(raw)
            if value not in option.values:
                details = {"name": name, "found": shown(raw), "known": ", ".join(option.values)}
                details["suggestion"] = nearest(value, option.values)
                self.findings.append(Finding("option_value_unknown", place, details))
            elif chosen.get(option.id, value) != value:
                self._twice(option.id, name, place)
            else:
                chosen[option.id] = value
        return chosen
