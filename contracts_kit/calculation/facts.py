"""Reads the facts of a notice, as the inputs of a rule are read, with the place of each for whoever refuses them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from contracts_kit.calculation.inputs import MISSING, read_input
from contracts_kit.content.notices import Field, Notice, fact_parameter
from contracts_kit.content.row_values import row_findings
from contracts_kit.content.yaml_reader import YamlList
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place, nearest
from contracts_kit.records import dataclass
from contracts_kit.values.expected_forms import expected_form, shown


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a notice. `values` has every field by name, None where it is open; `given` are those that somebody
    gave; `blank`: none at all, the form is printed to be filled in by hand.
    """

    values: Mapping[str, Any]
    given: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict)
    blank: bool = False
    file: str | None = None

    def place(self, name: str) -> Place:
        """Where a fact stands, with its name as path."""
        return replace(self.places.get(name, Place(self.file)), path=name)


def read_facts(notice: Notice, given: Mapping[str, Any] | None, agreed: Mapping[str, Any]) -> Facts:
    """The facts that were given; None: none, for an empty form. What is empty counts as not given.

    `agreed` are the parameters of the contract: a fact that bears the name of one need not be given. A choice may be
    given by its words in either language. Raises one InputError with everything that is wrong: `unknown_fact`,
    `fact_missing`, and what is wrong with a value.
    """
    if given is None:
        return Facts(dict.fromkeys(notice.fields), blank=True)
    if not isinstance(given, Mapping):
        raise refuse("facts_not_mapping", Place())
    findings: list[Finding] = []
    places = {str(name): _place(given, str(name)) for name in given}
    for name in places:
        if name not in notice.fields:
            suggestion = nearest(name, notice.fields)
            details = {"name": shown(name), "known": ", ".join(notice.fields) or "-", "suggestion": suggestion}
            findings.append(Finding("unknown_fact", places[name], details))
    values: dict[str, Any] = {}
    for name, found in notice.fields.items():
        raw = given.get(name)
        if raw is None or (isinstance(raw, str) and not raw.strip()) or raw == []:
            elsewhere = found.declared.has_default or found.computed is not None or found.agreed is not None
            if found.required and not elsewhere and agreed.get(name) is None:
                findings.append(missing(found, places.get(name) or Place(_file(given), path=name)))
            values[name] = found.declared.default
            continue
        try:
            values[name] = _value(found, raw, places[name])
        except InputError as error:
            findings.extend(error.findings)
            continue
        findings.extend(row_findings(fact_parameter(found), values[name], raw, places[name]))
        if isinstance(raw, YamlList):
            for number, (line, column) in enumerate(raw.item_places, 1):
                places[f"{name}[{number}]"] = Place(raw.file, line, column, f"{name}[{number}]")
    if findings:
        raise InputError(findings)
    there = frozenset(name for name in values if name in places and values.get(name) is not None)
    return Facts(values, there, places, file=_file(given))


def _file(given: Mapping[str, Any]) -> str | None:
    return getattr(given, "file", None)


def _place(given: Mapping[str, Any], name: str) -> Place:
    line, column = getattr(given, "key_places", {}).get(name, (None, None))
    return Place(_file(given), line, column, name)


def missing(found: Field, place: Place) -> Finding:
    """That a fact which must be there is not."""
    declared = found.declared
    details = {
        "name": declared.name,
        "label": {"zh": declared.label.zh, "en": declared.label.en},
        "expected": expected_form(declared.type, declared.choice_labels),
    }
    return Finding("fact_missing", place, details)


def _value(found: Field, raw: Any, place: Place) -> Any:
    declared = found.declared
    kind = declared.type.kind
    if kind == "text" and isinstance(raw, str) and "\n" in raw.strip():  # a report has paragraphs
        lines = [line for line in raw.splitlines() if line.strip()]
        return "\n".join(str(read_input(declared, line, place)) for line in lines)
    if kind == "list" and isinstance(raw, str):  # one value stands for a list of one
        raw = [raw]
    value = read_input(declared, raw, place)
    return None if value is MISSING else value
