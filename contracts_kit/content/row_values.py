"""What holds for the rows of a list parameter: fields within their bounds, no two rows for one thing."""

from __future__ import annotations

import unicodedata
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
    first: dict[tuple[Any, ...], tuple[int, tuple[Any, ...]]] = {}
    for number, row in enumerate(value, 1):
        written = given[number - 1] if isinstance(given, (list, tuple)) and number <= len(given) else {}
        line = getattr(written, "line", None) or place.line
        at = replace(place, line=line, column=None)
        yield from _out_of_bounds(parameter, row, written, at, number)
        key = tuple(row.get(name) for name in parameter.unique)
        if key and None not in key:
            earlier, as_written = first.setdefault(tuple(map(_plain, key)), (number, key))
            if earlier != number:
                details = {"found": _repeated(key, as_written), "first": earlier, "row": number}
                yield Finding("parameter_row_twice", _field_place(at, number, parameter.unique[0]), details)


def _plain(value: Any) -> Any:
    """A text as one compares names: without blanks, with the letters of full width as those of half width."""
    return "".join(unicodedata.normalize("NFKC", value).split()) if isinstance(value, str) else value


def _repeated(key: tuple[Any, ...], earlier: tuple[Any, ...]) -> dict[str, str]:
    """What the rows share; how the earlier one writes it, where blanks or the width of letters differ."""
    found, before = (", ".join(shown(entry) for entry in entries) for entries in (key, earlier))
    if key == earlier:
        return {"zh": found, "en": found}
    return {"zh": f"{found}（前者写作 {before}）", "en": f"{found} (there written {before})"}


def _out_of_bounds(
    parameter: Parameter, row: Mapping[str, Any], written: Any, at: Place, number: int
) -> Iterator[Finding]:
    for name, bounds in parameter.field_bounds.items():
        field = replace(parameter, name=name, type=parameter.type.fields[name], bounds=bounds)
        said = written.get(name) if isinstance(written, Mapping) else row.get(name)
        yield from bounds_findings(field, row.get(name), said, _field_place(at, number, name))


def _field_place(at: Place, number: int, name: str) -> Place:
    return replace(at, path=f"{at.path}[{number}].{name}")
