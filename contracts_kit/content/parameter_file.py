"""Reads a parameter file: YAML (JSON is YAML too) in UTF-8, with every fault named by file, line and key."""

from __future__ import annotations

from pathlib import Path

from contracts_kit.content.file_bytes import read_file_bytes
from contracts_kit.content.model import Family, Library
from contracts_kit.content.parameter_values import ParameterValues, in_line_order, read_parameter_values
from contracts_kit.content.yaml_reader import MAX_BYTES, YamlMap, read_yaml_bytes
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place, nearest
from contracts_kit.values.expected_forms import shown


def read_parameter_file(path: Path | str, library: Library, family: str | None = None) -> ParameterValues:
    """The values in the parameter file at `path`.

    `family` is the one that is asked for; None leaves it to the file's own `family`. Raises InputError with
    everything wrong in the file; `file_missing`, `file_unreadable`, `wrong_encoding` and `not_yaml` stand alone,
    since nothing behind them can be read.
    """
    content = read_file_bytes(path, MAX_BYTES)
    return values_of_file(content, str(path), library, family)


def values_of_file(content: bytes, file: str, library: Library, family: str | None = None) -> ParameterValues:
    """The values in the content of a parameter file named `file`; see `read_parameter_file`."""
    duplicates: list[Finding] = []
    given = read_yaml_bytes(content, file, duplicates)
    if given is None:
        given = YamlMap(file, 1, 1)
    if not isinstance(given, YamlMap):
        raise refuse("parameters_not_mapping", Place(file, 1), name=file, found=shown(given))
    try:
        values = read_parameter_values(_family(given, library, family), given, file=file)
    except InputError as error:
        raise InputError(in_line_order([*duplicates, *error.findings])) from None
    if duplicates:
        raise InputError(duplicates)
    return values


def _family(given: YamlMap, library: Library, family: str | None) -> Family:
    name = family
    if name is None:
        named = given.get("family")
        known = ", ".join(library.families)
        if not isinstance(named, str) or not named.strip():
            raise refuse("parameter_file_without_family", Place(given.file, 1), known=known)
        name = str(named)
    if name not in library.families:
        place = given.place("family", "family") if family is None else Place()
        raise refuse(
            "unknown_family",
            place,
            name=shown(name),
            known=", ".join(library.families),
            suggestion=nearest(name, library.families),
        )
    return library.families[name]
