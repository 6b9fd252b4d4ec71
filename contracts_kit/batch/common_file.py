"""The common parameter file of a batch, and what a row makes of it: the same mapping with some values replaced.

A row's values are read together with the common ones by the reader of parameter files, so that the same texts mean the
same and every check across parameters sees both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from contracts_kit.batch.columns import FOLDER, Target
from contracts_kit.content.cross_checks import cross_check_findings
from contracts_kit.content.file_bytes import read_file_bytes
from contracts_kit.content.held_names import WHOLE, date_part, held_names
from contracts_kit.content.model import Family
from contracts_kit.content.parameter_values import ParameterValues, read_parameter_values
from contracts_kit.content.sheet_table import Cell
from contracts_kit.content.yaml_reader import MAX_BYTES, YamlMap, read_yaml_bytes
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place
from contracts_kit.records import dataclass
from contracts_kit.values.expected_forms import shown

_SETTINGS = ("family", "language", "options", "parameters")


@dataclass(frozen=True, slots=True)
class Common:
    """What is the same for every supplier, as it was written: parameters by name, records as mappings of their fields.

    `options` are those that were chosen, by id. `language` is the one that the file asks for, None where it asks none.
    """

    file: str | None = None
    parameters: YamlMap = field(default_factory=lambda: YamlMap("", 0, 0))
    options: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None

    def text(self, parameter: str, name: str) -> str:
        """The text of a field of a record as it was written, empty where there is none."""
        record = self.parameters.get(parameter)
        found = record.get(name) if isinstance(record, Mapping) else None
        return found.strip() if isinstance(found, str) else ""


def read_common(path: Path | str | None, family: Family) -> Common:
    """The common parameter file; None is an empty one. What it leaves out, a row may still give.

    Raises InputError with everything that is wrong in the file by itself.
    """
    if path is None:
        return Common()
    file = str(path)
    duplicates: list[Finding] = []
    given = read_yaml_bytes(read_file_bytes(path, MAX_BYTES), file, duplicates)
    if given is None:
        given = YamlMap(file, 1, 1)
    if not isinstance(given, YamlMap):
        raise refuse("parameters_not_mapping", Place(file, 1), name=file, found=shown(given))
    return common_of(given, family, file, duplicates)


def common_of(
    given: Mapping[str, Any], family: Family, file: str | None = None, findings: Sequence[Finding] = ()
) -> Common:
    """The common values in the mapping of a parameter file. Raises InputError as `read_common` does."""
    try:
        values = read_parameter_values(family, given, file=file, partial=True)
    except InputError as error:
        raise InputError([*findings, *error.findings]) from None
    if findings:
        raise InputError(findings)
    return Common(file, _by_name(given, family, file), values.chosen_options, values.language)


def _by_name(given: Mapping[str, Any], family: Family, file: str | None) -> YamlMap:
    """The parameters by their own names: a field given by another name stands in its record."""
    inner = given.get("parameters")
    if "parameters" in given and "parameters" not in family.parameters:
        source = inner if isinstance(inner, Mapping) else {}
    else:
        source = {k: v for k, v in given.items() if k not in _SETTINGS or k in family.parameters}
    places = getattr(inner if isinstance(inner, Mapping) else given, "key_places", {})
    held = held_names(family)
    made = _empty(file)
    for name, value in source.items():
        if name in family.parameters:
            if family.parameters[name].type.kind == "record" and isinstance(value, Mapping):
                _copy_fields(made, name, value, places.get(name), getattr(value, "key_places", {}))
            elif name not in made or value is not None:
                _put(made, name, value, places.get(name))
        else:
            record, field_name = held.get(name) or tuple(name.split(".", 1))
            if date_part(field_name) is not None:
                _put(made, name, value, places.get(name))
                continue
            if field_name == WHOLE:
                _put(made, record, value, places.get(name))
                continue
            _copy_fields(made, record, {field_name: value}, places.get(name), {field_name: places.get(name)})
    return made


def _copy_fields(made: YamlMap, name: str, fields: Mapping[str, Any], place: Any, places: Mapping[str, Any]) -> None:
    record = made.get(name)
    if not isinstance(record, YamlMap):
        record = _empty(made.file)
        _put(made, name, record, place)
    for field_name, value in fields.items():
        if record.get(field_name) is None:
            _put(record, field_name, value, places.get(field_name))


def _put(into: YamlMap, name: str, value: Any, place: tuple[int, int] | None) -> None:
    into[name] = value
    if place is not None:
        into.key_places[name] = place


def _empty(file: str | None) -> YamlMap:
    return YamlMap(file or "", 0, 0)


class RowReader:
    """Reads the rows of one list over its common file, whose own values are read once."""

    def __init__(self, family: Family, common: Common, sheet: str, columns: Sequence[tuple[str, Target]]) -> None:
        self._family = family
        self._common = common
        self._sheet = sheet
        self._columns = columns
        self._base = read_parameter_values(family, common.parameters, common.options, common.file, partial=True)
        self._required = [
            name
            for name, parameter in family.parameters.items()
            if parameter.default is None and not parameter.blank_allowed
        ]

    def values(self, number: int, line: int | None, cells: Sequence[Cell]) -> ParameterValues:
        """The values of a row. Raises InputError with everything wrong, each at its cell or in the common file."""
        given, options, places = self._given(number, line, cells)
        try:
            values = self._over_the_base(given, options)
        except InputError as error:
            raise InputError(self._placed(error.findings, number, line, places)) from None
        return replace(values, findings=tuple(self._placed(values.findings, number, line, places)))

    def _over_the_base(self, given: YamlMap, options: Mapping[str, Any]) -> ParameterValues:
        """What the whole mapping of common and given values would be read as: only what is given is read now."""
        base, file = self._base, self._common.file
        read = read_parameter_values(self._family, given, options, file, partial=True)
        values = {**base.values, **{name: read.values[name] for name in given}}
        if any(values[name] is None for name in self._required):
            return read_parameter_values(self._family, {**self._common.parameters, **given}, options, file)  # refuses
        places = {**base.places, **read.places}
        findings = cross_check_findings(self._family, values, read.options, places, Place(file))
        return replace(
            read,
            values=values,
            given=base.given | read.given,
            language=base.language,
            findings=findings,
            places=places,
        )

    def _given(
        self, number: int, line: int | None, cells: Sequence[Cell]
    ) -> tuple[YamlMap, dict[str, Any], dict[str, Place]]:
        """The parameters that a row gives, a record with its common fields; the options; and the place of each cell."""
        common = self._common
        given = _empty(common.file)
        options: dict[str, Any] = dict(common.options)
        places: dict[str, Place] = {}
        for (column, target), cell in zip(self._columns, cells, strict=True):
            if cell is None or target == FOLDER:
                continue
            places[target.path] = Place(self._sheet, line, path=column, row=number)
            if target.option is not None:
                options[target.option] = cell
                continue
            assert target.parameter is not None
            if target.field is None:
                given[target.parameter] = cell
                continue
            if target.parameter not in given:
                given[target.parameter] = self._record(target.parameter)
            given[target.parameter][target.field] = cell
        return given, options, places

    def _record(self, parameter: str) -> YamlMap:
        """The common fields of a record, to put others over them."""
        record = _empty(self._common.file)
        before = self._common.parameters.get(parameter)
        if isinstance(before, YamlMap):
            record.update(before)
            record.key_places = before.key_places
        return record

    def _placed(
        self, findings: Iterable[Finding], number: int, line: int | None, places: Mapping[str, Place]
    ) -> list[Finding]:
        """The findings, each at the cell that it is about; one about a common value keeps its place beside the row."""
        made = []
        for finding in findings:
            cell = places.get(_about(finding.place.path, places))
            if cell is None and finding.place.line is None:
                cell = Place(self._sheet, line, path=finding.place.path, row=number)
            made.append(replace(finding, place=cell or replace(finding.place, row=number)))
        return made


def _about(path: str | None, places: Mapping[str, Place]) -> str:
    """The path of the cell that a path inside a value, or of the record around it, is about."""
    path = (path or "").removeprefix("parameters.")
    found = [name for name in places if path == name or path.startswith((f"{name}.", f"{name}["))]
    return max(found, key=len, default="")
