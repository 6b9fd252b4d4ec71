"""What holds for the rows of a list parameter: fields within their bounds, no two rows for one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from contracts_kit.content.bounds import bounds_findings
from contracts_kit.content.model import Parameter
from contracts_kit.findings import Finding, Place
from contracts_kit.values.expected_forms import shown


def row_findings(parameter: Parameter, value: Any, given: Any, place: Place) -> Iterator[Finding]:
    """What is wrong with the rows of a value, each finding at the row's own line and path.

    `given` is the value as it was written, `place` the place of the parameter.
    """
    if parameter.type.kind != "rows" or not value:
        return
    first: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(value, 1):
        written = given[number - 1] if isinstance(given, (list, tuple)) and number <= len(given) else {}
        line = getattr(written, "line", None) or place.line
        at = replace(place, line=line, column=None)
        yield from _out_of_bounds(parameter, row, written, at, number)
        key = tuple(row.get(name) for name in parameter.unique)
        if key and None not in key:
            earlier = first.setdefault(key, number)
            if earlier != number:
                found = ", ".join(shown(entry) for entry in key)
                details = {"found": found, "first": earlier, "row": number}
                yield Finding("parameter_row_twice", _field_place(at, number, parameter.unique[0]), details)


def _out_of_bounds(
    parameter: Parameter, row: Mapping[str, Any], written: Any, at: Place, number: int
) -> Iterator[Finding]:
    for name, bounds in parameter.field_bounds.items():
        field = replace(parameter, name=name, type=parameter.type.fields[name], bounds=bounds)
        said = written.get(name) if isinstance(written, Mapping) else row.get(name)
        yield from bounds_findings(field, row.get(name), said, _field_place(at, number, name))


def _field_place(at: Place, number: int, name: str) -> Place:
    return replace(at, path=f"{at.path}[{number}].{name}")
